import { agoOf, nameOfPressure } from './sentence.ts'
import { shownSwap, type ShownFact } from './showing.ts'
import type {
  Battery,
  Disk,
  Gpu,
  KernelPressure,
  Limit,
  LimitSource,
  Part,
  Power,
  Pressure,
  PressureLevel,
  Snapshot,
  Thermal,
  Wired,
} from './snapshot.ts'
import {
  formatBytes,
  formatCelsius,
  formatClock,
  formatRatio,
  formatRoom,
  formatSpan,
  formatWatts,
} from './units.ts'

export type FactKind =
  'pressure' | 'swap' | 'limit' | 'gpu' | 'power' | 'wired' | 'disk' | 'heat' | 'battery'

const nameOfFact: Readonly<Record<FactKind, string>> = {
  pressure: 'Pressure',
  swap: 'Swap',
  limit: 'Limit',
  gpu: 'GPU',
  power: 'Power',
  wired: 'Wired',
  disk: 'Disk',
  heat: 'Heat',
  battery: 'Battery',
}

/** A fact as every face shows it. */
export interface Fact extends ShownFact {
  readonly kind: FactKind
  readonly name: string
  /** Its figure is old, or there is none. */
  readonly isStale: boolean
  /** Why it is not known, where it should be; null where it is. */
  readonly trouble: string | null
}

/** What else bears on a load, in the order in which it matters: pressure, swap, the limit, the GPU, disk, heat, battery. */
export function factsOf(snapshot: Snapshot): readonly Fact[] {
  const { atMs, gpu, limit } = snapshot
  /** A part's fact; nothing where there is no such thing, or nothing to say of it. */
  const factOf = <T extends object>(
    kind: FactKind,
    part: Part<T>,
    show: (value: T) => ShownFact | null,
  ): readonly Fact[] => {
    const what = { kind, name: nameOfFact[kind] }
    switch (part.kind) {
      case 'ok': {
        const shown = show(part)
        if (shown === null) return []
        const note = agoOf(part, atMs) ?? shown.note
        return [{ ...what, value: shown.value, note, isStale: part.isStale, trouble: null }]
      }
      case 'failed':
        return [{ ...what, value: 'not known', note: null, isStale: true, trouble: part.reason }]
      case 'waiting':
        return [{ ...what, value: '…', note: null, isStale: true, trouble: null }]
      case 'absent':
        return []
    }
  }

  return [
    ...factOf('pressure', snapshot.pressure, shownPressure),
    ...factOf('swap', snapshot.swap, shownSwap),
    ...(limit.kind === 'ok' && limit.source !== 'nvidia-smi'
      ? factOf('limit', limit, (known) => shownLimit(known, atMs)) // of a card its bar says so
      : []),
    ...factOf('gpu', gpu, shownGpu),
    ...(gpu.kind === 'ok' ? powerFacts(snapshot.power, factOf) : []),
    ...factOf('wired', snapshot.wired, shownWired),
    ...factOf('disk', snapshot.disk, shownDisk),
    ...factOf('heat', snapshot.thermal, shownHeat),
    ...factOf('battery', snapshot.battery, shownBattery),
  ]
}

function shownPressure({ level, stalls, kernel }: Pressure): ShownFact {
  const value = nameOfPressure(level, kernel === null ? 'linux' : 'macos')
  if (stalls !== null) return { value, note: `${formatRatio(stalls.some10sRatio)} stalled` }
  return { value, note: kernel === null ? null : distanceNote(level, kernel) }
}

/** How far the next of the kernel's lines is away. */
function distanceNote(
  level: PressureLevel,
  { toWarnRatio, toCriticalRatio }: KernelPressure,
): string | null {
  if (toWarnRatio === null || toCriticalRatio === null) return null
  const isBeforeItsLine = level === 'critical' ? toCriticalRatio >= 0 : toWarnRatio >= 0
  // the level ends only at a wider line than it begins at
  if (level !== 'normal' && isBeforeItsLine) return 'not over yet'
  if (toWarnRatio >= 0) return `${formatRatio(toWarnRatio)} above the warn line`
  if (toCriticalRatio >= 0) return `${formatRatio(toCriticalRatio)} above the critical line`
  return 'below the critical line'
}

const nameOfSource: Readonly<Record<LimitSource, string>> = {
  'nvidia-smi': 'by nvidia-smi',
  metal: 'asked of Metal',
  'wired-limit': 'by iogpu.wired_limit_mb',
  'engine-log': 'as an engine logged it',
  rule: 'estimated from RAM and macOS',
}

/** The memory that the GPU may use, and who says so. */
export const shownLimit = (limit: Limit, atMs: number): ShownFact => ({
  value: formatBytes(limit.limitBytes),
  note: limit.logged === undefined ? nameOfSource[limit.source] : loggedText(limit.logged, atMs),
})

/** A younger one is of the engines that run. */
const worthTellingMs = 3_600_000

/** `as Ollama logged it 3 d 2 h ago` */
export function loggedText(
  { program, atMs }: { readonly program: string | null; readonly atMs: number },
  nowMs: number,
): string {
  const ageMs = nowMs - atMs
  const ago = ageMs < worthTellingMs ? '' : ` ${formatSpan(ageMs)} ago`
  return `as ${program ?? 'an engine'} logged it${ago}`
}

/** How busy the busiest is. */
function shownGpu({ devices }: Gpu): ShownFact | null {
  const busy = devices.map((device) => device.busyRatio).filter((ratio) => ratio !== null)
  return busy.length === 0 ? null : { value: `${formatRatio(Math.max(...busy))} busy`, note: null }
}

/** Why power is absent where somebody could have it read. */
export const powerNeedsPermission = 'needs permission for powermetrics, or macmon'
/** And where they have chosen by what. */
export const powermetricsNeedsPermission = 'the settings say powermetrics, which needs permission'
export const powermetricsOverruled =
  'needs permission for powermetrics: sudo wants a password, as another rule comes after that of Headroom'
export const macmonNotInstalled = 'the settings say macmon, which is not installed'
export const mactopNotInstalled = 'the settings say mactop, which is not installed'
export const macmonUntrusted =
  'others may change the macmon that is installed: Headroom does not run it'
export const mactopUntrusted =
  'others may change the mactop that is installed: Headroom does not run it'
export const powerIsOff = 'it is off in the settings'

export const isPowerForbidden = (reason: string): boolean =>
  reason === powerNeedsPermission ||
  reason === powermetricsNeedsPermission ||
  reason === powermetricsOverruled

function powerFacts(
  power: Part<Power>,
  factOf: (kind: FactKind, part: Part<Power>, show: (power: Power) => ShownFact) => readonly Fact[],
): readonly Fact[] {
  if (power.kind === 'absent') {
    return [
      {
        kind: 'power',
        name: nameOfFact.power,
        value: 'not measured',
        note: power.reason,
        isStale: true,
        trouble: null,
      },
    ]
  }
  return factOf('power', power, ({ gpuWatts, gpuClockHertz }) => ({
    value: formatWatts(gpuWatts),
    note: gpuClockHertz === null ? null : `at ${formatClock(gpuClockHertz)}`,
  }))
}

const shownWired = ({ unattributedBytes }: Wired): ShownFact => ({
  value: formatBytes(unattributedBytes),
  note: 'that no GPU use explains',
})

const shownDisk = ({ freeBytes, totalBytes }: Disk): ShownFact => ({
  value: `${formatRoom(freeBytes)} free`,
  note: `of ${formatBytes(totalBytes)}`,
})

function shownHeat({ hottestCelsius, level, speedLimitRatio }: Thermal): ShownFact | null {
  const slowed =
    speedLimitRatio === null || speedLimitRatio >= 1
      ? null
      : `slowed to ${formatRatio(speedLimitRatio)}`
  if (hottestCelsius !== null) {
    return { value: formatCelsius(hottestCelsius), note: slowed ?? 'at the hottest' }
  }
  if (level !== null) return { value: level, note: slowed }
  return slowed === null ? null : { value: slowed, note: null }
}

const shownBattery = ({ levelRatio, isOnBattery }: Battery): ShownFact => ({
  value: levelRatio === null ? 'level not known' : formatRatio(levelRatio),
  note: isOnBattery ? 'discharging' : null,
})
