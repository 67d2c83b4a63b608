import type { Model, ServerKind } from '../../../../shared/server.ts'
import { formatBytes, formatBytesPerSecond, formatPace } from '../../../../shared/units.ts'
import { bandwidthOf } from '../chip-bandwidth.ts'
import type { DwellTimes, Level, Seen } from './dwell.ts'
import type { LiveClaim, LiveMoment, WatchSign } from './live-sign.ts'
import { freshOf, isLocal, listText, logFactsOf, modelText } from './moment-parts.ts'
import { programOfServer } from './program-of-server.ts'
import { slowReasons } from './slow-reasons.ts'
import { tokenBytesOf, weightsOf } from './token-bytes.ts'
import { createWatch } from './watch-sign.ts'

const times: DwellTimes = { holdMs: 20_000, readingCount: 3, calmMs: 20_000 }
/** Shares of what the bandwidth allows: below the first something is wrong (inference-logs.md §7.2), above the second nothing. */
const slowShare = 1 / 3
const wellShare = 1 / 2
/** Smaller models are bound by other things than by memory. */
const minWeightsBytes = 1e9
/** What each token takes beside reading, so that a chip of great bandwidth is not held to what no engine reaches on it. */
const besideReadingSeconds = 0.003

/** A part of their work is done on other machines. */
const elsewhere: ReadonlySet<ServerKind> = new Set(['exo'])

/** A model generates far more slowly than memory lets it. */
export const createSlowGeneration = (): WatchSign => createWatch(times, see)

function see(moment: LiveMoment): readonly Seen<LiveClaim>[] {
  return moment.models.map((model) => {
    const key = model.id
    const pace = paceOf(model, moment)
    if (pace === null) return { key, level: 'low' }
    const level = levelOf(pace)
    if (level !== 'high') return { key, level }
    return { key, level, readAtMs: model.atMs, claim: claimOf(model, pace, moment) }
  })
}

interface Pace {
  readonly tokensPerSecond: number
  readonly tokenBytes: number
  readonly bytesPerSecond: number
}

/** null where a figure is not known, and where several models share the bandwidth. */
function paceOf(model: Model, moment: LiveMoment): Pace | null {
  const { models, servers } = moment
  const { tokensPerSecond } = model
  const machine = freshOf(moment.machine)
  const kind = servers.find(({ id }) => id === model.serverId)?.kind
  if (machine === null || tokensPerSecond === null || !isGenerating(model)) return null
  if (!isLocal(model) || kind === undefined || elsewhere.has(kind)) return null
  if (models.some((one) => one.id !== model.id && isGenerating(one) && !one.isRemote)) return null
  const facts = logFactsOf(model, moment)
  const tokenBytes = tokenBytesOf(model, facts)
  const bytesPerSecond = bandwidthOf(machine.processor)
  if (tokenBytes === null || bytesPerSecond === null) return null
  if ((weightsOf(model, facts) ?? 0) < minWeightsBytes) return null
  return { tokensPerSecond, tokenBytes, bytesPerSecond }
}

const isGenerating = ({ state }: Model): boolean => state === 'generating'

function levelOf({ tokensPerSecond, tokenBytes, bytesPerSecond }: Pace): Level {
  const share = tokensPerSecond * (tokenBytes / bytesPerSecond + besideReadingSeconds)
  if (share < slowShare) return 'high'
  return share < wellShare ? 'between' : 'low'
}

function claimOf(
  model: Model,
  { tokensPerSecond, tokenBytes, bytesPerSecond }: Pace,
  moment: LiveMoment,
): LiveClaim {
  const { servers } = moment
  const allowed = `reading ${formatBytes(tokenBytes)} for each token at ${formatBytesPerSecond(bytesPerSecond)} allows about ${formatPace(bytesPerSecond / tokenBytes)}`
  return {
    class: 'slow-generation',
    signature: 'live-slow-generation',
    sentence: `${modelText(model, servers)} generates ${formatPace(tokensPerSecond)}, and ${allowed}. ${whyText(slowReasons(model, moment))}`,
    facts: {
      tokensPerSecond,
      ...(model.contextTokens === null ? {} : { contextTokens: model.contextTokens }),
    },
    serverId: model.serverId,
    modelId: model.id,
    program: programOfServer(model.serverId, servers),
  }
}

const whyText = (reasons: readonly string[]): string =>
  reasons.length === 0
    ? 'Nothing that can be seen from outside explains it; a long prompt of another request would'
    : `What may slow it: ${listText(reasons)}`
