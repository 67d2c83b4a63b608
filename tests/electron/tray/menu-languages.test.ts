import { describe, expect, test } from 'vitest'
import { linesOf, maxLabelLength } from '../../../src/main/electron/tray/menu-entry.ts'
import { trayLookOf } from '../../../src/main/electron/tray/tray-look.ts'
import { trayMenu } from '../../../src/main/electron/tray/tray-menu.ts'
import { loadVoice } from '../../../src/main/electron/tray/voices.ts'
import { englishVoice, type Voice } from '../../../src/shared/phrases/voice.ts'
import { defaultSettings } from '../../../src/shared/settings.ts'
import { appOf, GB, macAt, modelOf, serverOf, t0 } from '../../alerts/moments.ts'
import { withRoom } from '../../alerts/of-sources.ts'
import { hog, idle, snoozed } from '../../shared/warned.ts'
import { five } from '../../shared/found.ts'
import { sdxl, suggestionOf } from '../../shared/relieving.ts'
import { labelsIn } from './menu-labels.ts'

/** Much of what a menu can have: more of all than it shows. */
const busy = withRoom(
  macAt(t0, {
    alerts: [hog, idle, hog, idle, snoozed(hog)],
    findings: five,
    suggestion: suggestionOf(sdxl),
    servers: [serverOf('s')],
    models: [
      modelOf('own', GB, { eject: { kind: 'quit' } }),
      ...Array.from({ length: 9 }, (_, at) => modelOf(`model ${at}`, GB)),
    ],
    apps: [
      appOf('Firefox', 3 * GB),
      appOf('Kernel', 2 * GB, { quit: { kind: 'none', reason: 'macOS needs it' } }),
    ],
  }),
  { state: 'tight', stateCause: 'room' },
)

const withRoomText = { ...defaultSettings, menuBarText: 'room' } as const

/** Every text that the menu and the gauge ask a voice for, in order. */
function asked(): readonly string[] {
  const texts: string[] = []
  const voice: Voice = {
    ...englishVoice,
    say: (english) => {
      texts.push(english)
      return english
    },
  }
  const { sentenceOfRoom } = trayLookOf(busy, { ...withRoomText, hint: null, voice })
  trayMenu(sentenceOfRoom, { menuBarText: 'room' }, busy, voice)
  return texts
}

/** What the menu says of its own accord: the rest comes from Core, and is held with the sentences of its rooms. */
const ownWords = [
  'Open Headroom',
  'Details',
  'Settings',
  'Beside the gauge',
  'Nothing',
  'Room for models',
  'Memory in use',
  'Time left',
  'Quit Headroom',
  'Snooze',
  'Tell all again',
  '1 snoozed',
  '1 more',
  '2 more',
  'Unload',
  'Quit',
  'Quit its server',
]

/** Names, and sentences of the cases that no composer of ours has made. */
const madeUp = new Set([
  'Ollama',
  'llama.cpp',
  'To load qwen3:30b 3.6 GB are missing: unload sdxl (4.1 GB, idle 12 min)',
  'It holds 14.2 GB, 41 % of 34.4 GB of RAM; 40 % is where this is told',
  'close tabs, or quit Google Chrome',
  'It has done nothing for 12 min, and room is short',
  'unload it',
  'cannot be quit from here: macOS needs it',
])

describe.each(['de', 'zh-Hans'] as const)('the menu in %s', (language) => {
  test('has its own words in that language, each in its place', async () => {
    const voice = await loadVoice(language)
    const labels = labelsIn(trayMenu('x', { menuBarText: 'room' }, busy, voice))
    for (const english of ownWords) {
      expect(asked()).toContain(english)
      expect([english, voice.knows(english)]).toEqual([english, true])
      if (english !== 'Details' || language !== 'de') expect(voice.say(english)).not.toBe(english)
      const isThere = labels.some((label) =>
        [voice.say(english), `${voice.say(english)}…`].includes(label),
      )
      expect([english, isThere]).toEqual([english, true])
    }
    expect(labels.filter((label) => ownWords.includes(label))).toEqual([])
  })

  test('has no words of ours left in English, but what these cases made up', async () => {
    const voice = await loadVoice(language)
    const left = asked().filter((english) => !voice.knows(english) && !madeUp.has(english))
    expect(left).toEqual([])
  })

  test('writes figures as that language does', async () => {
    const voice = await loadVoice(language)
    const { title } = trayLookOf(busy, { ...withRoomText, hint: null, voice })
    expect(title.trim()).toBe(voice.figure('21.0 GB'))
  })

  test('says a recording and its state in its own marks', async () => {
    const voice = await loadVoice(language)
    const replayed = { ...busy, alerts: [], mode: 'replay' as const }
    const { sentence } = trayLookOf(replayed, {
      ...defaultSettings,
      menuBarText: 'off',
      hint: null,
      voice,
    })
    expect(sentence).toMatch(language === 'de' ? /^Aufzeichnung vom .*: / : /的录制回放：/)
    expect(sentence).toMatch(language === 'de' ? /\. Knapp: / : /。紧张：/)
  })

  test('has no line that is wider than the others can be', async () => {
    const voice = await loadVoice(language)
    for (const label of labelsIn(trayMenu('x', { menuBarText: 'room' }, busy, voice)))
      expect(Array.from(label).length).toBeLessThanOrEqual(maxLabelLength)
  })
})

describe('a sentence without blanks', () => {
  const sentence = '模型可用空间为二十二吉字节，足以加载并继续增长；'.repeat(4)

  test('is cut between letters, never before a mark, and loses nothing', () => {
    const lines = linesOf(sentence)
    expect(lines.join('')).toBe(sentence)
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) {
      expect(Array.from(line).length * 2).toBeLessThanOrEqual(maxLabelLength)
      expect(line).not.toMatch(/^[，；]/)
    }
  })

  test('keeps Latin words whole', () => {
    const lines = linesOf(`${'模'.repeat(34)}Headroom 打开`)
    expect(lines).toEqual(['模'.repeat(34), 'Headroom 打开'])
  })
})
