import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Host, LogPosition } from '../../host/host.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { FollowedLog } from './followed-log.ts'

/** How far each log was read when Headroom ran last, so that nothing is lost and nothing is told twice. */
export interface LogMemory {
  positionOf(path: string): LogPosition | null
  /** Notes how far they are read, and writes down what has changed. Never rejects. */
  keep(
    logs: ReadonlyMap<string, Pick<FollowedLog, 'position'>>,
    when: 'now-and-then' | 'at-once',
  ): Promise<void>
}

const bytes = z.int().check(z.nonnegative())
const positionShape = z.object({
  device: z.number(),
  inode: z.number(), // of some disks larger than a whole number may be here
  offsetBytes: bytes,
  markBytes: bytes,
  mark: z.string().check(z.regex(/^[\da-f]{0,64}$/)),
})
const shape = z.object({ positions: z.record(z.string(), positionShape) })

/** Of logs that are not followed any more the last ones stay: their servers may come back. */
const maxPositions = 200
/** As many with the longest paths. */
const maxFileBytes = 2 * 2 ** 20
/** Often enough: what has failed is written down at once, and all else may be read again. */
const keepEveryMs = 30_000

/** Never throws: a file that cannot be read is as one that is not there, one that cannot be written is written later. */
export async function openLogMemory(
  host: Pick<Host, 'ask' | 'writeFile' | 'clock'>,
  path: string,
): Promise<LogMemory> {
  const positions = new Map(Object.entries(await positionsIn(host, path)))
  let kept = formatPositions(positions)
  let keptAtMs = Number.NEGATIVE_INFINITY
  let writing: Promise<void> | null = null

  /** One after the other: of two writes at once, the older one may come last. */
  const write = async (): Promise<void> => {
    for (let text = formatPositions(positions); text !== kept; text = formatPositions(positions)) {
      const written = await host.writeFile(path, text)
      if (written.kind !== 'ok') break
      kept = text
      keptAtMs = host.clock.nowMs()
    }
  }

  return {
    positionOf: (file) => positions.get(file) ?? null,
    keep: async (logs, when) => {
      logs.forEach((log, file) => note(positions, file, log.position()))
      if (when === 'now-and-then' && isWithin(keptAtMs, keepEveryMs, host.clock.nowMs())) return
      writing ??= write().finally(() => {
        writing = null
      })
      await writing
    },
  }
}

/** The last ones stand at the end; the first ones of many go. */
function note(
  positions: Map<string, LogPosition>,
  file: string,
  position: LogPosition | null,
): void {
  if (position === null) return
  positions.delete(file)
  positions.set(file, position)
  const [oldest] = positions.keys()
  if (positions.size > maxPositions && oldest !== undefined) positions.delete(oldest)
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
