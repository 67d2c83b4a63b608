import { describe, expect, test } from 'vitest'
import type { Alert } from '../../src/shared/alert.ts'
import { createAlertNews } from '../../src/shared/alert-news.ts'
import { alertId } from '../../src/shared/ids.ts'
import { standing } from './standing-alert.ts'

const warning: Alert = { ...standing, id: alertId('a') }
const other: Alert = { ...standing, id: alertId('b'), severity: 'notice' }
const imminent: Alert = { ...warning, severity: 'imminent' }
const snoozed: Alert = { ...warning, snoozed: { span: '1h', untilMs: 9 } }
const stale: Alert = { ...warning, isStale: true }
const clearing: Alert = { ...warning, isClearing: true }

/** What a notifier is told in each of these moments. */
function told(...moments: readonly (readonly Alert[])[]): readonly (readonly string[])[] {
  const said: string[] = []
  const news = createAlertNews({
    show: ({ id, severity }) => said.push(`show ${id} ${severity}`),
    withdraw: (id) => said.push(`withdraw ${id}`),
  })
  return moments.map((alerts) => {
    news(alerts)
    return said.splice(0)
  })
}

const show = ['show a warning']
const gone = ['withdraw a']

describe('an episode is told', () => {
  test('once, however long it stands, and is withdrawn when it is over', () => {
    expect(told([warning], [warning], [warning], [], [])).toEqual([show, [], [], gone, []])
  })

  test('again where it is worse than it ever was', () => {
    expect(told([warning], [imminent], [warning], [imminent])).toEqual([
      show,
      ['show a imminent'],
      [],
      [],
    ])
  })

  test('beside others, each by itself', () => {
    expect(told([warning], [other, warning], [other])).toEqual([show, ['show b notice'], gone])
  })
})

describe('an episode that is snoozed', () => {
  test('is withdrawn, and told when the snooze is over and it still stands', () => {
    expect(told([warning], [snoozed], [snoozed], [warning])).toEqual([show, gone, [], show])
  })

  test('from the beginning is not told', () => {
    expect(told([snoozed], [])).toEqual([[], []])
  })
})

describe('an episode that is stale', () => {
  test('is withdrawn, and no news when its source is back', () => {
    expect(told([warning], [stale], [stale], [warning])).toEqual([show, gone, [], []])
  })

  test('is withdrawn once more where it is over, and not where nobody ever knew', () => {
    expect(told([warning], [stale], [warning], [])).toEqual([show, gone, [], gone])
    expect(told([warning], [stale], [clearing], [])).toEqual([show, gone, [], gone])
    expect(told([warning], [stale], [])).toEqual([show, gone, []])
  })

  test('is told when it comes back worse', () => {
    expect(told([warning], [stale], [imminent], [])).toEqual([
      show,
      gone,
      ['show a imminent'],
      gone,
    ])
  })

  test('before it was ever told is told when it is of now', () => {
    expect(told([stale], [warning])).toEqual([[], show])
  })
})

describe('an episode that is clearing', () => {
  test('is not withdrawn before it is over, nor told again where it goes on', () => {
    expect(told([warning], [clearing], [warning], [clearing], [])).toEqual([show, [], [], [], gone])
  })

  test('is not told', () => {
    expect(told([clearing], [])).toEqual([[], []])
  })
})
