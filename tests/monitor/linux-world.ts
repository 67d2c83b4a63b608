import type { World } from '../world.ts'
import { fixture } from '../world.ts'
import { setProcesses, statText } from '../proc.ts'

export interface Counted {
  readonly totalKib: number
  readonly availableKib: number
  readonly anonymousKib: number
  readonly sharedKib: number
  readonly kernelKib: number
}

export const counted: Counted = {
  totalKib: 16_000_000,
  availableKib: 10_000_000,
  anonymousKib: 4_000_000,
  sharedKib: 500_000,
  kernelKib: 300_000,
}

/** /proc/meminfo of a machine with 16 GB and 2 GB of swap, a quarter of it in use. */
export const meminfoText = (changed: Partial<Counted> = {}): string => {
  const { totalKib, availableKib, anonymousKib, sharedKib, kernelKib } = { ...counted, ...changed }
  return `MemTotal: ${totalKib} kB
MemFree: 1000 kB
MemAvailable: ${availableKib} kB
SwapTotal: 2000000 kB
SwapFree: 1500000 kB
AnonPages: ${anonymousKib} kB
Shmem: ${sharedKib} kB
SUnreclaim: ${kernelKib} kB
`
}

export const vmstatText = (swappedInPages: number, swappedOutPages: number): string =>
  `pgfault 7318213\npswpin ${swappedInPages}\npswpout ${swappedOutPages}\n`

const nvidia = '/usr/bin/nvidia-smi'
const nvidiaQuery =
  '--query-gpu=name,memory.used,memory.free,utilization.gpu,power.draw,temperature.gpu --format=csv,noheader,nounits'
export const gpuCommand = `command ${nvidia} ${nvidiaQuery}`
export const cardText = (usableMib: number, usedMib: number): string =>
  `NVIDIA RTX 4000, ${usedMib}, ${Math.max(0, usableMib - usedMib)}, 5, 21.5, 40\n`

export function addCard(world: World, totalMib: number, usedMib: number): void {
  world.set(`stat ${nvidia}`, '{}')
  world.set(gpuCommand, cardText(totalMib, usedMib))
}

export const headroomPid = 500
/** A Linux machine on which all that Headroom asks for answers, but a graphics card, a battery and a thermal zone. */
export function linuxWorld(): World {
  const world: World = new Map([
    ['file /proc/meminfo', meminfoText()],
    ['file /proc/vmstat', vmstatText(0, 0)],
    ['file /proc/pressure/memory', fixture('proc/pressure-memory.txt')],
    ['file /proc/stat', 'btime 1795100000\n'],
    ['file /proc/self/status', 'VmRSS:\t40472 kB\n'],
    ['file /proc/self/stat', statText({ pid: headroomPid, name: 'node', residentPages: 10_118 })],
    ['link /proc/self', String(headroomPid)],
    ['disk /', '{"totalBytes":270000000000,"freeBytes":85000000000}'],
    ['library node/process', '{"cpuMs":412,"residentBytes":61000000}'],
  ])
  setProcesses(world, [
    { pid: 1, name: 'init', residentPages: 1_000 },
    { pid: 77, name: 'ollama', residentPages: 500_000, startTicks: 200, pssKib: 1_900_000 },
    { pid: headroomPid, name: 'node', residentPages: 15_000 },
  ])
  return world
}

export const uevent = 'file /sys/class/power_supply/BAT0/uevent'
export const batteryText = (status: string): string =>
  `POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS=${status}\nPOWER_SUPPLY_CAPACITY=81\n`

/** That machine with a battery: `Charging`, `Discharging`. */
export const laptop = (status: string): World =>
  linuxWorld().set('dir /sys/class/power_supply', '["BAT0"]').set(uevent, batteryText(status))
