import type { SnoozeInput } from '../../../shared/contract.ts'
import type { ModelId } from '../../../shared/ids.ts'

export type MenuAct =
  | { readonly kind: 'open' | 'toggle-text' | 'quit' }
  | { readonly kind: 'unload'; readonly modelId: ModelId }
  | { readonly kind: 'snooze'; readonly input: SnoozeInput }

/** An entry of a menu, before Electron makes one of it. */
export type MenuEntry =
  | { readonly kind: 'line' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'act'; readonly label: string; readonly act: MenuAct }
  | {
      readonly kind: 'check'
      readonly label: string
      readonly isChecked: boolean
      readonly act: MenuAct
    }
  | { readonly kind: 'menu'; readonly label: string; readonly entries: readonly MenuEntry[] }

/** A menu is as wide as its longest line. */
export const maxLabelLength = 72

export const textEntry = (label: string): MenuEntry => ({ kind: 'text', label })

/** The sentence over as many lines as it needs, cut between words. */
export function linesOf(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > maxLabelLength) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
