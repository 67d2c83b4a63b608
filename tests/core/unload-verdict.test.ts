import { describe, expect, test } from 'vitest'
import { returnedBytes, verdictOf, type Aftermath } from '../../src/main/core/unload-verdict.ts'
import type { Measure, Sight } from '../../src/main/core/unload-sight.ts'
import type { ModelFacts } from '../../src/main/inference/answers/facts.ts'
import {
  modelsIn,
  type Held,
  type ProcessMemory,
} from '../../src/main/inference/inventory/inventory.ts'
import { toldOf } from '../inference/server-told.ts'

function heldOf(facts: ModelFacts): Held {
  const [held] = modelsIn({
    told: [toldOf('ollama serve', { facts: { models: [{ id: 'gemma', ...facts }] } })],
    memoryOf: () => null,
    fileOf: () => null,
    namesOfBlob: () => [],
    logFactsOf: () => null,
    ramBytes: null,
    nowMs: 50_000,
  })
  if (held === undefined) throw new Error('no model')
  return held
}

const footprint = (bytes: number): ProcessMemory => ({ bytes, kind: 'footprint' })
const rss = (bytes: number): ProcessMemory => ({ bytes, kind: 'rss' })
const sight = (...measure: Measure): Sight => ({ held: null, measure, hasEnded: false })
const gemma = heldOf({ sizeBytes: 6e9 })

describe('what has come back', () => {
  test('is by the way of counting that shows most of it', () => {
    const before = sight(footprint(5e9), rss(9e9))
    const after = sight(footprint(4e9), rss(4e9))
    expect(returnedBytes(gemma, before, after)).toEqual({ bytes: 5e9, isEnough: true })
  })

  test('is never more than the model was said to hold', () => {
    expect(returnedBytes(gemma, sight(rss(9e9)), sight(rss(1e9))).bytes).toBe(6e9)
  })

  test('of a process is measured anew: what its row said may be of before it had loaded', () => {
    const [row] = modelsIn({
      told: [toldOf('llama-server -m /m/a.gguf', { facts: { models: [{ id: 'a' }] } })],
      memoryOf: () => ({ bytes: 1e9, kind: 'pss' }),
      fileOf: () => null,
      namesOfBlob: () => [],
      logFactsOf: () => null,
      ramBytes: null,
      nowMs: 50_000,
    })
    if (row === undefined) throw new Error('no model')
    const pss = (bytes: number): Sight => ({ ...sight(), measure: [{ bytes, kind: 'pss' }] })
    expect(returnedBytes(row, pss(5e9), pss(2e9)).bytes).toBe(3e9)
  })

  test('is of a graphics card too, which no process shows', () => {
    const before = sight(rss(6e8), { kind: 'gpu', bytes: 2e10 })
    const after = sight(rss(5e8), { kind: 'gpu', bytes: 1.4e10 })
    expect(returnedBytes(gemma, before, after)).toEqual({ bytes: 6e9, isEnough: true })
  })

  test('is enough, however little, where the processes have ended, or the model slept', () => {
    const ended = { ...sight(rss(0)), hasEnded: true }
    expect(returnedBytes(gemma, sight(rss(6e8)), ended)).toEqual({ bytes: 6e8, isEnough: true })
    const asleep = heldOf({ sizeBytes: 6e9, state: 'sleeping' })
    expect(returnedBytes(asleep, sight(rss(2e7)), sight(rss(2e7))).isEnough).toBe(true)
  })

  test('is enough with half of what the model had', () => {
    const enough = (bytes: number) =>
      returnedBytes(gemma, sight(rss(7e9)), sight(rss(7e9 - bytes))).isEnough
    expect([enough(2.9e9), enough(3e9)]).toEqual([false, true])
  })

  test('is measured by the weights where they are known', () => {
    const model = heldOf({ sizeBytes: 6e9, weightsBytes: 2e9 })
    expect(returnedBytes(model, sight(rss(7e9)), sight(rss(6e9))).isEnough).toBe(true)
  })

  test('has to be more than breathing where nobody says how much it was', () => {
    const enough = (bytes: number) =>
      returnedBytes(heldOf({}), sight(rss(1e9)), sight(rss(1e9 - bytes))).isEnough
    expect([enough(31e6), enough(32e6)]).toEqual([false, true])
  })
})

test('nothing has come back where memory has grown, or is counted in another way', () => {
  expect(returnedBytes(gemma, sight(rss(1e9)), sight(rss(2e9))).bytes).toBe(0)
  expect(returnedBytes(gemma, sight(rss(9e9)), sight(footprint(1e9))).bytes).toBe(0)
})

const plan = {
  request: { method: 'POST', path: '/api/generate', body: null },
  takesAll: false,
  whenBusy: 'its answer is finished first',
  cutsOff: false,
  withinMs: 10_000,
} as const

/** It is still there. */
const left = (held: Held, bytes = 7e9): Sight => ({ held, measure: [rss(bytes)], hasEnded: false })

const verdict = (given: Partial<Aftermath>) =>
  verdictOf({
    held: gemma,
    plan,
    before: sight(rss(7e9)),
    after: sight(rss(1e9)),
    wasBusy: false,
    ...given,
  })

describe('what an unload has come to', () => {
  test.each<[string, Partial<Aftermath>]>([
    ['done', {}],
    ['done', { after: left(heldOf({ sizeBytes: 6e9, state: 'sleeping' }), 1e9) }],
    ['held', { after: sight(rss(6.9e9)) }],
    ['held', { after: left(gemma) }],
    ['waiting', { after: left(gemma), wasBusy: true }],
    ['waiting', { after: left(heldOf({ state: 'unloading' })) }],
    ['waiting', { after: left(heldOf({ activity: 'busy' })) }],
  ])('is %s', (outcome, given) => {
    expect(verdict(given).outcome).toBe(outcome)
  })

  test('is told with what came back, and what helps where something is left to do', () => {
    expect(verdict({})).toEqual({
      outcome: 'done',
      heldBytes: 6e9,
      returnedBytes: 6e9,
      sentence: 'gemma is unloaded: 6.0 GB came back (6.0 GB expected)',
      help: null,
    })
    expect(verdict({ after: left(gemma) }).help).toBe(
      'Something may have asked for it again. If not, quit Ollama and start it again',
    )
    expect(verdict({ after: left(gemma), wasBusy: true }).sentence).toBe(
      'Ollama has taken it, and gemma is still at work: its answer is finished first',
    )
  })

  test('says what its process had where nobody says what the model had', () => {
    expect(verdict({ held: heldOf({}), before: sight(rss(7e9), footprint(8e9)) }).heldBytes).toBe(
      8e9,
    )
  })
})
