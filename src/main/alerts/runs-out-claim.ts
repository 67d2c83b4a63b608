import type { Severity } from '../../shared/alert.ts'
import type { Grower, RunsOut } from '../../shared/forecast.ts'
import { formatBytesPerSecond, formatSpan, formatTokens } from '../../shared/units.ts'
import { shownGap } from './gap-text.ts'
import { whereWords } from './line-words.ts'
import { reliefWords } from './relief.ts'
import { memoryFigures, type Claim, type Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

const imminentMs = 60_000

interface Around {
  readonly snapshot: Unjudged
  /** The line: how far ahead is looked. */
  readonly withinMs: number
  readonly readAtMs: number
}

export function claimOfRunsOut(runsOut: RunsOut, { snapshot, withinMs, readAtMs }: Around): Claim {
  const { line, lineBytes, roomBytes: haveBytes, bytesPerSecond, toComeBytes, msLeft } = runsOut
  const needBytes = toComeBytes ?? (bytesPerSecond * withinMs) / 1000
  const gapBytes = Math.max(0, needBytes - haveBytes)
  const grower = growerOf(runsOut.grower, snapshot)
  return {
    severity: severityOf(runsOut),
    title: grower === null ? titles[line] : `${shortName(grower.name, 30)} uses up ${whats[line]}`,
    sentence: sentenceOf(runsOut, { snapshot, withinMs, gapBytes }),
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

/** Where it is uneven, a minute is no more than likely: even its longest time has to be near. */
function severityOf({ msLeft, highMsLeft, sureness }: RunsOut): Severity {
  const isNear = msLeft < imminentMs
  return isNear && (sureness === 'sure' || highMsLeft < 2 * imminentMs) ? 'imminent' : 'warning'
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
  readonly withinMs: number
  readonly gapBytes: number
}

function sentenceOf(
  { line, roomBytes, bytesPerSecond, msLeft, toComeBytes, grower }: RunsOut,
  { snapshot, withinMs, gapBytes }: Reckoned,
): string {
  const shown = shownGap({ haveBytes: roomBytes, gapBytes })
  const room = shownGap({ haveBytes: roomBytes, gapBytes: 0 })
  const have = gapBytes > 0 ? shown.have : room.have
  const pace = formatBytesPerSecond(bytesPerSecond)
  const tokens = tokensOf(grower, snapshot)
  const left = `${have} left${whereWords(line, snapshot)} last about ${formatSpan(msLeft)} at ${pace}${tokens}.`
  if (gapBytes === 0) return left
  const coming =
    toComeBytes === null
      ? `In ${formatSpan(withinMs)} that takes ${shown.need}`
      : `${shown.need} are still to come`
  return `${left} ${coming}: ${shown.gap} too much.`
}

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
  if (grower?.kind === 'app') return `Quit ${shortName(grower.name)}, or stop what it does.`
  if (grower === null) return relief
  const stop = 'Stop this answer, or go on in a new, shorter chat.'
  return relief === null ? stop : `${relief} Or stop this answer.`
}

function subjectOf(grower: Grower | null): Claim['about'] {
  if (grower === null) return {}
  return grower.kind === 'app'
    ? { appId: grower.appId }
    : { modelId: grower.modelId, serverId: grower.serverId }
}
