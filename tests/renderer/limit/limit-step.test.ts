import { expect, test } from 'vitest'
import { limitStepAfter } from '../../../src/renderer/limit/limit-step.ts'
import type { LimitRaise } from '../../../src/shared/limit-raise.ts'

const answer: LimitRaise = {
  schema: 'headroom/limit/1',
  outcome: 'done',
  guide: { kind: 'refused', reason: 'x', isUnknown: false, raisedToBytes: null },
  toBytes: 1,
  command: null,
  revertCommand: null,
  afterBytes: 1,
  sentence: 'it is done',
  help: null,
}

test.each([
  ['done', 'note'],
  ['refused', 'attention'],
  ['unproved', 'attention'],
] as const)('%s is told as %s, with its help', (outcome, tone) => {
  const value = { ...answer, outcome, sentence: 'so it is\u001b[2J', help: 'by hand' }
  expect(limitStepAfter('raise', { kind: 'ok', value })).toEqual({
    kind: 'told',
    act: 'raise',
    tone,
    title: 'so it is\ufffd[2J',
    help: 'by hand',
  })
})

test('a request that is refused is told with its reason', () => {
  const refused = { kind: 'refused', reason: 'the connection is lost' } as const
  expect(limitStepAfter('set-back', refused)).toEqual({
    kind: 'told',
    act: 'set-back',
    tone: 'attention',
    title: null,
    help: 'the connection is lost',
  })
})
