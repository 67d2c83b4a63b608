import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Recording } from '../recording.ts'
import { joined, parseSegment } from './joined.ts'
import { keptMs, segmentName } from './segments.ts'
import { readSession, type Session } from './session.ts'

/** A run that had no ordinary end, moved aside. */
export interface LeftRun {
  readonly folder: string
  readonly session: Session | null
  /** The last sign of life. */
  readonly endedAtMs: number
}

const leftName = /^flight-left-\d+(?:-[\da-f]{8})?$/
/** Older ones go. */
const maxLeft = 3
/** A segment is no larger, whatever was in it. */
const maxSegmentBytes = 16 * 2 ** 20
/** What was recorded after the last sign of life: that of a machine which lost its power is older. */
const signLagMs = 60_000

/** What stands in the folder of a recording that ended without a word goes aside, so that the next may begin. */
export async function putAside(folder: string, flight: string): Promise<void> {
  const found = await readSession(flight)
  const startedAtMs = Math.max(
    0,
    Math.round(found?.session?.startedAtMs ?? found?.lastAliveAtMs ?? 0),
  )
  await rename(flight, join(folder, `flight-left-${startedAtMs}-${randomUUID().slice(0, 8)}`))
}

/** Those that nobody has dropped yet, the newest first. */
export async function leftRunsIn(folder: string): Promise<readonly LeftRun[]> {
  const runs = await Promise.all((await leftFolders(folder)).map(leftRunOf))
  return runs.flat().toSorted((a, b) => b.endedAtMs - a.endedAtMs)
}

/** More than three are not kept, and nothing of one whose files were taken away. */
export async function dropOldRuns(folder: string): Promise<void> {
  const runs = await leftRunsIn(folder)
  const kept = new Set(runs.slice(0, maxLeft).map((run) => run.folder))
  const old = (await leftFolders(folder)).filter((one) => !kept.has(one))
  await Promise.all(old.map((one) => rm(one, { recursive: true, force: true })))
}

const leftFolders = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(noFolder))
    .filter((name) => leftName.test(name))
    .map((name) => join(folder, name))

export const dropRun = ({ folder }: LeftRun): Promise<void> =>
  rm(folder, { recursive: true, force: true })

/** The last ten minutes of it; null: nothing was recorded. */
export async function recordingOf({ folder, endedAtMs }: LeftRun): Promise<Recording | null> {
  const names = (await readdir(folder).catch(noFolder)).filter((name) => segmentName.test(name))
  const segments: Recording[] = []
  for (const name of names.toSorted().reverse()) {
    const segment = await segmentAt(join(folder, name))
    if (segment === null) continue
    const [later] = segments
    if (later !== undefined && !isJustBefore(segment, later, endedAtMs)) break
    segments.unshift(segment)
  }
  return joined(segments)
}

/** A clock that was set back begins a segment of its own; what was before it belongs to another time. */
const isJustBefore = (segment: Recording, later: Recording, endedAtMs: number): boolean =>
  lastInstantOf(segment) <= later.startedAtMs + 2_000 &&
  lastInstantOf(segment) >= endedAtMs - keptMs

const lastInstantOf = ({ startedAtMs, entries }: Recording): number =>
  startedAtMs + (entries.at(-1)?.atMs ?? 0)

async function leftRunOf(folder: string): Promise<readonly LeftRun[]> {
  const found = await readSession(folder)
  if (found === null) return []
  const lastRecordedAtMs = await lastInstantIn(folder)
  const { session, lastAliveAtMs } = found
  const lagMs = (lastRecordedAtMs ?? lastAliveAtMs) - lastAliveAtMs
  const endedAtMs = lastAliveAtMs + (lagMs > 0 && lagMs <= signLagMs ? lagMs : 0)
  return [{ folder, session, endedAtMs }]
}

async function lastInstantIn(folder: string): Promise<number | null> {
  const names = (await readdir(folder).catch(noFolder)).filter((name) => segmentName.test(name))
  const last = names.toSorted().at(-1)
  const segment = last === undefined ? null : await segmentAt(join(folder, last))
  return segment === null ? null : lastInstantOf(segment)
}

/** null: there is nothing in it that can be read. */
async function segmentAt(path: string): Promise<Recording | null> {
  try {
    if ((await stat(path)).size > maxSegmentBytes) return null
    return parseSegment(await readFile(path, 'utf8'))
  } catch {
    // any error of the disk: the others are read all the same
    return null
  }
}

const noFolder = (error: unknown): readonly string[] => {
  // ENOENT: nothing was ever kept
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
  throw error
}
