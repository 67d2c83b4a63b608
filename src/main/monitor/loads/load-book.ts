import { loadId, type LoadId } from '../../../shared/ids.ts'
import type { Load } from '../../../shared/load.ts'

/** One that has ended is shown for so long: whoever looks away for a moment must still see how it ended. */
const shownAfterEndMs = 30_000
/** However many servers come and go. */
const maxLoads = 20

/** A load as it is seen at one tick. */
export interface SeenLoad {
  readonly id: string
  /** From what was known of it before; null: it is new. */
  readonly step: (before: Load | null) => Load
}

export type LoadEnd = Exclude<Load['stage'], 'loading'>

/** All loads, from the first sign of each until a moment after its end. */
export interface LoadBook {
  /** Once a tick. `endOf`: of one that is under way no more; null where nobody knows: it is forgotten. */
  step(
    seen: readonly SeenLoad[],
    endOf: (id: string) => LoadEnd | null,
    atMs: number,
  ): readonly Load[]
}

export function createLoadBook(): LoadBook {
  let open = new Map<string, Load>()
  let ended: readonly Load[] = []
  let count = 0
  return {
    step: (seen, endOf, atMs) => {
      const ids = new Set(seen.map(({ id }) => id))
      const now = [...open].flatMap(([id, load]) =>
        ids.has(id) ? [] : endedAs(load, endOf(id), atMs),
      )
      // a clock that was set back must not keep them for ever
      ended = [...ended, ...now].filter(
        ({ endedAtMs }) => Math.abs(atMs - (endedAtMs ?? atMs)) < shownAfterEndMs,
      )
      open = new Map(
        seen.map(({ id, step }) => {
          const before = open.get(id) ?? null
          const load = step(before)
          // another load of the same process is another one
          return [id, before === null ? { ...load, id: numbered(load.id, count++) } : load]
        }),
      )
      const underWay = [...open.values()].toSorted((a, b) => a.startedAtMs - b.startedAtMs)
      return [...underWay, ...ended.toReversed()].slice(0, maxLoads)
    },
  }
}

const endedAs = (load: Load, stage: LoadEnd | null, atMs: number): readonly Load[] =>
  stage === null
    ? []
    : [{ ...load, stage, doneRatio: stage === 'loaded' ? 1 : load.doneRatio, endedAtMs: atMs }]

const numbered = (id: LoadId, count: number): LoadId => loadId(`${id}#${count}`)
