const gbPerSecond = 1e9

/**
 * Apple's published memory bandwidth of each chip. Where a name stands for two (by the number of its GPU's cores), the lower
 * one. A chip that is not here is not guessed at.
 */
const bandwidths: ReadonlyMap<string, number> = new Map([
  ['M1', 68.25],
  ['M1 Pro', 200],
  ['M1 Max', 400],
  ['M1 Ultra', 800],
  ['M2', 100],
  ['M2 Pro', 200],
  ['M2 Max', 400],
  ['M2 Ultra', 800],
  ['M3', 100],
  ['M3 Pro', 150],
  ['M3 Max', 300],
  ['M3 Ultra', 819],
  ['M4', 120],
  ['M4 Pro', 273],
  ['M4 Max', 410],
  ['M5', 153],
  ['M5 Pro', 307],
  ['M5 Max', 460],
])

// Apple M4 Pro
const chipForm = /^Apple (M\d+(?: (?:Pro|Max|Ultra))?)$/

/**
 * Bytes per second that the chip of this name can read from memory; null where that is not known. `processor`: as
 * `machdep.cpu.brand_string` has it; a virtual machine's and one under Rosetta name no chip.
 */
export function bandwidthOf(processor: string): number | null {
  const chip = chipForm.exec(processor.trim())?.[1]
  const bandwidth = chip === undefined ? undefined : bandwidths.get(chip)
  return bandwidth === undefined ? null : bandwidth * gbPerSecond
}
