import { describe, expect, test } from 'vitest'
import { pressedIn, signsOf, type KeyPress } from '../../../src/renderer/settings/shortcut-keys.ts'
import { shortcutIn } from '../../../src/shared/shortcut.ts'

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false }
const press = (code: string, held: Partial<KeyPress> = {}): KeyPress => ({ ...none, ...held, code })

describe('keys that are pressed', () => {
  test.each([
    ['KeyH', { altKey: true, metaKey: true }, 'Alt+Command+H'],
    ['Digit1', { ctrlKey: true }, 'Control+1'],
    ['Space', { metaKey: true, shiftKey: true, altKey: true, ctrlKey: true }, 'Control+Alt+Shift+Command+Space'], // prettier-ignore
    ['ArrowUp', { altKey: true }, 'Alt+Up'],
    ['F19', { ctrlKey: true }, 'Control+F19'],
    ['PageDown', { metaKey: true }, 'Command+PageDown'],
    ['Backspace', { metaKey: true }, null],
    ['Escape', { metaKey: true }, null],
    ['F24', { metaKey: true }, null],
    ['Semicolon', { metaKey: true }, null],
    ['Tab', { metaKey: true }, null],
    ['', { metaKey: true }, null],
  ] as const)('%s with %o are %s', (code, held, text) => {
    expect(pressedIn(press(code, held))).toEqual(
      text === null ? { kind: 'unusable' } : { kind: 'ok', text },
    )
    if (text !== null) expect(shortcutIn(text)).not.toBeNull()
  })

  test.each([
    ['KeyA', {}],
    ['KeyA', { shiftKey: true }],
    ['F5', {}],
    ['Space', {}],
  ])('%s with %o would be lost to whoever types', (code, held) => {
    expect(pressedIn(press(code, held))).toEqual({ kind: 'bare' })
  })

  test.each([
    ['MetaLeft', { metaKey: true }, 'held'],
    ['AltRight', { altKey: true }, 'held'],
    ['Escape', {}, 'keep'],
    ['Backspace', {}, 'remove'],
    ['Delete', {}, 'remove'],
    ['Tab', {}, 'leave'],
    ['Tab', { shiftKey: true }, 'leave'],
    ['Enter', {}, 'unusable'],
  ] as const)('%s with %o: %s', (code, held, kind) => {
    expect(pressedIn(press(code, held))).toEqual({ kind })
  })
})

test.each([
  ['Alt+Command+H', '⌥⌘H'],
  ['Command+Shift+Control+Up', '⌃⇧⌘↑'],
  ['Control+Space', '⌃Leertaste'],
])('%s is written %s', (text, signs) => {
  const shortcut = shortcutIn(text)
  if (shortcut === null) throw new Error('no shortcut')
  expect(signsOf(shortcut, (key) => (key === 'Space' ? 'Leertaste' : key))).toBe(signs)
})
