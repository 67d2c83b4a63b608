import { expect, test } from 'vitest'
import { failedBy } from '../../../src/main/electron/notifications/health.ts'

const reasonOf = (error: string): string => {
  const health = failedBy(error)
  return health.kind === 'failed' ? health.reason : health.kind
}

test.each([
  'The operation couldn’t be completed. (UNErrorDomain error 1.)',
  'Notifications are not allowed for this application',
])('what macOS was told not to show is said in words of ours: %s', (error) => {
  expect(reasonOf(error)).toBe('System Settings does not allow them')
})

test('another error of the same family is another one', () => {
  const error = 'The operation couldn’t be completed. (UNErrorDomain error 1401.)'
  expect(reasonOf(error)).toBe(error)
})

test('what macOS says otherwise is foreign text: on one line, printable, and not without end', () => {
  expect(reasonOf('no\u001b[31m\nway\u202e')).toBe('no\ufffd[31m\ufffdway\ufffd')
  expect(reasonOf('x'.repeat(5_000))).toHaveLength(160)
  expect(reasonOf('  ')).toBe('it gave no reason')
})
