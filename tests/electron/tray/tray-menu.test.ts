import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trayMenu, type MenuEntry } from '../../../src/main/electron/tray/tray-menu.ts'

const textsOf = (entries: readonly MenuEntry[]): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'text' ? [entry.label] : []))

describe('the menu of the gauge', () => {
  test('tells the sentence, opens the window, has the setting, and ends Headroom', () => {
    expect(trayMenu('22.0 GB free for models. Plenty', { menuBarText: 'room' })).toEqual([
      { kind: 'text', label: '22.0 GB free for models. Plenty' },
      { kind: 'line' },
      { kind: 'act', label: 'Open Headroom', act: 'open' },
      {
        kind: 'menu',
        label: 'Settings',
        entries: [
          { kind: 'check', label: 'Room beside the gauge', isChecked: true, act: 'toggle-text' },
        ],
      },
      { kind: 'line' },
      { kind: 'act', label: 'Quit Headroom', act: 'quit' },
    ])
  })

  test('ticks the setting only where it holds', () => {
    const settings = trayMenu('x', { menuBarText: 'off' }).find(({ kind }) => kind === 'menu')
    expect(settings).toMatchObject({ entries: [{ isChecked: false }] })
  })
})

describe('a sentence in the menu', () => {
  test('of more than 72 characters is cut between words', () => {
    const sentence =
      'No room left for models within Metal’s limit, but the GPU does not answer. Full: no room for another model'
    expect(textsOf(trayMenu(sentence, { menuBarText: 'off' }))).toEqual([
      'No room left for models within Metal’s limit, but the GPU does not',
      'answer. Full: no room for another model',
    ])
  })

  test('loses no word, and no line is longer than a word of it makes it', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 90 }), { minLength: 1 })
    fc.assert(
      fc.property(words, (all) => {
        const sentence = all.join(' ')
        const lines = textsOf(trayMenu(sentence, { menuBarText: 'off' }))
        expect(lines.join(' ')).toBe(sentence)
        for (const line of lines) expect(line.length <= 72 || !line.includes(' ')).toBe(true)
      }),
    )
  })
})
