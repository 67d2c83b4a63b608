import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createCore } from '../../src/main/core/core.ts'
import { handle } from '../../src/main/core/handle.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import type { History } from '../../src/shared/history.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { localHost } from '../host/local-host.ts'
import { until } from '../processes.ts'
import { fromRoot } from '../from-root.ts'
import { sayingIn, translated } from '../shared/phrases/books.ts'

const reader = { scopes: new Set(['read'] as const), setLooking: null }
const dayMs = 24 * 3_600_000

/** A Mac's recording through the whole Core, and what its history says then. */
async function played(name: string) {
  const text = readFileSync(fromRoot(`tests/fixtures/recordings/${name}.jsonl`), 'utf8')
  const replayer = createReplayer(parseRecording(text))
  const core = await createCore(replayer.host, { roomCapBytes: null })
  const snapshots: Snapshot[] = []
  core.onSnapshot((snapshot) => snapshots.push(snapshot))
  core.look()
  core.start()
  await replayer.play({ speed: null, isLooping: false })
  const ask = (sinceMs: number, untilMs: number, mostPoints = 2_000) =>
    handle(core, reader, 'history', { sinceMs, untilMs, mostPoints })
  return { core, snapshots, ask }
}

const valueOf = (outcome: Awaited<ReturnType<typeof handle>>): History => {
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.value as History
}

test('a recording becomes a history of its own time, with the marks of its trail and its alerts', async () => {
  const { core, snapshots, ask } = await played('mac-m1pro-16gb-refused')
  const lastAtMs = snapshots.at(-1)?.atMs ?? 0
  const history = valueOf(await ask(lastAtMs - 3_600_000, lastAtMs + 1))
  await core.close()
  const rooms = snapshots.flatMap(({ room }) => (room.kind === 'ok' ? [room.roomBytes] : []))
  const known = history.columns.roomBytes.filter((bytes) => bytes !== null)
  expect(Math.min(...known)).toBe(Math.min(...rooms))
  expect(history.keptIn).toBe('memory')
  const marks = snapshots.flatMap(({ trail }) => trail.marks)
  for (const mark of marks.filter(({ kind }) => kind !== 'load' && kind !== 'act'))
    expect(history.events).toContainEqual({ ...mark, more: null })
  const ends = snapshots.flatMap(({ loads }) => loads.filter(({ endedAtMs }) => endedAtMs !== null))
  for (const { startedAtMs, name, stage } of ends)
    expect(history.events).toContainEqual(
      expect.objectContaining({
        atMs: startedAtMs,
        what: name,
        more: expect.objectContaining({ stage }),
      }),
    )
  const titles = new Set(snapshots.flatMap(({ alerts }) => alerts.map(({ title }) => title)))
  const began = history.events.filter(({ kind }) => kind === 'alert')
  expect(marks.length).toBeGreaterThan(0)
  expect(began.length).toBeGreaterThan(0)
  expect(began.filter(({ what }) => !titles.has(what))).toEqual([])
})

test('a single Snapshot is no history: there were none before and there will be none', async () => {
  const core = await createCore(localHost(), { roomCapBytes: null })
  const { atMs } = await core.snapshotOnce()
  const single = await core.history({ sinceMs: atMs - 1, untilMs: atMs + 1, mostPoints: 9 })
  core.start()
  await until('a tick', () => ((core.current()?.atMs ?? 0) > atMs ? true : null))
  const span = { sinceMs: atMs - 1, untilMs: atMs + 60_000, mostPoints: 9 }
  const { keptSinceMs } = await core.history(span)
  await core.close()
  expect(single).toMatchObject({ keptSinceMs: null, atMs: [] })
  expect(keptSinceMs).toBeGreaterThan(atMs)
})

test('a span that is none, or too long, is refused in a sentence that each language knows', async () => {
  const { core, ask } = await played('mac-m5max-128gb-unload')
  const outcomes = await Promise.all([ask(5, 5), ask(9, 5), ask(0, 30 * dayMs + 1)])
  const allowed = await ask(0, 30 * dayMs)
  await core.close()
  const reasons = outcomes.map((one) => (one.kind === 'refused' ? one.reason : ''))
  expect(reasons).toEqual([
    'a history has to end after it begins',
    'a history has to end after it begins',
    'a history is of 30 d at the most',
  ])
  expect(allowed.kind).toBe('ok')
  for (const language of translated)
    expect(reasons.filter((reason) => !sayingIn(language).knows(reason))).toEqual([])
})

test('what is of another form is refused at the door', async () => {
  const { core, ask } = await played('mac-m5max-128gb-unload')
  const reason = 'the request is not of the form it should have'
  for (const [since, until, most] of [
    [-1, 5, 9],
    [0.5, 5, 9],
    [0, 5, 0],
    [0, 5, 2_001],
  ] as const)
    expect(await ask(since, until, most)).toEqual({ kind: 'refused', reason })
  await core.close()
})
