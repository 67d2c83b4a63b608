import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trayMenu } from '../../../src/main/electron/tray/tray-menu.ts'
import { placeOfAlert } from '../../../src/shared/alert-place.ts'
import type { Model } from '../../../src/shared/server.ts'
import { menuBarTexts } from '../../../src/shared/settings.ts'
import { five, full, refused } from '../../shared/found.ts'
import { failure, hog, idle, pastLimit, runningOut, snoozed, stale } from '../../shared/warned.ts'
import { menuWith, textsOf } from './menu-with.ts'
import { loom, sdxl, suggestionOf } from '../../shared/relieving.ts'
import { gemma, llamaServer, ollama, phi } from '../../shared/loaded.ts'

describe('the menu of the gauge', () => {
  test('tells the sentence, opens the window, has the setting, and ends Headroom', () => {
    expect(trayMenu('22.0 GB free for models. Plenty', { menuBarText: 'room' }, null)).toEqual([
      { kind: 'text', label: '22.0 GB free for models. Plenty' },
      { kind: 'line' },
      { kind: 'act', label: 'Open Headroom', act: { kind: 'open' } },
      {
        kind: 'act',
        label: 'Details…',
        act: {
          kind: 'begin',
          begins: { kind: 'details', place: { section: 'history', focus: null } },
        },
      },
      {
        kind: 'menu',
        label: 'Settings',
        entries: [
          { kind: 'text', label: 'Beside the gauge' },
          ...(
            [
              ['off', 'Nothing'],
              ['room', 'Room for models'],
              ['in-use', 'Memory in use'],
              ['time-left', 'Time left'],
            ] as const
          ).map(([text, label]) => ({
            kind: 'check',
            label,
            isChecked: text === 'room',
            act: { kind: 'show-text', text },
          })),
          { kind: 'line' },
          {
            kind: 'act',
            label: 'Settings…',
            act: {
              kind: 'begin',
              begins: { kind: 'details', place: { section: 'settings', focus: null } },
            },
          },
        ],
      },
      { kind: 'line' },
      { kind: 'act', label: 'Quit Headroom', act: { kind: 'quit' } },
    ])
  })

  test.each(menuBarTexts)('ticks the one text that holds: %s', (menuBarText) => {
    const settings = trayMenu('x', { menuBarText }, null).find((entry) => entry.kind === 'menu')
    const ticked = settings?.entries.filter((entry) => entry.kind === 'check' && entry.isChecked)
    expect(ticked).toMatchObject([{ act: { kind: 'show-text', text: menuBarText } }])
  })
})

describe('a sentence in the menu', () => {
  test('of more than 72 characters is cut between words', () => {
    const sentence =
      'No room left for models within Metal’s limit, but the GPU does not answer. Full: no room for another model'
    expect(textsOf(trayMenu(sentence, { menuBarText: 'off' }, null))).toEqual([
      'No room left for models within Metal’s limit, but the GPU does not',
      'answer. Full: no room for another model',
    ])
  })

  test('loses no word, and no line is longer than a word of it makes it', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 90 }), { minLength: 1 })
    fc.assert(
      fc.property(words, (all) => {
        const sentence = all.join(' ')
        const lines = textsOf(trayMenu(sentence, { menuBarText: 'off' }, null))
        expect(lines.join(' ')).toBe(sentence)
        for (const line of lines) expect(line.length <= 72 || !line.includes(' ')).toBe(true)
      }),
    )
  })
})

describe('the alerts in the menu', () => {
  test('stand above the findings, each with what it says and how to have it silent', () => {
    const entries = menuWith({
      servers: [ollama, llamaServer],
      findings: [refused, full],
      alerts: [runningOut, failure],
    })
    expect(entries.slice(1, 3)).toEqual([
      { kind: 'line' },
      {
        kind: 'menu',
        label: 'About to fail: python uses up the RAM',
        entries: [
          {
            kind: 'text',
            label: 'About 40 s are left: it grows by 102 MB/s, and 4.1 GB of 34.4 GB of RAM',
          },
          { kind: 'text', label: 'are free' },
          { kind: 'text', label: 'Stop python, or quit Docker (4.0 GB)' },
          { kind: 'line' },
          { kind: 'act', label: 'Open Headroom', act: { kind: 'open' } },
          {
            kind: 'act',
            label: 'Details…',
            act: {
              kind: 'begin',
              begins: { kind: 'details', place: placeOfAlert(runningOut) },
            },
          },
          {
            kind: 'menu',
            label: 'Snooze',
            entries: [
              {
                kind: 'act',
                label: '1 hour',
                act: { kind: 'snooze', input: { target: 'running-out', span: '1h' } },
              },
              {
                kind: 'act',
                label: 'This run',
                act: { kind: 'snooze', input: { target: 'running-out', span: 'run' } },
              },
              {
                kind: 'act',
                label: 'Until restart',
                act: { kind: 'snooze', input: { target: 'running-out', span: 'restart' } },
              },
            ],
          },
        ],
      },
    ])
    const labels = entries.flatMap((entry) => ('label' in entry ? [entry.label] : []))
    expect(labels.filter((label) => label.includes('The GPU refused memory'))).toEqual([
      'Warning: The GPU refused memory', // and not as a finding again
    ])
    expect(labels).toContain('The context is full · llama.cpp, llama-server · 4 s ago')
  })
})

describe('alerts in the menu', () => {
  test('are three, with a count of the others; one that is not of now shows its age only', () => {
    const entries = menuWith({ alerts: [stale(runningOut), pastLimit, hog, idle] })
    expect(textsOf(entries)).toEqual(['x', '1 more'])
    expect(entries[2]).toMatchObject({
      label: 'Python uses up the RAM',
      entries: [{ kind: 'text', label: 'Not known for 40 s' }, { kind: 'line' }, {}, {}, {}],
    })
  })

  test('that are snoozed are one line, from which all are told again', () => {
    const entries = menuWith({ alerts: [snoozed(hog), snoozed(failure)], findings: [refused] })
    expect(entries[2]).toMatchObject({
      kind: 'menu',
      label: '2 snoozed',
      entries: [
        { kind: 'text', label: expect.stringContaining(`${hog.title} · snoozed until`) },
        { kind: 'text' },
        { kind: 'line' },
        {
          kind: 'act',
          label: 'Tell all again',
          act: { kind: 'snooze', input: { target: 'all', span: null } },
        },
      ],
    })
    expect(JSON.stringify(entries)).toContain('The GPU refused memory · Ollama')
  })
})

describe('the findings in the menu', () => {
  test('stand between the sentence and the models, and open the window that tells what helps', () => {
    const entries = menuWith({
      servers: [ollama, llamaServer],
      findings: [refused, full],
      models: [gemma],
    })
    expect(entries.slice(0, 6)).toEqual([
      { kind: 'text', label: 'x' },
      { kind: 'line' },
      {
        kind: 'act',
        label: 'The GPU refused memory · Ollama · 3 times, last 5 min ago',
        act: { kind: 'open' },
      },
      {
        kind: 'act',
        label: 'The context is full · llama.cpp, llama-server · 4 s ago',
        act: { kind: 'open' },
      },
      { kind: 'line' },
      expect.objectContaining({ kind: 'menu' }),
    ])
  })

  test('are the three newest, with a count of the others; none is wider than the menu', () => {
    const program = 'x'.repeat(200)
    const entries = menuWith({ findings: five.map((one) => ({ ...one, program })) })
    expect(textsOf(entries)).toEqual(['x', '2 more'])
    const labels = entries.slice(2, 5).flatMap((one) => (one.kind === 'act' ? [one.label] : []))
    expect(labels.map(({ length }) => length)).toEqual([72, 72, 72])
  })
})

test('a model that goes already is not offered to be let go, and one that takes others along asks', () => {
  const actsOf = (model: Model) =>
    menuWith({ models: [model], servers: [ollama] })
      .flatMap((entry) => (entry.kind === 'menu' ? entry.entries : []))
      .flatMap((entry) => (entry.kind === 'act' ? [entry.label] : []))
      .filter((label) => label !== 'Settings…')
  expect(actsOf({ ...gemma, state: 'unloading' })).toEqual([])
  expect(actsOf({ ...phi, eject: { kind: 'unload', takesAll: true } })).toEqual(['Unload…'])
})

test('the menu leads from what to do, over what is wrong, to who has the memory', () => {
  const entries = menuWith({
    suggestion: suggestionOf(sdxl),
    alerts: [failure],
    models: [gemma],
    servers: [ollama],
    apps: [loom],
  })
  const labels = entries.flatMap((entry) => ('label' in entry ? [entry.label] : ['–']))
  expect(labels).toEqual([
    'x',
    '–',
    expect.stringMatching(/^To load /),
    'Unload sdxl (4.1 GB)',
    '–',
    expect.stringMatching(/^Warning: /),
    '–',
    expect.stringMatching(/^gemma3:27b/),
    '–',
    'Loom  2.3 GB',
    '–',
    'Open Headroom',
    'Details…',
    'Settings',
    '–',
    'Quit Headroom',
  ])
})
