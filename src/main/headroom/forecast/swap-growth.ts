import type { SwapGrowth } from '../../../shared/forecast.ts'
import type { ModelId } from '../../../shared/ids.ts'

/** What pushes others out: a load that is under way, a model that generates. */
export interface Doing {
  readonly id: string
  /** null: of a load, where its server does not list the model yet. */
  readonly modelId: ModelId | null
  /** As far as it is known; null: from now on. */
  readonly startedAtMs: number | null
}

export interface SwapNow {
  readonly atMs: number
  readonly usedBytes: number
  /** null: it is not known. */
  readonly outBytesPerSecond: number | null
}

/** What has been pushed out comes back slowly: what began it is held to have done it for so long after its end. */
const afterMs = 30_000
/** A process is found up to half a minute after it began. */
const historyMs = 120_000
const leastEveryMs = 3_000
/** The clock was set back, or the machine slept. */
const maxGapMs = 90_000

interface Begun extends Pick<Doing, 'modelId'> {
  readonly sinceMs: number
  readonly beforeBytes: number
  readonly seenAtMs: number
}

/** What has gone to swap since the first of what is done now began. null: nothing is, or swap is not known. */
export function createSwapGrowth(): (
  swap: SwapNow | null,
  doings: readonly Doing[],
) => SwapGrowth | null {
  let history: readonly SwapNow[] = []
  let begun: ReadonlyMap<string, Begun> = new Map()

  const begin = ({ modelId, startedAtMs }: Doing, now: SwapNow): Begun => {
    const sinceMs = Math.min(startedAtMs ?? now.atMs, now.atMs)
    const before = history.findLast(({ atMs }) => atMs <= sinceMs) ?? history[0] ?? now
    // what nobody watched is not told as watched
    return {
      modelId,
      sinceMs: Math.max(sinceMs, before.atMs),
      beforeBytes: before.usedBytes,
      seenAtMs: now.atMs,
    }
  }

  return (swap, doings) => {
    if (swap === null) return null
    const last = history.at(-1)
    if (last !== undefined && Math.abs(swap.atMs - last.atMs) > maxGapMs) {
      history = []
      begun = new Map()
    }
    if (last === undefined || swap.atMs - last.atMs >= leastEveryMs || swap.atMs < last.atMs)
      history = [...history.filter(({ atMs }) => isRecent(atMs, swap.atMs)), swap]
    const now = doings.map((doing): readonly [string, Begun] => {
      const { modelId, ...before } = begun.get(doing.id) ?? begin(doing, swap)
      // what has come back since is not gone
      const beforeBytes = Math.min(before.beforeBytes, swap.usedBytes)
      return [
        doing.id,
        { ...before, modelId: doing.modelId ?? modelId, beforeBytes, seenAtMs: swap.atMs },
      ]
    })
    const over = [...begun].filter(
      ([id, { seenAtMs }]) =>
        doings.every((doing) => doing.id !== id) && Math.abs(swap.atMs - seenAtMs) <= afterMs,
    )
    begun = new Map([...now, ...over])
    return growthSince([...begun.values()], swap)
  }
}

const isRecent = (atMs: number, nowMs: number): boolean =>
  atMs <= nowMs && nowMs - atMs <= historyMs

function growthSince(begun: readonly Begun[], swap: SwapNow): SwapGrowth | null {
  const [first] = begun.toSorted((a, b) => a.sinceMs - b.sinceMs)
  if (first === undefined) return null
  const modelIds = new Set(begun.map(({ modelId }) => modelId))
  return {
    sinceMs: first.sinceMs,
    bytes: Math.max(0, swap.usedBytes - first.beforeBytes),
    bytesPerSecond: swap.outBytesPerSecond,
    modelId: modelIds.size === 1 ? first.modelId : null,
  }
}
