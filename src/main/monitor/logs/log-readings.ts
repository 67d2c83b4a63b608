import type { LogLines, LogLinesInput } from '../../../shared/log-view.ts'
import { Refusal } from '../../host/attempt.ts'
import type { Host } from '../../host/host.ts'
import type { FormIndex } from '../../inference/logs/form-index.ts'
import type { FollowedLog } from './followed-log.ts'
import { openLogLines, type LogLinesOptions, type OpenLogLines } from './open-log-lines.ts'

/** Whoever reads asks once a second: nobody does any more. */
const dropAfterMs = 30_000
/** So many logs are kept open for their readers; of more the one goes that was asked for longest ago. */
const maxOpen = 4
/** All lines of all of them. */
const maxBytesInAll = 24 * 2 ** 20
/** Of a log on a volume that hangs the lines are told that are there. */
const patienceMs = 5_000

/** Logs that somebody reads now; nothing is kept of them when nobody does. */
export interface LogReadings {
  /** Throws Refusal, with a sentence for people, where nothing of it can be read. */
  read(log: FollowedLog, input: LogLinesInput): Promise<LogLines>
  /** How many are open, and how much of them is kept. */
  open(): { readonly count: number; readonly bytes: number }
}

interface Reading {
  readonly lines: OpenLogLines
  cancelDrop: () => void
}

export function createLogReadings(host: Host): LogReadings {
  /** The one that was asked for longest ago stands first. */
  const readings = new Map<string, Reading>()
  let index: Promise<FormIndex> | null = null
  // a cursor of the Headroom before must not fit
  let lastTurn = Math.floor(host.clock.nowMs())

  const drop = (path: string): void => {
    const reading = readings.get(path)
    reading?.cancelDrop()
    reading?.lines.stop()
    readings.delete(path)
    if (readings.size === 0) index = null
  }
  const nextTurn = (): number => {
    lastTurn += 1
    return lastTurn
  }
  const bytes = (): number => sum([...readings.values()].map(({ lines }) => lines.bytes()))
  const trim = (): void => {
    const excess = bytes() - maxBytesInAll
    if (excess <= 0) return
    const largest = [...readings.values()].toSorted((a, b) => b.lines.bytes() - a.lines.bytes())[0]
    largest?.lines.trimTo(largest.lines.bytes() - excess)
  }
  /** The time of a recording may run: what is read of one stays, as it was all read before. */
  const dropLater = (path: string): (() => void) =>
    host.mode === 'replay' ? () => undefined : host.clock.after(dropAfterMs, () => drop(path))

  const readingOf = (log: FollowedLog, forms: FormIndex): OpenLogLines => {
    const { path } = log.file()
    const known = readings.get(path)
    known?.cancelDrop()
    readings.delete(path)
    const lines = known?.lines ?? openReading(log, { host, index: forms, nextTurn, onGrown: trim })
    readings.set(path, { lines, cancelDrop: dropLater(path) })
    const [oldest] = readings.keys()
    if (readings.size > maxOpen && oldest !== undefined) drop(oldest)
    return lines
  }

  return {
    read: async (log, input) => {
      index ??= loadCatalogue()
      const lines = readingOf(log, await index)
      await inTime(host, lines.check())
      const trouble = lines.trouble()
      if (trouble !== null && lines.isEmpty()) throw new Refusal(trouble.reason)
      return lines.lines(input)
    },
    open: () => ({ count: readings.size, bytes: bytes() }),
  }
}

const openReading = (
  log: FollowedLog,
  options: Pick<LogLinesOptions, 'host' | 'index' | 'nextTurn' | 'onGrown'>,
): OpenLogLines =>
  openLogLines(log.file().path, {
    ...options,
    get program() {
      return log.file().program
    },
    get isAppleSilicon() {
      return log.isAppleSilicon()
    },
  })

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

async function inTime({ clock }: Pick<Host, 'clock'>, check: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(patienceMs, resolve)
  await Promise.race([check, late])
  cancel()
}

async function loadCatalogue(): Promise<FormIndex> {
  const { createCatalogue } = await import('../../inference/diagnosis/catalogue.ts')
  return createCatalogue()
}
