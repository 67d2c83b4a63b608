import { UsageError, type ExitCode } from '../../shared/exit-code.ts'
import type { Room, Snapshot } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'
import type { Core } from '../core/core.ts'
import type { Clock } from '../host/host.ts'
import { localClock } from '../host/local.ts'
import { printJson, say } from './output.ts'
import { openOwnCore } from './own-core.ts'
import { endAs } from './run/end-as.ts'
import {
  codeOfWait,
  isNever,
  roomIn,
  waitedLines,
  waitedOf,
  waitingText,
  type Waited,
} from './wait-text.ts'

export interface WaitOptions {
  readonly wantedBytes: number
  /** null: for as long as it takes. */
  readonly timeoutMs: number | null
  readonly json: boolean
}

/** Less is a slip: a size without its unit. */
const leastBytes = 1e6

/** `headroom wait`: until there is so much room. null: it was stopped, and this process ends by the same signal. Throws UsageError. */
export async function wait(options: WaitOptions): Promise<ExitCode | null> {
  const { wantedBytes } = options
  if (wantedBytes < leastBytes)
    throw new UsageError(
      `--room ${wantedBytes} is ${formatBytes(wantedBytes)}: write ${unitHint(wantedBytes)}`,
    )
  const core = await openOwnCore({ roomCapBytes: null })
  const progress = process.stderr.isTTY ? showProgress : null
  const ended = waitBy(core, options, { clock: localClock, progress })
  const end = await Promise.race([ended, stopped()])
  if (progress !== null) process.stderr.write(clearedLine)
  await core.close()
  if (typeof end === 'string') {
    endAs({ kind: 'signal', name: end })
    return null
  }
  if (options.json) printJson(end)
  else waitedLines(end).forEach(say)
  return codeOfWait[end.outcome]
}

const unitHint = (bytes: number): string => `${Math.max(1, Math.round(bytes))}GB for gigabytes`

/** Whoever waits in a script must not go on after Ctrl-C: this process ends by the signal itself. */
const stopped = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(signal))
  })

const clearedLine = '\r\u001b[K'
const showProgress = (text: string): void => void process.stderr.write(`${clearedLine}${text}`)

export interface Waiting {
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  /** null: nobody looks. */
  readonly progress: ((text: string) => void) | null
}

/** Room that flickers past the line is none: it has to be there in so many readings, one after the other. At the end one does. */
const enoughReadings = 2

export function waitBy(
  core: Pick<Core, 'onSnapshot' | 'look' | 'start'>,
  { wantedBytes, timeoutMs }: WaitOptions,
  { clock, progress }: Waiting,
): Promise<Waited> {
  const startedAtMs = clock.nowMs()
  const { promise, resolve } = Promise.withResolvers<Waited>()
  let last: Snapshot | null = null
  const end = (hasCome: boolean): void => {
    stopListening()
    notLater()
    const atMs = clock.nowMs()
    resolve(waitedOf(last, { atMs, wantedBytes, waitedMs: atMs - startedAtMs, isEnough: hasCome }))
  }
  const isHeld = createHeld(wantedBytes)
  const notLater =
    timeoutMs === null
      ? () => undefined
      : clock.after(timeoutMs, () => end(last !== null && isEnough(last.room, wantedBytes)))
  const stopListening = core.onSnapshot((snapshot) => {
    last = snapshot
    if (isHeld(snapshot.room)) return end(true)
    if (isNever(snapshot, wantedBytes)) return end(false)
    progress?.(waitingText(snapshot, wantedBytes, clock.nowMs() - startedAtMs))
  })
  core.look()
  core.start()
  return promise
}

function isEnough(room: Room, wantedBytes: number): boolean {
  const now = roomIn(room)
  return now.kind === 'known' && now.bytes >= wantedBytes
}

/** Whether there has been enough in one reading after the other; a Snapshot between two readings is none. */
function createHeld(wantedBytes: number): (room: Room) => boolean {
  let count = 0
  let readAtMs: number | null = null
  return (room) => {
    const isNew = room.kind === 'ok' && room.atMs !== readAtMs
    if (room.kind === 'ok') readAtMs = room.atMs
    if (!isEnough(room, wantedBytes)) count = 0
    else if (isNew) count += 1
    return count >= enoughReadings
  }
}
