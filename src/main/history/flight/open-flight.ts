import type { Reading } from '../../../shared/reading.ts'
import type { Settings } from '../../../shared/settings.ts'
import { Absent, attempt } from '../../host/attempt.ts'
import { readBootId } from '../../host/flight/boot-id.ts'
import { createFlightRecorder } from '../../host/flight/flight-recorder.ts'
import { dropRun, leftRunsIn, recordingOf, type LeftRun } from '../../host/flight/left-run.ts'
import { isOther } from '../../host/flight/session.ts'
import type { Host } from '../../host/host.ts'
import type { KeepOfLog } from '../../host/tapped-host.ts'
import type { LeftBehind } from './left-behind.ts'
import { createVigil, type VigilSight } from './vigil.ts'

/** What of the settings says whether anything is recorded. */
export interface FlightSettings {
  current(): Pick<Settings, 'recordsFlight'>
  onChange(wake: (settings: Pick<Settings, 'recordsFlight'>) => void): () => void
}

/** The last ten minutes of a run that stays, for whatever ends it. */
export interface Flight {
  /** Runs before this one that had no ordinary end, the newest first. */
  readonly left: readonly LeftBehind[]
  /** The same host; what it answers is recorded. */
  record(host: Host): Host
  /** Each Snapshot, in the order of time: what is recorded follows. */
  told(snapshot: VigilSight): void
  /** False also where another Headroom of this user records. */
  isRecording(): boolean
  /** Why nothing can be recorded; null: it can, or it is not to be. */
  trouble(): string | null
  /** `remove` takes its files away; it begins anew. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  writtenBytes(): number
  /** An ordinary end. After Core has ended. */
  close(): Promise<void>
}

/** `host` must be the machine itself. Never throws. */
export async function openFlight(
  host: Host,
  folder: string,
  { settings, keepOfLog }: { readonly settings: FlightSettings; readonly keepOfLog: KeepOfLog },
): Promise<Flight> {
  const recorder = createFlightRecorder(host, folder, keepOfLog)
  const follow = ({ recordsFlight }: Pick<Settings, 'recordsFlight'>): Promise<void> =>
    recordsFlight ? recorder.begin() : recorder.end()
  await follow(settings.current())
  const stopFollowing = settings.onChange((now) => void follow(now))
  const left = await leftBehindIn(host, folder)
  const vigil = createVigil()
  return {
    left: left.kind === 'ok' ? left.value : [],
    record: recorder.record,
    told: (snapshot) => recorder.told(vigil(snapshot), snapshot.atMs),
    isRecording: recorder.isRecording,
    trouble: recorder.trouble,
    forget: recorder.forget,
    writtenBytes: recorder.writtenBytes,
    close: async () => {
      stopFollowing()
      await recorder.end()
    },
  }
}

/** What was left and is not dropped yet, for a look in passing: nothing is taken, and nothing moved. The newest first. */
export const leftBehindIn = (
  host: Pick<Host, 'clock' | 'platform'>,
  folder: string,
): Promise<Reading<readonly LeftBehind[]>> =>
  attempt(host.clock.nowMs(), async () => {
    const bootId = await readBootId()
    return (await leftRunsIn(folder)).map((run) => leftBehind(run, bootId, host))
  })

const leftBehind = (
  run: LeftRun,
  bootId: string | null,
  { clock, platform }: Pick<Host, 'clock' | 'platform'>,
): LeftBehind => ({
  pid: run.session?.pid ?? 0,
  startedAtMs: run.session?.startedAtMs ?? run.endedAtMs,
  endedAtMs: run.endedAtMs,
  isOtherBoot: isOther(run.session?.bootId ?? null, bootId),
  platform: run.session?.platform ?? platform,
  recording: () =>
    attempt(clock.nowMs(), async () => {
      const recording = await recordingOf(run)
      if (recording === null) throw new Absent('nothing was recorded')
      return recording
    }),
  drop: () => dropRun(run),
})
