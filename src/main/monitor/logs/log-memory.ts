import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Host, LogPosition } from '../../host/host.ts'
import type { FollowedLog } from './followed-log.ts'

/** How far each log was read when Headroom ran last, so that nothing is lost and nothing is told twice. */
export interface LogMemory {
  positionOf(path: string): LogPosition | null
  /** Writes down how far they are read, where that has changed; now and then, or at once. */
  keep(logs: ReadonlyMap<string, FollowedLog>, isAtOnce?: boolean): Promise<void>
}

const positionShape = z.object({
  device: z.number(),
  inode: z.number(),
  offsetBytes: z.number().check(z.nonnegative()),
  markBytes: z.number().check(z.nonnegative()),
  mark: z.string().check(z.regex(/^[\da-f]{0,64}$/)),
})
const shape = z.object({ positions: z.record(z.string(), positionShape) })

const maxFileBytes = 256 * 2 ** 10
/** Of logs that are not followed any more the last ones stay: their servers may come back. */
const maxPositions = 200
/** Often enough: what has failed is written down at once, and all else may be read again. */
const keepEveryMs = 30_000

/** Never throws: a file that cannot be read is as one that is not there, one that cannot be written is written later. */
export async function openLogMemory(
  host: Pick<Host, 'ask' | 'writeFile' | 'clock'>,
  path: string,
): Promise<LogMemory> {
  const positions = new Map(Object.entries(await positionsIn(host, path)))
  let kept = JSON.stringify([...positions])
  let keptAtMs = Number.NEGATIVE_INFINITY
  return {
    positionOf: (file) => positions.get(file) ?? null,
    keep: async (logs, isAtOnce = false) => {
      const nowMs = host.clock.nowMs()
      if (!isAtOnce && Math.abs(nowMs - keptAtMs) < keepEveryMs) return
      for (const [file, log] of logs) {
        const position = log.position()
        if (position === null) continue
        positions.delete(file)
        positions.set(file, position)
      }
      const surplus = [...positions.keys()].slice(0, Math.max(0, positions.size - maxPositions))
      surplus.forEach((file) => positions.delete(file))
      const text = JSON.stringify([...positions])
      if (text === kept) return
      const written = await host.writeFile(path, formatPositions(positions))
      if (written.kind !== 'ok') return
      kept = text
      keptAtMs = nowMs
    },
  }
}

const formatPositions = (positions: ReadonlyMap<string, LogPosition>): string =>
  `${JSON.stringify({ positions: Object.fromEntries(positions) }, null, 2)}\n`

async function positionsIn(
  host: Pick<Host, 'ask'>,
  path: string,
): Promise<Readonly<Record<string, LogPosition>>> {
  const text = await host.ask({ kind: 'file', path, maxBytes: maxFileBytes })
  if (text.kind !== 'ok') return {}
  try {
    const parsed = shape.safeParse(jsonIn(text.value))
    return parsed.success ? parsed.data.positions : {}
  } catch {
    // ParseError: cut off, or another's
    return {}
  }
}
