import { describe, expect, test } from 'vitest'
import { contextAdvice } from '../../../src/main/alerts/context-advice.ts'
import { serverKinds } from '../../../src/main/inference/kinds.ts'
import { modelId, serverId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import {
  appOf,
  GB,
  known,
  loadOf,
  macAt,
  modelOf,
  needOf,
  nothingToCome,
  serverOf,
  t0,
} from '../../alerts/moments.ts'
import { answering, failing, withRoom } from '../../alerts/of-sources.ts'
import { refused } from '../found.ts'
import { during, every, expectKnown, swapOf, toldOf } from './alert-moments.ts'
import { unknownOf } from './books.ts'

const servers = [serverOf('s')]
const working = modelOf('qwen3', 9 * GB, { state: 'generating', tokensPerSecond: 12 })
const idle = modelOf('gemma3', 9.1 * GB, { state: 'idle', idleSinceMs: t0 - 720_000 })
const load = loadOf('phi4', needOf(19.2 * GB, 16 * GB))

describe('of models, every language knows', () => {
  test('that their context fills', () => {
    const models = [8_192, 8_191, 7_900, 7_500].flatMap((contextUsedTokens) =>
      [12, null].map((tokensPerSecond) => {
        return { ...working, contextTokens: 8_192, contextUsedTokens, tokensPerSecond }
      }),
    )
    const texts = models.flatMap((one) => toldOf([macAt(t0, { servers, models: [one] })]))
    expectKnown(texts, 'none is left', '1 is left', '1 is left, about', 'are left', 'at this pace')
  })

  test('that a prompt is too long, and what makes a context longer', () => {
    const place = { path: '/tmp/server.log', lineNumber: 9, line: 'x' }
    const least = [{}, { isLeast: true as const }]
    const texts = every(least, [null, 'qwen3'], (rest, model) => {
      const figures = {
        kind: 'tokens',
        promptTokens: 9_000,
        contextTokens: 8_192,
        ...rest,
      } as const
      const notice = { id: 'n', serverId: serverId('s'), model, figures, place, atMs: t0 }
      return toldOf([macAt(t0, { servers, notices: [notice] })])
    }).flat()
    expectKnown(texts, 'A prompt has at least', 'the context of qwen3', 'for its model')
    const advice = serverKinds.map(({ kind }) =>
      contextAdvice(serverId('s'), { servers: [serverOf('s', { kind })] }),
    )
    expect(new Set(advice).size).toBeGreaterThan(8)
    expect(unknownOf(advice)).toEqual([])
  })
})

describe('of who holds the machine, every language knows', () => {
  test('that models idle while room is short, and how their memory comes back', () => {
    const ways = [idle, { ...idle, eject: { kind: 'quit' as const } }]
    const short = (models: Snapshot['models']): Snapshot =>
      withRoom(macAt(t0, { servers, models }, { gpuInUseBytes: 20 * GB }), {
        state: 'tight',
        stateCause: 'room',
      })
    const texts = ways.flatMap((model) => [
      ...toldOf([short([model])]),
      ...toldOf([macAt(t0, { servers, models: [model], loads: [load] })]),
      ...toldOf([macAt(t0, { servers, models: [model] }, { gpuInUseBytes: 24 * GB })]),
    ])
    expectKnown(texts, 'Room is short', 'too little', 'Quit Ollama, which holds', 'idle 12 min')
  })

  test('that another app takes the GPU', () => {
    const slow = {
      ...refused,
      class: 'slow-generation' as const,
      place: null,
      serverId: serverId('s'),
    }
    const blender = appOf('Blender', 2 * GB, { gpuRatio: 0.62 })
    const texts = every([12, null], [[], [slow]], (tokensPerSecond, findings) => {
      const models = [{ ...working, tokensPerSecond }]
      const sources = answering('gpu-clients')
      return toldOf([macAt(t0, { servers, models, apps: [blender], sources, findings })])
    }).flat()
    expectKnown(texts, 'at 12 tok/s', 'far slower', 'Pause or quit Blender')
  })
})

describe('of what happens, every language knows', () => {
  test('that memory moves to swap, for whom, and by whom', () => {
    const dayOf = (rest: Partial<Snapshot>, used: number, bytesPerSecond: number) =>
      during(20, 10, (atMs, second) => {
        const growth = { sinceMs: t0, bytes: 1.4 * GB, bytesPerSecond, modelId: modelId('qwen3') }
        // its pace is not known any more at the end
        const later = second > 10 ? { ...growth, bytesPerSecond: null } : growth
        return macAt(atMs, {
          apps: [appOf('Xcode', 2 * GB + (second / 10) * GB)],
          swap: swapOf(atMs, used, 5e6),
          forecast: known(atMs, { ...nothingToCome, swapGrowth: second > 0 ? later : null }),
          ...rest,
        })
      })
    const steady = { servers, models: [working], apps: [] }
    const texts = every([1 * GB, 4 * GB], [50e6, 2e6] as const, (used, pace) => [
      ...toldOf(dayOf(steady, used, pace)),
      ...toldOf(dayOf({ servers, models: [working] }, used, pace)),
      ...toldOf(dayOf({ servers, models: [], apps: [] }, used, pace)),
      ...toldOf(dayOf({ servers, apps: [], loads: [load] }, used, pace)),
    ]).flat()
    expectKnown(
      texts,
      'since models began',
      'as Xcode grows',
      'for phi4',
      'Swap holds',
      'Quit Xcode',
    )
  })

  test('that wired memory stays without an owner', () => {
    const texts = toldOf(
      during(240, 5, (atMs, second) => {
        const unattributedBytes = second < 120 ? 3 * GB : 15 * GB
        const wired = { wiredBytes: 16 * GB, gpuBytes: GB, unattributedBytes, history: [] }
        const models = second < 120 ? [modelOf('llama3', 18 * GB)] : []
        return macAt(atMs, { servers, models, wired: known(atMs, wired) })
      }),
    )
    expectKnown(texts, 'without an owner', 'did not come back', 'a restart of the Mac')
  })
})

describe('of what changes, every language knows', () => {
  test('that sources do not answer any more', () => {
    const ids = ['memory', 'gpu', 'processes', 'pressure', 'wired-limit', 'servers', 'logs']
    const lost = [...ids.map((id) => [id]), ids.slice(0, 3), ids].flatMap((some) =>
      [null, 'no answer within 2 s'].map((reason) =>
        failing(...some).map((one) => ({ ...one, reason, ageMs: 70_000, isStale: true })),
      ),
    )
    const texts = lost.flatMap((sources) =>
      toldOf(during(90, 10, (atMs) => macAt(atMs, { sources }))),
    )
    expectKnown(
      texts,
      'No answer: a log',
      'No answer: 7 sources',
      'and 4 more',
      '(no answer within',
    )
  })

  test('that there is good news', () => {
    const loaded = { ...load, stage: 'loaded' as const, endedAtMs: t0 }
    const failed = loadOf('llama3', needOf(20 * GB, 8 * GB), { stage: 'failed', endedAtMs: t0 })
    const texts = [
      ...toldOf([macAt(t0, { loads: [loaded] })]),
      ...toldOf([
        {
          ...macAt(t0, { loads: [loaded] }),
          room: { kind: 'waiting', state: 'unknown', reason: '' },
        },
      ]),
      ...toldOf([
        macAt(t0, { loads: [failed] }),
        withRoom(macAt(t0 + 5_000), { gpuRoomBytes: 30 * GB }),
      ]),
      ...toldOf(
        during(40, 10, (atMs, second) =>
          withRoom(macAt(atMs), { state: second < 40 ? 'full' : 'plenty' }),
        ),
      ),
    ]
    expectKnown(texts, 'is left.', 'after 0 s.', 'would fit now', 'Memory is back')
  })
})
