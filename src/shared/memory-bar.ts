import type { Model, ModelSize } from './server.ts'
import type {
  EngineLine,
  Known,
  Limit,
  Memory,
  MemoryPartKind,
  Room,
  Snapshot,
} from './snapshot.ts'

/**
 * `weights`, `kv`: of models, as far as they are told; `compute`: what else those models take; `models`: models of which only the whole is
 * known; `gpuOther`: what the GPU has in use beside all that is known of models; `gpuInUse`: the same where nothing is known of any;
 * `held`: set aside by --room; `free`: free in RAM, and beyond what the GPU may use; `unattributed`: wired memory that no GPU use
 * explains; `rest`: all else that is not the GPU's. The kinds of Memory stand where the GPU has none of the RAM.
 */
export type StretchKind =
  | 'weights'
  | 'kv'
  | 'compute'
  | 'models'
  | 'gpuOther'
  | 'gpuInUse'
  | 'room'
  | 'held'
  | 'free'
  | 'unattributed'
  | 'rest'
  | MemoryPartKind

export interface Stretch {
  readonly kind: StretchKind
  readonly bytes: number
}

/** One bar for what memory there is: its stretches, none below 0, come to the whole. */
export interface MemoryBar {
  /** `unified`: all RAM, of which the GPU has its part; `gpu`: the memory of cards; `ram`: RAM that no GPU shares. */
  readonly line: 'unified' | 'gpu' | 'ram'
  readonly wholeBytes: number
  readonly stretches: readonly Stretch[]
  /** What the GPU may use, where it ends within the bar; null where it does not, or is not known. */
  readonly limit: (Pick<Limit, 'isEstimated'> & { readonly lineBytes: number }) | null
  /** Those within the bar, the lowest first. */
  readonly engineLines: readonly EngineLine[]
  /** How much of what is in use lies beyond the limit. */
  readonly beyondBytes: number
  /** The line that does not decide, where there are two: RAM beside a card. */
  readonly beside: {
    readonly line: 'gpu' | 'ram'
    readonly roomBytes: number
    readonly wholeBytes: number
  } | null
}

type KnownRoom = Extract<Room, { kind: 'ok' }>

/** null: there is nothing to draw, as no room is known. */
export function barOf(snapshot: Snapshot): MemoryBar | null {
  const { gpu, limit, memory, room } = snapshot
  if (room.kind !== 'ok' || memory.kind !== 'ok') return null
  if (gpu.kind === 'ok' && gpu.isUnified) return unifiedBar(snapshot, memory, room)
  const { gpuRoomBytes, ramRoomBytes } = room
  if (gpu.kind !== 'ok' || gpuRoomBytes === null || limit.kind !== 'ok')
    return { ...ramBar(memory, room), beside: null }
  if (gpuRoomBytes <= ramRoomBytes) {
    const beside = { line: 'ram', roomBytes: ramRoomBytes, wholeBytes: memory.totalBytes } as const
    return { ...cardBar(snapshot, gpu.inUseBytes, room, limit), beside }
  }
  const beside = { line: 'gpu', roomBytes: gpuRoomBytes, wholeBytes: limit.limitBytes } as const
  return { ...ramBar(memory, room), beside }
}

/**
 * All RAM: what the GPU has from the start, the room, and what is not the GPU's from the end. Between the room and that stands what is
 * free, and beyond the limit. Where RAM is what lacks, the room ends before the limit.
 */
function unifiedBar(
  { gpu, limit, models, wired }: Snapshot,
  memory: Memory,
  room: KnownRoom,
): MemoryBar {
  const inUseBytes = gpu.kind === 'ok' ? gpu.inUseBytes : 0
  const wholeBytes = memory.totalBytes
  const unheldBytes = Math.min(
    room.ramRoomBytes + room.ramHeldBackBytes,
    (room.gpuRoomBytes ?? Number.POSITIVE_INFINITY) + room.gpuHeldBackBytes,
  )
  const outsideBytes = wholeBytes - memory.availableBytes - inUseBytes
  const [ofRoom, ofGpu, held, outside, free] = shared(
    wholeBytes,
    [
      { kind: 'room', bytes: room.roomBytes },
      { kind: 'gpuInUse', bytes: inUseBytes },
      { kind: 'held', bytes: unheldBytes - room.roomBytes },
      { kind: 'rest', bytes: outsideBytes },
    ],
    'free',
  )
  const unattributedBytes = wired.kind === 'ok' ? wired.unattributedBytes : 0
  const limitBytes = limit.kind === 'ok' ? limit.limitBytes : null
  return {
    line: 'unified',
    wholeBytes,
    stretches: [
      ...onGpu(ofGpu?.bytes ?? 0, models, true),
      ...[ofRoom, held, free].filter((one) => one !== undefined),
      ...shared(outside?.bytes ?? 0, [{ kind: 'unattributed', bytes: unattributedBytes }], 'rest'),
    ],
    limit:
      limit.kind === 'ok' && limit.limitBytes <= wholeBytes
        ? { lineBytes: limit.limitBytes, isEstimated: limit.isEstimated }
        : null,
    engineLines:
      limit.kind === 'ok' ? limit.engineLines.filter((one) => one.lineBytes <= wholeBytes) : [],
    beyondBytes: Math.max(0, (ofGpu?.bytes ?? 0) - (limitBytes ?? wholeBytes)),
    beside: null,
  }
}

/** limitBytes + what is beyond it = in use + held back + room: the contract of Gpu. */
function cardBar(
  { models }: Snapshot,
  inUseBytes: number,
  room: KnownRoom,
  limit: Known<Limit>,
): MemoryBar {
  const stretches: readonly Stretch[] = [
    ...onGpu(Math.max(0, inUseBytes), models, false),
    { kind: 'held', bytes: Math.max(0, room.gpuHeldBackBytes) },
    { kind: 'room', bytes: Math.max(0, room.roomBytes) },
  ]
  const wholeBytes = stretches.reduce((sum, { bytes }) => sum + bytes, 0)
  const beyondBytes = Math.max(0, Math.min(inUseBytes, wholeBytes - limit.limitBytes))
  return {
    line: 'gpu',
    wholeBytes,
    stretches,
    limit: beyondBytes > 0 ? { lineBytes: limit.limitBytes, isEstimated: limit.isEstimated } : null,
    engineLines: [],
    beyondBytes,
    beside: null,
  }
}

/**
 * Models are not told apart here: weights that are mapped are cache to the kernel, and stand in the room; nobody says how much of the
 * programs' memory is theirs.
 */
function ramBar(memory: Memory, room: KnownRoom): MemoryBar {
  const [ofRoom, held, ...used] = shared(
    memory.totalBytes,
    [
      { kind: 'room', bytes: room.roomBytes },
      { kind: 'held', bytes: room.ramHeldBackBytes },
      ...memory.parts.filter(({ kind }) => kind !== 'other'),
    ],
    'other',
  )
  return {
    line: 'ram',
    wholeBytes: memory.totalBytes,
    stretches: [...used, ...[held, ofRoom].filter((one) => one !== undefined)],
    limit: null,
    engineLines: [],
    beyondBytes: 0,
    beside: null,
  }
}

/** What the GPU has in use, by what is known of the models on this machine. */
function onGpu(
  inUseBytes: number,
  models: readonly Model[],
  isUnified: boolean,
): readonly Stretch[] {
  const parts = { weights: 0, kv: 0, compute: 0, models: 0 }
  for (const model of models) {
    const { memory, isRemote, sharesFile } = model
    const whole = memory.onGpu ?? (isUnified ? wholeOnGpu(model) : null)
    // where a card has some of it, or it is kept off the GPU, only what is told of the GPU counts
    if (isRemote || (whole === null && (!isUnified || model.isOnGpu === false))) continue
    const sharedBytes = sharesFile ? (memory.weights?.bytes ?? 0) : 0
    // with the shared file left out, where more of it is told than is on the GPU, nothing is left
    const mostBytes =
      whole === null ? Number.POSITIVE_INFINITY : Math.max(0, whole.bytes - sharedBytes)
    const weightsBytes = Math.min((memory.weights?.bytes ?? 0) - sharedBytes, mostBytes)
    const kvBytes = Math.min(memory.kv?.bytes ?? 0, mostBytes - weightsBytes)
    parts.weights += weightsBytes
    parts.kv += kvBytes
    // what is left of a model whose weights are not told holds them
    parts[memory.weights === null ? 'models' : 'compute'] +=
      whole === null ? 0 : mostBytes - weightsBytes - kvBytes
  }
  const wanted = parts.weights + parts.kv + parts.compute + parts.models
  return shared(
    inUseBytes,
    [
      { kind: 'weights', bytes: parts.weights },
      { kind: 'kv', bytes: parts.kv },
      { kind: 'compute', bytes: parts.compute },
      { kind: 'models', bytes: parts.models },
    ],
    wanted > 0 ? 'gpuOther' : 'gpuInUse',
  )
}

/** All that a process holds is on the GPU only where its engine is known to put it there. */
const wholeOnGpu = ({ memory: { total }, isOnGpu }: Model): ModelSize | null =>
  isOnGpu === true || (isOnGpu !== false && total?.origin === 'reported') ? total : null

/** Each as much as it wants while there is some; what is left is `rest`. */
function shared(
  wholeBytes: number,
  wants: readonly Stretch[],
  rest: StretchKind,
): readonly Stretch[] {
  let leftBytes = Math.max(0, wholeBytes)
  const given = wants.map(({ kind, bytes }) => {
    const here = Math.min(leftBytes, Math.max(0, bytes))
    leftBytes -= here
    return { kind, bytes: here }
  })
  return [...given, { kind: rest, bytes: leftBytes }]
}
