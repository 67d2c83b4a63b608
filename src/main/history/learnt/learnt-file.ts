import { z } from 'zod/mini'
import type { FitParts } from '../../../shared/fit.ts'
import type { LearntLimit } from '../../../shared/learnt.ts'
import { jsonIn } from '../../../shared/parse.ts'
import { anAmount } from '../../host/amount.ts'
import type { SharedForm } from '../../host/shared-file.ts'
import { isBelievable, mostLoads } from './correction.ts'
import { isPlausibleRun, mostRuns, type KeptGrowth } from './growth-runs.ts'
import type { KeptModel, LearntParts } from './learnt-parts.ts'

/** Those that were loaded longest ago go first. */
export const maxModels = 200
export const maxGrowths = 200
/** All of them with the longest names have a third of it. */
const maxFileBytes = 4 * 2 ** 20

const maxTextLength = 400

const text = z.string().check(z.maxLength(maxTextLength))
const whole = z.int().check(z.nonnegative())

const partNames = [
  'weightsBytes',
  'kvBytes',
  'recurrentBytes',
  'computeBytes',
  'outputBytes',
  'projectorBytes',
  'draftBytes',
  'overheadBytes',
] as const satisfies readonly (keyof FitParts)[]

const loadShape = z.object({
  atMs: z.number(),
  ratios: z.partialRecord(z.enum(partNames), z.number().check(z.refine(isBelievable))),
})

const modelShape = z.object({
  id: text,
  engine: z.enum(['llama.cpp', 'ollama', 'mlx']),
  build: z.nullable(text),
  model: text,
  likeness: text,
  loads: whole,
  lastAtMs: z.number(),
  seen: z.array(loadShape).check(z.maxLength(mostLoads)),
})

const limitShape = z.object({
  limitBytes: anAmount,
  atMs: z.number(),
  program: z.nullable(text),
  overrideBytes: z.nullable(anAmount),
  ramBytes: anAmount,
  macOsMajor: whole,
})

const runShape = z
  .object({ bytesPerSecond: anAmount, bytesPerToken: z.nullable(anAmount) })
  .check(z.refine(isPlausibleRun))

const growthShape = z.object({
  id: text,
  engine: text,
  model: text,
  runs: whole,
  lastAtMs: z.number(),
  recent: z.array(runShape).check(z.minLength(1), z.maxLength(mostRuns)),
})

const shape = z.object({
  models: z._default(z.array(z.unknown()), []),
  limit: z._default(z.unknown(), null),
  growths: z._default(z.array(z.unknown()), []),
})

export const learntForm: SharedForm<LearntParts> = {
  none: { models: [], limit: null, growths: [] },
  words: 'nothing that was learnt is used',
  parse: learntInText,
  textOf: (parts) => `${JSON.stringify(bounded(parts), null, 1)}\n`,
  maxBytes: maxFileBytes,
}

/** null: not of its form. An entry that is wrong, or of a later version, must not cost the others. */
function learntInText(content: string): LearntParts | null {
  try {
    const parsed = shape.safeParse(jsonIn(content))
    if (!parsed.success) return null
    const { models, limit, growths } = parsed.data
    return bounded({
      models: models.flatMap((one) => modelShape.safeParse(one).data ?? []) satisfies KeptModel[],
      limit: (limitShape.safeParse(limit).data ?? null) satisfies LearntLimit | null,
      growths: growths.flatMap(
        (one) => growthShape.safeParse(one).data ?? [],
      ) satisfies KeptGrowth[],
    })
  } catch {
    // ParseError: not JSON
    return null
  }
}

const bounded = ({ models, limit, growths }: LearntParts): LearntParts => ({
  models: latest(models, maxModels),
  limit,
  growths: latest(growths, maxGrowths),
})

/** In their order. */
function latest<T extends { readonly lastAtMs: number }>(
  all: readonly T[],
  most: number,
): readonly T[] {
  if (all.length <= most) return all
  const kept = new Set(all.toSorted((a, b) => b.lastAtMs - a.lastAtMs).slice(0, most))
  return all.filter((one) => kept.has(one))
}
