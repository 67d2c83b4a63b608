import type { ReactNode } from 'react'
import { agoOf } from '../../shared/sentence.ts'
import type { EngineLine, Gpu, Limit, Part } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { StackedBar } from '../ui/StackedBar.tsx'
import styles from './GpuBar.module.css'

/** The GPU's own memory, or what a Mac's GPU may have of the RAM: in use, held back, room, and what lies beyond. */
export function GpuBar(): ReactNode {
  const snapshot = useSnapshot((whole) => whole)
  if (snapshot === null) return null
  const { atMs, gpu, limit, room } = snapshot
  if (gpu.kind !== 'ok' || room.kind !== 'ok' || room.gpuRoomBytes === null) return null
  return (
    <StackedBar
      title={titleOf(gpu, limit)}
      ago={agoOf(gpu, atMs)}
      segments={[
        { name: 'in use', tone: 'gpu', bytes: gpu.inUseBytes },
        { name: 'held back', tone: 'held', bytes: room.gpuHeldBackBytes },
        { name: 'room', tone: 'room', bytes: room.gpuRoomBytes },
      ]}
      beyondBytes={gpu.beyondLimitBytes ?? 0}
    >
      {limit.kind === 'ok' ? <InUseNow gpu={gpu} limit={limit} /> : null}
      {limit.kind === 'ok' ? <EngineLines lines={limit.engineLines} /> : null}
    </StackedBar>
  )
}

function titleOf({ isUnified, devices }: Gpu, limit: Part<Limit>): string {
  if (isUnified)
    return limit.kind === 'ok' && limit.isEstimated ? 'Metal limit, estimated' : 'Metal limit'
  return devices.length === 1 ? 'GPU' : `${devices.length} GPUs`
}

/** Less than this share of the limit is the breathing of windows and caches. */
const noticeableShare = 0.05

/** An idle model drops out of what is in use now, and comes back with its next request: so it still counts. */
function InUseNow({
  gpu: { inUseBytes, inUseNowBytes },
  limit: { limitBytes },
}: {
  readonly gpu: Gpu
  readonly limit: Limit
}): ReactNode {
  if (inUseBytes - inUseNowBytes < noticeableShare * limitBytes) return null
  return (
    <p className={styles['note']}>
      In use is the most of 3 min, as an idle model drops out. Now: {formatBytes(inUseNowBytes)}
    </p>
  )
}

const meanings: Readonly<Record<EngineLine['beyond'], string>> = {
  fails: 'Just past it a load or a generation is likely to fail',
  refuses: 'Past it the engine allocates no more; it crawls before',
}
const verbs: Readonly<Record<EngineLine['beyond'], readonly [one: string, several: string]>> = {
  fails: ['likely fails', 'likely fail'],
  refuses: ['refuses', 'refuse'],
}

/** What each engine does beyond the limit: `llama.cpp, Ollama likely fail past 22.9 GB · MLX refuses past 32.6 GB`. */
function EngineLines({ lines }: { readonly lines: readonly EngineLine[] }): ReactNode {
  const groups = Map.groupBy(lines, ({ beyond, lineBytes }) => `${beyond} ${lineBytes}`)
  const shown = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const [one, several] = verbs[first.beyond]
    const names = group.map(({ engine }) => engine).join(', ')
    const words = `${names} ${group.length === 1 ? one : several} past`
    return [{ words, figure: formatBytes(first.lineBytes), meaning: meanings[first.beyond] }]
  })
  if (shown.length === 0) return null
  return (
    <ul className={styles['lines']} aria-label="What engines do beyond the limit">
      {shown.map(({ words, figure, meaning }) => (
        <li key={words} className={styles['line']} title={meaning}>
          {words} {figure}
        </li>
      ))}
    </ul>
  )
}
