import { describe, expect, test } from 'vitest'
import { isPast, snoozedOf, snoozesAfter, snoozesIn } from '../../src/main/alerts/snoozes.ts'
import { ruleIds, type SnoozeSpan, type SnoozeTarget } from '../../src/shared/alert.ts'
import { pid } from '../../src/shared/ids.ts'
import type { Server } from '../../src/shared/server.ts'
import type { Source } from '../../src/shared/snapshot.ts'
import type { MadeSnooze } from '../../src/shared/snooze.ts'
import { atMs, llamaServer, ollama } from '../shared/loaded.ts'
import { ofSource } from '../web/fake-core.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const told: Source = { ...ofSource, id: 'servers', kind: 'ok' }

const sightAt = (nowMs: number, servers: readonly Server[] = [], source: Source = told) => ({
  atMs: nowMs,
  servers,
  sources: [source],
})

/** Made at `atMs`, while these servers ran. */
const made = (
  target: SnoozeTarget,
  span: SnoozeSpan,
  servers: readonly Server[] = [],
  before: readonly MadeSnooze[] = [],
): readonly MadeSnooze[] => snoozesAfter(before, { target, span }, sightAt(atMs, servers))

const targetsIn = (all: readonly MadeSnooze[], nowMs: number, servers: readonly Server[] = []) =>
  snoozesIn(all, sightAt(nowMs, servers)).map(({ target }) => target)

describe('a snooze of an hour', () => {
  test('is in force for an hour, and says until when', () => {
    const all = made('pressure', '1h')
    expect(snoozesIn(all, sightAt(atMs))).toEqual([
      { target: 'pressure', span: '1h', madeAtMs: atMs, untilMs: atMs + hourMs },
    ])
    expect(targetsIn(all, atMs + hourMs - 1)).toEqual(['pressure'])
    expect(targetsIn(all, atMs + hourMs)).toEqual([])
  })

  test('does not last for ever where the clock is set back: it is over, and can be forgotten', () => {
    const all = made('pressure', '1h')
    expect(targetsIn(all, atMs - 2 * hourMs)).toEqual([])
    expect(all.map((one) => isPast(one, atMs - 2 * hourMs))).toEqual([true])
    // a clock that is put right by a little
    expect(targetsIn(all, atMs - 5_000)).toEqual(['pressure'])
  })
})

describe('a snooze for this run', () => {
  const all = made('pressure', 'run', [ollama, llamaServer])

  test('lasts while one of the servers of then runs, and ends with the last', () => {
    expect(snoozesIn(all, sightAt(atMs + minuteMs, [llamaServer]))).toEqual([
      { target: 'pressure', span: 'run', madeAtMs: atMs, untilMs: null },
    ])
    expect(targetsIn(all, atMs + minuteMs, [])).toEqual([])
  })

  test('ends though another server runs, or the same program anew', () => {
    const another = { ...ollama, pid: pid(9_999) }
    const anew = { ...ollama, startedAtMs: ollama.startedAtMs + minuteMs }
    expect(targetsIn(all, atMs + minuteMs, [another, anew])).toEqual([])
  })

  test('knows a server again whose start another Headroom reckons a second later', () => {
    const later = { ...ollama, startedAtMs: ollama.startedAtMs + 1_000 }
    expect(targetsIn(all, atMs + minuteMs, [later])).toEqual(['pressure'])
  })

  test('goes on while nobody can tell what runs', () => {
    const sources: readonly Source[] = [
      { ...told, kind: 'waiting' },
      { ...told, kind: 'failed' },
      { ...told, isStale: true },
      { ...told, id: 'other' },
    ]
    for (const source of sources)
      expect(snoozesIn(all, sightAt(atMs + minuteMs, [], source))).toHaveLength(1)
  })

  test('ends after a day at the latest', () => {
    expect(targetsIn(all, atMs + 24 * hourMs - 1, [ollama])).toEqual(['pressure'])
    expect(targetsIn(all, atMs + 24 * hourMs, [ollama])).toEqual([])
  })

  test('lasts an hour where nothing ran', () => {
    expect(snoozesIn(made('pressure', 'run'), sightAt(atMs))).toEqual([
      { target: 'pressure', span: 'run', madeAtMs: atMs, untilMs: atMs + hourMs },
    ])
    expect(targetsIn(made('pressure', 'run'), atMs + hourMs, [ollama])).toEqual([])
  })
})

test('a snooze until a restart names no instant, and ends after a month at the latest', () => {
  const all = made('thermal', 'restart')
  const [one] = snoozesIn(all, sightAt(atMs + 48 * hourMs))
  expect(one?.untilMs).toBeNull()
  expect(targetsIn(all, atMs + 30 * 24 * hourMs)).toEqual([])
})

describe('what is asked for', () => {
  test('takes the place of what was asked for of the same rule, and of what is over', () => {
    const before = [
      ...made('pressure', 'restart'),
      { target: 'thermal', span: '1h', madeAtMs: atMs - 2 * hourMs, servers: [] } as const,
    ]
    const after = made('pressure', '1h', [], before)
    expect(after.map(({ target, span }) => [target, span])).toEqual([['pressure', '1h']])
  })

  test('of one rule leaves the others, also where all are silenced', () => {
    const both = made('pressure', '1h', [], made('thermal', '1h'))
    const off = { target: 'pressure', span: null } as const
    expect(targetsIn(snoozesAfter(both, off, sightAt(atMs)), atMs)).toEqual(['thermal'])
    const all = snoozesAfter(made('all', '1h'), off, sightAt(atMs))
    expect(targetsIn(all, atMs)).toEqual(ruleIds.filter((id) => id !== 'pressure'))
  })

  test('of all ends every one', () => {
    const both = made('pressure', '1h', [], made('all', 'restart'))
    expect(snoozesAfter(both, { target: 'all', span: null }, sightAt(atMs))).toEqual([])
  })
})

describe('a rule is silenced', () => {
  const inForce = snoozesIn(made('pressure', '1h', [], made('all', 'restart')), sightAt(atMs))

  test('by itself or with all, by the one that lasts longer', () => {
    expect(snoozedOf('pressure', inForce)).toEqual({ span: 'restart', untilMs: null })
    expect(snoozedOf('thermal', inForce)).toEqual({ span: 'restart', untilMs: null })
  })

  test('and no other by the snooze of one', () => {
    const one = snoozesIn(made('pressure', '1h'), sightAt(atMs))
    expect(snoozedOf('pressure', one)).toEqual({ span: '1h', untilMs: atMs + hourMs })
    expect(snoozedOf('thermal', one)).toBeNull()
  })
})
