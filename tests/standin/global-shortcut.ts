import { lacks, whole } from './loud.ts'

export interface Shortcuts {
  readonly globalShortcut: Electron.GlobalShortcut
  /** Other apps hold these from now on; what is ours stays ours. */
  setTaken(accelerators: readonly string[]): void
  /** Somebody presses them, wherever he is; answers whether anybody heard it. */
  press(accelerator: string): boolean
}

/** The keys of the whole system: what a spec says others hold is refused, as macOS does. */
export function createShortcuts(isReady: () => boolean): Shortcuts {
  const held = new Map<string, () => void>()
  let taken: readonly string[] = []
  const afterReady = (): void => {
    if (!isReady()) throw new Error('globalShortcut cannot be used before the app is ready')
  }
  const part = {
    register: (accelerator, callback) => {
      afterReady()
      if (held.has(accelerator)) lacks(`${accelerator}, registered twice`)
      if (taken.includes(accelerator)) return false
      held.set(accelerator, callback)
      return true
    },
    unregister: (accelerator) => {
      afterReady()
      held.delete(accelerator)
    },
    isRegistered: (accelerator) => held.has(accelerator),
  } satisfies Partial<Electron.GlobalShortcut>
  return {
    globalShortcut: whole<Electron.GlobalShortcut>('globalShortcut', part),
    setTaken: (accelerators) => {
      taken = accelerators
    },
    press: (accelerator) => {
      const callback = held.get(accelerator)
      callback?.()
      return callback !== undefined
    },
  }
}
