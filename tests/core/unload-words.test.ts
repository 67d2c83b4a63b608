import { describe, expect, test } from 'vitest'
import {
  concernedBy,
  endQuestion,
  plannedSentence,
  unloadQuestion,
} from '../../src/main/core/unload-words.ts'
import { modelsIn, type Held } from '../../src/main/inference/inventory/inventory.ts'
import type { ModelState } from '../../src/shared/server.ts'
import { toldOf } from '../inference/server-told.ts'

type Played = readonly [name: string, state: ModelState]

/** Models of one server, each as it is at work or not. */
const heldOf = (...played: readonly Played[]): readonly Held[] =>
  modelsIn({
    told: [toldOf('ollama serve', { facts: { models: played.map(([id]) => ({ id })) } })],
    memoryOf: () => null,
    fileOf: () => null,
    namesOfBlob: () => [],
    logFactsOf: () => null,
    ramBytes: null,
    nowMs: 50_000,
  }).map((held) => {
    const state = played.find(([name]) => name === held.model.name)?.[1] ?? held.model.state
    return { ...held, model: { ...held.model, state } }
  })
const plan = {
  request: { method: 'POST', path: '/unload', body: null },
  takesAll: true,
  cutsOff: true,
  whenBusy: 'its answer is cut off',
  withinMs: 5_000,
} as const
const idle = (name: string): Played => [name, 'idle']
const busy = (name: string): Played => [name, 'generating']

function said(wanted: string, ...models: readonly Played[]) {
  const all = heldOf(...models)
  const held = all.find(({ model }) => model.name === wanted)
  if (held === undefined) throw new Error('no such model')
  const concerned = concernedBy(all, held, plan)
  if (concerned === null) throw new Error('nothing is to be asked')
  return {
    question: unloadQuestion(held, concerned, plan),
    end: endQuestion(all, held),
    planned: plannedSentence(held, plan, concerned),
  }
}

describe('what is asked before a model goes', () => {
  test('is a question and what may be lost, each a sentence', () => {
    const { question, end, planned } = said('gemma3', busy('gemma3'))
    expect(question).toBe('Unload gemma3? It is at work: its answer is cut off.')
    expect(end).toBe(
      'Quit Ollama to unload gemma3? It may have to be started again by hand. gemma3 is at work: its answer is cut off.',
    )
    expect(planned).toBe(
      'Ollama would be asked to unload gemma3; gemma3 is at work: its answer is cut off',
    )
  })

  test('names all that are concerned where others go too', () => {
    expect(said('gemma3', busy('gemma3'), busy('phi4'), idle('qwen3')).question).toBe(
      'Unload gemma3? This unloads phi4 and qwen3 too. gemma3 and phi4 are at work: its answer is cut off.',
    )
    expect(said('gemma3', idle('gemma3'), idle('phi4')).question).toBe(
      'Unload gemma3? This unloads phi4 too.',
    )
  })

  test('says that nobody tells whether it works', () => {
    expect(said('gemma3', ['gemma3', 'loaded']).question).toBe(
      'Unload gemma3? Nobody tells whether it is at work: if it is, its answer is cut off.',
    )
  })

  test('names three, and counts the others', () => {
    const others = ['a', 'b', 'c', 'd', 'e'].map(idle)
    expect(said('gemma3', idle('gemma3'), ...others).question).toBe(
      'Unload gemma3? This unloads a, b, c and 2 more too.',
    )
  })

  test('brings nothing of a hostile name along', () => {
    const name = `x\n\u001b[2J${'y'.repeat(500)}`
    const { question } = said(heldOf(busy(name))[0]?.model.name ?? '', busy(name))
    expect(question).not.toContain('\n')
    expect(question.length).toBeLessThan(150)
  })
})
