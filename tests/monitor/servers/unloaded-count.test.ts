import { expect, test } from 'vitest'
import type { ModelFacts } from '../../../src/main/inference/answers/facts.ts'
import { modelsIn, type Held } from '../../../src/main/inference/inventory/inventory.ts'
import type { ServerTold } from '../../../src/main/inference/watch/watched-server.ts'
import { createUnloadedCount } from '../../../src/main/monitor/servers/unloaded-count.ts'
import { toldOf } from '../../inference/server-told.ts'

const blob = `/o/models/blobs/sha256-${'a'.repeat(64)}`
const ollama = (...ids: readonly string[]): ServerTold =>
  toldOf('ollama serve', { facts: { models: ids.map((id) => ({ id })) } })
const child = toldOf(`llama-server --model ${blob} --port 101`, {
  pid: 101,
  parent: ollama(),
  port: 101,
  facts: { models: [{ path: blob }] },
})

const held = (told: readonly ServerTold[], isNamed = true): readonly Held[] =>
  modelsIn({
    told,
    memoryOf: () => null,
    fileOf: () => null,
    namesOfBlob: () => (isNamed ? ['gemma:latest'] : []),
    logFactsOf: () => null,
    ramBytes: null,
    nowMs: 60_000,
  })

const counts = (rounds: readonly (readonly Held[] | null)[]): readonly number[] =>
  rounds.map(createUnloadedCount())

test('a model that is not listed any more, or sleeps, has gone; one that nobody knows of has not', () => {
  const one = (facts: ModelFacts) => held([toldOf('llmster', { facts: { models: [facts] } })])
  const asleep = one({ id: 'b', state: 'sleeping' })
  expect(counts([one({ id: 'a' }), null, one({ id: 'a' }), one({ id: 'b' }), asleep])).toEqual([
    0, 0, 0, 1, 2,
  ])
})

test('a child that is told with the server which started it, and without, is one model', () => {
  const alone = held([ollama(), child])
  const joined = held([ollama('gemma'), child])
  const apart = held([ollama('gemma', 'phi'), child], false)
  expect(apart).toHaveLength(3)
  expect(counts([alone, joined, alone, joined])).toEqual([0, 0, 0, 0])
  expect(counts([apart, held([ollama('gemma', 'phi'), child])])).toEqual([0, 0])
})

test('it has gone when its child and its line in the list have', () => {
  const joined = held([ollama('gemma'), child])
  expect(counts([joined, held([ollama('gemma')]), held([ollama()])])).toEqual([0, 0, 1])
  expect(counts([joined, held([ollama(), child]), held([ollama()])])).toEqual([0, 0, 1])
  expect(counts([joined, []])).toEqual([0, 1])
})

test('a server that learns the name of its model has unloaded nothing', () => {
  const named = (facts: ModelFacts) =>
    held([toldOf('llama-server -m /m/a.gguf', { facts: { models: [facts] } })])
  expect(counts([named({ path: '/m/a.gguf' }), named({ id: 'alias' })])).toEqual([0, 0])
})
