import { expect, test } from 'vitest'
import { createStreamReader } from '../../../src/main/monitor/stream-reader.ts'
import type { StreamEnd } from '../../../src/main/host/host.ts'
import { createFakeHost } from '../../fake-host.ts'
import { askerOf } from '../../world.ts'

test('a stream begins again only when the one that was stopped has ended', async () => {
  const ends: ((end: StreamEnd) => void)[] = []
  const { host } = createFakeHost(new Map())
  const reader = createStreamReader<string>(
    {
      ...host,
      stream: (_argv, onText, onEnd) => {
        ends.push(onEnd)
        onText('12 W')
        return () => undefined // a program of root's ends only as it writes again
      },
    },
    async () => ({
      kind: 'ok',
      value: { argv: ['/usr/bin/watts'], createTake: () => (piece) => piece },
      atMs: 0,
      tookMs: 0,
    }),
  )
  const asker = askerOf(new Map())
  expect(await reader.read(asker)).toMatchObject({ kind: 'ok', value: '12 W' })
  reader.stop()
  const again = reader.read(asker)
  await new Promise((resolve) => setImmediate(resolve))
  expect(ends).toHaveLength(1)
  ends[0]?.({ reason: null })
  expect(await again).toMatchObject({ kind: 'ok', value: '12 W' })
  expect(ends).toHaveLength(2)
})

test('a stream that fails rests, longer each time, and not at all once it has answered', async () => {
  const begun: number[] = []
  const fake = createFakeHost(new Map())
  const answers = { isBroken: true }
  const reader = createStreamReader<string>(
    {
      ...fake.host,
      stream: (_argv, onText, onEnd) => {
        begun.push(fake.host.clock.nowMs() - startMs)
        if (!answers.isBroken) onText('12 W')
        onEnd({ reason: 'a password is required' })
        return () => undefined
      },
    },
    async () => ({
      kind: 'ok',
      value: { argv: ['/usr/bin/watts'], createTake: () => (piece) => piece },
      atMs: 0,
      tookMs: 0,
    }),
  )
  const startMs = fake.host.clock.nowMs()
  const readAgain = async () => {
    await fake.advance(5_000)
    return reader.read(askerOf(new Map(), fake.host.clock.nowMs()))
  }
  for (let tick = 0; tick < 20; tick++) {
    expect(await readAgain()).toMatchObject({ kind: 'failed', reason: 'a password is required' })
  }
  expect(begun).toEqual([5_000, 15_000, 35_000, 75_000])
  answers.isBroken = false
  for (let tick = 0; tick < 12; tick++) await readAgain()
  expect(begun.slice(4)).toEqual([155_000, 160_000])
})
