import type { Terminal } from '../../host/host.ts'
import type { ByteOutlet } from './byte-outlet.ts'
import { ignoresStop, isForeground, jobOf, takesSuspendKey } from './job-control.ts'
import type { OuterTerminal } from './outer-terminal.ts'
import type { TypedInput } from './typed-input.ts'

/** After Ctrl-Z: when to look whether the program has stopped, in ms from the look before. */
const looksAfterKey = [20, 30, 50, 100, 200, 400] as const
/** So long a program has to tidy its screen before it is stopped. */
const tidyMs = 100
/** Programs that stop without a key, and a job that comes back into the foreground: nobody tells of either. */
const lookEveryMs = 1_000
/** On a Mac each look is a process of its own. */
const looksByItself = process.platform !== 'darwin'
/** A signal to ourselves has come by then. */
const surelyStoppedMs = 50
/** So long a terminal that is slow may take for what was written before the stop. */
const lastOutputMs = 500

export interface StoppingParts {
  readonly terminal: Terminal
  readonly outer: OuterTerminal
  readonly input: Pick<TypedInput, 'pause' | 'resume'>
  readonly outlet: ByteOutlet
}

export interface Stopping {
  /** Takes the user's terminal over, where it is ours to take. */
  start(): void
  /** Ctrl-Z was typed, and passed on. */
  suspendKey(): void
  stop(): void
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** The user's terminal, the program and ourselves, as they stop and go on together. */
interface Together {
  state(): 'runs' | 'stops' | 'over'
  /** The user's terminal becomes ours, where we are in its foreground. */
  take(): void
  stopAll(): Promise<void>
  goOn(): void
  /** It is in the foreground again, and nobody has said so: a shell tells only those that it had stopped. */
  takeIfOurs(): void
  over(): void
}

function createTogether({ terminal, outer, input, outlet }: StoppingParts): Together {
  let state: 'runs' | 'stops' | 'over' = 'runs'
  let isOurs = false

  const take = (): void => {
    isOurs = isForeground()
    if (!isOurs) return
    outer.takeOver()
    outer.lookAtSize()
    input.resume()
  }
  const goOn = (): void => {
    if (state === 'over') return
    state = 'runs'
    take()
    terminal.signal('SIGCONT')
    terminal.signal('SIGWINCH') // what it drew is gone from the screen
  }
  return {
    state: () => state,
    take,
    goOn,
    takeIfOurs: () => {
      if (!isOurs && isForeground()) take()
    },
    stopAll: async () => {
      if (state !== 'runs') return
      state = 'stops'
      terminal.signal('SIGSTOP')
      input.pause()
      await Promise.race([outlet.flushed(), after(lastOutputMs)])
      outer.giveBack()
      const listeners = process.listeners('SIGTSTP')
      process.removeAllListeners('SIGTSTP')
      process.kill(0, 'SIGTSTP')
      await after(surelyStoppedMs) // or until we go on, if we were stopped: else there is no shell to stop for
      for (const listener of listeners) process.on('SIGTSTP', listener)
      if (state === 'stops') goOn()
    },
    over: () => {
      state = 'over'
    },
  }
}

/**
 * Ctrl-Z, fg and bg. A program alone in its own terminal belongs to no shell, so that the kernel drops the signal of Ctrl-Z:
 * there it is stopped from here. When it stops, by that or by itself, we stop with our whole group, as the shell expects.
 */
export function createStopping(parts: StoppingParts): Stopping {
  const { terminal } = parts
  const { state, take, stopAll, goOn, takeIfOurs, over } = createTogether(parts)
  const isStopped = (): boolean => jobOf(terminal.pid)?.isStopped === true

  /** By the program's own hand, if it has one for this; else by ours. */
  const askedToStop = (): void => {
    terminal.signal('SIGTSTP')
    void after(tidyMs).then(stopAll)
  }

  const suspendKey = async (): Promise<void> => {
    let waitedMs = 0
    for (const ms of looksAfterKey) {
      await after(ms)
      waitedMs += ms
      if (state() !== 'runs') return
      if (isStopped() || (waitedMs === tidyMs && isToBeStopped(terminal))) return stopAll()
    }
  }

  const look = (): void => {
    if (state() !== 'runs') return
    takeIfOurs()
    if (isStopped()) void stopAll()
  }
  const timer = looksByItself ? setInterval(look, lookEveryMs) : null

  return {
    start: () => {
      process.on('SIGTSTP', askedToStop)
      process.on('SIGCONT', goOn)
      take()
    },
    suspendKey: () => void suspendKey(),
    stop: () => {
      over()
      if (timer !== null) clearInterval(timer)
      process.off('SIGTSTP', askedToStop)
      process.off('SIGCONT', goOn)
    },
  }
}

/** It had its time, and nothing in its own terminal takes care of Ctrl-Z: no shell, and no program that reads it as a key. */
function isToBeStopped({ pid, path }: Terminal): boolean {
  const job = jobOf(pid)
  return (
    job !== null && job.foregroundGroup === job.group && !ignoresStop(pid) && takesSuspendKey(path)
  )
}
