import { expect, test } from 'vitest'
import {
  actOfStep,
  isStillOpen,
  shownRun,
  stageAfter,
  targetOfStep,
  type ReliefRun,
} from '../../../src/renderer/relief/relief-run.ts'
import type { Act } from '../../../src/shared/act.ts'
import type { Relieved } from '../../../src/shared/contract.ts'
import { actId, appId } from '../../../src/shared/ids.ts'
import { stepsOf } from '../../../src/shared/relief-steps.ts'
import { actOf } from '../../shared/act-of.ts'
import { gemma } from '../../shared/loaded.ts'
import { candidateOf, suggestionOf } from './suggested.ts'

const relieved = (acts: readonly Act[], change: Partial<Relieved> = {}): Relieved => ({
  schema: 'headroom/relieved/1',
  acts,
  expectedBytes: null,
  returnedBytes: null,
  isEnough: true,
  sentence: 'what came of it',
  ...change,
})
const first = { answers: [], isHeard: true }
const after = (value: Relieved) => stageAfter({ kind: 'ok', value }, first)

test('what may be lost is asked about before anything is done', () => {
  const id = actId('question 2')
  const asks = actOf('unconfirmed', { id, sentence: 'Loom may hold unsaved work' })
  expect(after(relieved([asks], { isEnough: false }))).toEqual({
    kind: 'asks',
    sentences: ['Loom may hold unsaved work'],
    questionIds: [id],
  })
  // one that comes after a yes does not take back what was said before
  const value = relieved([asks], { isEnough: false })
  const again = stageAfter({ kind: 'ok', value }, { ...first, answers: [actId('question 1')] })
  expect(again).toMatchObject({ kind: 'asks', questionIds: ['question 1', id] })
  // what came up on the way does not hide what was done
  expect(after(relieved([actOf('done'), asks], { isEnough: false }))).toMatchObject({
    kind: 'over',
    isGood: false,
  })
})

test('it goes by itself only where all of it is done', () => {
  const done = actOf('done')
  expect(after(relieved([done]))).toMatchObject({ kind: 'over', isGood: true })
  expect(after(relieved([done], { isEnough: false }))).toMatchObject({ isGood: false })
  expect(after(relieved([done, actOf('still-open')]))).toMatchObject({ isGood: false })
})

test('a refusal is told with its reason', () => {
  expect(stageAfter({ kind: 'refused', reason: 'this is a recording' }, first)).toEqual({
    kind: 'over',
    said: { kind: 'refused' },
    help: 'this is a recording',
    isGood: false,
    acts: [],
  })
})

test('where main has gone it is not said that nothing was done', () => {
  expect(
    stageAfter({ kind: 'refused', reason: 'not connected' }, { ...first, isHeard: false }),
  ).toMatchObject({
    said: { kind: 'unheard' },
  })
})

test('its steps are asked for in their order, and each finds what came of it', () => {
  const loom = candidateOf('quit', 'Loom', 1.2e9)
  const sdxl = candidateOf('unload', 'sdxl', 4.1e9)
  const suggestion = suggestionOf(sdxl, loom)
  expect(stepsOf(suggestion.relief)).toEqual([
    { kind: 'unload', modelId: 'sdxl' },
    { kind: 'quit', appId: 'Loom' },
  ])
  const act = actOf('done', { act: 'quit', appId: appId('Loom') })
  expect(
    actOfStep(
      [actOf('done', { modelId: gemma.id }), act],
      targetOfStep(loom, { name: 'Loom', place: 1, yes: 'Quit' }),
    ),
  ).toBe(act)
  expect(actOfStep([act], targetOfStep(sdxl, { name: 'sdxl', place: 0, yes: 'Unload' }))).toBeNull()
})

test('it may be tried again where a step is still open, and still there', () => {
  const open = actOf('still-open', { act: 'quit', appId: appId('Loom') })
  const stage = after(relieved([actOf('done'), open], { isEnough: false }))
  expect(isStillOpen(stage, () => true)).toBe(true)
  expect(isStillOpen(stage, () => false)).toBe(false)
  expect(isStillOpen(after(relieved([actOf('done', { modelId: gemma.id })])), () => true)).toBe(
    false,
  )
})

test('a run that was read goes, once its steps have nothing to say; the next one stays', () => {
  const suggestion = suggestionOf(candidateOf('unload', 'sdxl', 4.1e9))
  const good: ReliefRun = { suggestion, stage: after(relieved([actOf('done')])) }
  const failed: ReliefRun = {
    suggestion,
    stage: stageAfter({ kind: 'refused', reason: 'no' }, first),
  }
  expect(shownRun(good, null, true)).toBe(good)
  expect(shownRun(good, good, false)).toBe(good)
  expect(shownRun(good, good, true)).toBeNull()
  // taken up while the first one was still told: what was read is not this one
  expect(shownRun(failed, good, true)).toBe(failed)
})
