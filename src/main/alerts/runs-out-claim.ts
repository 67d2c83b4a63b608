import type { Severity } from '../../shared/alert.ts'
import type { Grower, RunsOut } from '../../shared/forecast.ts'
import { formatBytesPerSecond, formatSpan, formatTokens } from '../../shared/units.ts'
import { engineOf, isCrawling } from './engine-words.ts'
import { shownGap } from './gap-text.ts'
import { whereWords } from './line-words.ts'
import { wantsRoom } from './other-apps.ts'
import { mayAdvise, reliefWords } from './relief.ts'
import { memoryFigures, type Claim, type Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'
import { swapRoomOf } from './swap-room.ts'

const imminentMs = 60_000

interface Around {
  readonly snapshot: Unjudged
  /** The line: how far ahead is looked. */
  readonly withinMs: number
  readonly readAtMs: number
}

export function claimOfRunsOut(runsOut: RunsOut, { snapshot, withinMs, readAtMs }: Around): Claim {
  const { line, lineBytes, roomBytes: haveBytes, bytesPerSecond, toComeBytes, msLeft } = runsOut
  const horizonMs = msLeft < imminentMs ? Math.min(imminentMs, withinMs) : withinMs
  // it cannot take more than all there is
  const needBytes = Math.min(toComeBytes ?? (bytesPerSecond * horizonMs) / 1000, lineBytes)
  const gapBytes = Math.max(0, needBytes - haveBytes)
  const grower = growerOf(runsOut.grower, snapshot)
  return {
    severity: severityOf(runsOut, grower, { snapshot, withinMs }),
    title: grower === null ? titles[line] : `${shortName(grower.name, 30)} uses up ${whats[line]}`,
    sentence: sentenceOf(runsOut, { snapshot, horizonMs, gapBytes }),
    advice: adviceOf(grower, line, snapshot),
    figures: memoryFigures({ line, lineBytes, needBytes, haveBytes, msLeft }),
    about: subjectOf(grower),
    readAtMs,
  }
}

const titles = {
  gpu: "Room in the GPU's memory is running out",
  ram: 'Room in RAM is running out',
} as const
const whats = { gpu: "the GPU's memory", ram: 'RAM' } as const

/**
 * Where it is uneven, a minute is no more than likely: even its longest time has to be near. In RAM nothing fails while swap can take
 * it: where nobody runs a model that is no more than good to know.
 */
function severityOf(
  { line, msLeft, highMsLeft, sureness, bytesPerSecond, roomBytes }: RunsOut,
  grower: Grower | null,
  { snapshot, withinMs }: Pick<Around, 'snapshot' | 'withinMs'>,
): Severity {
  const isNear = msLeft < imminentMs && (sureness === 'sure' || highMsLeft < 2 * imminentMs)
  if (line === 'gpu') return isNear && doesFail(grower, snapshot) ? 'imminent' : 'warning'
  const isBeyondSwap = (ms: number): boolean =>
    (bytesPerSecond * ms) / 1000 > roomBytes + (swapRoomOf(snapshot) ?? 0)
  if (isNear && isBeyondSwap(imminentMs)) return 'imminent'
  return wantsRoom(snapshot) || isBeyondSwap(withinMs) ? 'warning' : 'notice'
}

/** MLX and PyTorch crawl first; and where the limit is only estimated, nobody knows to a minute. */
function doesFail(grower: Grower | null, { limit, models, servers }: Unjudged): boolean {
  const model =
    grower?.kind === 'model' ? models.find(({ id }) => id === grower.modelId) : undefined
  const crawls = model !== undefined && isCrawling(engineOf(model, servers))
  return limit.kind === 'ok' && !limit.isEstimated && !crawls
}

/** Only one that the Snapshot still lists. */
function growerOf(grower: Grower | null, { apps, models }: Unjudged): Grower | null {
  if (grower === null) return null
  const isThere =
    grower.kind === 'app'
      ? apps.some(({ id }) => id === grower.appId)
      : models.some(({ id }) => id === grower.modelId)
  return isThere ? grower : null
}

interface Reckoned {
  readonly snapshot: Unjudged
  readonly horizonMs: number
  readonly gapBytes: number
}

function sentenceOf(
  { line, roomBytes, bytesPerSecond, msLeft, toComeBytes, grower }: RunsOut,
  { snapshot, horizonMs, gapBytes }: Reckoned,
): string {
  const shown = shownGap({ haveBytes: roomBytes, gapBytes })
  const room = shownGap({ haveBytes: roomBytes, gapBytes: 0 })
  const have = gapBytes > 0 ? shown.have : room.have
  const pace = `${formatBytesPerSecond(bytesPerSecond)}${shareOf(grower, bytesPerSecond)}`
  const tokens = tokensOf(grower, snapshot)
  const left = `${have} left${whereWords(line, snapshot)} last about ${formatSpan(msLeft)} at ${pace}${tokens}.`
  if (gapBytes === 0) return left
  const coming =
    toComeBytes === null
      ? `In ${formatSpan(horizonMs)} that takes ${shown.need}`
      : `${shown.need} are still to come`
  return `${left} ${coming}: ${shown.gap} too much.`
}

/** Of a loss that is not all of its grower's, the grower's. */
const wholeShare = 0.75
const shareOf = (grower: Grower | null, bytesPerSecond: number): string =>
  grower === null || grower.bytesPerSecond >= wholeShare * bytesPerSecond
    ? ''
    : ` (${shortName(grower.name, 20)} ${formatBytesPerSecond(grower.bytesPerSecond)})`

/** Where a cache grows with each token, room ends with them. */
function tokensOf(grower: Grower | null, { forecast }: Unjudged): string {
  if (grower?.kind !== 'model' || forecast.kind !== 'ok') return ''
  const model = forecast.models.find(({ modelId }) => modelId === grower.modelId)
  return model === undefined || model.tokensLeft === null || model.endsWith !== 'memory'
    ? ''
    : `, about ${formatTokens(model.tokensLeft)} tokens`
}

function adviceOf(grower: Grower | null, line: 'gpu' | 'ram', snapshot: Unjudged): string | null {
  const exceptServerId = grower?.kind === 'model' ? grower.serverId : null
  const relief = reliefWords(snapshot, { line, exceptServerId })
  if (grower?.kind === 'app')
    return isKept(grower, snapshot)
      ? relief
      : `Quit ${shortName(grower.name)}, or stop what it does.`
  if (grower === null) return relief
  const stop = 'Stop this answer, or go on in a new, shorter chat.'
  return relief === null ? stop : `${relief} Or stop this answer.`
}

/** The user has said that it is never suggested. */
const isKept = ({ appId }: Extract<Grower, { kind: 'app' }>, snapshot: Unjudged): boolean =>
  snapshot.apps.some((app) => app.id === appId && !mayAdvise(app, snapshot))

function subjectOf(grower: Grower | null): Claim['about'] {
  if (grower === null) return {}
  return grower.kind === 'app'
    ? { appId: grower.appId }
    : { modelId: grower.modelId, serverId: grower.serverId }
}
