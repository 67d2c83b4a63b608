import { expect, test } from 'vitest'
import { endKinds } from '../../src/shared/black-box.ts'
import { mattersOf, untoldOf } from '../../src/shared/untold-end.ts'
import { endedReport, lastState } from './ended.ts'

test('each end in which the machine or a model failed matters; that Headroom alone was ended does not', () => {
  expect(endKinds.filter((end) => !mattersOf({ end, last: null }))).toEqual(['ended'])
})

test('that Headroom was ended matters where no room was left, or something had failed', () => {
  const isTold = (part: Parameters<typeof lastState>[0]): boolean =>
    mattersOf({ end: 'ended', last: lastState(part) })
  expect([
    isTold({}),
    isTold({ state: 'full' }),
    isTold({ pressure: 'critical' }),
    isTold({ findings: [{ atMs: 0, title: 'The GPU was reset' }] }),
  ]).toEqual([false, true, true, true])
})

test('the newest that matters and was not seen is told', () => {
  const seen = endedReport({ id: 'a', isSeen: true })
  const quiet = endedReport({ id: 'b', end: 'ended' })
  const told = endedReport({ id: 'c' })
  expect(untoldOf([seen, quiet, told, endedReport({ id: 'd' })])).toBe(told)
  expect(untoldOf([seen, quiet])).toBeNull()
})
