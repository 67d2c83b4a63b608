import type { Snapshot } from '../../../shared/snapshot.ts'
import { figure, states, type Family, type Sample } from './family.ts'
import { fresh } from './fresh.ts'

const roomFamilies: readonly Family[] = [
  figure(
    'headroom_room_bytes',
    'How much more memory models can take: the smaller of room in RAM and on the GPU',
    ({ snapshot }) => fresh(snapshot.room)?.roomBytes ?? null,
  ),
  figure(
    'headroom_ram_room_bytes',
    'Room in RAM',
    ({ snapshot }) => fresh(snapshot.room)?.ramRoomBytes ?? null,
  ),
  figure(
    'headroom_gpu_room_bytes',
    'Room in the memory that the GPU may use',
    ({ snapshot }) => fresh(snapshot.room)?.gpuRoomBytes ?? null,
  ),
  states(
    {
      name: 'headroom_state',
      help: 'How it stands, by room, pressure and swapping: 1 for the word that holds',
      label: 'state',
    },
    ['plenty', 'tight', 'full'],
    ({ room }) =>
      room.kind === 'ok' && !room.isStale && room.state !== 'unknown' ? room.state : null,
  ),
]

const limitFamilies: readonly Family[] = [
  {
    name: 'headroom_limit_bytes',
    help: 'Lines of memory: ram is all of it; gpu what the GPU may use (on a Mac the recommended working set); buffer the largest single one; llama.cpp, ollama, mlx, pytorch where each engine itself fails or refuses',
    labels: ['kind'],
    joined: 'least',
    most: 7,
    samplesOf: ({ snapshot }) => linesOf(snapshot),
  },
  {
    name: 'headroom_limit_info',
    help: '1: where the limit of the GPU comes from, and whether it is estimated',
    labels: ['source', 'estimated'],
    joined: 'most',
    most: 1,
    samplesOf: ({ snapshot }) => {
      const limit = fresh(snapshot.limit)
      if (limit === null) return []
      const labels = { source: limit.source, estimated: String(limit.isEstimated) }
      return [{ labels, value: 1 }]
    },
  },
]

function linesOf(snapshot: Snapshot): readonly Sample[] {
  const line = (kind: string, value: number | null | undefined): readonly Sample[] =>
    value === null || value === undefined ? [] : [{ labels: { kind }, value }]
  const limit = fresh(snapshot.limit)
  return [
    ...line('ram', fresh(snapshot.memory)?.totalBytes),
    ...line('gpu', limit?.limitBytes),
    ...line('buffer', limit?.maxBufferBytes),
    ...(limit?.engineLines ?? []).flatMap(({ engine, lineBytes }) =>
      line(engine.toLowerCase(), lineBytes),
    ),
  ]
}

const useFamilies: readonly Family[] = [
  figure(
    'headroom_memory_available_bytes',
    'RAM that can be had without swapping',
    ({ snapshot }) => fresh(snapshot.memory)?.availableBytes ?? null,
  ),
  figure(
    'headroom_gpu_in_use_bytes',
    'GPU memory in use: what room is worked out from, on a Mac the most of the last three minutes',
    ({ snapshot }) => fresh(snapshot.gpu)?.inUseBytes ?? null,
  ),
  figure(
    'headroom_gpu_in_use_now_bytes',
    'GPU memory in use at this moment; on a Mac an idle model drops out of it',
    ({ snapshot }) => fresh(snapshot.gpu)?.inUseNowBytes ?? null,
  ),
  figure(
    'headroom_gpu_beyond_limit_bytes',
    'How far the GPU memory in use is beyond the limit, where engines crawl or fail',
    ({ snapshot }) => fresh(snapshot.gpu)?.beyondLimitBytes ?? null,
  ),
  figure(
    'headroom_wired_bytes',
    'Memory that macOS may not move, models on the GPU among it',
    ({ snapshot }) => fresh(snapshot.wired)?.wiredBytes ?? null,
  ),
  figure(
    'headroom_wired_unattributed_bytes',
    'Wired memory that no GPU use explains: of the kernel, or left behind by a process that has ended',
    ({ snapshot }) => fresh(snapshot.wired)?.unattributedBytes ?? null,
  ),
]

const pressureFamilies: readonly Family[] = [
  states(
    {
      name: 'headroom_pressure',
      help: 'Memory pressure: 1 for the level that holds. A late sign: on a Mac it does not look at wired memory',
      label: 'level',
    },
    ['normal', 'warn', 'critical'],
    ({ pressure }) => fresh(pressure)?.level ?? null,
  ),
  figure(
    'headroom_pressure_to_warn_ratio',
    'What is left to the line at which the kernel of macOS warns, of the memory it looks at; below 0 past it',
    ({ snapshot }) => fresh(snapshot.pressure)?.kernel?.toWarnRatio ?? null,
  ),
  figure(
    'headroom_pressure_to_critical_ratio',
    'The same to its critical line',
    ({ snapshot }) => fresh(snapshot.pressure)?.kernel?.toCriticalRatio ?? null,
  ),
  figure(
    'headroom_stalled_ratio',
    'Linux: share of the last minute in which some task waited for memory',
    ({ snapshot }) => fresh(snapshot.pressure)?.stalls?.some60sRatio ?? null,
  ),
]

const swapFamilies: readonly Family[] = [
  figure(
    'headroom_swap_used_bytes',
    'Swap in use',
    ({ snapshot }) => fresh(snapshot.swap)?.usedBytes ?? null,
  ),
  figure(
    'headroom_swap_in_bytes_per_second',
    'What comes back from swap',
    ({ snapshot }) => fresh(snapshot.swap)?.inBytesPerSecond ?? null,
  ),
  figure(
    'headroom_swap_out_bytes_per_second',
    'What goes to swap',
    ({ snapshot }) => fresh(snapshot.swap)?.outBytesPerSecond ?? null,
  ),
  figure(
    'headroom_disk_free_bytes',
    'Free on the volume on which swap and models grow',
    ({ snapshot }) => fresh(snapshot.disk)?.freeBytes ?? null,
  ),
]

export const memoryFamilies: readonly Family[] = [
  ...roomFamilies,
  ...limitFamilies,
  ...useFamilies,
  ...pressureFamilies,
  ...swapFamilies,
]
