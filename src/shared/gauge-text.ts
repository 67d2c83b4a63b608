import { capacityOf } from './capacity.ts'
import { roomOfNow } from './gauge-look.ts'
import type { MenuBarText } from './settings.ts'
import type { Snapshot } from './snapshot.ts'
import {
  figureDash,
  formatConstantBytes,
  formatConstantMinutes,
  formatConstantRoom,
} from './units.ts'

/**
 * What stands beside the gauge, as wide whatever it is: dashes where it is not known, or not of now. Empty where it is off, and
 * where it is not known how wide it will be.
 */
export function gaugeTextOf(snapshot: Snapshot | null, what: MenuBarText): string {
  if (snapshot === null) return ''
  switch (what) {
    case 'off':
      return ''
    case 'room': {
      const capacityBytes = capacityOf(snapshot)
      if (capacityBytes === null) return ''
      return formatConstantRoom(roomOfNow(snapshot).roomBytes, capacityBytes)
    }
    case 'in-use': {
      const { inUseBytes, mostBytes } = inUseOf(snapshot)
      return mostBytes === null ? '' : formatConstantBytes(inUseBytes, mostBytes)
    }
    case 'time-left':
      return formatConstantMinutes(msLeftOf(snapshot))
  }
}

/** In a language, as wide as before: the blanks ahead are as wide as digits, and so are dashes, which are written as those would be. */
export function gaugeTextSaid(text: string, figure: (figure: string) => string): string {
  const digits = text.trimStart()
  const blanks = text.slice(0, text.length - digits.length)
  if (!digits.startsWith(figureDash)) return `${blanks}${figure(digits)}`
  return figure(digits.replaceAll(figureDash, '0')).replaceAll('0', figureDash)
}

interface InUse {
  readonly inUseBytes: number | null
  readonly mostBytes: number | null
}

/** Of the GPU what its room is worked out from; of RAM where there is no GPU. */
function inUseOf({ gpu, memory, limit }: Snapshot): InUse {
  const totalBytes = memory.kind === 'ok' ? memory.totalBytes : null
  if (gpu.kind === 'absent')
    return {
      inUseBytes: memory.kind === 'ok' && !memory.isStale ? memory.usedBytes : null,
      mostBytes: totalBytes,
    }
  return {
    inUseBytes: gpu.kind === 'ok' && !gpu.isStale ? gpu.inUseBytes : null,
    mostBytes: limit.kind === 'ok' ? limit.limitBytes : totalBytes,
  }
}

/** null: no end is foreseen, or nobody can tell. */
function msLeftOf({ forecast }: Snapshot): number | null {
  if (forecast.kind !== 'ok' || forecast.isStale) return null
  return forecast.runsOut === null ? null : forecast.runsOut.msLeft
}
