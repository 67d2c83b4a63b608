import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
  type FSWatcher,
} from 'node:fs'
import { join } from 'node:path'

/** What a second instance says to the first. */
export interface SecondInstance {
  readonly argv: readonly string[]
  readonly folder: string
  readonly additionalData: unknown
}

export interface Lock {
  /** At once, as in Electron; where another instance has it, that one is told before this returns. */
  request(data: unknown): boolean
  holds(): boolean
  release(): void
}

/** One instance for each folder of user data: a file with the process id, and a folder of letters beside it. */
export function createLock(folder: () => string, hear: (second: SecondInstance) => void): Lock {
  const lockFile = (): string => join(folder(), 'SingletonLock')
  const letterBox = (): string => join(folder(), 'SingletonLetters')
  let watching: FSWatcher | null = null
  const readLetters = (): void => {
    for (const name of readdirSync(letterBox()).filter((one) => one.endsWith('.json'))) {
      const path = join(letterBox(), name)
      const letter = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance
      rmSync(path)
      hear(letter)
    }
  }
  const release = (): void => {
    if (watching === null) return
    watching.close()
    watching = null
    rmSync(lockFile(), { force: true })
    rmSync(letterBox(), { recursive: true, force: true })
  }
  return {
    holds: () => watching !== null,
    release,
    request: (additionalData) => {
      if (watching !== null) return true
      mkdirSync(folder(), { recursive: true })
      if (!take(lockFile())) {
        const argv = process.argv
        post(letterBox(), { argv, folder: process.cwd(), additionalData })
        return false
      }
      rmSync(letterBox(), { recursive: true, force: true })
      mkdirSync(letterBox(), { recursive: true })
      watching = watch(letterBox(), readLetters)
      watching.unref()
      return true
    },
  }
}

function take(file: string): boolean {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return true
    } catch {
      // EEXIST: somebody has it, or had it and died
      if (isAlive(Number(readFileSync(file, 'utf8')))) return false
      rmSync(file, { force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // ESRCH: nobody
  }
}

function post(box: string, letter: SecondInstance): void {
  mkdirSync(box, { recursive: true })
  const path = join(box, String(process.pid))
  writeFileSync(path, JSON.stringify(letter))
  renameSync(path, `${path}.json`) // whole at once for the reader
}
