import { describe, expect, test } from 'vitest'
import { returnedBytes, verdictOf, type Aftermath } from '../../src/main/core/unload-verdict.ts'
import type { ModelFacts } from '../../src/main/inference/facts.ts'
import { modelsIn, type Held, type ProcessMemory } from '../../src/main/inference/inventory.ts'
import { toldOf } from '../inference/server-told.ts'

function heldOf(facts: ModelFacts): Held {
  const [held] = modelsIn({
    told: [toldOf('ollama serve', { facts: { models: [{ id: 'gemma', ...facts }] } })],
    memoryOf: () => null,
    fileOf: () => null,
    nameOfBlob: () => null,
    ramBytes: null,
    nowMs: 50_000,
  })
  if (held === undefined) throw new Error('no model')
  return held
}

const footprint = (bytes: number): ProcessMemory => ({ bytes, kind: 'footprint' })
const rss = (bytes: number): ProcessMemory => ({ bytes, kind: 'rss' })
const gemma = heldOf({ sizeBytes: 6e9 })

describe('what has come back', () => {
  test('is by the way of counting that shows most of it', () => {
    const before = [footprint(5e9), rss(9e9)]
    const after = [footprint(4e9), rss(2e9)]
    expect(returnedBytes(gemma, before, after)).toEqual({ bytes: 7e9, isEnough: true })
  })

  test('is enough with half of what the model had', () => {
    const enough = (bytes: number) => returnedBytes(gemma, [rss(7e9)], [rss(7e9 - bytes)]).isEnough
    expect([enough(2.9e9), enough(3e9)]).toEqual([false, true])
  })

  test('is measured by the weights where they are known', () => {
    const model = heldOf({ sizeBytes: 6e9, weightsBytes: 2e9 })
    expect(returnedBytes(model, [rss(7e9)], [rss(6e9)]).isEnough).toBe(true)
  })

  test('has to be more than breathing where nobody says how much it was', () => {
    const enough = (bytes: number) =>
      returnedBytes(heldOf({}), [rss(1e9)], [rss(1e9 - bytes)]).isEnough
    expect([enough(31e6), enough(32e6)]).toEqual([false, true])
  })

  test('is nothing where memory has grown, or is counted in another way', () => {
    expect(returnedBytes(gemma, [rss(1e9)], [rss(2e9)]).bytes).toBe(0)
    expect(returnedBytes(gemma, [rss(9e9)], [footprint(1e9)]).bytes).toBe(0)
  })
})

const plan = {
  request: { method: 'POST', path: '/api/generate', body: null },
  takesAll: false,
  whenBusy: 'its answer is finished first',
  withinMs: 10_000,
} as const

const verdict = (given: Partial<Aftermath>) =>
  verdictOf({
    held: gemma,
    plan,
    before: [rss(7e9)],
    after: [rss(1e9)],
    left: null,
    wasBusy: false,
    ...given,
  })

describe('what an unload has come to', () => {
  test.each<[string, Partial<Aftermath>]>([
    ['done', {}],
    ['done', { left: heldOf({ sizeBytes: 6e9, state: 'sleeping' }) }],
    ['held', { after: [rss(6.9e9)] }],
    ['held', { left: gemma }],
    ['waiting', { left: gemma, wasBusy: true }],
    ['waiting', { left: heldOf({ state: 'unloading' }) }],
    ['waiting', { left: heldOf({ activity: 'busy' }) }],
  ])('is %s', (outcome, given) => {
    expect(verdict(given).outcome).toBe(outcome)
  })

  test('is told with what came back, and what helps where something is left to do', () => {
    expect(verdict({})).toEqual({
      outcome: 'done',
      heldBytes: 6e9,
      returnedBytes: 6e9,
      sentence: 'gemma is unloaded: 6.0 GB came back',
      help: null,
    })
    expect(verdict({ left: gemma }).help).toBe(
      'Something may have asked for it again. If not, quit Ollama and start it again',
    )
    expect(verdict({ left: gemma, wasBusy: true }).sentence).toBe(
      'Ollama has taken it, and gemma is still at work: its answer is finished first',
    )
  })

  test('says what its process had where nobody says what the model had', () => {
    expect(verdict({ held: heldOf({}), before: [rss(7e9), footprint(8e9)] }).heldBytes).toBe(8e9)
  })
})
