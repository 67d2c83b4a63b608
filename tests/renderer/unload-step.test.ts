import { describe, expect, test } from 'vitest'
import {
  rowsOf,
  stepAfter,
  withoutIdleQuestions,
  type Unload,
  type UnloadStep,
} from '../../src/renderer/popover/unload-step.ts'
import type { Act } from '../../src/shared/act.ts'
import type { ModelId } from '../../src/shared/ids.ts'
import { actOf } from '../shared/act-of.ts'
import { gemma, phi, qwen } from '../shared/loaded.ts'

const after = (act: Act): UnloadStep => stepAfter({ kind: 'ok', value: act }, 'gemma3:27b')

describe('what comes of an unloading', () => {
  test('is told by how much came back, or in the words of Headroom where that is not known', () => {
    expect(after(actOf('done', { returnedBytes: 4.2e9 }))).toEqual({
      kind: 'done',
      sentence: '4.2 GB came back',
    })
    expect(after(actOf('done'))).toEqual({ kind: 'done', sentence: 'what happened' })
  })

  test('is a question where the model works, or others go along', () => {
    const asks = { kind: 'asks', sentence: 'what happened' }
    expect(after(actOf('unconfirmed'))).toEqual(asks)
  })

  test('stays in sight where the memory is not back', () => {
    const told = { kind: 'told', title: 'what happened', help: 'what helps' }
    expect(after(actOf('held'))).toEqual({ ...told, tone: 'attention' })
    expect(after(actOf('refused'))).toEqual({ ...told, tone: 'attention' })
    expect(after(actOf('waiting'))).toEqual({ ...told, tone: 'note' })
    expect(stepAfter({ kind: 'refused', reason: 'it has gone' }, 'gemma3:27b')).toEqual({
      kind: 'told',
      tone: 'attention',
      title: 'gemma3:27b was not unloaded',
      help: 'it has gone',
    })
  })
})

const unloadsOf = (...entries: readonly (readonly [ModelId, number, UnloadStep])[]) =>
  new Map<ModelId, Unload>(entries.map(([id, place, step]) => [id, { name: id, place, step }]))
const done: UnloadStep = { kind: 'done', sentence: '4.2 GB came back' }

describe('the rows of the list', () => {
  test('are the models, as long as main tells of them', () => {
    const models = [gemma, qwen]
    const unloads = unloadsOf([gemma.id, 0, done], [qwen.id, 1, { kind: 'working' }])
    expect(rowsOf(models, unloads)).toEqual(models.map((model) => ({ kind: 'model', model })))
  })

  test('tell where one has gone what came back', () => {
    expect(rowsOf([gemma, phi], unloadsOf([qwen.id, 1, done]))).toEqual([
      { kind: 'model', model: gemma },
      { kind: 'gone', id: qwen.id, name: qwen.id, sentence: '4.2 GB came back' },
      { kind: 'model', model: phi },
    ])
  })
})

test('a question about a model that is gone is not asked any more', () => {
  const asks: UnloadStep = { kind: 'asks', sentence: 'sure?' }
  const unloads = unloadsOf([gemma.id, 0, asks], [qwen.id, 1, { kind: 'working' }])
  expect([...withoutIdleQuestions(unloads, new Set([phi.id])).keys()]).toEqual([qwen.id])
  expect(withoutIdleQuestions(unloads, new Set([gemma.id]))).toBe(unloads)
})
