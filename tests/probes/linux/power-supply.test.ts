import { expect, test } from 'vitest'
import { parsePowerSupply, readPowerSupplies } from '../../../src/main/probes/linux/power-supply.ts'
import { expectSound } from '../../mutated.ts'
import { askerOf, attemptRead, valueOf, type Reply, type World } from '../../world.ts'

// composed after Linux Documentation/ABI/testing/sysfs-class-power
const battery = (status: string, percent: number): string =>
  `POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS=${status}\nPOWER_SUPPLY_CAPACITY=${percent}\n`
const mains = 'POWER_SUPPLY_NAME=AC\nPOWER_SUPPLY_TYPE=Mains\nPOWER_SUPPLY_ONLINE=1\n'
const mouse = `${battery('Discharging', 7)}POWER_SUPPLY_SCOPE=Device\n`

const worldOf = (supplies: Readonly<Record<string, Reply>>): World => {
  const world: World = new Map()
  world.set('dir /sys/class/power_supply', JSON.stringify(Object.keys(supplies)))
  for (const [name, reply] of Object.entries(supplies))
    world.set(`file /sys/class/power_supply/${name}/uevent`, reply)
  return world
}
const batteryOf = async (supplies: Readonly<Record<string, Reply>>): Promise<unknown> =>
  valueOf(await readPowerSupplies(askerOf(worldOf(supplies))))

test('a laptop away from its charger is on battery', async () => {
  const supplies = { AC: mains, BAT0: battery('Discharging', 81) }
  expect(await batteryOf(supplies)).toEqual({ isOnBattery: true, levelRatio: 0.81 })
})

test.each(['Charging', 'Full', 'Not charging', 'Unknown'])(
  'a laptop whose battery is "%s" is not on battery',
  async (status) => {
    const supplies = { BAT0: battery(status, 100), AC: mains }
    expect(await batteryOf(supplies)).toEqual({ isOnBattery: false, levelRatio: 1 })
  },
)

test('of two batteries one that empties is enough, and the level is their mean', async () => {
  const supplies = { BAT1: battery('Discharging', 60), BAT0: battery('Unknown', 20) }
  expect(await batteryOf(supplies)).toEqual({ isOnBattery: true, levelRatio: 0.4 })
})

test('the battery of a mouse is not the battery of the machine', async () => {
  expect(parsePowerSupply(mouse)).toBe(null)
  expect(await batteryOf({ hidpp_battery_0: mouse, AC: mains })).toBe('absent: no battery')
  const supplies = { hidpp_battery_0: mouse, BAT0: battery('Full', 99) }
  expect(await batteryOf(supplies)).toEqual({ isOnBattery: false, levelRatio: 0.99 })
})

test('a battery that does not tell its level has none, which is not 0', async () => {
  const silent = battery('Discharging', 5).replace(/POWER_SUPPLY_CAPACITY.*\n/, '')
  expect(await batteryOf({ BAT0: silent })).toEqual({ isOnBattery: true, levelRatio: null })
})

test('a machine without any supply, and one without the folder, have no battery', async () => {
  expect(await batteryOf({})).toBe('absent: no battery')
  expect(valueOf(await readPowerSupplies(askerOf(new Map())))).toBe(
    'absent: there is no such thing here',
  )
})

test('a supply that vanishes while it is read is passed over', async () => {
  const gone: Reply = { kind: 'absent', reason: 'there is no such thing here' }
  const supplies = { BAT0: gone, BAT1: battery('Full', 98) }
  expect(await batteryOf(supplies)).toEqual({ isOnBattery: false, levelRatio: 0.98 })
})

test('a folder that answers with garbage has failed', async () => {
  const world: World = new Map([['dir /sys/class/power_supply', '{']])
  expect(valueOf(await attemptRead(world, readPowerSupplies))).toBe('failed: not JSON')
})

test('no more supplies are read than a machine can have', async () => {
  const many = Array.from({ length: 32 }, (_, index): [string, Reply] => [`A${index}`, mains])
  const supplies = { ...Object.fromEntries(many), ZBAT: battery('Full', 98) }
  expect(await batteryOf(supplies)).toBe('absent: no battery')
})

test('a foreign supply is a level or none', () => {
  expectSound(
    parsePowerSupply,
    battery('Discharging', 81),
    (supply) => supply === null || (supply.levelRatio ?? 0) >= 0,
  )
})
