import { randomBytes } from 'node:crypto'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { allRules } from '../../../src/main/alerts/all-rules.ts'
import { defaultCount, planOf } from '../scenes/plan.ts'
import { playAll } from '../scenes/pool.ts'
import { summaryOf } from '../scenes/summary.ts'
import type { Suite } from '../suite.ts'

/** `fresh`: a seed that nobody has seen. */
const seedOf = (given: string): string =>
  given === 'fresh' ? randomBytes(6).toString('hex') : given

const maxCount = 20_000

function countOf(text: string | undefined): number {
  if (text === undefined) return defaultCount
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1 || count > maxCount)
    throw new UsageError(`--count takes a number from 1 to ${maxCount}`)
  return count
}

/** Histories of Macs that a seed makes, through the whole of Core: what it foretells of them, and what it cries for nothing. */
export const suite: Suite = {
  name: 'scenes',
  measures: 'failures foretold, and no alert on clean days, in histories that a seed makes',
  takes: 'seed',
  inCi: 'fresh',
  // a quarter of a minute on two cores for each fourteen
  inCiOptions: { count: '84' },
  options: ['count'],
  run: async (given, options) => {
    const seed = seedOf(given)
    const verdicts = await playAll(planOf(seed, countOf(options.get('count'))))
    const { further, ...summary } = summaryOf(verdicts, seed)
    return { ...summary, further: { ...further, ruleCount: allRules.length } }
  },
}
