import { describe, expect, test } from 'vitest'
import { runningOut } from '../../../src/main/alerts/rules/running-out.ts'
import type { RunsOut } from '../../../src/shared/forecast.ts'
import { modelId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import {
  appOf,
  GB,
  known,
  loadOf,
  macAt,
  needOf,
  nothingToCome,
  replayed,
  serverOf,
  t0,
  watching,
} from '../moments.ts'
import {
  at,
  endingAt,
  everySecond,
  firstAt,
  gpuLine,
  MB,
  mlx,
  mlxModel,
  stress,
} from './ending-room.ts'

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
          '3.0 GB left in RAM last about 30 s at 100 MB/s. In 1 min that takes 6.0 GB: 3.0 GB too much.',
        advice: 'Quit stress, or stop what it does.',
        figures: {
          line: 'ram',
          lineBytes: 32 * GB,
          needBytes: 6 * GB,
          haveBytes: 3 * GB,
          gapBytes: 3 * GB,
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
    // a worker of the server that loads
    const servers = [serverOf('s')]
    const worker = [appOf('stress', 2 * GB, { serves: [serverOf('s').id] })]
    const byWorker = { loads, servers, apps: worker }
    expect(quiet(endingAt(3 * GB, 100 * MB, { grower: stress }), byWorker)).toEqual([])
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

describe('how bad it is', () => {
  const lastOf = (runsOut: RunsOut, rest: Partial<Snapshot> = {}) =>
    replayed(watching(runningOut), { count: 32, ...everySecond }, (atMs) =>
      at(atMs, runsOut, rest),
    ).at(-1)
  const ofMlx = endingAt(2 * GB, 100 * MB, { ...gpuLine, grower: mlxModel })
  const limit = (isEstimated: boolean) => ({
    limit: known(t0, {
      limitBytes: 22 * GB,
      source: isEstimated ? ('rule' as const) : ('metal' as const),
      isEstimated,
      overrideBytes: null,
      maxBufferBytes: null,
      engineLines: [],
    }),
  })
  const bySwap = {
    swap: known(t0, {
      totalBytes: 40 * GB,
      usedBytes: 0,
      freeBytes: 40 * GB,
      inBytesPerSecond: 0,
      outBytesPerSecond: 0,
    }),
  }

  test('MLX crawls past the limit before anything fails: no minute is named', () => {
    expect(lastOf(ofMlx, { ...mlx, ...limit(false) })).toMatchObject([{ severity: 'warning' }])
  })

  test('and so it is where the limit is only estimated', () => {
    const unknown = endingAt(2 * GB, 100 * MB, gpuLine)
    expect(lastOf(unknown, limit(true))).toMatchObject([{ severity: 'warning' }])
    expect(lastOf(unknown, limit(false))).toMatchObject([{ severity: 'imminent' }])
  })

  test('what swap can take is good to know where nobody runs a model, and a warning else', () => {
    const ending = endingAt(3 * GB, 100 * MB, { grower: stress })
    const apps = [appOf('stress', 2 * GB)]
    expect(lastOf(ending, { apps, ...bySwap })).toMatchObject([{ severity: 'notice' }])
    expect(lastOf(ending, { apps, ...bySwap, ...mlx })).toMatchObject([{ severity: 'warning' }])
  })

  test('what it takes is no more than all there is, and room that has run out is no news', () => {
    const fast = endingAt(10 * GB, 1_000 * MB)
    expect(lastOf(fast)).toMatchObject([{ figures: { needBytes: 32 * GB, gapBytes: 22 * GB } }])
    expect(lastOf(endingAt(0, 20 * MB))).toEqual([])
  })
})
