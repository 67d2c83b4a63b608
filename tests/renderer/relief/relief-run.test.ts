import { expect, test } from 'vitest'
import {
  actOfStep,
  stageAfter,
  stepsOf,
  targetOfStep,
} from '../../../src/renderer/relief/relief-run.ts'
import type { Act } from '../../../src/shared/act.ts'
import type { Relieved } from '../../../src/shared/contract.ts'
import { appId } from '../../../src/shared/ids.ts'
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
const after = (value: Relieved) => stageAfter({ kind: 'ok', value })

test('what may be lost is asked about before anything is done', () => {
  const asks = actOf('unconfirmed', { sentence: 'Loom may hold unsaved work' })
  expect(after(relieved([asks], { isEnough: false }))).toEqual({
    kind: 'asks',
    sentences: ['Loom may hold unsaved work'],
  })
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
  expect(stageAfter({ kind: 'refused', reason: 'this is a recording' })).toEqual({
    kind: 'over',
    sentence: 'Nothing was let go',
    help: 'this is a recording',
    isGood: false,
    acts: [],
  })
})

test('where main has gone it is not said that nothing was done', () => {
  expect(stageAfter({ kind: 'refused', reason: 'not connected' }, false)).toMatchObject({
    sentence: 'What was let go is not known',
  })
})

test('its steps are asked for in their order, and each finds what came of it', () => {
  const loom = candidateOf('quit', 'Loom', 1.2e9)
  const sdxl = candidateOf('unload', 'sdxl', 4.1e9)
  const suggestion = suggestionOf(sdxl, loom)
  expect(stepsOf(suggestion)).toEqual([
    { kind: 'unload', modelId: 'sdxl' },
    { kind: 'quit', appId: 'Loom' },
  ])
  const act = actOf('done', { act: 'quit', appId: appId('Loom') })
  expect(
    actOfStep([actOf('done', { modelId: gemma.id }), act], targetOfStep(loom, 'Loom', 1)),
  ).toBe(act)
  expect(actOfStep([act], targetOfStep(sdxl, 'sdxl', 0))).toBeNull()
})
