import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Measured } from '../measured.ts'

const path = fileURLToPath(new URL('results.json', import.meta.url))

const barShape = z.union([z.object({ most: z.number() }), z.object({ least: z.number() })])
const figureShape = z.object({
  number: z.string(),
  what: z.string(),
  value: z.nullable(z.number()),
  unit: z.string(),
  bar: z.nullable(barShape),
  holds: z.nullable(z.boolean()),
  note: z.optional(z.string()),
})
const shape = z.object({
  schema: z.literal('headroom/bench/1'),
  /** Of the last run that was saved. */
  machine: z.object({
    processor: z.string(),
    coreCount: z.number(),
    kernel: z.string(),
    node: z.string(),
  }),
  isQuick: z.literal(false),
  figures: z.array(figureShape),
})

/** What `npm run bench -- --save` measured last, number by number. */
export type Results = z.infer<typeof shape>

export const readResults = (): Results => shape.parse(jsonIn(readFileSync(path, 'utf8')))

/** The figures of these numbers take the place of those that they had; the others stay. */
export function saveResults(machine: Results['machine'], measured: readonly Measured[]): Results {
  const before = existsSync(path) ? readResults().figures : []
  const renewed = new Set(measured.map(({ number }) => number))
  const figures = [...before.filter(({ number }) => !renewed.has(number)), ...measured]
  const results = shape.parse({
    schema: 'headroom/bench/1',
    machine,
    isQuick: false,
    figures: figures.toSorted((one, other) =>
      one.number < other.number ? -1 : one.number > other.number ? 1 : 0,
    ),
  })
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`)
  return results
}
