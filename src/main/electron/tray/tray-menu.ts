import type { Settings } from '../../../shared/settings.ts'

export type MenuAct = 'open' | 'toggle-text' | 'quit'

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
const maxLabelLength = 72

/** What a right click on the gauge, or one with Control, shows. */
export const trayMenu = (
  sentence: string,
  { menuBarText }: Pick<Settings, 'menuBarText'>,
): readonly MenuEntry[] => [
  ...linesOf(sentence).map((label) => ({ kind: 'text', label }) as const),
  { kind: 'line' },
  { kind: 'act', label: 'Open Headroom', act: 'open' },
  {
    kind: 'menu',
    label: 'Settings',
    entries: [
      {
        kind: 'check',
        label: 'Room beside the gauge',
        isChecked: menuBarText === 'room',
        act: 'toggle-text',
      },
    ],
  },
  { kind: 'line' },
  { kind: 'act', label: 'Quit Headroom', act: 'quit' },
]

/** The sentence over as many lines as it needs, cut between words. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > maxLabelLength) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
