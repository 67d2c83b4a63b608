import { describe, expect, test } from 'vitest'
import { createForecastPart, type GrowthOf } from '../../../src/main/monitor/forecast-part.ts'
import type { Forecast } from '../../../src/shared/forecast.ts'
import { appId, modelId, pid, serverId } from '../../../src/shared/ids.ts'
import type { Part, Snapshot } from '../../../src/shared/snapshot.ts'
import {
  appOf,
  GB,
  known,
  loadOf,
  macAt,
  modelOf,
  needOf,
  serverOf,
  t0,
} from '../../alerts/moments.ts'

type Moment = (atMs: number, second: number) => Snapshot

/** One tick a second; what each of them says. */
function ticks(moment: Moment, seconds: number, growthOf?: GrowthOf): readonly Part<Forecast>[] {
  const forecastAt = growthOf === undefined ? createForecastPart() : createForecastPart(growthOf)
  return Array.from({ length: seconds + 1 }, (_, second) => {
    const atMs = t0 + second * 1_000
    return forecastAt(atMs, moment(atMs, second))
  })
}

function okIn(part: Part<Forecast> | undefined): Forecast {
  if (part?.kind !== 'ok') throw new Error(`no forecast: ${JSON.stringify(part)}`)
  return part
}

const inUse = (second: number): number => 2 * GB + 0.1 * GB * second
/** The GPU's memory fills by 100 MB a second, and RAM with it. */
const growing = (atMs: number, second: number, rest: Partial<Snapshot> = {}): Snapshot =>
  macAt(atMs, rest, {
    gpuInUseBytes: inUse(second),
    availableBytes: 40 * GB - 0.1 * GB * second,
    ramBytes: 64 * GB,
  })

describe('the forecast', () => {
  test('says when the first of both rooms ends, with the figures of its tick', () => {
    const all = ticks((atMs, second) => growing(atMs, second), 40)
    expect(okIn(all[10]).runsOut).toBeNull()
    const { runsOut } = okIn(all[40])
    expect(runsOut).toMatchObject({
      line: 'gpu',
      lineBytes: 22 * GB,
      roomBytes: 22 * GB - inUse(40),
      by: 'trend',
      sureness: 'sure',
      grower: null,
    })
    expect(Math.abs((runsOut?.msLeft ?? 0) - 160_000)).toBeLessThan(8_000)
  })

  test('is not known where room is not', () => {
    const unknown = { kind: 'failed', reason: 'no answer' } as const
    const [part] = ticks((atMs) => macAt(atMs, { room: { ...unknown, state: 'unknown' } }), 0)
    expect(part).toEqual(unknown)
  })

  test('is old where its room is, and counts an old reading once', () => {
    const all = ticks((atMs, second) => {
      const now = growing(Math.min(atMs, t0 + 30_000), Math.min(second, 30))
      const isStale = second > 35
      return now.room.kind === 'ok' && now.memory.kind === 'ok'
        ? { ...now, room: { ...now.room, isStale }, memory: { ...now.memory, isStale } }
        : now
    }, 40)
    expect(all[40]).toMatchObject({ kind: 'ok', isStale: true, atMs: t0 + 30_000, runsOut: null })
    expect(okIn(all[33]).runsOut).toEqual(okIn(all[30]).runsOut)
    expect(okIn(all[30]).runsOut).not.toBeNull()
  })
})

describe('the forecast of a room that is full, or is being loaded', () => {
  test('goes on past the limit, where room is 0', () => {
    const all = ticks(
      (atMs, second) => macAt(atMs, {}, { gpuInUseBytes: (18 + 0.2 * second) * GB }),
      40,
    )
    expect(okIn(all[40]).runsOut).toMatchObject({ line: 'gpu', roomBytes: 0, msLeft: 0 })
  })

  test('takes what a load takes for no trend, nor what came before it', () => {
    const loading = (endedAtMs: number | null) => [
      loadOf('a', needOf(9 * GB, 20 * GB), {
        stage: endedAtMs === null ? 'loading' : 'loaded',
        endedAtMs,
      }),
    ]
    const all = ticks((atMs, second) => {
      const loads = second < 30 ? loading(null) : second < 60 ? loading(t0 + 30_000) : []
      return growing(atMs, second, { loads })
    }, 60)
    expect(all.slice(0, 46).map((part) => okIn(part).runsOut)).toEqual(Array(46).fill(null))
    expect(okIn(all[60]).runsOut).not.toBeNull()
  })

  test('waits for no load of which nobody knows what it takes for longer than two minutes', () => {
    const unknown = { kind: 'absent', reason: 'its file is not known' } as const
    const all = ticks((atMs, second) => {
      const loads = [loadOf('a', unknown, { startedAtMs: t0 })]
      return growing(atMs, second, { loads })
    }, 150)
    expect(all.slice(0, 121).every((part) => okIn(part).runsOut === null)).toBe(true)
    expect(okIn(all[150]).runsOut).not.toBeNull()
  })
})

test('the forecast of RAM goes on where macOS compresses, and gives no more files', () => {
  // both at the floor: what is available stands still, and the compressor takes 40 MB a second
  const all = ticks((atMs, second) => {
    const mac = macAt(atMs, {}, { availableBytes: 2 * GB, limitBytes: 30 * GB })
    const compressed = { kind: 'compressed' as const, bytes: 1 * GB + 0.04 * GB * second }
    return mac.memory.kind === 'ok'
      ? { ...mac, memory: { ...mac.memory, parts: [compressed] } }
      : mac
  }, 40)
  const { runsOut } = okIn(all[40])
  expect(runsOut).toMatchObject({ line: 'ram', roomBytes: 2 * GB, by: 'trend' })
  expect(Math.abs((runsOut?.msLeft ?? 0) - 50_000)).toBeLessThan(3_000)
})

const apps = (second: number) => {
  // listed every five seconds
  const listed = Math.floor(second / 5) * 5
  return [
    appOf('Chrome', 4 * GB),
    appOf('Headroom', 10 * GB + inUse(listed) * 2, { isHeadroom: true }),
    appOf('Final Cut', inUse(listed), { processes: [processOf(7)] }),
  ]
}
const processOf = (id: number) => ({
  pid: pid(id),
  name: 'x',
  memoryBytes: 1,
  memoryKind: 'footprint' as const,
  startedAtMs: 0,
  isTranslated: null,
})
const growerIn = (rest: (second: number) => Partial<Snapshot>) =>
  okIn(ticks((atMs, second) => growing(atMs, second, rest(second)), 40).at(-1)).runsOut?.grower

describe('who grows', () => {
  test('is the app that most of the loss is of, and never Headroom', () => {
    const grower = growerIn((second) => ({ apps: apps(second) }))
    expect(grower).toMatchObject({ kind: 'app', appId: appId('Final Cut'), name: 'Final Cut' })
    expect(Math.abs((grower?.bytesPerSecond ?? 0) - 0.1 * GB)).toBeLessThan(0.02 * GB)
  })

  test('is nobody where many grow by a little', () => {
    const grower = growerIn((second) => ({
      apps: ['a', 'b', 'c'].map((name) => appOf(name, inUse(Math.floor(second / 5) * 5) / 3)),
    }))
    expect(grower).toBeNull()
  })
})

describe('who grows, where a server does', () => {
  test.each([
    ['its own memory is told', (second: number) => inUse(Math.floor(second / 5) * 5)],
    ['only the app around it is known', () => null],
  ])('is the model of an MLX server, where %s', (_, memoryOf) => {
    const grower = growerIn((second) => ({
      apps: apps(second),
      servers: [
        serverOf('s', {
          kind: 'mlx-lm',
          pid: pid(7),
          memoryBytes: memoryOf(second),
          memoryKind: 'footprint',
        }),
      ],
      models: [modelOf('qwen', 5 * GB)],
    }))
    expect(grower).toMatchObject({ kind: 'model', modelId: 'qwen', serverId: 's', name: 'qwen' })
  })

  test('is the app of a server whose cache is taken at load', () => {
    const grower = growerIn((second) => ({
      apps: apps(second),
      servers: [serverOf('s', { kind: 'llama-server', pid: pid(7) })],
      models: [modelOf('qwen', 5 * GB)],
    }))
    expect(grower).toMatchObject({ kind: 'app', name: 'Final Cut' })
  })
})

const growth: GrowthOf = () => ({
  endsWith: 'memory',
  bytesPerToken: 1e6,
  mayGrow: null,
  prompt: null,
})
const working = modelOf('qwen', 5 * GB, { state: 'generating', tokensPerSecond: 100 })

describe('the models of the forecast', () => {
  test('end with the memory at once, where what a token takes is known', () => {
    const [first] = ticks((atMs) => macAt(atMs, { models: [working] }), 0, growth)
    expect(okIn(first)).toMatchObject({
      models: [{ modelId: 'qwen', endsWith: 'memory', tokensLeft: 21_000, msLeft: 210_000 }],
      runsOut: {
        by: 'known',
        sureness: 'likely',
        line: 'gpu',
        bytesPerSecond: 100e6,
        msLeft: 210_000,
        grower: { kind: 'model', modelId: modelId('qwen'), serverId: serverId('s') },
      },
    })
  })

  test('take what is left of a prompt that is being read, at the pace at which its log counts', () => {
    const silent = modelOf('qwen', 5 * GB)
    const read: { doneTokens: number } = { doneTokens: 0 }
    const reading: GrowthOf = () => ({
      endsWith: 'memory',
      bytesPerToken: 1e6,
      mayGrow: null,
      prompt: { tokens: 40_000, doneTokens: read.doneTokens },
    })
    const moment: Moment = (atMs, second) => {
      read.doneTokens = 1_000 * second
      return macAt(atMs, { models: [silent] })
    }
    const { runsOut } = okIn(ticks(moment, 6, reading).at(-1))
    expect(runsOut).toMatchObject({ by: 'known', line: 'gpu', bytesPerSecond: 1e9 })
    expect(runsOut?.toComeBytes).toBe((40_000 - read.doneTokens) * 1e6)
    // the same prompt, read to its end, takes no more
    const done: GrowthOf = () => ({
      endsWith: 'memory',
      bytesPerToken: 1e6,
      mayGrow: null,
      prompt: { tokens: 40_000, doneTokens: 40_000 },
    })
    expect(okIn(ticks(moment, 6, done).at(-1)).runsOut).toBeNull()
  })

  test('and by both, surely, once the room shrinks as fast', () => {
    const moment: Moment = (atMs, second) => growing(atMs, second, { models: [working] })
    const { runsOut } = okIn(ticks(moment, 40, growth).at(-1))
    expect(runsOut).toMatchObject({ by: 'both', sureness: 'sure', grower: { kind: 'model' } })
  })
})

describe('the models of the forecast that do not grow', () => {
  test('say nothing of a pace where none works', () => {
    const idle = { ...working, state: 'idle' as const }
    const [first] = ticks((atMs) => macAt(atMs, { models: [idle] }), 0, growth)
    expect(okIn(first)).toMatchObject({
      runsOut: null,
      models: [{ tokensLeft: 21_000, msLeft: null }],
    })
  })

  test('end with their context by the kind of their server alone', () => {
    const full = modelOf('qwen', 5 * GB, { contextTokens: 8_192, contextUsedTokens: 8_000 })
    const servers = [serverOf('s', { kind: 'llama-server' })]
    const [first] = ticks((atMs) => macAt(atMs, { models: [full], servers }), 0)
    expect(okIn(first).models).toMatchObject([{ endsWith: 'context', tokensLeft: 192 }])
  })

  test('are none where they lie on another machine, or were told long ago', () => {
    for (const rest of [{ isRemote: true }, { isStale: true }]) {
      const [first] = ticks((atMs) => macAt(atMs, { models: [{ ...working, ...rest }] }), 0, growth)
      expect(okIn(first)).toMatchObject({ runsOut: null, models: [] })
    }
  })
})

test('swap is counted since the model began to work', () => {
  const model = modelOf('qwen', 5 * GB)
  const swapOf = (atMs: number, usedBytes: number) =>
    known(atMs, {
      totalBytes: 9 * GB,
      usedBytes,
      freeBytes: 9 * GB - usedBytes,
      inBytesPerSecond: 0,
      outBytesPerSecond: 7,
    })
  const all = ticks(
    (atMs, second) =>
      macAt(atMs, {
        swap: swapOf(atMs, 4 * GB + (second > 10 ? 0.05 * GB * (second - 10) : 0)),
        models: [{ ...model, state: second >= 10 ? 'generating' : 'idle' }],
      }),
    30,
  )
  expect(okIn(all[9]).swapGrowth).toBeNull()
  const { bytes, ...rest } = okIn(all[30]).swapGrowth ?? { bytes: 0 }
  expect(bytes).toBeCloseTo(1 * GB)
  expect(rest).toEqual({ sinceMs: t0 + 10_000, bytesPerSecond: 7, modelId: 'qwen' })
})
