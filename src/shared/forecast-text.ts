import type { Alert } from './alert.ts'
import type { Forecast, ModelForecast, RunsOut } from './forecast.ts'
import { printable } from './printable.ts'
import type { Model } from './server.ts'
import type { Snapshot } from './snapshot.ts'
import { formatBytes, formatSpan, formatTokens } from './units.ts'

const maxNameLength = 60
/** Beyond it "at this pace" says nothing: nobody generates, or grows, at one pace for a day. */
const mostMsLeft = 24 * 3_600_000

/**
 * What is to come of the room, a sentence each: `~96k tokens / 27 min left at this pace`, `runs out in about 40 s at 102 MB/s:
 * python grows`. Empty where nothing is known, and where an alert says it.
 */
export function shownForecast({
  forecast,
  models,
  alerts,
}: Pick<Snapshot, 'forecast' | 'models' | 'alerts'>): readonly string[] {
  if (forecast.kind !== 'ok' || forecast.isStale) return []
  const told = alerts.filter(
    ({ snoozed, isStale, isClearing }) => snoozed === null && !isStale && !isClearing,
  )
  const isToldOfRoom = told.some(({ rule }) => rule === 'running-out')
  const working = workingOf(forecast, models).filter(
    ({ ahead: { endsWith, modelId } }) =>
      !(endsWith === 'memory' ? isToldOfRoom : isContextTold(told, modelId)),
  )
  const tokens = working.flatMap(({ ahead, model }) =>
    tokensLine(ahead, working.length > 1 ? model.name : null),
  )
  const { runsOut } = forecast
  const isSaid = isToldOfRoom || isSaidInTokens(runsOut, working)
  const room = runsOut === null || isSaid || runsOut.msLeft > mostMsLeft ? [] : [roomLine(runsOut)]
  return [...room, ...tokens]
}

/** What grows is the cache of a model whose tokens are told: they say it better. */
function isSaidInTokens(runsOut: RunsOut | null, working: readonly Working[]): boolean {
  const grower = runsOut?.grower
  return (
    grower?.kind === 'model' &&
    working.some(
      ({ ahead: { endsWith, modelId } }) => endsWith === 'memory' && modelId === grower.modelId,
    )
  )
}

interface Working {
  readonly ahead: ModelForecast & { readonly tokensLeft: number }
  readonly model: Model
}

/** Those that generate, and whose end is known. */
const workingOf = (
  { models: ahead }: Pick<Forecast, 'models'>,
  models: readonly Model[],
): readonly Working[] =>
  ahead.flatMap((one) => {
    const model = models.find(({ id }) => id === one.modelId)
    const { tokensLeft } = one
    return model?.state === 'generating' && tokensLeft !== null
      ? [{ ahead: { ...one, tokensLeft }, model }]
      : []
  })

const isContextTold = (alerts: readonly Alert[], modelId: ModelForecast['modelId']): boolean =>
  alerts.some(({ rule, about }) => rule === 'context' && about.modelId === modelId)

function roomLine({ msLeft, bytesPerSecond, sureness, grower }: RunsOut): string {
  const verb = sureness === 'sure' ? 'runs out' : 'may run out'
  const who = grower === null ? '' : `: ${printable(grower.name, maxNameLength)} grows`
  return `${verb} in about ${formatSpan(msLeft)} at ${formatBytes(bytesPerSecond)}/s${who}`
}

function tokensLine(
  { tokensLeft, msLeft, endsWith }: Working['ahead'],
  name: string | null,
): readonly string[] {
  const whose = name === null ? '' : `${printable(name, maxNameLength)}: `
  const tokens = `~${formatTokens(tokensLeft)} ${tokensLeft === 1 ? 'token' : 'tokens'}`
  const isTimed = msLeft !== null && msLeft <= mostMsLeft
  const time = isTimed ? ` / ${formatSpan(msLeft)}` : ''
  const pace = isTimed ? ' at this pace' : ''
  return [`${whose}${tokens}${time} left${endsWith === 'context' ? ' in its context' : ''}${pace}`]
}
