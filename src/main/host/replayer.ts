import { printable } from '../../shared/printable.ts'
import type { Reading } from '../../shared/reading.ts'
import { countEarly } from './bisect.ts'
import { endedByItself, formatArgv, keyOf, type Host, type Question } from './host.ts'
import { replayLog, type LogTime } from './log/replay-log.ts'
import type { EntryKind, Recording, RecordingEntry } from './recording.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** An answer that took longer than this comes late in the replay as well. */
const noticeableMs = 1
/** The last answers of a recording are still under way at its last instant; the next tick is further away than this. */
const afterLastMs = 500
/** The last instant of a round lasts as long as a tick, before the next round begins. */
const betweenRoundsMs = 1_000
/** A sentence with a path or two; whoever wrote the recording may have written more. */
const maxReasonLength = 300

export interface Replayer {
  readonly host: Host
  /** The length of the recording. */
  readonly spanMs: number
  /**
   * Lets time pass until the recording ends, or without end when it loops. `speed` 1 is the pace of the recording, null
   * as fast as it goes. Done when it has ended or was stopped.
   */
  play(options: { readonly speed: number | null; readonly isLooping: boolean }): Promise<void>
  stop(): void
}

/** A host that answers from a recording, through the same probes, with the recording's own time. */
export function createReplayer(recording: Recording): Replayer {
  const { startedAtMs, entries } = recording
  const firstMs = entries[0]?.atMs ?? 0
  const spanMs = Math.max(0, (entries.at(-1)?.atMs ?? 0) - firstMs)
  const instants = [...new Set(entries.map((entry) => startedAtMs + entry.atMs))]
  const clock = createVirtualClock(startedAtMs + firstMs, instants)
  // looping, the time within the recording starts again
  const roundMs = spanMs + betweenRoundsMs
  const rounds: Rounds = {
    roundMs,
    offsetAt: (atMs) => firstMs + ((atMs - startedAtMs - firstMs) % roundMs),
  }
  const stopped = Promise.withResolvers<void>()
  let isStopped = false

  return {
    host: replayHost(recording, clock, rounds),
    spanMs,
    play: async ({ speed, isLooping }) => {
      const endAtMs = isLooping
        ? Number.POSITIVE_INFINITY
        : startedAtMs + firstMs + spanMs + afterLastMs
      while (!isStopped) {
        await settle()
        const nextAtMs = clock.nextAtMs()
        if (nextAtMs === null || nextAtMs > endAtMs) return
        if (speed !== null) {
          await Promise.race([sleep((nextAtMs - clock.nowMs()) / speed), stopped.promise])
        }
        if (!isStopped) clock.step()
      }
    },
    stop: () => {
      isStopped = true
      stopped.resolve()
    },
  }
}

/** Everything that waits for nothing but answers of the replay has run when this is done. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** The time within a recording that is played over and over. */
interface Rounds {
  readonly roundMs: number
  /** The recording's own time at an instant. */
  offsetAt(atMs: number): number
}

function replayHost(recording: Recording, clock: VirtualClock, rounds: Rounds): Host {
  const byKey = Map.groupBy(recording.entries, (entry) => `${entry.kind} ${entry.key}`)
  const find = (kind: EntryKind, key: string, atMs: number): RecordingEntry | null => {
    const offsetMs = rounds.offsetAt(atMs)
    const entries = byKey.get(`${kind} ${key}`) ?? []
    return entries[countEarly(entries, (entry) => entry.atMs <= offsetMs) - 1] ?? null
  }
  const time: LogTime = {
    clock,
    offsetMs: () => rounds.offsetAt(clock.nowMs()),
    play: (entries, play) => playOn(clock, rounds, entries, play),
  }
  const refused = (what: string): Reading<never> => ({
    kind: 'failed',
    reason: `${what} in a replay`,
    atMs: clock.nowMs(),
    tookMs: 0,
  })

  return {
    mode: 'replay',
    platform: recording.platform,
    clock,
    ask: (question: Question, atMs = clock.nowMs()) =>
      delayed(answerOf(find(question.kind, keyOf(question), atMs), atMs), clock),
    digest: (path) => {
      const atMs = clock.nowMs()
      return delayed(answerOf(find('digest', path, atMs), atMs), clock)
    },
    stream: (argv, onText, onEnd) => {
      const entries = byKey.get(`stream ${formatArgv(argv)}`) ?? []
      if (entries.length === 0) onEnd({ reason: 'not in this recording' })
      const stop = time.play(entries, (entry) => {
        if (entry.ok) onText(entry.text ?? '')
        else onEnd({ reason: reasonOf(entry, endedByItself) })
        return entry.ok
      })
      return () => {
        stop()
        onEnd({ reason: null })
      }
    },
    watch: () => refused('nothing is watched'),
    followLog: (path, start, onPiece, onTrouble) => {
      const entries = byKey.get(`log ${path}`) ?? []
      if (entries.length > 0) return replayLog(entries, start, onPiece, time)
      const atMs = clock.nowMs()
      onTrouble({ kind: 'absent', reason: 'not in this recording', atMs, tookMs: 0 })
      return { stop: () => undefined, check: () => Promise.resolve() }
    },
    ...unwritten(refused),
    identify: async () => refused('no process runs'),
    signal: async () => refused('nothing is ended'),
    openTerminal: async () => refused('nothing is started'),
    openDatabase: async () => refused('nothing is stored'),
    openFile: async () => refused('a recording has no model files'),
    abilities: async () => [],
    close: async () => undefined,
  }
}

const unwritten = (
  refused: (what: string) => Reading<never>,
): Pick<Host, 'writeFile' | 'appendFile' | 'removeFile' | 'moveFile'> => {
  const refuse = async (): Promise<Reading<never>> => refused('nothing is written')
  return { writeFile: refuse, appendFile: refuse, removeFile: refuse, moveFile: refuse }
}

/**
 * The pieces of a stream or a log from now on, each at its instant, and from the beginning again when the recording loops; until
 * `play` answers false: the stream has ended. Answers with the way to stop it.
 */
function playOn(
  clock: VirtualClock,
  { roundMs, offsetAt }: Rounds,
  entries: readonly RecordingEntry[],
  play: (entry: RecordingEntry) => boolean,
): () => void {
  let cancel = (): void => undefined
  let isStopped = false
  const wait = (index: number): void => {
    if (isStopped) return
    const isOver = index >= entries.length
    const entry = entries[isOver ? 0 : index]
    if (entry === undefined) return
    const leftMs = entry.atMs - offsetAt(clock.nowMs()) + (isOver ? roundMs : 0)
    cancel = clock.after(leftMs, () => {
      if (play(entry)) wait(isOver ? 1 : index + 1)
    })
  }
  const nowMs = offsetAt(clock.nowMs())
  wait(countEarly(entries, (entry) => entry.atMs < nowMs))
  return () => {
    isStopped = true
    cancel()
  }
}

/** Why there was no answer then: foreign text, which is shown. */
const reasonOf = ({ error }: RecordingEntry, otherwise: string): string =>
  error === undefined ? otherwise : printable(error, maxReasonLength)

function answerOf(entry: RecordingEntry | null, atMs: number): Reading<string> {
  if (entry === null) return { kind: 'absent', reason: 'not in this recording', atMs, tookMs: 0 }
  const { tookMs } = entry
  if (entry.ok) return { kind: 'ok', value: entry.text ?? '', atMs, tookMs }
  const kind = entry.absent === true ? 'absent' : 'failed'
  return { kind, reason: reasonOf(entry, 'it did not answer'), atMs, tookMs }
}

function delayed(reading: Reading<string>, clock: VirtualClock): Promise<Reading<string>> {
  if (reading.tookMs < noticeableMs) return Promise.resolve(reading)
  return new Promise((resolve) => {
    clock.after(reading.tookMs, () => resolve(reading))
  })
}
