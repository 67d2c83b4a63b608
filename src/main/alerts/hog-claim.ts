import type { AlertSettings } from '../../shared/alert-settings.ts'
import type { App } from '../../shared/app.ts'
import type { Known, Memory, Room } from '../../shared/snapshot.ts'
import {
  formatBytes,
  formatGrowth,
  formatRatio,
  formatRoom,
  formatSpan,
} from '../../shared/units.ts'
import type { AppGrowth } from './app-growth.ts'
import { shownGap } from './gap-text.ts'
import { memoryFigures, type Claim } from './rule.ts'
import { shortName } from './short-name.ts'

/** What an app is held against. */
export interface Surroundings {
  readonly memory: Known<Memory>
  readonly room: Extract<Room, { kind: 'ok' }>
  /** How short the memory is that apps take, where somebody wants it. */
  readonly shortage: 'short' | 'between' | 'none'
  readonly settings: AlertSettings
  /** Whether it may be advised to quit it. */
  readonly mayAdvise: (app: App) => boolean
  readonly readAtMs: number
}

/** Until RAM ends at the pace of now. */
export const msLeftOf = (
  { bytesPerMinute }: AppGrowth,
  { ramRoomBytes }: Pick<Surroundings['room'], 'ramRoomBytes'>,
): number => (ramRoomBytes / bytesPerMinute) * 60_000

export function claimOfShare(app: App, around: Surroundings): Claim {
  const { memory, room, settings, readAtMs } = around
  const { totalBytes } = memory
  const allowedBytes = settings.hogRatio * totalBytes
  const figures = memoryFigures({
    line: 'share',
    lineBytes: allowedBytes,
    needBytes: app.memoryBytes,
    haveBytes: allowedBytes,
  })
  const { need, have, gap } = shownGap(figures)
  const name = shortName(app.name)
  const allowed = formatRatio(settings.hogRatio)
  const held =
    figures.gapBytes > 0
      ? `${name} holds ${need}: ${gap} more than the ${have} (${allowed} of RAM) that its rule allows`
      : `${name} holds ${formatBytes(app.memoryBytes)}, near the ${allowed} of RAM that its rule allows`
  return {
    severity: 'warning',
    title: `${name} holds much of the memory`,
    sentence: `${held}. In RAM there is room for ${formatRoom(room.ramRoomBytes)}.`,
    advice: around.mayAdvise(app) ? adviceOf(app) : null,
    figures,
    about: { appId: app.id },
    readAtMs,
  }
}

export function claimOfGrowth(app: App, growth: AppGrowth, around: Surroundings): Claim {
  const { room, shortage, settings, readAtMs } = around
  const { bytesPerMinute, spanMs } = growth
  const msLeft = msLeftOf(growth, room)
  const figures = memoryFigures({
    line: 'share',
    lineBytes: settings.hogGrowthBytes,
    needBytes: growth.bytes,
    haveBytes: settings.hogGrowthBytes,
    msLeft,
  })
  const { need, have, gap } = shownGap(figures)
  const name = shortName(app.name)
  const within = `in ${formatSpan(spanMs)}`
  const grown =
    figures.gapBytes > 0
      ? `${name} has grown by ${need} ${within}, ${gap} more than the ${have} that its rule allows`
      : `${name} has grown by ${formatBytes(growth.bytes)} ${within}`
  return {
    severity: shortage === 'short' ? 'warning' : 'notice',
    title: `${name} keeps growing`,
    sentence: `${grown}. At ${formatGrowth(bytesPerMinute)} the ${formatRoom(room.ramRoomBytes)} left in RAM last about ${formatSpan(msLeft)}.`,
    advice: around.mayAdvise(app) ? adviceOf(app) : null,
    figures,
    about: { appId: app.id },
    readAtMs,
  }
}

function adviceOf({ kind, name, iconName, hasWindows, quitEnds }: App): string {
  const short = shortName(name)
  if (iconName === 'system')
    return `${short} belongs to the system: a restart ends it if nothing else does.`
  if (iconName === 'terminal') return `End what runs in ${short} and is not needed now.`
  if (kind !== 'app') return `Stop what runs in ${short}, or give it less memory in its settings.`
  if (quitEnds !== null || hasWindows !== false)
    return `Save what is open in ${short} and quit it, or close some of it.`
  return `Quit ${short} if you do not need it now.`
}
