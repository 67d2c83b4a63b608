import type { Terminal } from '../../host/host.ts'
import { becauseOfItMs } from './passed-signals.ts'

/** By the keys that a terminal has for them, where nobody has changed them. */
const keys = { interrupt: 0x03, quit: 0x1c, suspend: 0x1a } as const

/** What is typed. It waits while it is paused, for whoever reads the terminal then. */
export interface TypedInput {
  pause(): void
  resume(): void
  /** Wakes when Ctrl-Z was typed and passed on. */
  onSuspendKey(wake: () => void): void
  /** Whether Ctrl-C or Ctrl-\ was typed just now. */
  wasInterrupted(): boolean
}

/** Byte for byte to the program, no faster than its terminal takes them. */
export function createTypedInput(terminal: Pick<Terminal, 'write'>): TypedInput {
  const { stdin } = process
  const wakes = new Set<() => void>()
  let isPaused = true
  let isBusy = false
  let interruptedAtMs = Number.NEGATIVE_INFINITY

  const flow = (): void => void (isPaused || isBusy ? stdin.pause() : stdin.resume())
  const pass = async (bytes: Buffer): Promise<void> => {
    isBusy = true
    flow()
    await terminal.write(bytes)
    isBusy = false
    flow()
    if (bytes.includes(keys.suspend)) wakes.forEach((wake) => wake())
  }
  stdin.on('data', (bytes: Buffer) => {
    if (bytes.includes(keys.interrupt) || bytes.includes(keys.quit))
      interruptedAtMs = performance.now()
    void pass(bytes)
  })
  stdin.on('error', () => undefined) // EIO: the terminal was closed; SIGHUP tells as well
  stdin.pause()
  return {
    onSuspendKey: (wake) => void wakes.add(wake),
    wasInterrupted: () => performance.now() - interruptedAtMs < becauseOfItMs,
    pause: () => {
      isPaused = true
      flow()
    },
    resume: () => {
      isPaused = false
      flow()
    },
  }
}
