import { ruleIds, severities } from '../../src/shared/alert.ts'
import type { Model } from '../../src/shared/server.ts'
import type { Part, Snapshot } from '../../src/shared/snapshot.ts'

/** What Prometheus must hold of a Snapshot, written without the families of src/main/web/metrics: `name{a="b"}` to a value. */
export type Expected = ReadonlyMap<string, number>

const known = <T extends object>(part: Part<T>): T | null =>
  part.kind === 'ok' && !part.isStale ? part : null

/** The names that are compared: of them nothing else may be there. */
export const comparedNames: ReadonlySet<string> = new Set([
  'headroom_room_bytes',
  'headroom_ram_room_bytes',
  'headroom_gpu_room_bytes',
  'headroom_limit_bytes',
  'headroom_gpu_in_use_bytes',
  'headroom_gpu_power_watts',
  'headroom_swap_used_bytes',
  'headroom_seconds_left',
  'headroom_model_context_ratio',
  'headroom_model_bytes',
  'headroom_app_footprint_bytes',
  'headroom_alert_active',
])

export const keyOf = (name: string, labels: Readonly<Record<string, string>> = {}): string =>
  `${name}${JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)))}`

export function expectedOf(snapshot: Snapshot): Expected {
  const { room, limit, gpu, memory, swap, power, forecast } = snapshot
  const runsOut = known(forecast)?.runsOut ?? null
  const single: readonly (readonly [string, number | null | undefined])[] = [
    ['headroom_room_bytes', known(room)?.roomBytes],
    ['headroom_ram_room_bytes', known(room)?.ramRoomBytes],
    ['headroom_gpu_room_bytes', known(room)?.gpuRoomBytes],
    ['headroom_gpu_in_use_bytes', known(gpu)?.inUseBytes],
    ['headroom_gpu_power_watts', known(power)?.gpuWatts],
    ['headroom_swap_used_bytes', known(swap)?.usedBytes],
    ['headroom_seconds_left', runsOut === null ? null : runsOut.msLeft / 1000],
  ]
  const limits: readonly (readonly [string, number | null | undefined])[] = [
    ['ram', known(memory)?.totalBytes],
    ['gpu', known(limit)?.limitBytes],
    ['buffer', known(limit)?.maxBufferBytes],
    ...(known(limit)?.engineLines ?? []).map(
      ({ engine, lineBytes }) => [engine.toLowerCase(), lineBytes] as const,
    ),
  ]
  return new Map([
    ...single.flatMap(([name, value]) => pair(keyOf(name), value)),
    ...limits.flatMap(([kind, value]) => pair(keyOf('headroom_limit_bytes', { kind }), value)),
    ...modelPairs(snapshot),
    ...appPairs(snapshot),
    ...alertPairs(snapshot),
  ])
}

type Pair = readonly [string, number]
const pair = (key: string, value: number | null | undefined): readonly Pair[] =>
  value === null || value === undefined ? [] : [[key, value]]

/** Of the recordings: no two models of one name at one server, and none whose parts are more than it. */
function modelPairs({ models, servers }: Snapshot): readonly Pair[] {
  return models.flatMap((model) => {
    const { title = '', port = null } = servers.find(({ id }) => id === model.serverId) ?? {}
    const labels = {
      model: model.name,
      server: title,
      ...(port === null ? {} : { port: String(port) }),
    }
    return [
      ...pair(keyOf('headroom_model_context_ratio', labels), model.contextRatio),
      ...Object.entries(partsOf(model)).flatMap(([part, bytes]) =>
        pair(keyOf('headroom_model_bytes', { ...labels, part }), bytes),
      ),
    ]
  })
}

function partsOf({ memory: { total, weights, kv } }: Model): Readonly<Record<string, number>> {
  return {
    ...(weights === null ? {} : { weights: weights.bytes }),
    ...(kv === null ? {} : { kv: kv.bytes }),
    ...(total === null
      ? {}
      : { rest: Math.max(0, total.bytes - (weights?.bytes ?? 0) - (kv?.bytes ?? 0)) }),
  }
}

/** Of the recordings: ten apps at most by name and figure. */
function appPairs({ apps }: Snapshot): readonly Pair[] {
  const sums = new Map<string, number>()
  for (const { name, memoryKind, memoryBytes } of apps) {
    const key = keyOf('headroom_app_footprint_bytes', { app: name, figure: memoryKind })
    sums.set(key, (sums.get(key) ?? 0) + memoryBytes)
  }
  return [...sums].toSorted(([, one], [, other]) => other - one).slice(0, 10)
}

/** Of the recordings: no alert goes stale. */
const alertPairs = ({ alerts }: Snapshot): readonly Pair[] =>
  ruleIds.flatMap((rule) =>
    severities.map((severity): Pair => {
      const stands = alerts.some((alert) => alert.rule === rule && alert.severity === severity)
      return [keyOf('headroom_alert_active', { rule, severity }), stands ? 1 : 0]
    }),
  )
