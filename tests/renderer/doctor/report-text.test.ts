import { expect, test } from 'vitest'
import { reportOf } from '../../../src/renderer/doctor/report-text.ts'
import { ailing, ailingMac } from '../../browser/ailing.ts'

test('the report has every source with its state, figures and reason, in the order of the section', () => {
  const lines = reportOf(ailingMac, ailing).split('\n')
  expect(lines[0]).toMatch(/^Headroom doctor, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  expect(lines[1]).toBe('macOS 26.1 · Apple M2 Max · MacBook Pro (Mac14,6)')
  expect(lines[2]).toBe('limit: 22.9 GB, asked of Metal')
  expect(lines[3]).toBe('own cost: 0.4 % of one core, 80 MB')
  expect(lines[4]).toMatch(/^! Headroom itself runs under Rosetta/)
  expect(lines[6]).toBe(
    'failed   gpu: GPU memory (ioreg IOAccelerator)  no answer within 2 s; every 5 s, took 2.0 s',
  )
  expect(lines.filter((line) => /^(?:failed|stale|waiting|live|absent) /.test(line))).toHaveLength(
    ailingMac.sources.length + 2,
  )
})

test('it names no user, and one user always the same', () => {
  const report = reportOf(
    {
      ...ailingMac,
      sources: [
        ...ailingMac.sources,
        ...ailingMac.sources.slice(-1).map((source) => ({
          ...source,
          id: 'more',
          reason: '/home/bob/x.log and /Users/alice/y.log: permission denied',
        })),
      ],
    },
    { ...ailing, findings: ['/Users/alice/models is damaged'] },
  )
  expect(report).not.toMatch(/alice|bob/)
  expect(report).toMatch(/! \/Users\/user1\/models/)
  expect(report).toMatch(/\/home\/user2\/x\.log and \/Users\/user1\/y\.log/)
})

test('what a program printed cannot break a line, nor write backwards', () => {
  const [source] = ailingMac.sources
  const report = reportOf(
    {
      ...ailingMac,
      sources: source === undefined ? [] : [{ ...source, reason: 'a\nlive  b\u202e' }],
    },
    null,
  )
  expect(report.split('\n')).toHaveLength(6)
  expect(report).not.toMatch(/\u202e/)
})
