import type { Severity } from '../../shared/alert.ts'
import type { FitAdvice } from '../../shared/fit.ts'
import { shownAdvice } from '../../shared/fit-text.ts'
import type { Load, LoadNeed } from '../../shared/load.ts'
import type { Limit } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'
import { crawlWords, engineOf, isCrawling, refusalOf, type Engine } from './engine-words.ts'
import { freshOf } from './fresh.ts'
import { shownGap } from './gap-text.ts'
import { lineBytesOf, whereWords } from './line-words.ts'
import { thereIs } from './other-apps.ts'
import { mayPanic } from './past-limit-line.ts'
import { namesNever, reliefWords } from './relief.ts'
import { memoryFigures, type Claim, type Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'
import { swapRoomOf } from './swap-room.ts'

/** A load against the line that decides. */
export interface LoadStanding {
  readonly level: 'high' | 'between' | 'low'
  readonly line: 'gpu' | 'ram'
  readonly lineBytes: number
  readonly needBytes: number
  readonly haveBytes: number
  /** Whether it fits lies within the error of the estimate. */
  readonly isClose: boolean
}

/** At so much of the room it still only just fits: the clear line. */
const overUpToRatio = 0.95
/** A guess or an upper bound has no honest band: less than this share of it missing decides nothing. */
const vagueRatio = 0.1

type Foreseen = Extract<LoadNeed, { readonly kind: 'ok' }>

/** null: whether it fits cannot be told. */
export function standingOfLoad({ need }: Load, snapshot: Unjudged): LoadStanding | null {
  if (need.kind !== 'ok' || need.deciding === null) return null
  const { line, needBytes, roomBytes: haveBytes } = need.deciding
  const lineBytes = lineBytesOf(line, snapshot)
  if (lineBytes === null) return null
  const isVague = isVagueBasis(need)
  const missingBytes = needBytes - haveBytes
  const slackBytes = slackOf(need, isVague)
  const isClose = missingBytes <= slackBytes
  const isMissing = missingBytes > 0 && !(isVague && isClose)
  const isOver = needBytes <= overUpToRatio * haveBytes
  const level = isMissing ? 'high' : isOver ? 'low' : 'between'
  return { level, line, lineBytes, needBytes, haveBytes, isClose }
}

const isVagueBasis = ({ basis }: Foreseen): boolean =>
  basis === 'guess' || basis === 'upper bound' || basis === 'unknown'

/** How much less it may be than it is said to be. */
function slackOf({ needBytes, needRamBytes, lowBytes }: Foreseen, isVague: boolean): number {
  const wholeBytes = needBytes > 0 ? needBytes : needRamBytes
  const slackBytes = Math.max(0, wholeBytes - lowBytes)
  return isVague ? Math.max(slackBytes, vagueRatio * wholeBytes) : slackBytes
}

export function claimOfLoad(load: Load, standing: LoadStanding, snapshot: Unjudged): Claim {
  const { line, lineBytes, needBytes, haveBytes, isClose } = standing
  const gapBytes = Math.max(0, needBytes - haveBytes)
  const { need, have, gap } = shownGap({ haveBytes, gapBytes })
  const engine = engineOf(load, snapshot.servers)
  const about = isClose ? 'about ' : ''
  const beside =
    load.need.kind === 'ok' && load.need.besideCount > 0 ? ' beside what else is loading' : ''
  const room = `there is room for ${have}${beside}${whereWords(line, snapshot)}`
  const sentence =
    gapBytes === 0
      ? `It needs about ${formatBytes(needBytes)}, and ${room}: it just fits now.`
      : `It needs ${about}${need}, and ${room}: ${gap} too much. ${endOf(load, engine, standing, snapshot)}`
  return {
    severity: severityOf(load, engine, standing, snapshot),
    title: `${shortName(load.name, 40)} ${isClose ? 'may' : 'will'} not fit`,
    sentence,
    advice: adviceOf(load, line, snapshot),
    figures: memoryFigures({ line, lineBytes, needBytes, haveBytes }),
    about: { loadId: load.id, serverId: thereIs(load.serverId, snapshot) },
    readAtMs: readAtOf(line, snapshot),
  }
}

/** What is suggested for it stands beside; what else would make it fit is better than what only helps. */
function adviceOf(load: Load, line: 'gpu' | 'ram', snapshot: Unjudged): string | null {
  const relief = reliefWords(snapshot, { line, exceptServerId: load.serverId })
  const { cause } = snapshot.suggestion ?? {}
  if (cause?.kind === 'load' && cause.loadId === load.id && relief !== null) return relief
  const first = bestOf(
    load.need.kind === 'ok'
      ? load.need.advice.filter((one) => !(freeing.has(one.kind) && namesNever(one.text, snapshot)))
      : [],
  )
  return first === undefined ? relief : `${shownAdvice(first).text}.`
}

const freeing: ReadonlySet<FitAdvice['kind']> = new Set(['unload', 'quit', 'combination'])

/** The cheapest that is enough; where none is, what saves most. */
const bestOf = (advice: readonly FitAdvice[]): FitAdvice | undefined =>
  advice.find(({ isEnough, kind }) => isEnough && kind !== 'bigger-mac') ??
  advice
    .filter(({ kind }) => kind !== 'bigger-mac')
    .toSorted((a, b) => b.savesBytes - a.savesBytes)[0] ??
  advice[0]

const readAtOf = (line: 'gpu' | 'ram', { gpu, memory, atMs }: Unjudged): number => {
  const part = line === 'gpu' ? gpu : memory
  return part.kind === 'ok' ? part.atMs : atMs
}

/** What of it surely does not end within a minute is a warning: an engine that only crawls, and what swap can take. */
function severityOf(
  { need }: Load,
  engine: Engine | null,
  { line, needBytes, haveBytes, lineBytes, isClose }: LoadStanding,
  snapshot: Unjudged,
): Severity {
  if (isClose || (need.kind === 'ok' && isVagueBasis(need))) return 'warning'
  const gapBytes = needBytes - haveBytes
  const limit = freshOf(snapshot.limit)
  if (line === 'ram' && !isBeyondGpu(need, limit))
    return isSwappable(gapBytes, snapshot) ? 'warning' : 'imminent'
  if (!isCrawling(engine) || limit === null) return 'imminent'
  const refusesAtBytes = refusalOf(engine, limit)
  return refusesAtBytes !== null && lineBytes + gapBytes > refusesAtBytes ? 'imminent' : 'warning'
}

const isSwappable = (gapBytes: number, snapshot: Unjudged): boolean =>
  gapBytes <= (swapRoomOf(snapshot) ?? 0)

/** More is missing in RAM, but not even an empty GPU would hold it: what the GPU wires cannot be swapped. */
const isBeyondGpu = (need: LoadNeed, limit: Limit | null): boolean =>
  need.kind === 'ok' && limit !== null && need.needBytes > limit.limitBytes

/** What comes of it, on a ladder: a crawl, a likely failure, a panic. */
function endOf(
  { need }: Load,
  engine: Engine | null,
  standing: LoadStanding,
  snapshot: Unjudged,
): string {
  const { line, lineBytes, needBytes, haveBytes, isClose } = standing
  const gapBytes = needBytes - haveBytes
  const limit = freshOf(snapshot.limit)
  if (line === 'ram' && !isBeyondGpu(need, limit))
    return isSwappable(gapBytes, snapshot)
      ? 'Memory would move to swap, and everything slow down.'
      : 'It, or another program, is likely to be killed.'
  const gpu = freshOf(snapshot.gpu)
  const ramBytes = freshOf(snapshot.memory)?.totalBytes ?? null
  const isPanic =
    gpu !== null && limit !== null && mayPanic(lineBytes + gapBytes, { gpu, limit, ramBytes })
  const panic = isPanic ? ' macOS may panic.' : ''
  if (isCrawling(engine) && limit !== null) return `${crawlWords(engine, limit)}.${panic}`
  return isClose ? `The load may fail.${panic}` : `The load is likely to fail.${panic}`
}
