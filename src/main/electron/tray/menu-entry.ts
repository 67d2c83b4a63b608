import type { MenuBegins, SnoozeInput } from '../../../shared/contract.ts'
import type { AppId, ModelId } from '../../../shared/ids.ts'
import { cutInMiddle } from '../../../shared/model-text.ts'
import type { ReliefStep, ReliefWant } from '../../../shared/relief.ts'
import type { MenuBarText } from '../../../shared/settings.ts'

/** None of these confirms anything: what is to be confirmed is done in the window. `quit`: Headroom itself. */
export type MenuAct =
  | { readonly kind: 'open' | 'quit' | 'install-update' }
  | { readonly kind: 'show-text'; readonly text: MenuBarText }
  /** The window opens, and asks. */
  | { readonly kind: 'begin'; readonly begins: MenuBegins }
  | { readonly kind: 'unload'; readonly modelId: ModelId }
  | { readonly kind: 'quit-app'; readonly appId: AppId }
  | {
      readonly kind: 'relieve'
      readonly steps: readonly ReliefStep[]
      readonly until: ReliefWant | null
    }
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

/** The sentence over as many lines as it needs, cut between words, and where a script has none, between letters. */
export function linesOf(text: string): readonly string[] {
  const lines: string[] = []
  for (const [blank, piece] of text.split(' ').flatMap(piecesOf)) {
    const last = lines.at(-1)
    if (last === undefined || widthOf(last + blank + piece) > maxLabelLength) lines.push(piece)
    else lines[lines.length - 1] = last + blank + piece
  }
  return lines
}

// marks stay with the letter that they close
const piece =
  /\p{Script=Han}[\u3001-\u3003\u3009\u300b\u300d\u300f\uff01-\uff1f”’]*|[^\p{Script=Han}]+/gu
/** Twice as wide as Latin ones. */
const wideLetters = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu

/** Each with the blank before it. */
const piecesOf = (word: string): readonly (readonly [string, string])[] =>
  (word.match(piece) ?? [word]).map((one, at) => [at === 0 ? ' ' : '', one])

const widthOf = (text: string): number => text.length + (text.match(wideLetters)?.length ?? 0)

/** A sentence with names of others in it, a word of which may be wider than the menu. */
export const textEntries = (text: string): readonly MenuEntry[] =>
  linesOf(text).map((line) => textEntry(cutInMiddle(line, maxLabelLength)))
