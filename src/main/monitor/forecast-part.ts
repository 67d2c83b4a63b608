import type { Forecast, Grower, RunsOut } from '../../shared/forecast.ts'
import type { Model } from '../../shared/server.ts'
import type { Part, Room, Snapshot } from '../../shared/snapshot.ts'
import { createLineTrend, type LineReading } from '../headroom/forecast/line-trend.ts'
import {
  knownGrowthOf,
  isRead,
  knownTogether,
  modelForecastOf,
  withPrompt,
  type CacheGrowth,
} from '../headroom/forecast/model-forecast.ts'
import { createPushedOut } from '../headroom/forecast/pushed-out.ts'
import { runsOutOf, type LineNow } from '../headroom/forecast/runs-out.ts'
import { createSwapGrowth } from '../headroom/forecast/swap-growth.ts'
import { createTokenPaces } from '../headroom/forecast/token-pace.ts'
import { noLearntUse, type LearntUse } from '../history/learnt/learnt-use.ts'
import { doingsIn } from './growth/doings.ts'
import { engineGrowthOf } from './growth/engine-growth.ts'
import { createGrowers } from './growth/grower.ts'
import { createLearntGrowth } from './growth/learnt-growth.ts'
import { isLoadingNow } from './growth/loads-now.ts'

/** What of a Snapshot is looked at for what is to come. */
export type ForecastMoment = Pick<
  Snapshot,
  'room' | 'limit' | 'memory' | 'gpu' | 'swap' | 'apps' | 'servers' | 'models' | 'loads'
>

/** What is known of how the programs of models grow; without it, by the kind of their servers alone. */
export type GrowthOf = (model: Model, moment: ForecastMoment) => CacheGrowth | null

/** The forecast, one moment after the other. */
export function createForecastPart(
  growthOf: GrowthOf = byKind,
  learnt: LearntUse = noLearntUse,
): (atMs: number, moment: ForecastMoment) => Part<Forecast> {
  const linesOf = createLines()
  const growers = createGrowers()
  const modelsAt = createGrowing(growthOf)
  const swapGrowthOf = createSwapGrowth()
  const learning = createLearntGrowth(learnt)

  return (atMs, moment) => {
    const { room, swap } = moment
    growers.note(atMs, moment)
    learning.note(atMs, moment)
    const models = modelsAt(moment)
    const swapNow = swap.kind === 'ok' && !swap.isStale ? swap : null
    const swapGrowth = swapGrowthOf(swapNow, doingsIn(moment))
    const lines = linesOf(atMs, moment)
    if (room.kind !== 'ok') return { kind: room.kind, reason: room.reason }
    const known = knownTogether(models.flatMap((one) => one.known ?? []))
    const found = room.isStale ? null : runsOutOf(lines, known)
    return {
      kind: 'ok',
      atMs: room.atMs,
      isStale: room.isStale,
      runsOut:
        found === null
          ? null
          : learning.trusted(
              { ...found, grower: knownGrower(found, models) ?? grownBy(found, lines, moment) },
              moment,
            ),
      models: models.flatMap(({ forecast }) => forecast ?? []),
      swapGrowth,
    }
  }

  function grownBy(
    { line, bytesPerSecond }: Found,
    lines: readonly LineNow[],
    moment: ForecastMoment,
  ): Grower | null {
    const trend = lines.find((one) => one.line === line)?.trend ?? null
    return trend === null ? null : growers.of({ bytesPerSecond, sinceMs: trend.sinceMs }, moment)
  }
}

type Found = Omit<RunsOut, 'grower'>

/** What a log counts is of now, however long ago its server was asked. */
const pacedBy = (model: Model, { prompt }: CacheGrowth, { kind, ...room }: Room): Model =>
  prompt !== null && kind === 'ok' && 'atMs' in room ? { ...model, atMs: room.atMs } : model

/** A model, and what is known of what it will take. */
interface Growing {
  readonly model: Model
  readonly forecast: Forecast['models'][number] | null
  readonly known: ReturnType<typeof knownGrowthOf>
}

/** What is known to come of the models of each moment. */
function createGrowing(growthOf: GrowthOf): (moment: ForecastMoment) => readonly Growing[] {
  const pacesOf = createTokenPaces()
  return (moment) => {
    const { room, models } = moment
    const growing = models.flatMap((model) => {
      const growth = model.isRemote || model.isStale ? null : growthOf(model, moment)
      return growth === null ? [] : [{ model: withPrompt(model, growth), growth }]
    })
    const paceOf = pacesOf(growing.map(({ model, growth }) => pacedBy(model, growth, room)))
    const roomBytes = room.kind === 'ok' && !room.isStale ? room.roomBytes : null
    return growing.map(({ model, growth }): Growing => {
      const tokensPerSecond = paceOf(model.id)
      const isAtWork =
        model.state === 'generating' || (growth.prompt !== null && isRead(growth.prompt))
      return {
        model,
        forecast: modelForecastOf(model, growth, { roomBytes, tokensPerSecond }),
        known: isAtWork ? knownGrowthOf(model, growth, tokensPerSecond) : null,
      }
    })
  }
}

function byKind({ serverId }: Model, { servers }: ForecastMoment): CacheGrowth | null {
  const server = servers.find(({ id }) => id === serverId)
  const engine = server === undefined ? null : engineGrowthOf(server.kind, null)
  return engine === null
    ? null
    : { endsWith: engine.endsWith, bytesPerToken: null, mayGrow: null, prompt: null }
}

/** Both lines, each by its own readings. What is loaded now, and what was before, says nothing of what is to come. */
function createLines(): (atMs: number, moment: ForecastMoment) => readonly LineNow[] {
  const trends = { gpu: createLineTrend(), ram: createLineTrend() }
  const ramReading = createRamReading()
  return (atMs, moment) => {
    const readings = { gpu: gpuReading(moment), ram: ramReading(moment) }
    if (isLoadingNow(moment.loads, atMs)) {
      trends.gpu.restart()
      trends.ram.restart()
    }
    return (['gpu', 'ram'] as const).flatMap((line): readonly LineNow[] => {
      const reading = readings[line]
      const trend = trends[line].step(reading)
      if (reading === null) return []
      return [{ line, lineBytes: reading.lineBytes, roomBytes: reading.roomBytes, trend }]
    })
  }
}

/** Beyond its limit as well, where room is 0 and goes on shrinking. */
function gpuReading({ room, gpu, limit }: ForecastMoment): LineReading | null {
  if (room.kind !== 'ok' || gpu.kind !== 'ok' || limit.kind !== 'ok') return null
  if (gpu.isStale || room.gpuRoomBytes === null) return null
  const { limitBytes: lineBytes } = limit
  const bytes = lineBytes - gpu.inUseBytes
  return { atMs: gpu.atMs, bytes, lineBytes, roomBytes: room.gpuRoomBytes }
}

/** What is pushed out of RAM is lost as well: room stands still then, and its end comes nearer. */
function createRamReading(): (moment: ForecastMoment) => LineReading | null {
  const leftOf = createPushedOut()
  return ({ room, memory, swap }) => {
    if (room.kind !== 'ok' || memory.kind !== 'ok' || memory.isStale) return null
    const { atMs, totalBytes: lineBytes } = memory
    const bytes = leftOf(memory, swap.kind === 'ok' && !swap.isStale ? swap : null)
    return { atMs, bytes, lineBytes, roomBytes: room.ramRoomBytes }
  }
}

/** A model of which most of it is known. */
function knownGrower({ bytesPerSecond, by }: Found, models: readonly Growing[]): Grower | null {
  if (by === 'trend') return null
  const [most] = models
    .flatMap(({ model, known }) => (known === null ? [] : { model, known }))
    .toSorted((a, b) => b.known.bytesPerSecond - a.known.bytesPerSecond)
  if (most === undefined || most.known.bytesPerSecond < bytesPerSecond / 2) return null
  const { id: modelId, serverId, name } = most.model
  return { kind: 'model', modelId, serverId, name, bytesPerSecond: most.known.bytesPerSecond }
}
