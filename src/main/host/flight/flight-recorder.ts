import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reading } from '../../../shared/reading.ts'
import { attempt, reasonOf } from '../attempt.ts'
import { whileLocked } from '../file-lock.ts'
import type { Clock, Host } from '../host.ts'
import { createTurns } from '../in-turn.ts'
import { createOwnRedact } from '../own-redact.ts'
import { tapHost, type KeepOfLog, type Note } from '../tapped-host.ts'
import { dropOldRuns, putAside } from './left-run.ts'
import { createSegments, segmentName } from './segments.ts'
import {
  goesOn,
  ownSession,
  readSession,
  sessionName,
  touchSession,
  writeSession,
  type Session,
} from './session.ts'
import { createTape, type Stir } from './tape.ts'

/** How often there is a sign of life, and what waits is written. */
const beatMs = 5_000
/** What was answered waits no longer than this. */
const soonMs = 1_000
/** How soon it is tried again where another Headroom records, or the disk does not let it. */
const againMs = 60_000

/** Records what one host answers, into the folder `flight` of a user's own folder. */
export interface FlightRecorder {
  /** The same host, heard. */
  record(host: Host): Host
  /** After each Snapshot, with its instant. */
  told(stir: Stir, atMs: number): void
  /** What a run before it left goes aside; a session of its own begins, unless another Headroom has one. */
  begin(): Promise<void>
  /** An ordinary end: nothing tells of this run any more but its segments. */
  end(): Promise<void>
  isRecording(): boolean
  /** Why nothing can be recorded; null: it can, or it is not to be. */
  trouble(): string | null
  /** `remove` takes the files away, and nothing is written meanwhile; then it begins anew. */
  forget(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  writtenBytes(): number
}

/** `host` must be the machine itself. Nothing throws. */
export function createFlightRecorder(
  host: Pick<Host, 'clock' | 'identify' | 'platform'>,
  folder: string,
  keepOfLog: KeepOfLog,
): FlightRecorder {
  const flight = join(folder, 'flight')
  const { clock, platform } = host
  const segments = createSegments(flight)
  const tape = createTape({ clock, platform, redact: createOwnRedact(), segments })
  const inTurn = createTurns() // a session begins, ends, and is forgotten as a whole
  const own = createOwn(host, folder, inTurn, () => {
    tape.flush()
    void inTurn(own.signOfLife)
  })
  const soon = createSoon(clock, tape.flush)
  const closeFiles = (): Promise<void> => {
    tape.finish()
    return segments.close()
  }
  // also where another Headroom records, or the disk is full: what is asked only once is wanted when that is over
  const note: Note = (kind, key, reading) => {
    if (own.isWanted() && tape.note(kind, key, reading)) soon()
  }
  const end = async (): Promise<void> => {
    const wasOn = own.isOn()
    own.end()
    await closeFiles()
    tape.clear()
    if (wasOn) await withoutSession(flight)
  }
  return {
    record: (heard) => tapHost(heard, note, keepOfLog),
    told: (stir, atMs) => {
      if (own.isOn()) tape.told(stir, atMs)
    },
    begin: () => inTurn(own.begin),
    end: () => inTurn(end),
    isRecording: own.isOn,
    trouble: () => own.trouble() ?? (own.isOn() ? segments.failure() : null),
    forget: (remove) =>
      inTurn(async () => {
        const wasOn = own.isOn()
        if (wasOn) own.pause()
        await closeFiles()
        tape.renew()
        const removed = await attempt(clock.nowMs(), remove)
        if (wasOn) await own.begin()
        return removed.kind === 'ok' ? removed.value : removed
      }),
    writtenBytes: segments.writtenBytes,
  }
}

/** What comes after a Snapshot does not wait for the next: that may be a minute away. */
function createSoon(clock: Pick<Clock, 'after'>, flush: () => void): () => void {
  let isComing = false
  return () => {
    if (isComing) return
    isComing = true
    clock.after(soonMs, () => {
      isComing = false
      flush()
    })
  }
}

/** The session of this run, and its signs of life. */
function createOwn(
  host: Pick<Host, 'clock' | 'identify'>,
  folder: string,
  inTurn: ReturnType<typeof createTurns>,
  onBeat: () => void,
) {
  const flight = join(folder, 'flight')
  let isWanted = false
  let isOn = false
  let trouble: string | null = null
  let stopTimer = (): void => undefined
  const beat = (): void => {
    onBeat()
    stopTimer = host.clock.after(beatMs, beat)
  }
  const begin = async (): Promise<void> => {
    isWanted = true
    if (isOn) return
    stopTimer()
    try {
      isOn = await whileLocked(flight, () => takeFolder(host, folder, flight))
      trouble = null
    } catch (error) {
      // any error of the disk: nothing is recorded
      trouble = reasonOf(error)
    }
    const again = (): void => void inTurn(async () => (isWanted ? begin() : undefined))
    stopTimer = host.clock.after(isOn ? beatMs : againMs, isOn ? beat : again)
  }
  return {
    isWanted: () => isWanted,
    isOn: () => isOn,
    trouble: () => trouble,
    begin,
    pause: (): void => {
      stopTimer()
      isOn = false
    },
    end: (): void => {
      stopTimer()
      isWanted = false
      isOn = false
      trouble = null
    },
    signOfLife: async (): Promise<void> => {
      if (isOn) await signOfLife(host, flight)
    },
  }
}

/** Where the user, or another Headroom that forgets, has taken it away it is written anew. */
async function signOfLife(host: Pick<Host, 'clock' | 'identify'>, flight: string): Promise<void> {
  try {
    await touchSession(flight, host.clock.nowMs())
  } catch {
    // ENOENT; a disk that fails is told of by the segments
    const session = await ownSession(host)
    await writeSession(flight, session).catch(() => undefined)
  }
}

/** Whether it is ours now; false: another Headroom has it. Alone in the folder meanwhile. */
async function takeFolder(
  host: Pick<Host, 'clock' | 'identify'>,
  folder: string,
  flight: string,
): Promise<boolean> {
  const own = await ownSession(host)
  const found = await readSession(flight)
  const isOurs = isSame(found?.session ?? null, own)
  if (!isOurs && (await goesOn(host, found?.session ?? null, own.bootId))) return false
  if (found !== null && !isOurs) await putAside(folder, flight)
  await dropOldRuns(folder)
  await mkdir(flight, { recursive: true, mode: 0o700 })
  for (const name of await readdir(flight))
    if (segmentName.test(name)) await rm(join(flight, name), { force: true })
  await writeSession(flight, own)
  return true
}

/** Where it cannot be removed the next start takes this end for another one. */
const withoutSession = (flight: string): Promise<void> =>
  rm(join(flight, sessionName), { force: true }).catch(() => undefined)

/** It could not be removed when it was forgotten. */
const isSame = (session: Session | null, own: Session): boolean =>
  session?.pid === own.pid &&
  session.processStartedAt === own.processStartedAt &&
  session.bootId === own.bootId
