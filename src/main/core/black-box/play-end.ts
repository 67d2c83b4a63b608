import type { Snapshot } from '../../../shared/snapshot.ts'
import type { Clock, Host } from '../../host/host.ts'
import type { Recording, RecordingEntry } from '../../host/recording.ts'
import { createReplayer } from '../../host/replayer.ts'

/** Plays a recording through the whole Core; null: it came to no Snapshot in time, or was stopped. */
export type PlayEnd = (recording: Recording, signal: AbortSignal) => Promise<Snapshot | null>

export interface Playing {
  readonly clock: Clock
  openCore(host: Host): Promise<PlayedCore>
}

/** What of a Core is needed. */
export interface PlayedCore {
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  look(): () => void
  start(): void
  close(): Promise<void>
}

/** What the recorder keeps; a clock that was set forward makes it look longer. */
const longestMs = 12 * 60_000
/** So long before the end somebody looks: each second counts there, and before it what is remembered of the minutes. */
const lookedMs = 60_000
/** By this machine's clock. A second try plays the last seconds alone. */
const patienceMs = 60_000
const briefMs = 20_000

/**
 * The last Snapshot that a recording comes to. As fast as it goes, yet between two instants all else has its turn: Headroom goes on
 * beside it.
 */
export const createPlayEnd =
  (playing: Playing): PlayEnd =>
  async (recording, signal) =>
    (await playedTo(lastOf(recording, longestMs), playing, signal)) ??
    (signal.aborted ? null : playedTo(lastOf(recording, briefMs), playing, signal))

async function playedTo(
  recording: Recording,
  { clock, openCore }: Playing,
  signal: AbortSignal,
): Promise<Snapshot | null> {
  const replayer = createReplayer(recording)
  const core = await openCore(replayer.host)
  const replayed = replayer.host.clock
  let last: Snapshot | null = null
  let isWhole = true
  const stop = (): void => {
    isWhole = false
    replayer.stop()
  }
  const cancel = clock.after(patienceMs, stop)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  core.onSnapshot((snapshot) => {
    last = snapshot
  })
  replayed.after(Math.max(0, replayer.spanMs - lookedMs), () => void core.look())
  core.start()
  await replayer.play({ speed: null, isLooping: false })
  cancel()
  signal.removeEventListener('abort', stop)
  await core.close()
  return isWhole ? last : null
}

/** The end of a recording; what was known before it stands at its beginning. */
export function lastOf(recording: Recording, spanMs: number): Recording {
  const { entries } = recording
  const fromMs = (entries.at(-1)?.atMs ?? 0) - spanMs
  const before = entries.filter(({ atMs }) => atMs < fromMs)
  if (before.length === 0) return recording
  const known = new Map<string, RecordingEntry>()
  // the pieces of a log are each another; of all else only the last counts
  before.forEach((entry, index) => {
    const key = `${entry.kind} ${entry.key}`
    known.delete(key)
    known.set(entry.kind === 'log' ? `${key} ${index}` : key, { ...entry, atMs: fromMs })
  })
  const later = entries.filter(({ atMs }) => atMs >= fromMs)
  return { ...recording, entries: [...known.values(), ...later] }
}
