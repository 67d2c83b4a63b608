import type { UnitSystem } from '../../shared/settings.ts'
import { byteUnits } from '../../shared/unit-system.ts'
import { formatBytes, formatRatio, formatSpan } from '../../shared/units.ts'

/** What a number of the settings counts. */
export type Quantity = 'seconds' | 'minutes' | 'ratio' | 'bytes'

/** How it stands in a field: percent, and GB or GiB. */
interface Field {
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step: number
}

const bytesPer = (units: UnitSystem): number => byteUnits(units).giga.bytes

const perUnit = (quantity: Quantity, units: UnitSystem): number =>
  quantity === 'ratio' ? 0.01 : quantity === 'bytes' ? bytesPer(units) : 1

const inTenths = (value: number): number => Math.round(value * 10) / 10

/** Bounds are rounded inwards: what the field takes, Core takes. */
export function fieldOf(
  quantity: Quantity,
  units: UnitSystem,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): Field {
  const per = perUnit(quantity, units)
  return {
    value: inTenths(value / per),
    least: Math.ceil(inTenths((least / per) * 10)) / 10,
    most: Math.floor(inTenths((most / per) * 10)) / 10,
    step: quantity === 'bytes' ? 0.5 : 1,
  }
}

/** What was typed, as the settings have it. */
export function quantityIn(quantity: Quantity, units: UnitSystem, typed: number): number {
  switch (quantity) {
    case 'ratio':
      return typed / 100
    case 'bytes':
      return Math.round(typed * bytesPer(units))
    case 'seconds':
    case 'minutes':
      return typed
  }
}

/** `40 %`, `4.0 GB`, `3 min` */
export function figureOf(quantity: Quantity, value: number): string {
  switch (quantity) {
    case 'ratio':
      return formatRatio(value)
    case 'bytes':
      return formatBytes(value)
    case 'seconds':
      return formatSpan(value * 1_000)
    case 'minutes':
      return formatSpan(value * 60_000)
  }
}
