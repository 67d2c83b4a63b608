import { describe, expect, test } from 'vitest'
import { failure } from '../../../src/main/alerts/rules/failure.ts'
import { titleOfClass } from '../../../src/shared/finding-text.ts'
import type { Finding, FindingClass } from '../../../src/shared/finding.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { refused } from '../../shared/found.ts'
import { ollama } from '../../shared/loaded.ts'
import { macAt, t0, watching } from '../moments.ts'

const minutes = (count: number): number => count * 60_000

const told = (lastAtMs: number | null, rest: Partial<Finding> = {}): Finding => ({
  ...refused,
  count: 1,
  atMs: lastAtMs,
  lastAtMs,
  ...rest,
})

const at = (atMs: number, ...findings: readonly Finding[]): Snapshot =>
  macAt(atMs, { findings, servers: [ollama] })

describe('a failure that a log has just told', () => {
  test('is told at once, with what happened and what to do first', () => {
    const one = told(t0)
    expect(watching(failure).see(at(t0, one))).toMatchObject([
      {
        severity: 'warning',
        title: 'Ollama: The GPU refused memory',
        sentence: one.sentence,
        advice: one.fixes[0]?.text,
        figures: { kind: 'none' },
        about: { findingId: one.id, serverId: one.serverId },
        sinceMs: t0,
      },
    ])
  })

  test('between two ticks is told at the instant of the one before', () => {
    expect(watching(failure).see(at(t0, told(t0 + 900)))).toMatchObject([{ atMs: t0 }])
  })

  test('stands for ten minutes after it came last, and no longer', () => {
    const watch = watching(failure)
    const [first] = watch.see(at(t0, told(t0)))
    expect(watch.see(at(t0 + minutes(9), told(t0)))).toMatchObject([{ id: first?.id }])
    expect(watch.see(at(t0 + minutes(10) + 1, told(t0)))).toEqual([])
  })

  test('that comes again is the same episode, and stands anew from then', () => {
    const watch = watching(failure)
    const [first] = watch.see(at(t0, told(t0)))
    const again = told(t0 + minutes(8), { count: 2, sentence: 'Again.' })
    expect(watch.see(at(t0 + minutes(8), again))).toMatchObject([
      { id: first?.id, sentence: 'Again.' },
    ])
    expect(watch.see(at(t0 + minutes(17), again))).toHaveLength(1)
    expect(watch.see(at(t0 + minutes(19), again))).toEqual([])
  })

  test('is over with its finding: a load has succeeded since', () => {
    const watch = watching(failure)
    expect(watch.see(at(t0, told(t0)))).toHaveLength(1)
    expect(watch.see(at(t0 + 1_000))).toEqual([])
  })

  test('says nothing of a server that is not there any more', () => {
    const gone = { ...at(t0, told(t0)), servers: [] }
    expect(watching(failure).see(gone)).toMatchObject([{ about: { serverId: null } }])
  })
})

describe('no alert is', () => {
  test('what happened before Headroom looked, or at a time that nobody knows', () => {
    const watch = watching(failure)
    expect(watch.see(at(t0, told(t0 - minutes(4))))).toEqual([])
    expect(watch.see(at(t0, told(null)))).toEqual([])
    expect(watch.see(at(t0, told(t0 - minutes(2))))).toHaveLength(1)
  })

  test('what the machine shows as it is', () => {
    expect(watching(failure).see(at(t0, told(t0, { place: null })))).toEqual([])
  })

  const others: ReadonlySet<string> = new Set([
    'context-full',
    'cpu-fallback',
    'rosetta',
    'gpu-flat',
    'slow-generation',
    'gpu-held',
  ])
  test.each(Object.keys(titleOfClass))('%s, where another rule tells it', (name) => {
    const isClass = (one: string): one is FindingClass => one in titleOfClass
    const all = isClass(name) ? watching(failure).see(at(t0, told(t0, { class: name }))) : []
    expect(all).toHaveLength(others.has(name) ? 0 : 1)
  })
})

test('a file that is missing is worth a notice: whoever asked for it was told', () => {
  const missing = told(t0, { class: 'model-missing' })
  expect(watching(failure).see(at(t0, missing))).toMatchObject([{ severity: 'notice' }])
})

test('a long sentence ends at a clause that fits', () => {
  const clause = 'a'.repeat(100)
  const long = told(t0, { sentence: `${clause}; ${clause}; ${clause}` })
  expect(watching(failure).see(at(t0, long))[0]?.sentence).toBe(`${clause}; ${clause}`)
})

test('foreign text in it is bounded and has no control characters', () => {
  const evil = told(t0, {
    program: `a\u001b[31m${'x'.repeat(100)}`,
    title: 'y'.repeat(100),
    sentence: `b\u001b${'z'.repeat(1_000)}`,
  })
  const [one] = watching(failure).see(at(t0, evil))
  expect(one?.title).toHaveLength(60)
  expect(one?.sentence).toHaveLength(240)
  expect(`${one?.title}${one?.sentence}`).not.toContain('\u001b')
})
