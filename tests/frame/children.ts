import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

/** How long a child may take to end when asked. */
const endsWithinMs = 5_000

/** Something that was started here and has to end here. */
export interface Child {
  readonly pid: number
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** Sends nothing to a child that has ended: its pid may be another's. */
  signal(name: NodeJS.Signals): void
}

/** All that one frame starts. None outlives it, however it ends. */
export interface Children {
  start(program: string, args: readonly string[], options?: SpawnOptions): Child & Streams
  adopt(child: Child): void
  /** Ends all of them, and is done when they have ended. */
  endAll(): Promise<void>
}

export type Streams = Pick<ChildProcess, 'stdout' | 'stderr'>

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export function createChildren(): Children {
  const alive = new Set<Child>()
  const signalAll = (name: NodeJS.Signals): void => alive.forEach((child) => child.signal(name))
  const atExit = (): void => signalAll('SIGKILL')
  const atSignal = (): void => process.exit(130)
  const stopHearing = (): void => {
    process.off('exit', atExit)
    endingSignals.forEach((name) => process.off(name, atSignal))
  }
  const hear = (): void => {
    stopHearing()
    process.on('exit', atExit)
    endingSignals.forEach((name) => process.on(name, atSignal))
  }
  const adopt = (child: Child): void => {
    alive.add(child)
    hear()
    void child.ended.then(() => alive.delete(child))
  }
  hear()

  return {
    adopt,
    start: (program, args, options) => {
      const child = spawn(program, args, { stdio: 'ignore', ...options })
      const { promise: ended, resolve } = Promise.withResolvers<number | null>()
      child.on('exit', resolve)
      child.on('error', () => resolve(null))
      if (child.pid === undefined) throw new Error(`${program} could not be started`)
      const started = { pid: child.pid, ended, signal: (name: NodeJS.Signals) => child.kill(name) }
      adopt(started)
      return { ...started, stdout: child.stdout, stderr: child.stderr }
    },
    endAll: async () => {
      const ending = [...alive].map((child) => child.ended)
      signalAll('SIGTERM')
      const timer = setTimeout(() => signalAll('SIGKILL'), endsWithinMs)
      await Promise.all(ending)
      clearTimeout(timer)
      stopHearing() // files of tests share their process
    },
  }
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
