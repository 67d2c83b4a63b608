import type { GpuDevice, Snapshot } from '../../../shared/snapshot.ts'
import { figure, type Family, type Sample } from './family.ts'
import { fresh } from './fresh.ts'

const mostDevices = 16

const powerFamilies: readonly Family[] = [
  figure(
    'headroom_gpu_power_watts',
    'What the GPU draws; no series where Headroom is not allowed to look, and on a Mac while nobody looks',
    ({ snapshot }) => fresh(snapshot.power)?.gpuWatts ?? null,
  ),
  figure(
    'headroom_cpu_power_watts',
    'What the processor draws; no series where Headroom is not allowed to look',
    ({ snapshot }) => fresh(snapshot.power)?.cpuWatts ?? null,
  ),
  figure(
    'headroom_hottest_celsius',
    'The hottest place of the machine that it tells of',
    ({ snapshot }) => fresh(snapshot.thermal)?.hottestCelsius ?? null,
  ),
  figure(
    'headroom_cpu_speed_limit_ratio',
    'How fast the processor may still run, by heat: 1 is as fast as it can',
    ({ snapshot }) => fresh(snapshot.thermal)?.speedLimitRatio ?? null,
  ),
  figure('headroom_on_battery', '1: it runs on battery', ({ snapshot }) => {
    const battery = fresh(snapshot.battery)
    return battery === null ? null : Number(battery.isOnBattery)
  }),
  figure(
    'headroom_battery_level_ratio',
    'How full the battery is',
    ({ snapshot }) => fresh(snapshot.battery)?.levelRatio ?? null,
  ),
]

const deviceFamilies: readonly Family[] = [
  ofDevices(
    'headroom_gpu_busy_ratio',
    'Share of its time that a GPU works',
    (one) => one.busyRatio,
  ),
  ofDevices('headroom_gpu_celsius', 'How warm a GPU is', (one) => one.celsius),
]

function ofDevices(
  name: string,
  help: string,
  valueOf: (device: GpuDevice) => number | null,
): Family {
  return {
    name,
    help,
    labels: ['gpu', 'device'],
    joined: 'most',
    most: mostDevices,
    samplesOf: ({ snapshot }) =>
      devicesOf(snapshot).flatMap((device, index): readonly Sample[] => {
        const value = valueOf(device)
        return value === null
          ? []
          : [{ labels: { gpu: String(index), device: device.name }, value }]
      }),
  }
}

const devicesOf = (snapshot: Snapshot): readonly GpuDevice[] =>
  fresh(snapshot.gpu)?.devices.slice(0, mostDevices) ?? []

export const machineFamilies: readonly Family[] = [
  {
    name: 'headroom_machine_info',
    help: '1: what this machine is',
    labels: ['platform', 'os', 'processor', 'model'],
    joined: 'most',
    most: 1,
    samplesOf: ({ snapshot }) => {
      const machine = fresh(snapshot.machine)
      if (machine === null) return []
      const { platform, operatingSystem: os, processor, model } = machine
      return [{ labels: { platform, os, processor, model: model ?? '' }, value: 1 }]
    },
  },
  ...powerFamilies,
  ...deviceFamilies,
]
