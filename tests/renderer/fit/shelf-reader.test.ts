import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createShelfReader } from '../../../src/renderer/fit/shelf-reader.ts'
import type { Outcome } from '../../../src/shared/contract.ts'
import type { LocalModels } from '../../../src/shared/local-models.ts'
import { shelfOf } from '../../shared/shelf.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function createWorld(answers: readonly Outcome<LocalModels>[], tookMs = 10) {
  const askedAtMs: number[] = []
  const shown: Outcome<LocalModels>[] = []
  const startMs = Date.now()
  const reader = createShelfReader(
    async () => {
      askedAtMs.push(Date.now() - startMs)
      const answer = answers[Math.min(askedAtMs.length, answers.length) - 1]
      await new Promise((done) => void setTimeout(done, tookMs))
      return answer ?? { kind: 'refused', reason: 'no answer in this test' }
    },
    (outcome) => shown.push(outcome),
  )
  return { reader, askedAtMs, shown }
}

const known = { kind: 'ok', value: shelfOf([]) } as const
const reading = { kind: 'ok', value: shelfOf([], { isReading: true }) } as const

test('it is asked at once, and not again while nothing changes', async () => {
  const { reader, askedAtMs, shown } = createWorld([known])
  reader.wantFor('room 1')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedAtMs).toEqual([0])
  expect(shown).toEqual([known])
})

test('while more is being read it is asked again a second after each answer', async () => {
  const { reader, askedAtMs, shown } = createWorld([reading, reading, known])
  reader.wantFor('room 1')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedAtMs).toEqual([0, 1_010, 2_020])
  expect(shown).toHaveLength(3)
})

test('a room that changes at each tick asks every five seconds, also where the answer takes long', async () => {
  const { reader, askedAtMs, shown } = createWorld([known], 3_000)
  for (let tick = 0; tick < 20; tick++) {
    reader.wantFor(`room ${tick}`)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(askedAtMs).toEqual([0, 8_000, 16_000])
  expect(shown).toHaveLength(3)
})

test('nothing is asked while nobody looks, and it goes on when somebody does', async () => {
  const { reader, askedAtMs } = createWorld([reading])
  reader.wantFor('room 1')
  await vi.advanceTimersByTimeAsync(500)
  reader.rest()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedAtMs).toEqual([0])
  reader.wantFor('room 1')
  await vi.advanceTimersByTimeAsync(0)
  expect(askedAtMs).toEqual([0, 60_500])
})

test('an answer that comes when nobody looks any more leads to no other question', async () => {
  const { reader, askedAtMs } = createWorld([reading], 2_000)
  reader.wantFor('room 1')
  await vi.advanceTimersByTimeAsync(1_000)
  reader.rest()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedAtMs).toEqual([0])
})

test('what changes while an answer is on its way is asked about after it; what stays is not', async () => {
  const { reader, askedAtMs } = createWorld([known], 2_000)
  reader.wantFor('room 1')
  await vi.advanceTimersByTimeAsync(1_000)
  reader.wantFor('room 2')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(askedAtMs).toEqual([0, 7_000])
  reader.wantFor('room 2')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedAtMs).toHaveLength(2)
})

test('a refusal is shown, and not asked about again by itself', async () => {
  const refused = { kind: 'refused', reason: 'a replay has no disks' } as const
  const { reader, askedAtMs, shown } = createWorld([refused])
  reader.wantFor('room 1')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(askedAtMs).toEqual([0])
  expect(shown).toEqual([refused])
})
