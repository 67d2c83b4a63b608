import { UsageError } from '../../shared/exit-code.ts'
import type { Host } from './host.ts'
import { createLocalHost, type LocalHostOptions } from './local.ts'
import { openRecording } from './open-recording.ts'
import { createReplayer } from './replayer.ts'

/** What a shell shows: this machine, or a recording over and over. */
export interface Shown {
  /** null: this machine. */
  readonly replayFile: string | null
  /** How fast a recording plays; 1 is its own pace. */
  readonly speed: number
}

export interface OpenedHost {
  readonly host: Host
  /** Lets the time of a recording pass; this machine's passes by itself. */
  start(): void
  stop(): void
}

/** The host that a shell stays with until it ends. Throws UsageError where the recording cannot be read. */
export async function openHost(
  { replayFile, speed }: Shown,
  ofMachine: LocalHostOptions = {},
): Promise<OpenedHost> {
  if (replayFile === null) {
    return { host: createLocalHost(ofMachine), start: () => undefined, stop: () => undefined }
  }
  const recording = await openRecording(replayFile)
  if (recording.kind !== 'ok') throw new UsageError(`${replayFile}: ${recording.reason}`)
  const { host, play, stop } = createReplayer(recording.value)
  return { host, start: () => void play({ speed, isLooping: true }), stop }
}
