import type { GpuNode } from '../../fixtures/recordings/mac/gpu-forms.ts'
import type { MachineFigures } from '../../fixtures/recordings/mac/machine-forms.ts'
import type { Random } from '../random.ts'

/** A Mac on which a scene happens. */
export interface Mac {
  readonly machine: MachineFigures
  readonly gpuNode: GpuNode
  readonly ramBytes: number
  /** What vm_stat's pages add up to: less than all RAM (macos-sources §8). */
  readonly pagesBytes: number
  /** Metal's recommended working set, with an override in force. */
  readonly limitBytes: number
  readonly maxBufferBytes: number
  readonly overrideMiB: number
  readonly diskBytes: number
  /** How fast weights are read, page by page, from an SSD of 2 to 7 GB/s. */
  readonly readBytesPerSecond: number
  /** Of the memory: how fast a model generates. */
  readonly bandwidthBytesPerSecond: number
  /** What the kernel itself has wired. */
  readonly kernelWiredBytes: number
}

export const GiB = 2 ** 30
export const MiB = 2 ** 20

/** The recommended working set in MB as engines print it, by RAM in GiB (macos-sources §5). */
const limitsMB: Readonly<Record<'15' | '26', ReadonlyMap<number, number>>> = {
  '15': new Map([
    [8, 5_726.63],
    [16, 11_453.25],
    [24, 17_179.87],
    [32, 22_906.5],
    [36, 28_991.03],
    [48, 38_654.71],
    [64, 51_539.61],
    [96, 77_309.41],
    [128, 103_079.22],
  ]),
  '26': new Map([
    [16, 12_713.12],
    [24, 19_069.67],
    [32, 26_800.6],
    [36, 30_150.67],
    [48, 40_200.9],
    [64, 55_662.79],
    [128, 115_448.73],
  ]),
}

/** Its name, its GPU's class, its memory's bandwidth in GB/s, and the RAM that it was sold with. */
const chips = [
  ['Apple M1', 'AGXAcceleratorG13G', 8, 68, [8, 16]],
  ['Apple M1 Pro', 'AGXAcceleratorG13S', 16, 200, [16, 32]],
  ['Apple M2', 'AGXAcceleratorG14G', 10, 100, [8, 16, 24]],
  ['Apple M2 Max', 'AGXAcceleratorG14C', 30, 400, [32, 64, 96]],
  ['Apple M3 Max', 'AGXAcceleratorG15C', 40, 400, [36, 48, 64, 128]],
  ['Apple M4', 'AGXAcceleratorG16G', 10, 120, [16, 24, 32]],
  ['Apple M4 Pro', 'AGXAcceleratorG16S', 20, 273, [24, 48, 64]],
  ['Apple M4 Max', 'AGXAcceleratorG16C', 40, 546, [36, 48, 64, 128]],
] as const

/** Of what the kernel leaves to an override: more would starve it (inference-logs §6). */
const overrideRatio = 0.86

export interface MacWish {
  readonly minGiB?: number
  readonly maxGiB?: number
  /** How often its limit was raised. */
  readonly raisedRatio?: number
}

/** One of those that `wish` allows; a raised limit on some. */
export function macOf(
  random: Random,
  { minGiB = 8, maxGiB = 128, raisedRatio = 0.15 }: MacWish = {},
): Mac {
  const all = chips.flatMap(([chip, className, gpuCores, bandwidth, sizes]) =>
    sizes.map((ramGiB) => ({ chip, className, gpuCores, bandwidth, ramGiB })),
  )
  const [first, ...rest] = all.filter(({ ramGiB }) => ramGiB >= minGiB && ramGiB <= maxGiB)
  if (first === undefined) throw new Error(`no Mac has ${minGiB} to ${maxGiB} GiB`)
  const { chip, className, gpuCores, bandwidth, ramGiB } = random.pick([first, ...rest])
  const era = limitsMB['26'].has(ramGiB) && random.chance(0.5) ? '26' : '15'
  const ownBytes = Math.round(((limitsMB[era].get(ramGiB) ?? 0) * 1e6) / 16_384) * 16_384
  const isRaised = ramGiB >= 24 && random.chance(raisedRatio)
  const overrideMiB = isRaised ? Math.floor(ramGiB * 1_024 * overrideRatio) : 0
  const ramBytes = ramGiB * GiB
  return {
    machine: {
      chip,
      modelName: 'MacBook Pro',
      modelIdentifier: 'Mac15,8',
      ramGiB,
      gpuCores,
      macOs: era === '26' ? '26.1' : '15.6',
      build: era === '26' ? '25B78' : '24G84',
      perfLevels: [
        { name: 'Performance', coreCount: 8 },
        { name: 'Efficiency', coreCount: 4 },
      ],
      numberProcessors: 'proc 12:8:4',
    },
    gpuNode: { className, model: chip, coreCount: gpuCores },
    ramBytes,
    pagesBytes: Math.floor((ramBytes * 0.988) / 16_384) * 16_384,
    limitBytes: isRaised ? Math.max(ownBytes, overrideMiB * MiB) : ownBytes,
    maxBufferBytes: Math.floor((ownBytes * 0.75) / 16_384) * 16_384,
    overrideMiB,
    diskBytes: 994_662_584_320,
    readBytesPerSecond: random.between(1.2e9, ramGiB <= 16 ? 2.4e9 : 4e9),
    bandwidthBytesPerSecond: bandwidth * 1e9,
    kernelWiredBytes: random.between(1.3, 1.9) * GiB + 0.012 * ramBytes,
  }
}
