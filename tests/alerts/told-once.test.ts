import { expect, test } from 'vitest'
import { memoryHog } from '../../src/main/alerts/rules/memory-hog.ts'
import { pastLimit } from '../../src/main/alerts/rules/past-limit.ts'
import type { RuleId } from '../../src/shared/alert.ts'
import type { RunsOut } from '../../src/shared/forecast.ts'
import { appId, pid } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
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
} from './moments.ts'
import { answering, withRoom } from './of-sources.ts'

test('past the limit: a load that is told to fail is enough, unless that rule is off or the load only may', () => {
  const loading = (needBytes: number, off: readonly RuleId[] = []) => {
    const loads = [loadOf('m', needOf(needBytes, 16 * GB, { lowBytes: needBytes - GB }))]
    return replayed(watching(pastLimit, { off }), { count: 10, everyMs: 1_000 }, (atMs) =>
      macAt(atMs, { servers: [serverOf('s')], loads }, { gpuInUseBytes: 24 * GB }),
    ).at(-1)
  }
  expect(loading(20 * GB)).toEqual([])
  expect(loading(20 * GB, ['will-not-fit'])).toHaveLength(1)
  expect(loading(16.5 * GB)).toHaveLength(1)
})

/** 4 GB are left for what Xcode takes, at this pace. */
const endOf = (sureness: RunsOut['sureness'], ofApp: string): RunsOut => ({
  line: 'ram',
  lineBytes: 32 * GB,
  roomBytes: 4 * GB,
  bytesPerSecond: 0.04 * GB,
  msLeft: 100_000,
  lowMsLeft: 90_000,
  highMsLeft: 110_000,
  by: 'trend',
  sureness,
  toComeBytes: null,
  grower: { kind: 'app', appId: appId(ofApp), name: ofApp, bytesPerSecond: 0.04 * GB },
})

const xcodeOf = (memoryBytes: number) =>
  appOf('Xcode', memoryBytes, {
    processes: [
      {
        pid: pid(1),
        name: 'Xcode',
        memoryBytes,
        memoryKind: 'footprint',
        startedAtMs: t0,
        isTranslated: null,
      },
    ],
  })

test('growth of an app: the end of the room that it brings is enough', () => {
  const growing = (runsOut: RunsOut, off: readonly RuleId[] = []) =>
    replayed(watching(memoryHog, { off }), { count: 40, everyMs: 10_000 }, (atMs, index) => {
      const rest: Partial<Snapshot> = {
        apps: [xcodeOf(2 * GB + index * 0.4 * GB)],
        models: [modelOf('qwen3:8b', 5 * GB)],
        sources: answering('processes'),
        forecast: known(atMs, { ...nothingToCome, runsOut }),
      }
      const snapshot = macAt(atMs, rest, { availableBytes: 4 * GB })
      return withRoom(snapshot, { state: 'tight', stateCause: 'room' })
    }).flat()
  expect(growing(endOf('sure', 'Xcode'))).toEqual([])
  expect(growing(endOf('likely', 'Xcode'))).not.toEqual([])
  expect(growing(endOf('sure', 'Docker'))).not.toEqual([])
  expect(growing(endOf('sure', 'Xcode'), ['running-out'])).not.toEqual([])
})
