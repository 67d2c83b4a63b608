import { sections, type Section } from '../../shared/details.ts'

/** As many answer to a digit. */
const numberedCount = 6

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>

/** ⌘ on a Mac, Control elsewhere. */
const isCommand = ({ metaKey, ctrlKey, altKey, shiftKey }: Pressed): boolean =>
  metaKey !== ctrlKey && !altKey && !shiftKey

/**
 * The section that these keys lead to; null for none. Where a browser keeps ⌘1 and its like for its own tabs, Alt and the digit do
 * the same; not where somebody writes, as a Mac types signs by them.
 */
export function sectionOfKeys(pressed: Pressed, isWriting: boolean): Section | null {
  if (isCommand(pressed) && pressed.key === ',') return 'settings'
  const { metaKey, ctrlKey, altKey, shiftKey } = pressed
  const isAlt = altKey && !metaKey && !ctrlKey && !shiftKey && !isWriting
  if (!isCommand(pressed) && !isAlt) return null
  // by its place: with Alt the key is another sign
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(pressed.code)?.[1]
  const number = digit === undefined ? 0 : Number(digit)
  return number <= numberedCount ? (sections[number - 1] ?? null) : null
}

export const isFindKeys = (pressed: Pressed): boolean =>
  isCommand(pressed) && pressed.key.toLowerCase() === 'f'

/** What stands behind a section's title for who points at it; null: it has no digit. */
export function keysText(section: Section, isMac: boolean): string | null {
  const at = sections.indexOf(section)
  const key = section === 'settings' ? ',' : at < numberedCount ? String(at + 1) : null
  return key === null ? null : isMac ? `⌘${key}` : `Ctrl+${key}`
}
