import { describe, expect, test } from 'vitest'
import type { Alert, AlertFigures, RuleId } from '../../src/shared/alert.ts'
import { alertId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { memoryFigures } from '../../src/main/alerts/rule.ts'
import { disagreementsIn } from './agree.ts'
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
} from './moments.ts'

/** A machine of which every rule could tell something. */
const busy: Snapshot = macAt(
  t0,
  {
    servers: [serverOf('s')],
    models: [
      modelOf('m', 9 * GB, { state: 'idle', contextUsedTokens: 7_500, contextTokens: 8_192 }),
    ],
    apps: [appOf('a', 12 * GB, { gpuRatio: 0.62 })],
    loads: [loadOf('l', needOf(19 * GB, 16 * GB))],
    wired: known(t0, {
      wiredBytes: 16 * GB,
      gpuBytes: 1 * GB,
      unattributedBytes: 15 * GB,
      history: [],
    }),
    thermal: known(t0, {
      hottestCelsius: null,
      zones: [],
      level: 'heavy' as const,
      speedLimitRatio: 0.7,
    }),
    swap: known(t0, {
      totalBytes: 6 * GB,
      usedBytes: 4 * GB,
      freeBytes: 2 * GB,
      inBytesPerSecond: 0,
      outBytesPerSecond: 1e9,
    }),
    pressure: known(t0, {
      level: 'warn' as const,
      stalls: null,
      kernel: {
        level: null,
        availableRatio: 0.5,
        availableBytes: 3 * GB,
        compressorBytes: 4 * GB,
        toWarnRatio: 0,
        toCriticalRatio: 0.1,
        notWiredOrCompressedRatio: null,
      },
    }),
    forecast: known(t0, {
      ...nothingToCome,
      swapGrowth: { sinceMs: t0 - 9_000, bytes: 1 * GB, bytesPerSecond: 1e8, modelId: null },
      runsOut: {
        line: 'gpu' as const,
        lineBytes: 22 * GB,
        roomBytes: 2 * GB,
        bytesPerSecond: 1e8,
        msLeft: 20_000,
        lowMsLeft: 18_000,
        highMsLeft: 22_000,
        by: 'known' as const,
        sureness: 'sure' as const,
        toComeBytes: 5 * GB,
        grower: null,
      },
    }),
  },
  { gpuInUseBytes: 23 * GB },
)

/** Gaps that are shown need words of their own: those are another check’s. */
const wrongOf = (
  rule: RuleId,
  figures: AlertFigures,
  about: Readonly<Record<string, string>> = {},
  rest: Partial<Alert> = {},
): readonly string[] => {
  const nobody = {
    serverId: null,
    modelId: null,
    appId: null,
    loadId: null,
    findingId: null,
    sourceId: null,
  }
  const alert: Alert = {
    id: alertId('x'),
    rule,
    severity: 'warning',
    title: 'x',
    sentence: 'x',
    advice: null,
    figures,
    about: Object.assign(nobody, about),
    sinceMs: t0,
    atMs: t0,
    isStale: false,
    isClearing: false,
    snoozed: null,
    ...rest,
  }
  return disagreementsIn({ ...busy, alerts: [alert] }).filter(
    (one) => !one.includes('it does not say') || figures.kind === 'none',
  )
}

type Bytes = Parameters<typeof memoryFigures>[0]

describe('what agrees with its Snapshot passes, and each figure of another one does not', () => {
  const right: readonly {
    readonly rule: RuleId
    readonly of: Bytes
    readonly about?: Readonly<Record<string, string>>
  }[] = [
    { rule: 'will-not-fit', of: bytes('gpu', 22, 19, 16), about: { loadId: 'l' } },
    { rule: 'running-out', of: { ...bytes('gpu', 22, 5, 2), msLeft: 20_000 } },
    { rule: 'past-limit', of: bytes('gpu', 22, 23, 22) },
    { rule: 'pressure', of: bytes('pressure', 6, 6, 3) },
    { rule: 'swapping', of: bytes('ram', 32, 36, 32) },
    { rule: 'memory-hog', of: bytes('share', 8, 12, 8), about: { appId: 'a' } },
    { rule: 'stranded-memory', of: bytes('before', 3, 15, 3) },
    { rule: 'idle-model', of: bytes('gpu', 22, 19, 16), about: { modelId: 'm' } },
    { rule: 'swap-disk', of: { ...bytes('disk', 500, 210, 200), msLeft: 202_000 } },
  ]
  /** What their settings allow is in no Snapshot. */
  const ofSettings: Readonly<Partial<Record<RuleId, 'needBytes' | 'haveBytes'>>> = {
    'swap-disk': 'needBytes',
    'memory-hog': 'haveBytes',
  }
  test.each(right)('$rule', ({ rule, of, about = {} }) => {
    expect(wrongOf(rule, memoryFigures(of), about)).toEqual([])
    for (const name of ['needBytes', 'haveBytes'] as const)
      if (ofSettings[rule] !== name)
        expect(wrongOf(rule, memoryFigures({ ...of, [name]: of[name] + 2 }), about)).not.toEqual([])
    if (of.msLeft !== undefined)
      expect(wrongOf(rule, memoryFigures({ ...of, msLeft: 1 }), about)).not.toEqual([])
  })

  test.each([
    'gpu-hog',
    'failure',
    'off-gpu',
    'context',
    'thermal',
    'source-lost',
    'good-news',
  ] as const)('%s has no bytes', (rule) => {
    expect(wrongOf(rule, memoryFigures(bytes('ram', 32, 30, 31)))).not.toEqual([])
  })
})

function bytes(line: Bytes['line'], ofLine: number, need: number, have: number): Bytes {
  return { line, lineBytes: ofLine * GB, needBytes: need * GB, haveBytes: have * GB }
}

test('tokens are those of the model', () => {
  const tokens = (needTokens: number) =>
    wrongOf(
      'context',
      { kind: 'tokens', contextTokens: 8_192, needTokens, haveTokens: 8_192 },
      { modelId: 'm' },
    )
  expect(tokens(7_500)).toEqual([])
  expect(tokens(7_501)).toHaveLength(1)
})

test('words have the shares of the Snapshot', () => {
  const none = { kind: 'none' } as const
  const hog = (sentence: string) => wrongOf('gpu-hog', none, { appId: 'a' }, { sentence })
  expect(hog('It takes 62 %.')).toEqual([])
  expect(hog('It takes 63 %.')).toHaveLength(1)
  expect(wrongOf('thermal', none, {}, { sentence: 'At 70 %.' })).toEqual([])
  expect(wrongOf('thermal', none, {}, { sentence: 'At 71 %.' })).toHaveLength(1)
  expect(wrongOf('failure', none)).toEqual(['x at 1763000000000: it names no finding'])
})

test('nothing is imminent that lasts for minutes', () => {
  const lasting = (msLeft: number | null) => {
    const figures = memoryFigures({ ...bytes('share', 8, 12, 8), msLeft })
    return wrongOf('memory-hog', figures, { appId: 'a' }, { severity: 'imminent' })
  }
  expect(lasting(null)).toEqual([])
  expect(lasting(119_999)).toEqual([])
  expect(lasting(120_000)).toHaveLength(1)
})
