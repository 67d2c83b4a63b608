import { describe, expect, test } from 'vitest'
import { cameBackText, shownAct } from '../../src/shared/act-text.ts'
import { actId } from '../../src/shared/ids.ts'
import { actOf } from './act-of.ts'

const id = actId('act-1')

test('what came back stands beside what was expected, and nothing where neither is known', () => {
  expect(cameBackText({ returnedBytes: 2.1e9, expectedBytes: 2.3e9 })).toBe(
    '2.1 GB came back (2.3 GB expected)',
  )
  expect(cameBackText({ returnedBytes: 0, expectedBytes: null })).toBe('0 B came back')
  expect(cameBackText({ returnedBytes: null, expectedBytes: 2.3e9 })).toBeNull()
})

test('foreign text in an act is fit to be shown', () => {
  const hostile = 'evil\u001b[31m\nx'
  const shown = shownAct(
    actOf('still-open', {
      id,
      act: 'quit',
      target: hostile.repeat(1_000),
      sentence: hostile.repeat(1_000),
      help: hostile,
      request: hostile,
      offers: ['force'],
    }),
  )
  const all = [shown.sentence, shown.help, shown.request, shown.next?.question].join('')
  expect(all).not.toMatch(/\p{Cc}/u)
  expect(shown.sentence).toHaveLength(600)
  expect(shown.next?.question.length).toBeLessThan(120)
})

describe('the rung above', () => {
  const next = (change: Parameters<typeof actOf>[1], outcome: Parameters<typeof actOf>[0]) =>
    shownAct(actOf(outcome, { id, offers: ['force'], ...change })).next

  test('is a question of its own, by what was asked and what came of it', () => {
    expect(next({ act: 'quit', target: 'Loom' }, 'still-open')).toEqual({
      question: 'Force Loom to quit? What it has not saved is lost.',
      label: 'Force quit',
    })
    expect(next({}, 'held')?.question).toBe(
      'End the process of Ollama that holds gemma3:27b? What it is at is lost.',
    )
    expect(next({}, 'still-open')?.label).toBe('Force it to end')
  })

  test('is there only where it is offered, by an act that can be named', () => {
    expect(next({ offers: [] }, 'still-open')).toBeNull()
    expect(next({ offers: ['reopen'] }, 'done')).toBeNull()
    expect(next({ id: null }, 'still-open')).toBeNull()
  })
})

test('an app can be started again where that is offered', () => {
  expect(shownAct(actOf('done', { id, act: 'quit', offers: ['reopen'] })).canReopen).toBe(true)
  expect(shownAct(actOf('done', { id, act: 'quit' })).canReopen).toBe(false)
})
