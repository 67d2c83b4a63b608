import type { Alert, AlertFigures, RuleId } from '../../src/shared/alert.ts'
import type { Part, Snapshot } from '../../src/shared/snapshot.ts'
import { formatRatio } from '../../src/shared/units.ts'

type MemoryFigures = Extract<AlertFigures, { kind: 'memory' }>
type TokenFigures = Extract<AlertFigures, { kind: 'tokens' }>
type Check = (alert: Alert, figures: MemoryFigures, snapshot: Snapshot) => readonly string[]

export const bytesIn = <T extends object>(
  part: Part<T>,
  of: (value: T) => number,
): number | null => (part.kind === 'ok' ? of(part) : null)

/** `expected` null: the Snapshot does not say it. */
const same = (what: string, got: number | null, expected: number | null): readonly string[] =>
  expected === null || got === expected ? [] : [`${what} is ${got}, and ${expected} there`]

const oneOf = (what: string, got: number, those: readonly (number | null)[]): readonly string[] =>
  those.includes(got) ? [] : [`${what} is ${got}, and none of ${those.join(', ')}`]

const noBytes: Check = ({ rule }) => [`${rule} has no figures of memory`]

const pastLimit: Check = (_, { needBytes, haveBytes }, { gpu, limit }) => [
  ...same(
    'need',
    needBytes,
    bytesIn(gpu, ({ inUseBytes }) => inUseBytes),
  ),
  ...same(
    'have',
    haveBytes,
    bytesIn(limit, ({ limitBytes }) => limitBytes),
  ),
]

/** Of a load, or of a notice of its log. */
const willNotFit: Check = ({ about }, { needBytes, haveBytes }, { loads, notices }) => {
  if (about.loadId === null) {
    const isTold = notices.some(
      ({ figures: one }) =>
        one.kind !== 'tokens' && one.needBytes === needBytes && one.haveBytes === haveBytes,
    )
    return isTold ? [] : ['no notice says so']
  }
  const need = loads.find(({ id }) => id === about.loadId)?.need
  const deciding = need?.kind === 'ok' ? need.deciding : null
  if (deciding === null) return ['what its load needs is not known']
  return [
    ...same('need', needBytes, deciding.needBytes),
    ...same('have', haveBytes, deciding.roomBytes),
  ]
}

const runningOut: Check = (_, { needBytes, haveBytes, line, lineBytes, msLeft }, { forecast }) => {
  const runsOut = forecast.kind === 'ok' ? forecast.runsOut : null
  if (runsOut === null) return ['the forecast says nothing of it']
  if (line !== runsOut.line) return [`its line is ${line}`]
  return [
    ...same(
      'need',
      needBytes,
      runsOut.toComeBytes === null ? null : Math.min(runsOut.toComeBytes, lineBytes),
    ),
    ...same('have', haveBytes, runsOut.roomBytes),
    ...same('time left', msLeft, runsOut.msLeft),
  ]
}

/** The kernel is at ease where available is 1.5 times what is compressed. */
const pressure: Check = (_, { needBytes, haveBytes }, { pressure: told }) => {
  const kernel = told.kind === 'ok' ? told.kernel : null
  const atEaseBytes = 1.5 * (kernel?.compressorBytes ?? 0)
  return [
    ...same('have', haveBytes, kernel?.availableBytes ?? null),
    ...(Math.abs(needBytes - atEaseBytes) <= 1 ? [] : [`need is ${needBytes}`]),
  ]
}

/** All that is in swap is wanted beside all of RAM, and what has gone there since is a part of it. */
const swapping: Check = (_, { needBytes, haveBytes }, { memory, swap, forecast }) => {
  const totalBytes = bytesIn(memory, (one) => one.totalBytes)
  const usedBytes = bytesIn(swap, (one) => one.usedBytes)
  const growth = forecast.kind === 'ok' ? forecast.swapGrowth : null
  if (totalBytes === null || usedBytes === null || growth === null) return ['nothing tells of it']
  return [
    ...same('have', haveBytes, totalBytes),
    ...same('need', needBytes, totalBytes + Math.max(usedBytes, growth.bytes)),
  ]
}

const swapDisk: Check = (_, { haveBytes, msLeft }, { disk, swap }) => {
  const freeBytes = bytesIn(disk, (one) => one.freeBytes)
  if (swap.kind !== 'ok' || freeBytes === null) return ['nothing tells of it']
  const pace = swap.outBytesPerSecond
  return [
    ...same('have', haveBytes, freeBytes),
    ...(msLeft === null || pace === null
      ? []
      : same('time left', msLeft, ((freeBytes + swap.freeBytes) / pace) * 1000)),
  ]
}

/** What it holds; or by how much it has grown, which is less. */
const memoryHog: Check = ({ about, title }, { needBytes, msLeft }, { apps }) => {
  const app = apps.find(({ id }) => id === about.appId)
  if (app === undefined) return ['it names no app']
  if (msLeft === null) return same('need', needBytes, app.memoryBytes)
  return needBytes > app.memoryBytes ? [`${title}: more than it holds`] : []
}

const strandedMemory: Check = (_, { needBytes, haveBytes, lineBytes }, { wired }) => [
  ...same(
    'need',
    needBytes,
    bytesIn(wired, ({ unattributedBytes }) => unattributedBytes),
  ),
  ...same('line', lineBytes, haveBytes),
]

/** What it would help: a load, the room, the kernel. Its model does nothing. */
const idleModel: Check = ({ about }, figures, { loads, room, pressure: told, models }) => {
  const { needBytes, haveBytes, line } = figures
  const state = models.find(({ id }) => id === about.modelId)?.state
  const isIdle = state === 'idle' || state === 'loaded'
  const wanting = loads.flatMap(({ stage, need }) =>
    stage === 'loading' && need.kind === 'ok' && need.deciding?.line === line ? need.deciding : [],
  )
  const isOfLoad = wanting.some((one) => one.needBytes === needBytes && one.roomBytes === haveBytes)
  const known = room.kind === 'ok' ? room : null
  const rooms = {
    gpu: known?.gpuRoomBytes ?? null,
    ram: known?.ramRoomBytes ?? null,
    pressure: told.kind === 'ok' ? (told.kernel?.availableBytes ?? null) : null,
    share: null,
    disk: null,
    before: null,
  }
  return [
    ...(isIdle ? [] : [`its model is ${state}`]),
    ...(isOfLoad ? [] : oneOf('have', haveBytes, [rooms[line]])),
  ]
}

/** The Snapshot's own figures that each rule must have taken. */
export const bytesOfRule: Readonly<Record<RuleId, Check>> = {
  'will-not-fit': willNotFit,
  'running-out': runningOut,
  'past-limit': pastLimit,
  pressure,
  swapping,
  'memory-hog': memoryHog,
  'gpu-hog': noBytes,
  'stranded-memory': strandedMemory,
  'idle-model': idleModel,
  // a card has bytes in its words, and they are those of its finding
  failure: noBytes,
  'off-gpu': noBytes,
  context: noBytes,
  thermal: noBytes,
  'swap-disk': swapDisk,
  'source-lost': noBytes,
  'good-news': noBytes,
}

/** Of a model, of a notice, or of a finding. */
export function tokensOfRule(
  { rule, about }: Alert,
  { needTokens, contextTokens, haveTokens }: TokenFigures,
  { models, notices, findings }: Snapshot,
): readonly string[] {
  if (rule !== 'context') return [`${rule} has no figures of tokens`]
  const fills = models
    .filter(({ id }) => id === about.modelId)
    .map((model) => model.fullestRequest?.usedTokens ?? model.contextUsedTokens)
  const prompts = notices.flatMap(({ figures }) =>
    figures.kind === 'tokens' ? figures.promptTokens : [],
  )
  const failed = findings
    .filter(({ id }) => id === about.findingId)
    .map(({ facts }) => facts.requestedTokens ?? facts.promptTokens ?? null)
  return [
    ...(haveTokens === contextTokens ? [] : ['other tokens than its context has']),
    ...oneOf('tokens', needTokens, [...fills, ...prompts, ...failed]),
  ]
}

/** What has no figures beside its words: the words have those of the Snapshot. */
export function wordsOfRule(
  { rule, about, sentence }: Alert,
  { apps, findings, thermal }: Snapshot,
): readonly string[] {
  const says = (what: string): readonly string[] =>
    sentence.includes(what) ? [] : [`it does not say ${what}: ${sentence}`]
  if (rule === 'gpu-hog') {
    const ratio = apps.find(({ id }) => id === about.appId)?.gpuRatio ?? null
    return ratio === null ? ['nobody tells its share'] : says(formatRatio(Math.min(1, ratio)))
  }
  if (rule === 'thermal') {
    const ratio = thermal.kind === 'ok' ? thermal.speedLimitRatio : null
    return ratio === null || ratio >= 0.9 ? [] : says(formatRatio(ratio))
  }
  if (rule === 'failure' || rule === 'off-gpu')
    return findings.some(({ id }) => id === about.findingId) ? [] : ['it names no finding']
  return []
}
