import { numberInIfAny } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { Battery } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { parseNames } from '../names.ts'

const folder = '/sys/class/power_supply'
const maxSupplies = 32

/** One supply as its `uevent` tells it; null where it is none of the machine's own (a mouse, a headset). */
export interface PowerSupply {
  readonly isBattery: boolean
  readonly isDischarging: boolean
  readonly levelRatio: number | null
}

// POWER_SUPPLY_TYPE=Battery
// POWER_SUPPLY_STATUS=Discharging
// POWER_SUPPLY_CAPACITY=81
export function parsePowerSupply(text: string): PowerSupply | null {
  if (/^POWER_SUPPLY_SCOPE=Device$/m.test(text)) return null
  const percent = numberInIfAny(text, /^POWER_SUPPLY_CAPACITY=(\d+)$/m)
  return {
    isBattery: /^POWER_SUPPLY_TYPE=Battery$/m.test(text),
    isDischarging: /^POWER_SUPPLY_STATUS=Discharging$/m.test(text),
    levelRatio: percent === null ? null : percent / 100,
  }
}

/** On battery or not (Linux Documentation/ABI/testing/sysfs-class-power); absent where there is no battery. */
export async function readPowerSupplies(asker: AskerAt): Promise<Reading<Battery>> {
  const list = await asker.ask({ kind: 'dir', path: folder })
  if (list.kind !== 'ok') return list
  const batteries: PowerSupply[] = []
  for (const name of [...parseNames(list.value)].sort().slice(0, maxSupplies)) {
    const uevent = await asker.ask({ kind: 'file', path: `${folder}/${name}/uevent` })
    const supply = uevent.kind === 'ok' ? parsePowerSupply(uevent.value) : null
    if (supply?.isBattery === true) batteries.push(supply)
  }
  const { atMs } = asker
  const tookMs = asker.tookMs()
  if (batteries.length === 0) return { kind: 'absent', reason: 'no battery', atMs, tookMs }
  const isOnBattery = batteries.some((battery) => battery.isDischarging)
  const levels = batteries.map((battery) => battery.levelRatio).filter((level) => level !== null)
  // of several, the mean: laptops with two have two alike
  const sum = levels.reduce((total, level) => total + level, 0)
  const levelRatio = levels.length === 0 ? null : sum / levels.length
  return { kind: 'ok', value: { isOnBattery, levelRatio }, atMs, tookMs }
}
