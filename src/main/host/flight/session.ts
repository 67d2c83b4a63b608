import { readFile, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { pid as pidOf } from '../../../shared/ids.ts'
import { jsonIn } from '../../../shared/parse.ts'
import type { Host } from '../host.ts'
import { writeFileAtomically } from '../local-file.ts'
import { readBootId } from './boot-id.ts'
import { version } from '../version.ts'

/** A run that records, as it stands beside its segments for as long as it goes on. When the file was changed last it was alive. */
export interface Session {
  readonly pid: number
  /** Tells it from a later process of this number; null: it is not known. */
  readonly processStartedAt: string | null
  readonly startedAtMs: number
  /** Tells this run of the machine from a later one; null: it is not known. */
  readonly bootId: string | null
  readonly platform: string
  readonly version: string
}

/** A session as it was found. */
export interface FoundSession {
  /** null: what stands there cannot be read. */
  readonly session: Session | null
  readonly lastAliveAtMs: number
}

export const sessionName = 'session.json'
/** Much larger is nothing of ours. */
const maxBytes = 10_000

const shape = z.object({
  pid: z.int().check(z.positive()),
  processStartedAt: z.nullable(z.string()),
  startedAtMs: z.int().check(z.nonnegative()),
  bootId: z.nullable(z.string()),
  platform: z.string(),
  version: z.string(),
})

export async function ownSession(host: Pick<Host, 'clock' | 'identify'>): Promise<Session> {
  const own = await host.identify(pidOf(process.pid))
  return {
    pid: process.pid,
    processStartedAt: own.kind === 'ok' ? own.value.startedAt : null,
    startedAtMs: host.clock.nowMs(),
    bootId: await readBootId(),
    platform: process.platform,
    version,
  }
}

export const writeSession = (folder: string, session: Session): Promise<void> =>
  writeFileAtomically(join(folder, sessionName), `${JSON.stringify(session)}\n`)

/** A sign of life costs no bytes: only the time of the file is written. Throws where it is gone. */
export const touchSession = (folder: string, nowMs: number): Promise<void> =>
  utimes(join(folder, sessionName), nowMs / 1_000, nowMs / 1_000)

/** null: there is none, so whoever was here had an ordinary end. */
export async function readSession(folder: string): Promise<FoundSession | null> {
  const path = join(folder, sessionName)
  try {
    const { mtimeMs, size } = await stat(path)
    const text = size > maxBytes ? '' : await readFile(path, 'utf8')
    return { session: sessionIn(text), lastAliveAtMs: Math.round(mtimeMs) }
  } catch (error) {
    // any other error of the disk comes again with the writing
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function sessionIn(text: string): Session | null {
  try {
    const found = shape.safeParse(jsonIn(text))
    return found.success ? found.data : null
  } catch {
    // ParseError: a machine that lost its power may leave a file without its bytes
    return null
  }
}

/** Whether whoever began it goes on: another process of its number, and another run of the machine, is none of it. */
export async function goesOn(
  { identify }: Pick<Host, 'identify'>,
  session: Session | null,
  bootId: string | null,
): Promise<boolean> {
  if (session === null) return false
  if (isOther(session.bootId, bootId) === true) return false
  const found = await identify(pidOf(session.pid))
  if (found.kind === 'absent') return false
  // what cannot be told may well be alive
  if (found.kind !== 'ok' || session.processStartedAt === null) return true
  return found.value.startedAt === session.processStartedAt
}

/** null: nothing tells. */
export const isOther = (before: string | null, now: string | null): boolean | null =>
  before === null || now === null ? null : before !== now
