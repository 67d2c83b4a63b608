import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPacer } from '../../../src/renderer/fit/pacer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function createWorld() {
  const asked: { input: number; atMs: number; answer: (output: string) => void }[] = []
  const shown: string[] = []
  const startMs = Date.now()
  const pacer = createPacer(
    (input: number) =>
      new Promise<string>((answer) => {
        asked.push({ input, atMs: Date.now() - startMs, answer })
      }),
    (output) => shown.push(output),
  )
  return { asked, shown, pacer, inputs: () => asked.map(({ input }) => input) }
}

test('the first is asked at once, of those after it the last one alone', async () => {
  const { pacer, inputs, asked } = createWorld()
  for (const input of [1, 2, 3, 4]) pacer.ask(input)
  expect(inputs()).toEqual([1])
  await vi.advanceTimersByTimeAsync(99)
  expect(inputs()).toEqual([1])
  await vi.advanceTimersByTimeAsync(1)
  expect(inputs()).toEqual([1, 4])
  expect(asked[1]?.atMs).toBe(100)
})

test('an answer that was overtaken is dropped', async () => {
  const { pacer, asked, shown } = createWorld()
  pacer.ask(1)
  await vi.advanceTimersByTimeAsync(100)
  pacer.ask(2)
  asked[1]?.answer('two')
  await vi.advanceTimersByTimeAsync(0)
  asked[0]?.answer('one')
  await vi.advanceTimersByTimeAsync(0)
  expect(shown).toEqual(['two'])
})

test('whoever slides for a minute asks 10 times a second, and no more', async () => {
  const { pacer, asked } = createWorld()
  for (let ms = 0; ms < 60_000; ms += 16) {
    pacer.ask(ms)
    await vi.advanceTimersByTimeAsync(16)
  }
  const times = asked.map(({ atMs }) => atMs)
  const within = (ms: number) =>
    Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length))
  expect(within(1_000)).toBeLessThanOrEqual(10)
  expect(within(10_000)).toBeGreaterThanOrEqual(80)
})

test('what has stopped asks and shows nothing more, until it is asked again', async () => {
  const { pacer, asked, shown, inputs } = createWorld()
  pacer.ask(1)
  pacer.ask(2)
  pacer.stop()
  asked[0]?.answer('one')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(inputs()).toEqual([1])
  expect(shown).toEqual([])
  pacer.ask(3)
  asked[1]?.answer('three')
  await vi.advanceTimersByTimeAsync(0)
  expect(shown).toEqual(['three'])
})
