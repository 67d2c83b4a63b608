import { expect, test } from 'vitest'
import { endReport } from '../../../src/main/core/black-box/end-report.ts'
import type { EndedBySystem, EndSigns } from '../../../src/main/core/black-box/end-signs.ts'
import { linuxSigns } from '../../../src/main/core/black-box/linux-signs.ts'
import { macSigns } from '../../../src/main/core/black-box/mac-signs.ts'
import type { LastState } from '../../../src/shared/black-box.ts'
import { createSaying } from '../../../src/shared/phrases/saying.ts'
import { figureIn } from '../../../src/shared/phrases/figure.ts'
import { bookDe } from '../../../src/shared/phrases/book-de.ts'
import { bookOfArea, sayingIn, translated, unknownOf } from './books.ts'
import { lastState } from '../ended.ts'

const kernelLog = 'the log of the kernel'
const signature = { name: 'a', text: 'b', from: '/Library/x.panic', process: 'python3.12' }
const ended = (name: string, part: Partial<EndedBySystem> = {}): EndedBySystem => ({
  name,
  pid: 12,
  bytes: 14.7e9,
  reason: 'vm-pageshortage',
  atMs: 0,
  isForMemory: true,
  isEngine: true,
  signature,
  ...part,
})
const silent: EndSigns = {
  panics: [],
  ended: [],
  ownCrash: null,
  others: [],
  wouldTell: true,
  unread: [],
}
const absent = { kind: 'failed', reason: 'permission denied', atMs: 0, tookMs: 0 } as const
const unreadMac = macSigns(
  {
    panics: [],
    jetsams: [],
    crashes: [],
    gpuResets: [],
    kernelLog: null,
    unread: [
      { place: '/Library/Logs/DiagnosticReports', reason: 'permission denied' },
      { place: '/Library/Logs/DiagnosticReports', reason: '3 other reports were left out' },
      { place: "the kernel's log", reason: 'permission denied' },
      { place: 'reports of this user', reason: 'its home is not known' },
    ],
  },
  1,
)
const signs: readonly EndSigns[] = [
  silent,
  unreadMac,
  linuxSigns(absent),
  linuxSigns({ ...absent, kind: 'ok', value: { kills: [], panic: 'Kernel panic' } }),
  { ...silent, unread: ['Where this system tells of its ends is not known.'] },
  ...(['gpu-driver', 'memory', 'other'] as const).map((cause) => ({
    ...silent,
    panics: [{ cause, signature }],
  })),
  { ...silent, ownCrash: { ...signature, from: kernelLog } },
  ...[
    {},
    { isForMemory: false },
    { bytes: null },
    { reason: null },
    { bytes: null, reason: null },
  ].map((part) => ({
    ...silent,
    ended: [ended('llama-server', part), ended('ollama', part)],
  })),
]
const lasts: readonly (LastState | null)[] = [
  null,
  lastState({}),
  lastState({ roomBytes: 0, swapUsedBytes: 3e9, state: 'full', loads: [] }),
  lastState({ works: [], loads: [], holders: [] }),
  ...[null, -2e9, 3.2e9].map((gapBytes) =>
    lastState({
      loads: [
        { name: 'qwen3', server: 'Ollama', needBytes: 19e9, gapBytes, doneRatio: null },
        { name: 'gemma3', server: 'LM Studio', needBytes: null, gapBytes, doneRatio: null },
      ],
      works: [
        { model: 'qwen3', contextTokens: gapBytes === null ? null : 4_096, usedTokens: null },
      ],
    }),
  ),
]

const reports = signs.flatMap((sign) =>
  lasts.flatMap((last) =>
    [true, false, null].flatMap((isOtherBoot) =>
      ['darwin', 'linux'].flatMap((platform) =>
        (['ok', 'absent', 'failed'] as const).flatMap((recorded) =>
          [0, 100].map((untilMs) => {
            const sought = { pid: 12, isOtherBoot, platform, recorded, untilMs }
            const behind = { id: '1', endedAtMs: 0, foundAtMs: 0, last, sought }
            return endReport(behind, sign, 50).report
          }),
        ),
      ),
    ),
  ),
)
const ofFile = 'no earlier end is known'
const texts = new Set([
  ofFile,
  ...reports.flatMap(({ title, story, fixes, unread, signatures }) => [
    ...signatures.map(({ from }) => from).filter((from) => !from.startsWith('/')),
    title,
    ...story,
    ...unread,
    ...fixes.flatMap(({ text, costs }) => [text, ...(costs === null ? [] : [costs])]),
  ]),
])

test('what a report of an end says is known in every language', () => {
  expect(texts.size).toBeGreaterThan(60)
  expect(unknownOf(texts)).toEqual([])
})

test.each(translated)('no English is left in a report in %s', (language) => {
  const english = /\b(?:the|its?|of|and|is|are|with|from|which|that|to|for|on|held|program)\b/i
  const said = [...texts].map((text) => sayingIn(language).say(text))
  expect(said.filter((text) => english.test(text))).toEqual([])
})

test('no phrase of ends is one that no report says', () => {
  const phrases = Object.keys(bookOfArea('de', 'ends'))
  const used = new Set<string>()
  const { knows } = createSaying({
    phrases: Object.keys(bookDe),
    put: (phrase) => {
      used.add(phrase)
      return phrase
    },
    figure: (text) => figureIn('de', text),
  })
  for (const text of texts) knows(text)
  expect(phrases.filter((phrase) => !used.has(phrase))).toEqual([])
})
