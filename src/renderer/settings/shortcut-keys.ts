import {
  shortcutIn,
  shortcutModifiers,
  shortcutText,
  type Shortcut,
  type ShortcutModifier,
} from '../../shared/shortcut.ts'

/** A key as it goes down, with those that are held with it. */
export interface KeyPress {
  /** Its place on the keyboard: with Option, macOS writes another sign than the key has. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

export type Pressed =
  /** No key yet. */
  | { readonly kind: 'held' }
  | { readonly kind: 'ok'; readonly text: string }
  /** `bare`: nothing is held with it; `unusable`: it is none that a shortcut can have. */
  | { readonly kind: 'bare' | 'unusable' }
  /** By themselves: `keep` what was, `remove` it, or let the keyboard go on. */
  | { readonly kind: 'keep' | 'remove' | 'leave' }

const isModifier = /^(?:Control|Alt|Shift|Meta|OS)(?:Left|Right)?$|^(?:Fn|CapsLock)$/
const plain =
  /^(?:Key([A-Z])|Digit(\d)|Arrow(Up|Down|Left|Right)|(F\d+|Space|Home|End|PageUp|PageDown))$/

/** Those that are held, in the order of macOS. */
export function heldIn({
  ctrlKey,
  altKey,
  shiftKey,
  metaKey,
}: KeyPress): readonly ShortcutModifier[] {
  const isHeld = { Control: ctrlKey, Alt: altKey, Shift: shiftKey, Command: metaKey }
  return shortcutModifiers.filter((one) => isHeld[one])
}

export function pressedIn(press: KeyPress): Pressed {
  const { code } = press
  if (isModifier.test(code)) return { kind: 'held' }
  const modifiers = heldIn(press)
  if (modifiers.length === 0) {
    if (code === 'Escape') return { kind: 'keep' }
    if (code === 'Backspace' || code === 'Delete') return { kind: 'remove' }
  }
  if (code === 'Tab' && modifiers.every((one) => one === 'Shift')) return { kind: 'leave' }
  const [, letter, digit, arrow, other] = plain.exec(code) ?? []
  const key = letter ?? digit ?? arrow ?? other
  if (key === undefined) return { kind: 'unusable' }
  if (modifiers.every((one) => one === 'Shift')) return { kind: 'bare' }
  const text = shortcutText({ modifiers, key })
  return shortcutIn(text) === null ? { kind: 'unusable' } : { kind: 'ok', text }
}

const signs: Readonly<Record<string, string>> = {
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Command: '⌘',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Home: '↖',
  End: '↘',
  PageUp: '⇞',
  PageDown: '⇟',
}

/** `⌥⌘H`: as the menus of macOS write it. */
export const signsOf = ({ modifiers, key }: Shortcut, nameOf: (key: string) => string): string =>
  [...modifiers, key].map((one) => signs[one] ?? nameOf(one)).join('')
