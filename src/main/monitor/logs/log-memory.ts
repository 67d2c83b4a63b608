import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
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
  /** `remove` takes the file away. What has been read until now is noted no more: only how far a log is read from here on. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
}

const bytes = z.int().check(z.nonnegative())
const positionShape = z.object({
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

type Positions = ReadonlyMap<string, LogPosition>

/**
 * Never throws: a file that cannot be read is as one that is not there, one that cannot be written is written later. Another
 * Headroom may write the same file: of what both follow, the further place stays.
 */
export async function openLogMemory(
  host: Pick<Host, 'ask' | 'writeFile' | 'clock'>,
  path: string,
): Promise<LogMemory> {
  let positions: Positions = (await positionsIn(host, path)) ?? new Map()
  const own = new Map(positions)
  /** As they were when they were written last. */
  let written: Positions = positions
  let positionsWritten: Positions = positions
  let keptAtMs = Number.NEGATIVE_INFINITY
  const forgotten = new Map<string, LogPosition>()
  let writing: Promise<void> | null = null

  /** All but `news` was forgotten: by us, or by another Headroom that took the file away. */
  const begin = (news: Positions): void => {
    own.forEach((position, file) => forgotten.set(file, position))
    own.clear()
    news.forEach((position, file) => own.set(file, position))
    positions = written = positionsWritten = new Map()
  }
  /** One after the other: of two writes at once, the older one may come last. */
  const write = async (): Promise<void> => {
    while (changedIn(own, written).length > 0) {
      const inFile = await positionsIn(host, path)
      if (inFile === null && positionsWritten.size > 0) begin(new Map(changedIn(own, written)))
      const noted = new Map(own)
      const held = heldOf(inFile ?? new Map(), positions, positionsWritten)
      positions = joined(held, noted, written)
      const answer = await host.writeFile(path, formatPositions(positions))
      if (answer.kind !== 'ok') break
      written = noted
      positionsWritten = positions
      keptAtMs = host.clock.nowMs()
    }
  }

  return {
    positionOf: (file) => positions.get(file) ?? null,
    keep: async (logs, when) => {
      logs.forEach((log, file) => {
        const position = log.position()
        if (position !== null && !isSame(forgotten.get(file), position))
          setLast(own, file, position)
      })
      positions = joined(positions, own, written)
      if (when === 'now-and-then' && isWithin(keptAtMs, keepEveryMs, host.clock.nowMs())) return
      writing ??= write().finally(() => {
        writing = null
      })
      await writing
    },
    forget: async (remove) => {
      await writing
      const removed = await remove()
      if (removed.kind !== 'ok') return removed
      begin(new Map())
      return removed
    },
  }
}

const isSame = (a: LogPosition | undefined, b: LogPosition | undefined): boolean =>
  a?.inode === b?.inode && a?.offsetBytes === b?.offsetBytes && a?.mark === b?.mark

const changedIn = (now: Positions, written: Positions) =>
  [...now].filter(([file, position]) => !isSame(position, written.get(file)))

/** With what others have written since; the older ones first. */
function heldOf(inFile: Positions, positions: Positions, written: Positions): Positions {
  const others = changedIn(inFile, written)
  return new Map([...others, ...positions, ...others])
}

/** The further ones of both; `held`: with what others have written since. The first ones of many go. */
function joined(held: Positions, own: Positions, written: Positions): Positions {
  const all = new Map(held)
  for (const [file, position] of changedIn(own, written)) {
    const other = all.get(file)
    const isFurther =
      other?.inode === position.inode &&
      other.offsetBytes > position.offsetBytes &&
      !isSame(other, written.get(file))
    setLast(all, file, isFurther ? other : position)
  }
  return new Map([...all].slice(-maxPositions))
}

/** The last ones stand at the end. */
function setLast(positions: Map<string, LogPosition>, file: string, position: LogPosition): void {
  positions.delete(file)
  positions.set(file, position)
}

const formatPositions = (positions: Positions): string =>
  `${JSON.stringify({ positions: Object.fromEntries(positions) }, null, 2)}\n`

/** null: there is no such file. */
async function positionsIn(host: Pick<Host, 'ask'>, path: string): Promise<Positions | null> {
  const none: Positions = new Map()
  const text = await host.ask({ kind: 'file', path, maxBytes: maxFileBytes })
  if (text.kind === 'absent') return null
  if (text.kind !== 'ok') return none
  try {
    const parsed = shape.safeParse(jsonIn(text.value))
    return parsed.success ? new Map(Object.entries(parsed.data.positions)) : none
  } catch {
    // ParseError: cut off, or another's
    return none
  }
}
