import { cleanKinds } from '../../scenes/kinds/clean.ts'
import { failingGrowth } from '../../scenes/kinds/failing-growth.ts'
import { failingLoads } from '../../scenes/kinds/failing-loads.ts'
import { failingOthers } from '../../scenes/kinds/failing-others.ts'
import type { Kind } from '../../scenes/scene.ts'

/** One scene to play: a kind by its place, and a seed of its own. */
export interface Planned {
  readonly kindIndex: number
  readonly seed: string
}

export const failingKinds: readonly Kind[] = [...failingLoads, ...failingGrowth, ...failingOthers]
export const allKinds: readonly Kind[] = [...failingKinds, ...cleanKinds]

const usualFailing = 400
const usualCleanHours = 24

/** Every kind as often as the others; as many clean hours as failing scenes are of 400. */
export function planOf(seed: string, failingCount: number): readonly Planned[] {
  const hours = Math.max(1, Math.ceil((usualCleanHours * failingCount) / usualFailing))
  const failing = Array.from({ length: failingCount }, (_, index) => ({
    kindIndex: index % failingKinds.length,
    seed: `${seed}/${index}`,
  }))
  const clean = Array.from({ length: hours }, (_, index) => ({
    kindIndex: failingKinds.length + (index % cleanKinds.length),
    seed: `${seed}/${index}`,
  }))
  return [...failing, ...clean]
}

export const defaultCount = usualFailing
