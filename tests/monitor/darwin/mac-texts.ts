export const pageBytes = 16_384
export const ramBytes = 64 * 2 ** 30

export interface Pages {
  readonly free: number
  readonly active: number
  readonly inactive: number
  readonly speculative: number
  readonly wired: number
  readonly purgeable: number
  readonly fileBacked: number
  readonly anonymous: number
  readonly compressor: number
  readonly swapIns: number
  readonly swapOuts: number
}

/** Of 64 GB some 16 are wired, 20 are programs', 3 the compressor's. */
export const pages: Pages = {
  free: 400_000,
  active: 1_200_000,
  inactive: 1_100_000,
  speculative: 50_000,
  wired: 1_000_000,
  purgeable: 20_000,
  fileBacked: 1_000_000,
  anonymous: 1_300_000,
  compressor: 200_000,
  swapIns: 100,
  swapOuts: 200,
}

export function vmStatText(changed: Partial<Pages> = {}): string {
  const all = { ...pages, ...changed }
  return `Mach Virtual Memory Statistics: (page size of ${pageBytes} bytes)
Pages free:                       ${all.free}.
Pages active:                     ${all.active}.
Pages inactive:                   ${all.inactive}.
Pages speculative:                ${all.speculative}.
Pages throttled:                  0.
Pages wired down:                 ${all.wired}.
Pages purgeable:                  ${all.purgeable}.
File-backed pages:                ${all.fileBacked}.
Anonymous pages:                  ${all.anonymous}.
Pages stored in compressor:       ${all.compressor * 3}.
Pages occupied by compressor:     ${all.compressor}.
Swapins:                          ${all.swapIns}.
Swapouts:                         ${all.swapOuts}.
`
}

export const memoryText = ({
  level = 1,
  swapUsedMib = 512,
}: {
  readonly level?: number
  readonly swapUsedMib?: number
}): string => `kern.memorystatus_vm_pressure_level: ${level}
kern.memorystatus_level: 71
vm.swapusage: total = 2048.00M  used = ${swapUsedMib.toFixed(2)}M  free = ${(2048 - swapUsedMib).toFixed(2)}M  (encrypted)
`

export const machineText = (processor = 'Apple M4 Max'): string => `hw.memsize: ${ramBytes}
hw.pagesize: ${pageBytes}
hw.ncpu: 14
machdep.cpu.brand_string: ${processor}
kern.osversion: 25B78
`

export const metalText = (limitBytes: number): string =>
  `{"name":"Apple M4 Max","workingSet":"${limitBytes}","maxBuffer":"38654705664","unified":true}\n`

export const profileText = JSON.stringify({
  SPHardwareDataType: [
    { chip_type: 'Apple M4 Max', machine_model: 'Mac16,5', machine_name: 'MacBook Pro' },
  ],
  SPDisplaysDataType: [
    { _name: 'kHW_AppleM4MaxItem', sppci_cores: '40', sppci_model: 'Apple M4 Max' },
  ],
})

export interface Accelerated {
  /** null: the driver does not tell it. */
  readonly inUseBytes: number | null
  readonly busyPercent: number
}

export const acceleratorText = ({ inUseBytes, busyPercent }: Accelerated): string => {
  const inUse = inUseBytes === null ? '' : `"In use system memory"=${inUseBytes},`
  return `+-o AGXAcceleratorG16X  <class AGXAcceleratorG16X, id 0x100000400, registered, matched, active>
    {
      "PerformanceStatistics" = {${inUse}"Device Utilization %"=${busyPercent}}
      "model" = "Apple M4 Max"
      "gpu-core-count" = 40
    }

`
}

/** One client for each process, with its GPU time in milliseconds. */
export const clientsText = (gpuMsByPid: Readonly<Record<number, number>>): string =>
  Object.entries(gpuMsByPid)
    .map(
      (
        [pid, ms],
        index,
      ) => `+-o AGXDeviceUserClient  <class AGXDeviceUserClient, id 0x10000100${index}>
    {
      "AppUsage" = ({"API"="Metal","lastSubmittedTime"=90000000,"accumulatedGPUTime"=${ms * 1e6}})
      "IOUserClientCreator" = "pid ${pid}, program"
      "CommandQueueCount" = 1
    }

`,
    )
    .join('')
