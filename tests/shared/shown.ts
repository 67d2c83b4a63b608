import type { UnitSystem } from '../../src/shared/settings.ts'
import { setUnitSystem } from '../../src/shared/unit-system.ts'

/** A shown size read back: its steps are what the shown figures are counted in. */
export interface Shown {
  readonly unit: string
  readonly stepBytes: number
  readonly steps: number
}

const stepBytesOf: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e8,
  TB: 1e10,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30 / 10,
  TiB: 2 ** 40 / 100,
}
const decimalsOf: Readonly<Record<string, number>> = { GB: 1, TB: 2, GiB: 1, TiB: 2 }

export function shownIn(text: string): Shown {
  const [, figure = '', unit = ''] = /^(\d+(?:\.\d+)?) (\w+)$/.exec(text) ?? []
  const [whole = '', behindPoint = ''] = figure.split('.')
  const stepBytes = stepBytesOf[unit]
  if (stepBytes === undefined || behindPoint.length !== (decimalsOf[unit] ?? 0))
    throw new Error(`not a shown size: ${text}`)
  return { unit, stepBytes, steps: Number(whole + behindPoint) }
}

/** What runs in it sees sizes in that system; all else goes on in the default. */
export function inUnits<T>(system: UnitSystem, look: () => T): T {
  setUnitSystem(system)
  try {
    return look()
  } finally {
    setUnitSystem('decimal')
  }
}
