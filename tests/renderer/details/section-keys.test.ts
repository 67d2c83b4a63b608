import { describe, expect, test } from 'vitest'
import { isFindKeys, keysText, sectionOfKeys } from '../../../src/renderer/details/section-keys.ts'

const pressed = (given: Partial<KeyboardEvent>) => ({
  key: '',
  code: '',
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...given,
})
const digit = (number: number) => ({ key: String(number), code: `Digit${number}` })

describe('the keys of the sections', () => {
  test('are the command key and a digit, in their order', () => {
    const found = [1, 2, 3, 4, 5, 6].map((number) =>
      sectionOfKeys(pressed({ ...digit(number), metaKey: true }), true),
    )
    expect(found).toEqual(['history', 'models', 'log', 'findings', 'fit', 'doctor'])
  })

  test('are Control where there is no command key, and Alt where a browser keeps both', () => {
    expect(sectionOfKeys(pressed({ ...digit(3), ctrlKey: true }), false)).toBe('log')
    // Option and 3 on a German Mac
    expect(sectionOfKeys(pressed({ key: '¶', code: 'Digit3', altKey: true }), false)).toBe('log')
  })

  test('leave Alt and a digit to who writes', () => {
    expect(sectionOfKeys(pressed({ ...digit(3), altKey: true }), true)).toBeNull()
  })

  test('open the settings by the comma', () => {
    for (const held of [{ metaKey: true }, { ctrlKey: true }])
      expect(sectionOfKeys(pressed({ key: ',', code: 'Comma', ...held }), true)).toBe('settings')
  })

  test.each([
    ['a digit alone', digit(1)],
    ['a digit with two of them', { ...digit(1), ctrlKey: true, altKey: true }],
    ['a digit with Shift', { ...digit(1), metaKey: true, shiftKey: true }],
    ['the seventh digit', { ...digit(7), metaKey: true }],
    ['zero', { ...digit(0), metaKey: true }],
    ['the comma alone', { key: ',', code: 'Comma' }],
    ['a letter', { key: 'a', code: 'KeyA', metaKey: true }],
  ])('are not %s', (_, given) => {
    expect(sectionOfKeys(pressed(given), false)).toBeNull()
  })

  test('find by F, with the command key or Control', () => {
    expect(isFindKeys(pressed({ key: 'f', metaKey: true }))).toBe(true)
    expect(isFindKeys(pressed({ key: 'F', ctrlKey: true }))).toBe(true)
    expect(isFindKeys(pressed({ key: 'f' }))).toBe(false)
    expect(isFindKeys(pressed({ key: 'f', metaKey: true, shiftKey: true }))).toBe(false)
  })

  test('are told as each system writes them', () => {
    expect([keysText('history', true), keysText('settings', false)]).toEqual(['⌘1', 'Ctrl+,'])
    expect([keysText('doctor', true), keysText('acts', true)]).toEqual(['⌘6', null])
  })
})
