import { describe, expect, test } from 'vitest'
import {
  forceQuestion,
  settlingId,
  stepAfter,
  withoutIdle,
  type ActOn,
  type Acts,
  type ActStep,
  type ActTarget,
  type ActVerb,
  type TargetId,
} from '../../../src/renderer/relief/act-step.ts'
import { quitQuestion } from '../../../src/main/core/quit-words.ts'
import type { Act } from '../../../src/shared/act.ts'
import { actId, appId, modelId, pid } from '../../../src/shared/ids.ts'
import { actOf } from '../../shared/act-of.ts'

const loom: ActTarget = {
  kind: 'quit',
  id: appId('loom'),
  name: 'Loom',
  number: null,
  place: 2,
  yes: 'Quit',
}
const gemma: ActTarget = {
  kind: 'unload',
  id: modelId('gemma'),
  name: 'gemma3:27b',
  number: null,
  place: 0,
  yes: 'Unload',
}
const id = actId('act 1')
const ofLoom = { act: 'quit', target: 'Loom', id, sentence: 'what happened' } as const
const first = (verb: ActVerb) => ({ verb, after: null, isHeard: true })
const after = (act: Act): ActStep => stepAfter({ kind: 'ok', value: act }, loom, first('quit'))

describe('what comes of an act', () => {
  test('is told by how much came back beside what was expected, else in the words of Headroom', () => {
    const act = actOf('done', { returnedBytes: 2.1e9, expectedBytes: 2.3e9 })
    expect(after(act)).toEqual({
      kind: 'done',
      did: 'unload',
      sentence: '2.1 GB came back (2.3 GB expected)',
      reopenId: null,
    })
    expect(after({ ...act, act: 'quit' })).toMatchObject({
      did: 'quit',
      sentence: '2.1 GB came back (2.3 GB expected)',
    })
    expect(after({ ...act, act: 'reopen' })).toMatchObject({ did: null, sentence: 'what happened' })
    expect(after(actOf('done', ofLoom))).toMatchObject({ kind: 'done', sentence: 'what happened' })
  })

  test('says where the rest of it is', () => {
    const sentence =
      'Loom has quit: 2.1 GB came back (2.3 GB expected); something else has taken 0.2 GB meanwhile'
    const act = actOf('done', { sentence, returnedBytes: 2.1e9, expectedBytes: 2.3e9 })
    expect(after(act)).toMatchObject({
      sentence: '2.1 GB came back (2.3 GB expected); something else has taken 0.2 GB meanwhile',
    })
  })

  test('can be taken back where that is offered', () => {
    expect(after(actOf('done', { ...ofLoom, offers: ['reopen'] }))).toMatchObject({ reopenId: id })
    expect(after(actOf('done', { ...ofLoom, id: null, offers: ['reopen'] }))).toMatchObject({
      reopenId: null,
    })
  })

  test('is a question where something may be lost, which has its own id', () => {
    const question = actOf('unconfirmed', { id: actId('question 1') })
    const asks = { kind: 'asks', sentence: 'what happened', questionId: 'question 1', after: null }
    expect(after(question)).toEqual({ ...asks, label: null })
    expect(stepAfter({ kind: 'ok', value: question }, gemma, first('unload'))).toEqual({
      ...asks,
      label: null,
    })
  })
})

test('of one that is not alone with its name, all that is said says which of them', () => {
  const numbered: ActTarget = { ...loom, name: 'Loom (24589)', number: pid(24_589) }
  const of = (act: Act): ActStep => stepAfter({ kind: 'ok', value: act }, numbered, first('quit'))
  const question = quitQuestion('Loom', 'it may hold unsaved work')
  expect(of(actOf('unconfirmed', { ...ofLoom, sentence: question }))).toMatchObject({
    sentence: 'Quit Loom (24589)? It may hold unsaved work.',
  })
  const open = { ...ofLoom, sentence: 'Loom has not ended yet', offers: ['force'] } as const
  expect(of(actOf('still-open', open))).toMatchObject({
    title: { kind: 'core', text: 'Loom (24589) has not ended yet' },
    next: { question: 'Force Loom (24589) to quit? What it has not saved is lost.' },
  })
})

describe('what is not done', () => {
  test('stays in sight where the memory is not back', () => {
    const title = { kind: 'core', text: 'what happened' }
    const told = { kind: 'told', title, help: 'what helps', next: null }
    expect(after(actOf('held'))).toMatchObject({ ...told, tone: 'attention' })
    expect(after(actOf('kept-alive'))).toMatchObject({ ...told, tone: 'attention' })
    expect(after(actOf('refused'))).toMatchObject({ ...told, tone: 'attention' })
    expect(after(actOf('waiting'))).toMatchObject({ ...told, tone: 'note' })
  })

  test('is a refusal that names what was not done', () => {
    const refused = { kind: 'refused', reason: 'it has\u001b gone' } as const
    const told = { kind: 'told', tone: 'attention', help: 'it has\ufffd gone' }
    expect(stepAfter(refused, loom, first('quit'))).toMatchObject({
      ...told,
      title: { kind: 'refused', verb: 'quit' },
    })
    expect(stepAfter(refused, gemma, first('unload'))).toMatchObject({
      ...told,
      title: { kind: 'refused', verb: 'unload' },
    })
    expect(stepAfter(refused, loom, first('reopen'))).toMatchObject({
      ...told,
      title: { kind: 'refused', verb: 'reopen' },
    })
  })
})

test('where main has gone it is not said that nothing was done', () => {
  const lost = { kind: 'refused', reason: 'Headroom is not connected' } as const
  expect(stepAfter(lost, loom, { ...first('quit'), isHeard: false })).toMatchObject({
    kind: 'told',
    title: { kind: 'unheard' },
    help: 'Headroom is not connected',
  })
})

describe('force', () => {
  const stillOpen = after(actOf('still-open', { ...ofLoom, offers: ['force'] }))

  test('is a second question, of an act that has asked in vain', () => {
    const asks = forceQuestion(stillOpen)
    expect(asks).toMatchObject({
      kind: 'asks',
      sentence: 'Force Loom to quit? What it has not saved is lost.',
      label: 'Force quit',
      questionId: null,
      after: { next: { afterId: id } },
    })
  })

  test('is asked about anew where others go along, by a question that comes after the same act', () => {
    if (stillOpen.kind !== 'told') throw new Error('it is told')
    const question = actOf('unconfirmed', { id: actId('question 1') })
    const asked = { verb: 'force', after: stillOpen, isHeard: true } as const
    expect(stepAfter({ kind: 'ok', value: question }, loom, asked)).toEqual({
      kind: 'asks',
      sentence: 'what happened',
      label: 'Force quit',
      questionId: 'question 1',
      after: stillOpen,
    })
  })

  test('is not asked about where it is not offered, and not before anything was asked', () => {
    const step = after(actOf('still-open', ofLoom))
    expect(forceQuestion(step)).toBe(step)
    const first = after(actOf('unconfirmed', { ...ofLoom, offers: ['force'] }))
    expect(forceQuestion(first)).toBe(first)
  })
})

test('only what has ended is waited for: what was started again is not', () => {
  const settling = (act: Act) => settlingId({ kind: 'ok', value: act })
  expect(settling(actOf('done', ofLoom))).toBe(id)
  expect(settling(actOf('done', { ...ofLoom, act: 'reopen' }))).toBeNull()
  expect(settling(actOf('still-open', ofLoom))).toBeNull()
  expect(settlingId({ kind: 'refused', reason: 'no' })).toBeNull()
})

describe('what is gone', () => {
  const asks = after(actOf('unconfirmed'))
  const acts: Acts = new Map<TargetId, ActOn>([
    [loom.id, { target: loom, step: asks }],
    [gemma.id, { target: gemma, step: { kind: 'working', verb: 'unload' } }],
  ])

  test('is not asked about any more', () => {
    expect([...withoutIdle(acts, () => false).keys()]).toEqual([gemma.id])
    expect(withoutIdle(acts, () => true)).toBe(acts)
  })

  test('is not said to be still open; that it came back, and what was refused, is read first', () => {
    const kept = (step: ActStep): number =>
      withoutIdle(new Map<TargetId, ActOn>([[loom.id, { target: loom, step }]]), () => false).size
    expect(kept(after(actOf('still-open')))).toBe(0)
    expect(kept(after(actOf('waiting')))).toBe(0)
    expect(kept(after(actOf('held')))).toBe(1)
    expect(kept(after(actOf('kept-alive')))).toBe(1)
    expect(kept(after(actOf('done')))).toBe(1)
  })
})
