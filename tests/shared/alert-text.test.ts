import { describe, expect, test } from 'vitest'
import { ruleIds, severities, snoozeSpans, type Alert } from '../../src/shared/alert.ts'
import {
  isLoud,
  loudest,
  nameOfSeverity,
  shownAlert,
  snoozeChoices,
  snoozedText,
} from '../../src/shared/alert-text.ts'
import { formatTimeOfDay } from '../../src/shared/units.ts'
import { standing } from './standing-alert.ts'
import { atMs } from './loaded.ts'

const shown = (rest: Partial<Alert>) => shownAlert({ ...standing, ...rest }, atMs)

describe('an alert as it is said', () => {
  test('has its sentence and what to do while it is of now', () => {
    expect(shown({})).toEqual({
      title: standing.title,
      sentence: standing.sentence,
      advice: standing.advice,
      severity: 'warning',
      age: null,
      snoozed: null,
    })
  })

  test('has no figures, but its age, where nobody can tell whether it is so', () => {
    const stale = shown({ isStale: true, atMs: atMs - 40_000 })
    expect(stale).toMatchObject({ title: standing.title, sentence: null, advice: null })
    expect(stale.age).toBe('not known for 40 s')
    expect(shown({ isStale: true, atMs: atMs + 5_000 }).age).toBe('not known for 0 s')
  })

  test('has no figures of before while it clears', () => {
    expect(shown({ isClearing: true })).toMatchObject({
      sentence: null,
      advice: null,
      age: 'seems to be over',
    })
  })

  test('says for how long it is snoozed', () => {
    const untilMs = atMs + 3_600_000
    expect(shown({ snoozed: { span: '1h', untilMs } }).snoozed).toBe(
      `snoozed until ${formatTimeOfDay(untilMs)}`,
    )
    expect(snoozedText({ span: 'run', untilMs: null })).toBe('snoozed while what runs now runs')
    expect(snoozedText({ span: 'restart', untilMs: null })).toBe(
      'snoozed until Headroom is restarted',
    )
  })

  test('has a word for each severity', () => {
    expect(severities.map((one) => nameOfSeverity[one])).toEqual([
      'about to fail',
      'warning',
      'notice',
    ])
  })
})

describe('what is loud', () => {
  test('is a warning or worse, of now, that nobody has snoozed', () => {
    expect(isLoud(standing)).toBe(true)
    const quiet: readonly Partial<Alert>[] = [
      { severity: 'notice' },
      { isStale: true },
      { isClearing: true },
      { snoozed: { span: 'run', untilMs: null } },
    ]
    expect(quiet.map((rest) => isLoud({ ...standing, ...rest }))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  test('is in the menu bar with the worst that is', () => {
    const imminent: Alert = { ...standing, severity: 'imminent' }
    expect(loudest([imminent, standing])).toBe('imminent')
    expect(loudest([{ ...imminent, isStale: true }, standing])).toBe('warning')
    expect(loudest([{ ...standing, severity: 'notice' }])).toBeNull()
    expect(loudest([])).toBeNull()
  })
})

test('each span for which people can snooze has a label', () => {
  expect(snoozeChoices.map(({ span }) => span)).toEqual([...snoozeSpans])
})

test('no two rules have one name', () => {
  expect(new Set(ruleIds).size).toBe(ruleIds.length)
})
