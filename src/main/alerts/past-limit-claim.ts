import type { Severity } from '../../shared/alert.ts'
import type { Model } from '../../shared/server.ts'
import type { Gpu, Known, Limit } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'
import { crawlWords, engineOf, isCrawling, refusalOf, type Engine } from './engine-words.ts'
import { freshOf } from './fresh.ts'
import { shownGap } from './gap-text.ts'
import { mayPanic } from './past-limit-line.ts'
import { bytesOfModel, reliefWords } from './relief.ts'
import { memoryFigures, type Claim, type Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

export function claimOfPastLimit(gpu: Known<Gpu>, limit: Known<Limit>, snapshot: Unjudged): Claim {
  const [needBytes, haveBytes] = [gpu.inUseBytes, limit.limitBytes]
  const gapBytes = Math.max(0, needBytes - haveBytes)
  const { need, have, gap } = shownGap({ haveBytes, gapBytes })
  const working = workingEngines(snapshot)
  const about = limit.isEstimated ? 'about ' : ''
  const sentences = [
    `${need} are in use, and the GPU's limit is ${about}${have}: ${gap} too much.`,
    `${endOf({ gpu, limit, working, snapshot })}.`,
    holdersOf(snapshot.models),
  ]
  return {
    severity: severityOf({ gpu, limit, working }, snapshot.models),
    title: "More is in use than the GPU's limit",
    sentence: sentences.filter((one) => one !== null).join(' '),
    advice: reliefWords(snapshot, { line: 'gpu' }) ?? otherWayOf(snapshot.models),
    figures: memoryFigures({ line: 'gpu', lineBytes: haveBytes, needBytes, haveBytes }),
    about: subjectOf(snapshot.models),
    readAtMs: gpu.atMs,
  }
}

/** The screens, and what is in use beside models. */
const ofModelsRatio = 0.9
/**
 * What is in use no more, and what those that are there cannot bring back, has gone with somebody: a load that was refused has
 * given it back.
 */
export const mayComeBack = (gpu: Gpu, limit: Limit, snapshot: Unjudged): boolean =>
  isPastNow(gpu, limit) ||
  workingEngines(snapshot).length > 0 ||
  heldAtMost(snapshot.models) > ofModelsRatio * limit.limitBytes

/** Somebody whom nobody has told of takes it: what serves in silence loads, or trains. */
const isOfOthers = ({ inUseNowBytes }: Gpu, models: readonly Model[]): boolean =>
  heldAtMost(models) < ofModelsRatio * inUseNowBytes

/** Some tell of their weights only. */
const besideWeights = 1.25

/** By models that may have dropped out of what is in use; what is not known may be anything. */
const heldAtMost = (models: readonly Model[]): number =>
  models
    .filter(({ isRemote }) => !isRemote)
    .reduce((sum, one) => sum + (bytesOfModel(one) ?? Infinity) * besideWeights, 0)

interface Past {
  readonly gpu: Gpu
  readonly limit: Limit
  /** Of each model that works or loads; null: it is not known what runs it. */
  readonly working: readonly (Engine | null)[]
  readonly snapshot: Unjudged
}

const workingEngines = ({ models, loads, servers }: Unjudged): readonly (Engine | null)[] => [
  ...models
    .filter(({ state, isRemote, isStale }) => state === 'generating' && !isRemote && !isStale)
    .map((model) => engineOf(model, servers)),
  ...loads.filter(({ stage }) => stage === 'loading').map((load) => engineOf(load, servers)),
]

/** An idle model that has dropped out of what is in use now comes back with its next request: until then nothing fails. */
function severityOf(
  { gpu, limit, working }: Omit<Past, 'snapshot'>,
  models: readonly Model[],
): Severity {
  if (working.length === 0)
    return isPastNow(gpu, limit) && (isBusy(gpu) || isOfOthers(gpu, models)) ? 'warning' : 'notice'
  if (!isPastNow(gpu, limit)) return 'warning'
  const isEnding = working.some((engine) => {
    if (engine === null) return false
    if (!isCrawling(engine)) return true
    const refusesAtBytes = refusalOf(engine, limit)
    return refusesAtBytes !== null && gpu.inUseBytes >= refusesAtBytes
  })
  return isEnding && !limit.isEstimated ? 'imminent' : 'warning'
}

/** Somebody works on it, whoever that is. */
const busyFromRatio = 0.5
const isBusy = ({ devices }: Gpu): boolean =>
  devices.some(({ busyRatio }) => busyRatio !== null && busyRatio >= busyFromRatio)

const isPastNow = ({ inUseNowBytes }: Gpu, { limitBytes }: Limit): boolean =>
  inUseNowBytes > limitBytes

const isPanic = ({ gpu, limit, snapshot }: Omit<Past, 'working'>): boolean =>
  mayPanic(gpu.inUseBytes, { gpu, limit, ramBytes: freshOf(snapshot.memory)?.totalBytes ?? null })

/** On a ladder: a crawl, a likely failure, a panic. */
function endOf({ gpu, limit, working, snapshot }: Past): string {
  const engines = working.length > 0 ? working : heldBy(snapshot)
  const crawling = engines.find(isCrawling)
  const panic = isPanic({ gpu, limit, snapshot }) ? '; macOS may panic' : ''
  const isFailing = engines.some((engine) => engine !== null && !isCrawling(engine))
  const failure = 'A load or an answer is likely to fail'
  if (isFailing && crawling !== undefined) return `${failure}, ${crawling} to crawl${panic}`
  if (isFailing) return `${failure}${panic}`
  if (crawling !== undefined) return `${crawlWords(crawling, limit)}${panic}`
  return `What works on it slows to a crawl, or fails${panic}`
}

const heldBy = ({ models, servers }: Unjudged): readonly (Engine | null)[] =>
  models.filter(({ isRemote }) => !isRemote).map((model) => engineOf(model, servers))

const namedCount = 2

/** `Held by qwen3:30b (18.6 GB) and gemma3 (9.1 GB).`; null where no size is known. */
function holdersOf(models: readonly Model[]): string | null {
  const known = models.filter(isHolder)
  if (known.length === 0) return null
  const words = known
    .slice(0, namedCount)
    .map((model) => `${shortName(model.name, 18)} (${formatBytes(bytesOfModel(model) ?? 0)})`)
  const others = known.length > namedCount ? ' and others' : ''
  return `Held by ${words.join(others === '' ? ' and ' : ', ')}${others}.`
}

/** Less holds nothing back. */
const leastHeldBytes = 0.1e9
const isHolder = (model: Model): boolean =>
  !model.isRemote && (bytesOfModel(model) ?? 0) >= leastHeldBytes

/** Where none of them idles. */
const otherWayOf = (models: readonly Model[]): string =>
  models.filter(isHolder).length > 1
    ? 'Unload one of them as soon as its answer is there.'
    : 'Load it anew with a shorter context, or take a smaller model.'

function subjectOf(models: readonly Model[]): Claim['about'] {
  const holders = models.filter(isHolder)
  const [only] = holders
  return holders.length === 1 && only !== undefined
    ? { modelId: only.id, serverId: only.serverId }
    : {}
}
