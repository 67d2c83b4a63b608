import { describe, expect, test } from 'vitest'
import { alertLines, worstAlertText } from '../../src/main/cli/alert-lines.ts'
import { createNewAlertLines } from '../../src/main/cli/console-notifier.ts'
import { statusText, tickText } from '../../src/main/cli/status-text.ts'
import type { Alert } from '../../src/shared/alert.ts'
import { alertId } from '../../src/shared/ids.ts'
import { formatTimeOfDay } from '../../src/shared/units.ts'
import { failure, hog, willNotFit } from '../shared/alerted.ts'
import { refused } from '../shared/found.ts'
import { atMs } from '../shared/loaded.ts'
import { nothingKnown } from '../web/fake-core.ts'

const snapshot = { ...nothingKnown, atMs, alerts: [willNotFit, hog] }
const linesOf = (...alerts: readonly Alert[]): readonly string[] =>
  alertLines({ atMs, findings: [], alerts })

describe('the alerts of status', () => {
  test('are a line each, with how bad it is in words, the sentence and what to do first', () => {
    expect(alertLines(snapshot)).toEqual([
      '!! gemma3:27b will not fit (about to fail): It needs 26.1 GB, and there are 22.9 GB on the GPU: 3.2 GB too much · try first: Unload phi4:14b',
      '! Xcode holds 12.3 GB (warning): That is more than the 10.0 GB that one app may hold',
    ])
  })

  test('show no figures where those are not of now, and say since when', () => {
    const stale = { ...willNotFit, isStale: true, atMs: atMs - 40_000 }
    expect(linesOf(stale, { ...hog, isClearing: true })).toEqual([
      '!! gemma3:27b will not fit (about to fail · not known for 40 s)',
      '! Xcode holds 12.3 GB (warning · seems to be over)',
    ])
  })

  test('say in brief what is snoozed, and until when', () => {
    const untilMs = atMs + 3_600_000
    expect(linesOf({ ...hog, snoozed: { span: '1h', untilMs } })).toEqual([
      `! Xcode holds 12.3 GB (warning · snoozed until ${formatTimeOfDay(untilMs)})`,
    ])
  })

  test('do not say again what a finding says below', () => {
    const alerts = [failure]
    expect(alertLines({ atMs, findings: [refused], alerts })).toEqual([
      '! Ollama: the GPU refused memory (warning)',
    ])
    expect(linesOf(failure)[0]).toContain(`(warning): ${refused.sentence}`)
    const text = statusText({ ...snapshot, findings: [refused], alerts })
    expect(text.split(refused.sentence)).toHaveLength(2)
  })

  test('more than are read are a count', () => {
    const many = Array.from({ length: 15 }, () => hog)
    expect(linesOf(...many)).toHaveLength(13)
    expect(linesOf(...many).at(-1)).toBe('3 more')
  })

  test('bring no terminal escapes along', () => {
    const [line] = linesOf({ ...hog, title: 'a\u001b[2Jb\nc', sentence: 'd\u001b[31m\u202ee' })
    expect(line).toBe('! a\ufffd[2Jb\ufffdc (warning): d\ufffd[31m\ufffde')
  })

  test('stand above all but the room; without any there is no such section', () => {
    const lines = statusText(snapshot).split('\n')
    expect(lines.slice(1, 4)).toEqual(['', 'alerts', alertLines(snapshot)[0]])
    expect(statusText({ ...snapshot, alerts: [] })).not.toContain('alerts')
  })
})

describe('a tick', () => {
  test('tells the worst that is loud, and how many more there are', () => {
    expect(tickText(snapshot)).toContain(' · !! gemma3:27b will not fit and 1 more')
    const snoozed = { span: 'run', untilMs: null } as const
    expect(worstAlertText([{ ...willNotFit, snoozed }, hog])).toBe('! Xcode holds 12.3 GB')
    expect(worstAlertText([{ ...hog, severity: 'notice' }])).toBeNull()
  })

  test('does not tell a finding beside the alert that it has brought', () => {
    const both = tickText({ ...snapshot, findings: [refused], alerts: [failure] })
    expect(both).toContain('! Ollama: the GPU refused memory')
    expect(both).not.toContain('! The GPU refused memory (Ollama)')
    const quiet = tickText({ ...snapshot, findings: [refused], alerts: [hog] })
    expect(quiet).toContain('! The GPU refused memory (Ollama)')
  })
})

describe('what is new of alerts', () => {
  const stream = process.stdout
  const at = formatTimeOfDay(atMs)
  const watching = (besideFindings = false) => {
    const newLines = createNewAlertLines({ stream, besideFindings })
    return (...alerts: readonly Alert[]): readonly string[] =>
      newLines({ atMs, findings: [refused], alerts })
  }

  test('is told once, when it comes up, becomes worse and is over', () => {
    const see = watching()
    expect(see(hog)).toEqual([`${at} ${linesOf(hog)[0]}`])
    expect(see(hog)).toEqual([])
    const worse = { ...hog, severity: 'imminent' } as const
    expect(see(worse)).toEqual([`${at} ${linesOf(worse)[0]}`])
    expect(see()).toEqual([`${at} over: Xcode holds 12.3 GB (after 12 s)`])
    expect(see()).toEqual([])
    const next = { ...hog, id: alertId('the next episode') }
    expect(see(next)).toEqual([`${at} ${linesOf(next)[0]}`])
  })

  test('says that one is snoozed, or not known any more, which is not that it is over', () => {
    const untilMs = atMs + 3_600_000
    const snoozed = { ...hog, snoozed: { span: '1h', untilMs } } as const
    const seeOne = watching()
    seeOne(hog)
    expect(seeOne(snoozed)).toEqual([
      `${at} snoozed until ${formatTimeOfDay(untilMs)}: Xcode holds 12.3 GB`,
    ])
    const seeOther = watching()
    seeOther(hog)
    expect(seeOther({ ...hog, isStale: true })).toEqual([
      `${at} not known any more: Xcode holds 12.3 GB`,
    ])
  })

  test('says that one which was not known is over, once it is known to be', () => {
    const see = watching()
    const stale = { ...hog, isStale: true }
    const over = `${at} over: Xcode holds 12.3 GB (after 12 s)`
    expect([hog, stale, hog].map((one) => see(one).length)).toEqual([1, 1, 0])
    expect([see(), see()]).toEqual([[over], []])
    const seeOther = watching()
    expect([hog, stale].map((one) => seeOther(one).length)).toEqual([1, 1])
    expect(seeOther()).toEqual([])
  })

  test('leaves out, beside lines of findings, what one of them tells', () => {
    expect(watching(true)(failure, hog)).toEqual([`${at} ${linesOf(hog)[0]}`])
    expect(watching(false)(failure)).toHaveLength(1)
  })
})
