import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { allRules } from '../../src/main/alerts/all-rules.ts'
import { createAlerts } from '../../src/main/alerts/alerts.ts'
import { defaultAlertSettings } from '../../src/shared/alert-settings.ts'
import type { Forecast, Grower } from '../../src/shared/forecast.ts'
import { appId, modelId, serverId } from '../../src/shared/ids.ts'
import type { Model, ServerKind } from '../../src/shared/server.ts'
import { unitSystems } from '../../src/shared/settings.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { setUnitSystem } from '../../src/shared/unit-system.ts'
import { disagreementsIn } from './agree.ts'
import {
  appOf,
  expectWellSaid,
  known,
  loadOf,
  macAt,
  modelOf,
  needOf,
  serverOf,
  t0,
} from './moments.ts'

const bytes = fc.nat({ max: 700e9 })
/** What expectWellSaid looks for is no error where it is a name. */
const name = fc
  .oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constant('\u001b[31m\u202eevil\n'.repeat(30)),
  )
  .filter((one) => !/NaN|undefined|Infinity|null|-\d/.test(one))
const kind = fc.constantFrom<ServerKind>('ollama', 'llama-server', 'mlx-lm', 'comfyui', 'lmstudio')
const state = fc.constantFrom<Model['state']>('idle', 'generating', 'loaded', 'loading')

const models = fc.array(fc.record({ name, bytes, state, owner: fc.nat({ max: 2 }) }), {
  maxLength: 4,
})
const figures = fc.record({
  ramBytes: bytes.map((one) => one + 8e9),
  availableBytes: bytes,
  limitBytes: bytes.map((one) => one + 5e9),
  gpuInUseBytes: bytes,
  isEstimated: fc.boolean(),
})
const needs = fc.record({ need: bytes, room: bytes, slack: fc.nat({ max: 9e9 }), name })
const ending = fc.record({
  roomBytes: bytes,
  bytesPerSecond: fc.integer({ min: 1, max: 5e9 }),
  toComeBytes: fc.option(bytes),
  isModel: fc.boolean(),
  line: fc.constantFrom('gpu', 'ram'),
})
const stress = fc.record({
  available: bytes,
  compressor: bytes,
  free: bytes,
  out: fc.nat({ max: 3e9 }),
  grown: bytes,
})

interface Any {
  readonly kinds: readonly ServerKind[]
  readonly models: readonly { name: string; bytes: number; state: Model['state']; owner: number }[]
  readonly figures: Readonly<
    Record<'ramBytes' | 'availableBytes' | 'limitBytes' | 'gpuInUseBytes', number>
  > & {
    readonly isEstimated: boolean
  }
  readonly needs: { need: number; room: number; slack: number; name: string }
  readonly ending: {
    roomBytes: number
    bytesPerSecond: number
    toComeBytes: number | null
    isModel: boolean
    line: 'gpu' | 'ram'
  }
  readonly stress: Readonly<Record<'available' | 'compressor' | 'free' | 'out' | 'grown', number>>
}

function snapshotOf(any: Any): Snapshot {
  const servers = any.kinds.map((one, index) => serverOf(`s${index}`, { kind: one }))
  const held = any.models.map((one, index) =>
    modelOf(one.name, one.bytes, {
      id: modelId(`m${index}`),
      serverId: serverId(`s${one.owner}`),
      state: one.state,
      idleSinceMs: one.state === 'idle' ? t0 - 1e7 : null,
    }),
  )
  const { need, room, slack, name: called } = any.needs
  const foreseen = needOf(need, room, { lowBytes: Math.max(0, need - slack), highBytes: need })
  const mac = macAt(
    t0,
    {
      servers,
      models: held,
      apps: [appOf(called, any.figures.availableBytes)],
      loads: [loadOf(called, foreseen, { serverId: serverId('s0') })],
      ...stressed(any),
    },
    any.figures,
  )
  return {
    ...mac,
    room: mac.room.kind === 'ok' ? { ...mac.room, state: 'tight', stateCause: 'room' } : mac.room,
    forecast: known(t0, forecastOf(any, held[0])),
  }
}

function stressed({ stress: of }: Any): Pick<Snapshot, 'disk' | 'pressure' | 'swap'> {
  const ratio = of.available / Math.max(1, of.available + of.compressor)
  return {
    disk: known(t0, { path: '/', totalBytes: 2e12, freeBytes: of.free }),
    pressure: known(t0, {
      level: ratio < 0.34 ? 'critical' : 'warn',
      stalls: null,
      kernel: {
        level: null,
        availableRatio: ratio,
        availableBytes: of.available,
        compressorBytes: of.compressor,
        toWarnRatio: ratio - 0.5,
        toCriticalRatio: ratio - 0.34,
        notWiredOrCompressedRatio: null,
      },
    }),
    swap: known(t0, {
      totalBytes: 9e9,
      usedBytes: 3e9,
      freeBytes: 6e9,
      inBytesPerSecond: 0,
      outBytesPerSecond: of.out,
    }),
  }
}

function forecastOf(
  { ending: end, figures: of, stress: on, needs: { name: app } }: Any,
  model: Model | undefined,
): Forecast {
  const msLeft = (end.roomBytes / end.bytesPerSecond) * 1000
  const { line, roomBytes, bytesPerSecond, toComeBytes } = end
  const grower: Grower =
    end.isModel && model !== undefined
      ? {
          kind: 'model',
          modelId: model.id,
          serverId: model.serverId,
          name: model.name,
          bytesPerSecond: 1,
        }
      : { kind: 'app', appId: appId(app), name: app, bytesPerSecond: 1 }
  return {
    models: [],
    swapGrowth: { sinceMs: t0 - 60_000, bytes: on.grown, bytesPerSecond: on.out, modelId: null },
    runsOut: {
      line,
      roomBytes,
      bytesPerSecond,
      toComeBytes,
      lineBytes: line === 'gpu' ? of.limitBytes : of.ramBytes,
      msLeft,
      lowMsLeft: msLeft,
      highMsLeft: msLeft,
      by: 'known',
      sureness: 'sure',
      grower,
    },
  }
}

afterEach(() => setUnitSystem('decimal'))

test.each(unitSystems)(
  'whatever the figures and names are, each alert is short, adds up and agrees with its Snapshot: %s',
  (system) => {
    setUnitSystem(system)
    const told = new Set<string>()
    fc.assert(
      fc.property(
        fc.record({
          kinds: fc.array(kind, { minLength: 3, maxLength: 3 }),
          models,
          figures,
          needs,
          ending,
          stress,
        }),
        (any) => {
          const snapshot = snapshotOf(any)
          const alerts = createAlerts({
            rules: allRules,
            settings: () => defaultAlertSettings,
            snoozedOf: () => null,
          }).judge(snapshot, true)
          alerts.forEach(expectWellSaid)
          alerts.forEach(({ rule }) => told.add(rule))
          expect(disagreementsIn({ ...snapshot, alerts })).toEqual([])
          for (const { title, sentence, advice } of alerts)
            expect(`${title}${sentence}${advice ?? ''}`).not.toMatch(/[\p{Cc}\u202e]/u)
        },
      ),
      { numRuns: 500 },
    )
    expect([...told]).toEqual(
      expect.arrayContaining([
        'will-not-fit',
        'running-out',
        'past-limit',
        'pressure',
        'swapping',
        'idle-model',
        'swap-disk',
      ]),
    )
  },
)
