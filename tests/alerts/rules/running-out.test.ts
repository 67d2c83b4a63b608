import { describe, expect, test } from 'vitest'
import { runningOut } from '../../../src/main/alerts/rules/running-out.ts'
import type { RunsOut } from '../../../src/shared/forecast.ts'
import { appId, modelId, serverId } from '../../../src/shared/ids.ts'
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
  replayed,
  serverOf,
  t0,
  watching,
} from '../moments.ts'

const MB = 1e6

/** Room in RAM that ends at this pace. */
function endingAt(roomBytes: number, bytesPerSecond: number, rest: Partial<RunsOut> = {}): RunsOut {
  const msLeft = (roomBytes / bytesPerSecond) * 1000
  return {
    line: 'ram',
    lineBytes: 32 * GB,
    roomBytes,
    bytesPerSecond,
    msLeft,
    lowMsLeft: 0.9 * msLeft,
    highMsLeft: 1.1 * msLeft,
    by: 'trend',
    sureness: 'sure',
    toComeBytes: null,
    grower: null,
    ...rest,
  }
}

const at = (atMs: number, runsOut: RunsOut | null, rest: Partial<Snapshot> = {}): Snapshot =>
  macAt(atMs, { forecast: known(atMs, { ...nothingToCome, runsOut }), ...rest })

const stress = {
  kind: 'app',
  appId: appId('stress'),
  name: 'stress',
  bytesPerSecond: 98 * MB,
} as const
const mlxModel = {
  kind: 'model',
  modelId: modelId('qwen3-mlx'),
  serverId: serverId('s'),
  name: 'qwen3-mlx',
  bytesPerSecond: 40 * MB,
} as const
const mlx: Partial<Snapshot> = {
  servers: [serverOf('s', { kind: 'mlx-lm', title: 'mlx_lm' })],
  models: [modelOf('qwen3-mlx', 12 * GB, { state: 'generating' })],
}
const gpuLine = { line: 'gpu', lineBytes: 22 * GB } as const
const everySecond = { everyMs: 1_000 }
const firstAt = (seen: readonly (readonly unknown[])[]): number =>
  seen.findIndex((alerts) => alerts.length > 0)

describe('room that ends soon', () => {
  test('is told with who grows, its pace, the time left and what is missing', () => {
    const watch = watching(runningOut)
    const seen = replayed(watch, { count: 10, ...everySecond }, (atMs) =>
      at(atMs, endingAt(3 * GB, 100 * MB, { grower: stress }), { apps: [appOf('stress', 2 * GB)] }),
    )
    expect(seen.at(-1)).toMatchObject([
      {
        severity: 'imminent',
        title: 'stress uses up RAM',
        sentence:
          '3.0 GB left in RAM last about 30 s at 100 MB/s. In 3 min that takes 18.0 GB: 15.0 GB too much.',
        advice: 'Quit stress, or stop what it does.',
        figures: {
          line: 'ram',
          lineBytes: 32 * GB,
          needBytes: 18 * GB,
          haveBytes: 3 * GB,
          gapBytes: 15 * GB,
          msLeft: 30_000,
        },
        about: { appId: 'stress' },
      },
    ])
  })

  test('is a warning while more than a minute is left, and says nothing of what is far', () => {
    const one = (runsOut: RunsOut) =>
      replayed(watching(runningOut), { count: 32, ...everySecond }, (atMs) => at(atMs, runsOut))
    expect(one(endingAt(10 * GB, 100 * MB)).at(-1)).toMatchObject([{ severity: 'warning' }])
    expect(one(endingAt(19 * GB, 100 * MB)).flat()).toEqual([])
  })
})

describe('the evidence it needs', () => {
  test('an engine whose cache grows needs less evidence than an app', () => {
    const soon = (
      grower: RunsOut['grower'],
      rest: Partial<RunsOut> = {},
      on: Partial<Snapshot> = {},
    ) =>
      replayed(watching(runningOut), { count: 40, ...everySecond }, (atMs) =>
        at(atMs, endingAt(3 * GB, 100 * MB, { grower, ...rest }), {
          ...mlx,
          apps: [appOf('stress', 2 * GB)],
          ...on,
        }),
      )
    const likely = { sureness: 'likely' } as const
    const ggml = { servers: [serverOf('s')] }
    expect(firstAt(soon(mlxModel))).toBe(1)
    expect(firstAt(soon(mlxModel, likely))).toBe(5)
    expect(firstAt(soon(mlxModel, {}, ggml))).toBe(20)
    expect(firstAt(soon(stress))).toBe(9)
    expect(firstAt(soon(stress, likely))).toBe(20)
  })

  test('an app has to go on for a third of the time that is left, at least six and at most thirty seconds', () => {
    const firstOf = (seconds: number) =>
      firstAt(
        replayed(watching(runningOut), { count: 60, ...everySecond }, (atMs) =>
          at(atMs, endingAt(seconds * 100 * MB, 100 * MB, { grower: stress }), {
            apps: [appOf('stress', 2 * GB)],
          }),
        ),
      )
    expect([10, 20, 50, 100, 170].map(firstOf)).toEqual([6, 6, 15, 30, 30])
  })

  test('one that stops before that was no end of anything', () => {
    const seen = replayed(watching(runningOut), { count: 60, ...everySecond }, (atMs, index) =>
      at(atMs, index < 28 ? endingAt(37 * GB, 390 * MB, { grower: stress }) : null),
    )
    expect(seen.flat()).toEqual([])
  })
})

describe('a pace that is uneven', () => {
  test('what is uneven between keeps what stands, and is no evidence', () => {
    const sure = endingAt(3 * GB, 100 * MB)
    const uneven = endingAt(3 * GB, 100 * MB, { sureness: 'likely', highMsLeft: 400_000 })
    const told = (isSureAt: (index: number) => boolean) =>
      replayed(watching(runningOut), { count: 40, ...everySecond }, (atMs, index) =>
        at(atMs, isSureAt(index) ? sure : uneven, {
          room: macAt(atMs, {}, { availableBytes: 3 * GB }).room,
        }),
      )
    const seen = told((index) => index < 12)
    expect(
      seen
        .slice(12, 26)
        .flat()
        .map(({ severity }) => severity),
    ).toEqual(Array.from({ length: 14 }, () => 'imminent'))
    expect(seen.at(-1)).toMatchObject([{ severity: 'warning' }])
    expect(told((index) => index === 0).flat()).toEqual([])
  })

  test('an uneven pace is told only where even its longest time is near', () => {
    const uneven = endingAt(10 * GB, 100 * MB, { sureness: 'likely', highMsLeft: 200_000 })
    const seen = replayed(watching(runningOut), { count: 40, ...everySecond }, (atMs) =>
      at(atMs, uneven),
    )
    expect(seen.flat()).toEqual([])
  })

  test('names the tokens that are left where room ends with them', () => {
    const models = [
      {
        modelId: modelId('qwen3-mlx'),
        endsWith: 'memory',
        tokensLeft: 3_100,
        msLeft: 70_000,
        bytesPerToken: 1e6,
        mayGrow: null,
      },
    ] as const
    const runsOut = endingAt(3 * GB, 40 * MB, { grower: mlxModel, by: 'both', ...gpuLine })
    const seen = replayed(watching(runningOut), { count: 3, ...everySecond }, (atMs) =>
      at(atMs, null, { ...mlx, forecast: known(atMs, { ...nothingToCome, runsOut, models }) }),
    )
    expect(seen.at(-1)?.[0]).toMatchObject({
      title: "qwen3-mlx uses up the GPU's memory",
      about: { modelId: 'qwen3-mlx', serverId: 's' },
      advice: 'Stop this answer, or go on in a new, shorter chat.',
    })
    expect(seen.at(-1)?.[0]?.sentence).toContain('at 40 MB/s, about 3k tokens.')
  })
})

describe('it is silent', () => {
  const quiet = (runsOut: RunsOut | null, rest: Partial<Snapshot> = {}) =>
    replayed(watching(runningOut), { count: 30, ...everySecond }, (atMs) =>
      at(atMs, runsOut, rest),
    ).flat()

  test('where what is still to come fits', () => {
    expect(quiet(endingAt(3 * GB, 100 * MB, { toComeBytes: 2 * GB }))).toEqual([])
    expect(quiet(endingAt(3 * GB, 100 * MB, { toComeBytes: 4 * GB }))).not.toEqual([])
  })

  test('while a load under way explains it, unless an app grows beside it', () => {
    const loads = [loadOf('m', needOf(9 * GB, 16 * GB))]
    expect(quiet(endingAt(3 * GB, 100 * MB), { loads })).toEqual([])
    const apps = [appOf('stress', 2 * GB)]
    expect(quiet(endingAt(3 * GB, 100 * MB, { grower: stress }), { loads, apps })).not.toEqual([])
  })

  test('where the limit is passed already: another rule tells of that', () => {
    const { gpu } = macAt(t0, {}, { gpuInUseBytes: 24 * GB })
    const onGpu = endingAt(1, 100 * MB, gpuLine)
    expect(quiet(onGpu, { gpu })).toEqual([])
  })

  test('where the forecast is not known', () => {
    expect(quiet(null, { forecast: { kind: 'waiting', reason: 'x' } })).toEqual([])
  })
})

describe('it clears', () => {
  /** Told for 20 s; then nothing shrinks, and there is so much room. */
  const stopped = (roomBytes: number, count: number) => {
    const watch = watching(runningOut)
    return replayed(watch, { count, ...everySecond }, (atMs, index) => {
      const on = endingAt(3 * GB, 100 * MB)
      const { room } = macAt(atMs, {}, { availableBytes: index < 20 ? 3 * GB : roomBytes })
      return at(atMs, index < 20 ? on : null, { room })
    })
  }

  test('by itself when the room has come back', () => {
    const seen = stopped(9 * GB, 40)
    expect(seen.map(({ length }) => length).join('')).toBe(`${'0'.repeat(9)}${'1'.repeat(26)}00000`)
    expect(seen.flatMap((alerts) => alerts.filter(({ isClearing }) => isClearing))).toHaveLength(15)
  })

  test('is not shown while growth pauses, and over when it has for as long as the forecast looks back', () => {
    const seen = stopped(3 * GB, 220)
    expect(seen.slice(20, 200).every(([alert]) => alert?.isClearing === true)).toBe(true)
    expect(seen.slice(200).flat()).toEqual([])
  })
})

describe('one episode', () => {
  test('growth in blocks is one episode', () => {
    const seen = replayed(watching(runningOut), { count: 400, ...everySecond }, (atMs, index) => {
      const { room } = macAt(atMs, {}, { availableBytes: 3 * GB })
      return at(atMs, index % 150 < 30 ? endingAt(3 * GB, 100 * MB) : null, { room })
    })
    expect(new Set(seen.flat().map(({ id }) => id)).size).toBe(1)
  })

  test('what is uneven long after it was over has to begin anew', () => {
    const uneven = endingAt(3 * GB, 100 * MB, { sureness: 'likely', highMsLeft: 400_000 })
    const seen = replayed(watching(runningOut), { count: 320, ...everySecond }, (atMs, index) => {
      const { room } = macAt(atMs, {}, { availableBytes: 3 * GB })
      const sure = endingAt(3 * GB, 100 * MB)
      const runsOut = index < 20 || index === 319 ? sure : index < 280 ? null : uneven
      return at(atMs, runsOut, { room })
    })
    expect(seen.at(-1)).toEqual([])
  })

  test('growth that is slower for a while is a notice until it is three times as far', () => {
    const then = (seconds: number) =>
      replayed(watching(runningOut), { count: 300, ...everySecond }, (atMs, index) => {
        const { room } = macAt(atMs, {}, { availableBytes: 10 * GB })
        const pace = index < 40 ? 100 * MB : (10 * GB) / seconds
        return at(atMs, endingAt(10 * GB, pace), { room })
      }).at(-1)
    expect(then(530)).toMatchObject([{ severity: 'notice', isClearing: false }])
    expect(then(550)).toEqual([])
  })

  test('not while the time left swings about the line: one episode', () => {
    const watch = watching(runningOut)
    const seen = replayed(watch, { count: 120, ...everySecond }, (atMs, index) =>
      at(atMs, endingAt(index < 40 ? 10 * GB : (16 + (index % 5)) * GB, 100 * MB)),
    )
    const standing = seen.slice(40)
    expect(standing.every((alerts) => alerts.length === 1)).toBe(true)
    expect(new Set(standing.flat().map(({ id }) => id)).size).toBe(1)
  })

  test('not at half as long again as the line, and by itself beyond that', () => {
    const then = (seconds: number) =>
      replayed(watching(runningOut), { count: 90, ...everySecond }, (atMs, index) =>
        at(atMs, endingAt(index < 40 ? 10 * GB : seconds * 100 * MB, 100 * MB)),
      ).at(-1)
    expect(then(265)).toMatchObject([{ severity: 'warning', figures: { gapBytes: 0 } }])
    expect(then(275)).toEqual([])
  })

  test('is stale where nobody can tell any more', () => {
    const watch = watching(runningOut)
    replayed(watch, { count: 11, ...everySecond }, (atMs) => at(atMs, endingAt(3 * GB, 100 * MB)))
    const lost = at(t0 + 11_000, null, { forecast: { kind: 'failed', reason: 'x' } })
    expect(watch.see(lost)).toMatchObject([{ isStale: true, atMs: t0 + 10_000 }])
  })
})
