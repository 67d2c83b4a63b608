import { numberIn } from '../../../shared/parse.ts'
import type { Reading } from '../../../shared/reading.ts'
import type { Thermal } from '../../../shared/snapshot.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import { attemptNow } from '../../host/attempt.ts'
import { parseNames } from '../names.ts'

const folder = '/sys/class/thermal'
const maxZones = 64

// 47000
export const parseZoneCelsius = (text: string): number => numberIn(text, /^(-?\d+)\s*$/) / 1000

/** The temperatures of the thermal zones (Linux Documentation/driver-api/thermal/sysfs-api.rst). */
export async function readThermalZones(asker: AskerAt): Promise<Reading<Thermal>> {
  const { atMs } = asker
  const list = await asker.ask({ kind: 'dir', path: folder })
  if (list.kind !== 'ok') return list
  const zones: { readonly name: string; readonly celsius: number }[] = []
  for (const zone of zonesIn(list.value)) {
    const type = await asker.ask({ kind: 'file', path: `${folder}/${zone}/type` })
    const temperature = await asker.ask({ kind: 'file', path: `${folder}/${zone}/temp` })
    if (temperature.kind !== 'ok') continue // a zone that is switched off answers with an error
    const parsed = attemptNow(atMs, 0, () => parseZoneCelsius(temperature.value))
    if (parsed.kind !== 'ok') continue
    zones.push({ name: type.kind === 'ok' ? type.value.trim() : zone, celsius: parsed.value })
  }
  const tookMs = asker.tookMs()
  if (zones.length === 0) return { kind: 'absent', reason: 'no thermal zone', atMs, tookMs }
  const hottestCelsius = Math.max(...zones.map((zone) => zone.celsius))
  return {
    kind: 'ok',
    value: { hottestCelsius, zones, level: null, speedLimitRatio: null },
    atMs,
    tookMs,
  }
}

const zonesIn = (text: string): readonly string[] =>
  parseNames(text)
    .filter((name) => /^thermal_zone\d+$/.test(name))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1)) // zone2 before zone10
    .slice(0, maxZones)
