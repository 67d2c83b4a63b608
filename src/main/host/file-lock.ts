import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Refusal } from './attempt.ts'

/** Whoever holds it reads and writes one small file, in milliseconds: an older one was left behind by a process that died. */
const leftBehindAfterMs = 5_000
/** Whether whoever made this lock holds it no more. */
export const isLeftBehind = (modifiedAtMs: number, nowMs: number): boolean =>
  // on either side: the clock may have been set back
  Math.abs(nowMs - modifiedAtMs) > leftBehindAfterMs
/** Longer than that: what was left behind holds up nobody for good. */
const patienceMs = 8_000
/** By chance, so that two that wait do not meet again and again. */
const mostPauseMs = 30

/**
 * Does something that no other process does meanwhile with the file at `path`: between reading and writing it nobody else may
 * write. Throws what `act` and the disk throw, and Refusal where somebody holds it for too long.
 */
export async function whileLocked<T>(path: string, act: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`
  await makeFolder(dirname(path))
  const own = await taken(lock)
  try {
    return await act()
  } finally {
    // another's, where this process stood still for so long that its own passed for left behind
    if ((await stateOf(lock))?.inode === own) await rm(lock, { force: true })
  }
}

/** Whether a file of this name is a lock of the file `own`, or one that was put aside. */
export const isLockOf = (name: string, own: string): boolean =>
  name === `${own}.lock` || name.startsWith(`${own}.lock.`)

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    // where a file has its name
    throw isCode(error, 'EEXIST') ? new Refusal('part of its path is not a folder') : error
  }
}

/** Answers with its inode. */
async function taken(lock: string): Promise<number> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    const own = await made(lock)
    if (own !== null) return own
    const found = await stateOf(lock)
    if (found !== null && isLeftBehind(found.modifiedAtMs, Date.now()))
      await cleared(lock, found.inode)
    else if (performance.now() > untilMs) throw new Refusal(`another process holds ${lock}`)
    else await pause(Math.random() * mostPauseMs)
  }
}

/** null: somebody has it. */
async function made(lock: string): Promise<number | null> {
  try {
    const file = await open(lock, 'wx', 0o600)
    try {
      return (await file.stat()).ino
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isCode(error, 'EEXIST')) return null
    throw error
  }
}

/** By a rename, which only one of those who want to clear it can do; one that was taken meanwhile is put back. */
async function cleared(lock: string, inode: number): Promise<void> {
  const aside = `${lock}.${randomUUID()}`
  try {
    await rename(lock, aside)
    if ((await stateOf(aside))?.inode !== inode) await link(aside, lock)
  } catch (error) {
    // another has cleared it, or has taken it anew
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function stateOf(
  path: string,
): Promise<{ readonly inode: number; readonly modifiedAtMs: number } | null> {
  try {
    const { ino, mtimeMs } = await stat(path)
    return { inode: ino, modifiedAtMs: mtimeMs }
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
