import { describe, expect, test } from 'vitest'
import { createSource, type SourceSpec } from '../../src/main/monitor/source.ts'
import { createFakeHost } from '../fake-host.ts'
import { alone, driveText, looked, thing } from './driven.ts'

const slow = (tookMs: number) => ({ kind: 'slow', text: 'first', tookMs }) as const

describe('a source that is hurried', () => {
  test.each(['fast', 'slow', 'minute'] as const)(
    'at pace %s is asked at the next tick, and then at its pace again',
    async (pace) => {
      const { askedIn, tick, source } = driveText({ pace })
      await askedIn(0, 0)
      source.hurry()
      expect(await tick(300)).toBe(true)
      expect(await tick(600)).toBe(false)
      const periodMs = source.statusAt(600, looked).everyMs ?? 0
      expect(await tick(periodMs)).toBe(false)
      expect(await tick(300 + periodMs)).toBe(true)
    },
  )

  test('at pace once is asked once more', async () => {
    const { askedIn, source, world } = driveText({ pace: 'once' })
    await askedIn(0, 10)
    world.set(thing, 'second')
    source.hurry()
    expect(await askedIn(11, 600)).toEqual([11])
    expect(source.goodAt(600_000)).toEqual({ value: 'second', atMs: 11_000, isStale: false })
  })

  test('at pace once is asked once a minute until it has answered, where it fails', async () => {
    const { askedIn, source, world } = driveText({ pace: 'once' })
    await askedIn(0, 10)
    world.set(thing, { kind: 'failed', reason: 'no answer within 3 s' })
    source.hurry()
    expect(await askedIn(11, 140)).toEqual([11, 71, 131])
    expect(source.goodAt(140_000)).toEqual({ value: 'first', atMs: 0, isStale: true })
    world.set(thing, 'second')
    expect(await askedIn(141, 600)).toEqual([191])
  })
})

describe('a source of which each answer takes long', () => {
  const spec = { pace: 'slow', maxShare: { looked: 0.001, alone: 0.001 } } as const

  test('is asked at once all the same where it is to be', async () => {
    const { askedIn, source, world } = driveText(spec)
    world.set(thing, slow(30))
    await askedIn(0, 0)
    source.hurry()
    expect(await askedIn(1, 3)).toEqual([])
    source.hurry(true)
    expect(await askedIn(4, 5)).toEqual([4])
    // once: its share is kept afterwards
    expect(await askedIn(6, 33)).toEqual([])
    expect(await askedIn(34, 34)).toEqual([34])
  })

  test('is not silent for minutes as one answer of it did not come in time', async () => {
    const { askedIn, world } = driveText(spec)
    world.set(thing, slow(10))
    await askedIn(0, 0)
    world.set(thing, { kind: 'failed', reason: 'no answer within 2 s' })
    await askedIn(10, 10)
    world.set(thing, slow(10))
    const [again = Number.POSITIVE_INFINITY] = await askedIn(11, 60)
    expect(again - 10).toBeLessThanOrEqual(20)
  })
})

describe('a hurry does not overrule', () => {
  test('what is asked on demand: no tick asks it', async () => {
    const { askedIn, source } = driveText({ pace: 'on-demand' })
    source.hurry()
    expect(await askedIn(0, 100)).toEqual([])
  })

  test('what is for lookers alone: it waits for one', async () => {
    const { askedIn, source } = driveText({ pace: 'minute', isForLookers: true })
    expect(await askedIn(0, 0, looked)).toEqual([0])
    source.hurry()
    expect(await askedIn(1, 10, alone)).toEqual([])
    expect(await askedIn(11, 20, looked)).toEqual([11])
  })

  test('what it needs: it waits for that', async () => {
    const isReady = { now: true }
    const { askedIn, source } = driveText({ pace: 'minute', isReady: () => isReady.now })
    expect(await askedIn(0, 0)).toEqual([0])
    isReady.now = false
    source.hurry()
    expect(await askedIn(1, 5)).toEqual([])
    isReady.now = true
    expect(await askedIn(6, 10)).toEqual([6])
  })

  test('its share of the time', async () => {
    const maxShare = { looked: 0.01, alone: 0.01 }
    const { askedIn, source, world } = driveText({ pace: 'slow', maxShare })
    world.set(thing, slow(20))
    expect(await askedIn(0, 0)).toEqual([0])
    source.hurry()
    expect(await askedIn(1, 6)).toEqual([2])
  })

  test.each(['minute', 'once'] as const)(
    'a question that is open: at pace %s it is asked once more when that is answered',
    async (pace) => {
      const { host, advance } = createFakeHost(new Map([[thing, slow(1_000)]]))
      const read: SourceSpec<string>['read'] = (asker) =>
        asker.ask({ kind: 'file', path: '/thing' })
      const source = createSource({ id: 'thing', title: 'a thing', pace, read })
      void source.ask(host, 0, looked)
      source.hurry()
      expect(source.isDue(500, looked)).toBe(false)
      void source.ask(host, 500, looked) // it is waited for, by a single Snapshot
      await advance(1_000)
      expect(source.isDue(1_000, looked)).toBe(true)
      void source.ask(host, 1_000, looked)
      await advance(1_000)
      expect(source.isDue(2_000, looked)).toBe(false)
    },
  )
})
