/** The order in which macOS writes them, and the names that Electron's accelerators have for them. */
export const shortcutModifiers = ['Control', 'Alt', 'Shift', 'Command'] as const
export type ShortcutModifier = (typeof shortcutModifiers)[number]

/** Keys pressed together: `{ modifiers: ['Alt', 'Command'], key: 'H' }` is ⌥⌘H, and Electron's `Alt+Command+H`. */
export interface Shortcut {
  readonly modifiers: readonly ShortcutModifier[]
  readonly key: string
}

const named = /^(?:[A-Z0-9]|F(?:[1-9]|1\d|20)|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown)$/

/** null where it is none: without Control, Alt or Command it would take a letter away from everybody who types. */
export function shortcutIn(text: string): Shortcut | null {
  const names = text.split('+')
  const key = names.pop() ?? ''
  const modifiers = shortcutModifiers.filter((one) => names.includes(one))
  const isWhole = modifiers.length === names.length
  const isHeldDown = modifiers.some((one) => one !== 'Shift')
  return isWhole && isHeldDown && named.test(key) ? { modifiers, key } : null
}

export const shortcutText = ({ modifiers, key }: Shortcut): string => [...modifiers, key].join('+')
