import type { UnitSystem } from './settings.ts'

export interface ByteUnit {
  readonly name: string
  readonly bytes: number
  /** How many of the smallest step that is shown make one of it: a power of ten, as it is written with a decimal point. */
  readonly stepsPerUnit: 1 | 10 | 100
  readonly decimals: 0 | 1 | 2
}

export interface ByteUnits {
  /** The greatest first. */
  readonly units: readonly ByteUnit[]
  /** In which the menu bar shows any size. */
  readonly giga: ByteUnit
}

const unit = (name: string, bytes: number, decimals: ByteUnit['decimals']): ByteUnit => ({
  name,
  bytes,
  decimals,
  stepsPerUnit: ([1, 10, 100] as const)[decimals],
})

export const unitB = unit('B', 1, 0)
const [gigabyte, gibibyte] = [unit('GB', 1e9, 1), unit('GiB', 2 ** 30, 1)]

const unitsOf: Readonly<Record<UnitSystem, ByteUnits>> = {
  decimal: {
    units: [unit('TB', 1e12, 2), gigabyte, unit('MB', 1e6, 0), unit('kB', 1e3, 0)],
    giga: gigabyte,
  },
  binary: {
    units: [unit('TiB', 2 ** 40, 2), gibibyte, unit('MiB', 2 ** 20, 0), unit('KiB', 2 ** 10, 0)],
    giga: gibibyte,
  },
}

function createUnitSystem(): { current(): UnitSystem; set(system: UnitSystem): void } {
  let inForce: UnitSystem = 'decimal'
  return {
    current: () => inForce,
    set: (system) => {
      inForce = system
    },
  }
}

/**
 * The one thing in shared/ that is not an argument. A process has one reader (the app and its user, a page, a command), and nearly
 * every sentence of every room has a size in it: were the system handed down through some 140 files, one that is forgotten would
 * write GB beside GiB in the same sentence, whose figures would not add up. Nothing but how a size reads hangs on it; all that is
 * computed, kept or sent as JSON is in bytes. Only a shell sets it, by the settings: main/settings/own-units.ts and store/live.ts.
 */
const unitSystem = createUnitSystem()

/** From now on, in this process. */
export const setUnitSystem = (system: UnitSystem): void => unitSystem.set(system)

/** Those in force; of another system where somebody compares the two. */
export const byteUnits = (system: UnitSystem = unitSystem.current()): ByteUnits => unitsOf[system]
