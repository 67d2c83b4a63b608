import { expect, test } from 'vitest'
import { ParseError } from '../../../src/shared/parse.ts'
import { parseZoneCelsius, readThermalZones } from '../../../src/main/probes/linux/thermal-zones.ts'
import { expectSound } from '../../mutated.ts'
import { askerOf, attemptRead, valueOf, type Reply, type World } from '../../world.ts'

interface Zone {
  readonly type?: string
  readonly temperature: Reply
}
const worldOf = (zones: Readonly<Record<string, Zone>>): World => {
  const world: World = new Map()
  world.set('dir /sys/class/thermal', JSON.stringify([...Object.keys(zones), 'cooling_device0']))
  for (const [name, { type, temperature }] of Object.entries(zones)) {
    if (type !== undefined) world.set(`file /sys/class/thermal/${name}/type`, `${type}\n`)
    world.set(`file /sys/class/thermal/${name}/temp`, temperature)
  }
  return world
}
const thermalOf = async (zones: Readonly<Record<string, Zone>>): Promise<unknown> =>
  valueOf(await readThermalZones(askerOf(worldOf(zones))))

test('temperatures are thousandths of a degree, below zero too', () => {
  expect(parseZoneCelsius('47000\n')).toBe(47)
  expect(parseZoneCelsius('-5500\n')).toBe(-5.5)
  expect(parseZoneCelsius('0')).toBe(0)
  for (const text of ['', '\n', 'N/A', '47.0', '47000 C']) {
    expect(() => parseZoneCelsius(text)).toThrow(ParseError)
  }
  expectSound(parseZoneCelsius, '47000\n')
})

test('zones come in the order of their numbers, and the hottest is told', async () => {
  const zones = {
    thermal_zone10: { type: 'cpu-thermal', temperature: '61500\n' },
    thermal_zone2: { type: 'gpu-thermal', temperature: '64250\n' },
    thermal_zone0: { type: 'acpitz', temperature: '47000\n' },
  }
  expect(await thermalOf(zones)).toEqual({
    hottestCelsius: 64.25,
    zones: [
      { name: 'acpitz', celsius: 47 },
      { name: 'gpu-thermal', celsius: 64.25 },
      { name: 'cpu-thermal', celsius: 61.5 },
    ],
    level: null,
    speedLimitRatio: null,
  })
})

test('a zone that is switched off, or answers with garbage, is passed over', async () => {
  const zones: Readonly<Record<string, Zone>> = {
    thermal_zone0: { type: 'wifi', temperature: { kind: 'failed', reason: 'no data' } },
    thermal_zone1: { type: 'broken', temperature: '' },
    thermal_zone2: { temperature: '30000\n' },
  }
  expect(await thermalOf(zones)).toEqual({
    hottestCelsius: 30,
    zones: [{ name: 'thermal_zone2', celsius: 30 }],
    level: null,
    speedLimitRatio: null,
  })
})

test('without a zone that answers there is no temperature, rather than minus infinity', async () => {
  expect(await thermalOf({})).toBe('absent: no thermal zone')
  const off: Reply = { kind: 'failed', reason: 'no data' }
  expect(await thermalOf({ thermal_zone0: { temperature: off } })).toBe('absent: no thermal zone')
  const world: World = new Map([['dir /sys/class/thermal', '"zone"']])
  expect(valueOf(await attemptRead(world, readThermalZones))).toBe('failed: not a list of names')
  expect(valueOf(await readThermalZones(askerOf(new Map())))).toBe(
    'absent: there is no such thing here',
  )
})
