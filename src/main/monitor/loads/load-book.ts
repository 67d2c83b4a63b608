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

/** All loads, from the first sign of each until a moment after its end. */
export interface LoadBook {
  /** Once a tick. `hasLoaded`: of one that is under way no more. */
  step(seen: readonly SeenLoad[], hasLoaded: (id: string) => boolean, atMs: number): readonly Load[]
}

export function createLoadBook(): LoadBook {
  let open = new Map<string, Load>()
  let ended: readonly Load[] = []
  let count = 0
  return {
    step: (seen, hasLoaded, atMs) => {
      const ids = new Set(seen.map(({ id }) => id))
      const now = [...open].flatMap(([id, load]) =>
        ids.has(id) ? [] : [endOf(load, hasLoaded(id), atMs)],
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
      return [...ended, ...open.values()]
        .toSorted((a, b) => a.startedAtMs - b.startedAtMs)
        .slice(-maxLoads)
    },
  }
}

const endOf = (load: Load, hasLoaded: boolean, atMs: number): Load => ({
  ...load,
  stage: hasLoaded ? 'loaded' : 'failed',
  doneRatio: hasLoaded ? 1 : load.doneRatio,
  endedAtMs: atMs,
})

const numbered = (id: LoadId, count: number): LoadId => loadId(`${id}#${count}`)
