import { expect, test } from 'vitest'
import { askToQuit, checkQuit, forceToQuit } from '../../../src/main/apps/quit/quit.ts'
import { sayTell } from '../../../src/main/apps/quit/gui-words.ts'
import { stuckNote } from '../../../src/main/apps/quit/stuck.ts'
import type { QuitEnd } from '../../../src/main/apps/quit/target.ts'
import type { Host } from '../../../src/main/host/host.ts'
import {
  backWords,
  endedWords,
  keptAliveWords,
  nothingCameBack,
  quitQuestion,
  stillOpenWords,
  wouldSentence,
} from '../../../src/main/core/quit-words.ts'
import { returnOf, type Stake } from '../../../src/main/core/quit-proof.ts'
import { shownAct } from '../../../src/shared/act-text.ts'
import { actId, pid } from '../../../src/shared/ids.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import { refusedAct } from '../../../src/shared/refused-act.ts'
import { loom, macProcess, macWorld, main } from '../../apps/quit/mac-world.ts'
import { unknownOf } from './books.ts'

const risks = [
  null,
  'it may hold unsaved work',
  'it serves gemma3 and qwen3, and it may be at work',
]

test('what an act asks, and what it would do, is known in every language', () => {
  const texts = ['Loom', 'Final Cut Pro'].flatMap((name) =>
    risks.flatMap((risk) => [
      quitQuestion(name, risk),
      wouldSentence(name, risk, false),
      wouldSentence(name, risk, true),
    ]),
  )
  expect(unknownOf(texts)).toEqual([])
})

test('what came back of an app that has quit is known, and where the rest of it is', () => {
  const stake: Stake = {
    heldBytes: 2.3e9,
    expectedBytes: 2.3e9,
    mayBeCompressed: false,
    availableBytes: 10e9,
  }
  const returns = [10e9, 11.1e9, 12.3e9, null].flatMap((availableBytes) =>
    [false, true].flatMap((mayBeCompressed) =>
      [2.3e9, null].map((expectedBytes) =>
        returnOf({ ...stake, mayBeCompressed, expectedBytes }, availableBytes),
      ),
    ),
  )
  const texts = returns.flatMap((returned) =>
    [false, true].flatMap((isForced) =>
      [false, true].flatMap((isBack) => [
        endedWords('Loom', { returned, isForced, isBack }).sentence,
        backWords(returned, isBack),
      ]),
    ),
  )
  expect(new Set(texts).size).toBeGreaterThan(15)
  expect(unknownOf(texts)).toEqual([])
})

test('what has not ended, and what is kept alive, is known, and what helps', async () => {
  const note = await stuckNote(stoppedHost('T'), [macProcess(main, '/opt/loom')])
  const wait = await stuckNote(stoppedHost('U'), [macProcess(main, '/opt/loom')])
  const ends = [true, false].flatMap((isGui) =>
    [null, note, wait].map((one): QuitEnd & { readonly kind: 'still-open' } => ({
      kind: 'still-open',
      request: 'SIGTERM to loom (812)',
      tookMs: 1,
      isGui,
      left: [],
      note: one,
    })),
  )
  const still = ends.flatMap((end) =>
    [false, true].map((isForced) => stillOpenWords('Loom', end, isForced)),
  )
  const keepers = ['launchd', 'systemd', 'supervise.sh (812)', 'a program that has ended since']
  const kept = keepers.map((keeper) => keptAliveWords('Loom', keeper))
  const words = [...still, ...kept, ...kept.map(nothingCameBack)]
  const texts = words.flatMap(({ sentence, help }) => [sentence, help ?? []].flat())
  expect(new Set(texts).size).toBeGreaterThan(20)
  expect(unknownOf(texts)).toEqual([])
})

const stoppedHost = (state: string): Host => {
  const { host } = macWorld(() => '')
  const value = `${state}\n`
  return { ...host, ask: async () => ({ kind: 'ok', value, atMs: 0, tookMs: 0 }) }
}

test('the second confirmation is known, and what its button says', () => {
  const acts = (['still-open', 'held'] as const).flatMap((outcome) =>
    (['quit', 'unload'] as const).flatMap((act) =>
      ['llama-server', null].map((server) => ({
        ...refusedAct({ act, target: 'gemma3', sentence: 'Loom has quit', server }),
        id: actId('1'),
        outcome,
        offers: ['force'] as const,
      })),
    ),
  )
  const asked = acts.flatMap((act) => shownAct(act).next ?? [])
  expect(asked).toHaveLength(acts.length)
  expect(unknownOf(asked.flatMap(({ question, label }) => [question, label]))).toEqual([])
})

test('what macOS answers to a request is known', () => {
  const failed = (reason: string): Reading<string> => ({
    kind: 'failed',
    reason,
    atMs: 0,
    tookMs: 0,
  })
  const errors = [-1743, -600, -128, -1712, -1713, -10810, -50]
  const readings: readonly Reading<string>[] = [
    { kind: 'ok', value: 'none\n', atMs: 0, tookMs: 0 },
    failed('no answer within 12 s'),
    ...errors.map((error) => failed(`exit 1: 84:88: execution error: No. (${error})`)),
  ]
  const said = readings.map((reading) => sayTell(reading, 'Loom'))
  const texts = said.flatMap((one) => (one.kind === 'refused' ? one.reason : (one.note ?? [])))
  expect(new Set(texts).size).toBe(7)
  expect(unknownOf(texts)).toEqual([])
})

test('why an app is not asked is known', async () => {
  const taken = '{"kind":"asked","taken":true}'
  const other = macProcess(main, '/Applications/Other.app/Contents/MacOS/Other')
  const foreign = { ...macProcess(main, '/Applications/Loom.app/Contents/MacOS/Loom') }
  const notTaken = () => '{"kind":"asked","taken":false}'
  const worlds = {
    unknown: macWorld(() => '{"kind":"none"}'),
    another: macWorld(() => taken),
    foreign: macWorld(() => taken),
    late: macWorld(() => new Error('no answer within 5 s')),
    twice: macWorld(notTaken),
    gone: macWorld((_, mac) => (mac.end(main), '{"kind":"asked","taken":false}')),
  }
  worlds.another.start(other)
  worlds.foreign.start({ ...foreign, isOwn: false })
  worlds.twice.start(macProcess(pid(900), '/Applications/Loom.app/Contents/MacOS/Loom'))
  const asks = Object.values(worlds).map((world) =>
    world.outcome(askToQuit(world.host, loom, undefined)),
  )
  const { host } = worlds.late
  const python = { ...loom, bundleId: null }
  const empty = macWorld(() => taken)
  loom.processes.forEach((one) => empty.end(one.pid))
  const others = [
    checkQuit(host, loom),
    askToQuit(host, { ...loom, bundleId: 'com.apple.finder' }),
    askToQuit(empty.host, python),
    forceToQuit(host, loom, [macProcess(pid(77), '/opt/x')]),
    askToQuit(
      { ...host, ask: async () => ({ kind: 'absent', reason: '', atMs: 0, tookMs: 0 }) },
      loom,
    ),
    askToQuit(host, {
      ...python,
      processes: [{ ...macProcess(pid(1), '/sbin/launchd'), parentPid: null }],
    }),
  ]
  const ends = await Promise.all([...asks, ...others])
  const texts = ends.flatMap((end) =>
    end.kind === 'refused' ? end.reason : end.kind === 'still-open' ? (end.note ?? []) : [],
  )
  expect(new Set(texts).size).toBeGreaterThan(8)
  expect(unknownOf(texts)).toEqual([])
})
