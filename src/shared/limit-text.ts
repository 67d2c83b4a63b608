import {
  mibBytes,
  mostLimitBytes,
  wholeMib,
  type LimitGuide,
  type RaiseBounds,
} from './limit-raise.ts'
import { formatBytes, formatRoom } from './units.ts'

const setting = 'iogpu.wired_limit_mb'

/** What a terminal takes; null gives the choice back to macOS. */
export const limitCommand = (toBytes: number | null): string =>
  `sudo sysctl ${setting}=${toBytes === null ? 0 : wholeMib(toBytes)}`

/** For every raise alike. */
export const guideWords = {
  does: 'Lets the GPU take more of the memory, for larger models or longer contexts. It holds from now until the next restart of this Mac; an engine that runs already may keep the limit that it started with.',
  risks:
    'macOS and all apps keep less: with large models loaded the Mac swaps and slows down, and where it runs out it can freeze or restart by itself, and what is not saved is lost.',
} as const

/**
 * Room is the least of that in the RAM and that on the GPU: a higher limit gives no more than the one is above the other.
 * `raiseBytes`: how far the limit can be raised.
 */
export function roomNoteOf(
  { ramBytes, gpuBytes }: { readonly ramBytes: number; readonly gpuBytes: number },
  raiseBytes: number,
): string | null {
  const gainBytes = ramBytes - gpuBytes
  if (gainBytes < mibBytes) return 'Now RAM is what lacks: a higher limit gives no more room.'
  if (gainBytes >= raiseBytes) return null
  return `Now a higher limit gives ${formatBytes(gainBytes)} more room at most: beyond that, RAM is what lacks.`
}

/** Why nothing is set here. */
export const notHere = {
  replay: 'this is a recording: its limit cannot be changed',
  otherSystem: (platform: string): string =>
    `only a Mac with Apple silicon has a limit of the GPU that can be raised: this is ${nameOfPlatform[platform] ?? 'another system'}`,
  intel: `this is an Intel Mac: there is no ${setting} on it`,
  noVersion: `the version of macOS is not told: Headroom sets ${setting} only where it knows how that behaves`,
  olderMacOs: (major: number): string =>
    major === 13
      ? 'macOS 13 has another setting for it (debug.iogpu.wired_limit, in bytes): Headroom sets that of macOS 14 and later only'
      : `macOS ${major} has no ${setting}: that came with macOS 14`,
  newerMacOs: (major: number, known: readonly number[]): string =>
    `this is macOS ${major}: Headroom knows how ${setting} behaves on macOS ${listed(known)}, and not there`,
  noSetting: (reason: string): string => `this Mac does not tell ${setting}: ${reason}`,
  noRam: 'the size of the RAM is not told: how far the limit may be raised is not known',
  noLimit: 'the limit of now is not known: what would be a raise is not known either',
} as const

const nameOfPlatform: Readonly<Record<string, string>> = {
  linux: 'Linux',
  win32: 'Windows',
  freebsd: 'FreeBSD',
}

const listed = (numbers: readonly number[]): string =>
  `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`

/** Why no raise is left. */
export function tooLittleRam(
  ramBytes: number,
  nowBytes: number,
  raisedToBytes: number | null,
): string {
  const mostBytes = mostLimitBytes(ramBytes)
  const most =
    mostBytes === 0
      ? 'macOS needs all of it itself'
      : `no more than ${formatRoom(mostBytes)} of it may go to the GPU, so that macOS keeps what it needs`
  const now = raisedToBytes === null ? 'the limit is' : 'the limit was raised to'
  return `of ${formatBytes(ramBytes)} of RAM no raise is left: ${most}, and ${now} ${formatBytes(nowBytes)} already`
}

/** Each figure that it tells is refused or taken as it says: the upper one is rounded down. */
const boundsText = ({ leastBytes }: RaiseBounds, most: string): string =>
  `it may be more than ${formatBytes(leastBytes - mibBytes)}, the limit of now, and no more than ${most}`

const inMib = (bytes: number): string => `${wholeMib(bytes)} MiB`

/** Why so much is not set; `isRaised`: it can be set back. */
export function outsideText(toBytes: number, bounds: RaiseBounds, isRaised: boolean): string {
  const { mostBytes } = bounds
  const [asked, most] = [formatBytes(toBytes), formatRoom(mostBytes)]
  if (toBytes <= mostBytes) {
    const first = isRaised ? ' (to lower it, set it back first)' : ''
    return `${asked} is no raise of the limit${first}: ${boundsText(bounds, most)}`
  }
  const tooMuch = 'would leave macOS too little'
  return asked === most // as they are rounded
    ? `${inMib(toBytes)} ${tooMuch}: ${boundsText(bounds, inMib(mostBytes))}`
    : `${asked} ${tooMuch}: ${boundsText(bounds, most)}`
}

const untilRestart = 'until the next restart'

/** What could be done here. */
export function shownText(guide: LimitGuide): string {
  if (guide.kind === 'refused')
    return guide.raisedToBytes === null
      ? guide.reason
      : `${raisedText(guide.raisedToBytes)}; it cannot be raised further: ${guide.reason}`
  const { nowBytes, isNowEstimated, raisedToBytes, mostBytes } = guide
  const most = `up to ${formatRoom(mostBytes)}, ${untilRestart}`
  return raisedToBytes === null
    ? `The limit of the GPU is ${isNowEstimated ? 'about ' : ''}${formatBytes(nowBytes)}, as macOS chooses it; it can be raised ${most}`
    : `${raisedText(raisedToBytes)}; it can be raised further, ${most}`
}

/** Whoever has raised it: Headroom, or somebody at a terminal. */
export const raisedText = (raisedToBytes: number): string =>
  `The limit of the GPU was raised to ${formatBytes(raisedToBytes)}, and that holds ${untilRestart}`

export const plannedText = (toBytes: number | null): string =>
  toBytes === null
    ? 'macOS would choose the limit of the GPU again; nothing was done'
    : `The limit of the GPU would be raised to ${formatBytes(toBytes)} ${untilRestart}; nothing was done`

/** Before it is done; what it does and risks stands in the guide. */
export const questionText = (toBytes: number | null): string =>
  toBytes === null
    ? 'macOS chooses the limit of the GPU again; a model that needs more may fail then'
    : `The limit of the GPU is raised to ${formatBytes(toBytes)} ${untilRestart}`

export const doneText = (toBytes: number | null, afterBytes: number | null): string =>
  toBytes === null
    ? `macOS chooses the limit of the GPU again${afterBytes === null ? '' : `: ${formatBytes(afterBytes)}`}`
    : `The limit of the GPU is ${formatBytes(toBytes)} now, ${untilRestart}`

export const alreadyText = (toBytes: number | null): string =>
  toBytes === null
    ? 'The limit of the GPU is not raised: macOS chooses it already'
    : `The limit of the GPU is ${formatBytes(toBytes)} already, ${untilRestart}`

export const unprovedText = (toBytes: number | null, told: string): string =>
  `The limit of the GPU was to be ${toBytes === null ? 'set back' : formatBytes(toBytes)}, and that is not proved: ${told}`

/** Why macOS has set nothing. */
export const notSet = {
  cancelled: 'nothing was set: the question of macOS for an administrator was cancelled',
  'not-administrator':
    'nothing was set: macOS did not take the name and the password for those of an administrator',
  'nobody-to-ask':
    'nothing was set: macOS can ask nobody for an administrator here (no screen, as over ssh)',
  otherwise: (reason: string): string => `nothing was set: ${reason}`,
} as const

/** Beside the command. */
export const byHandText = 'An administrator can set it in a terminal'
export const underWayText = 'macOS is asking for an administrator already'
