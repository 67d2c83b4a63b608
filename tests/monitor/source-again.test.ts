import { describe, expect, test } from 'vitest'
import { driveText, looked, thing } from './driven.ts'

/** A source that is asked once, in a circumstance that the test changes. */
function driveAgain() {
  const circumstance = { now: 'a' }
  return {
    circumstance,
    ...driveText({ pace: 'once', againWhen: () => circumstance.now }),
  }
}

describe('a source that is asked once in a circumstance', () => {
  test('is asked no more while that stays', async () => {
    const { askedIn } = driveAgain()
    expect(await askedIn(0, 600)).toEqual([0])
  })

  test('is asked again when it has changed', async () => {
    const { askedIn, circumstance, world, source } = driveAgain()
    expect(await askedIn(0, 100)).toEqual([0])
    circumstance.now = 'b'
    world.set(thing, 'second')
    expect(await askedIn(101, 600)).toEqual([101])
    expect(source.goodAt(600_000)).toEqual({ value: 'second', atMs: 101_000, isStale: false })
  })

  test('is asked at most once a minute, however often it changes', async () => {
    const { tick, circumstance } = driveAgain()
    const asked: number[] = []
    for (let second = 0; second <= 130; second++) {
      circumstance.now = String(second)
      if (await tick(second * 1_000)) asked.push(second)
      circumstance.now = `${second} and a half`
    }
    expect(asked).toEqual([0, 60, 120])
  })

  test('is not asked where it has changed back meanwhile', async () => {
    const { askedIn, circumstance } = driveAgain()
    await askedIn(0, 1)
    circumstance.now = 'b'
    expect(await askedIn(2, 30)).toEqual([])
    circumstance.now = 'a'
    expect(await askedIn(31, 300)).toEqual([])
  })

  test('never grows old without a reason', async () => {
    const { tick, source } = driveAgain()
    await tick(0)
    expect(source.goodAt(30 * 86_400_000)).toMatchObject({ value: 'first', isStale: false })
  })
})

describe('a source that is to be asked again', () => {
  test('keeps its old answer, as a stale one, until the new circumstance has its own', async () => {
    const { askedIn, circumstance, world, source } = driveAgain()
    await askedIn(0, 100)
    circumstance.now = 'b'
    world.set(thing, { kind: 'failed', reason: 'no answer within 3 s' })
    expect(await askedIn(101, 230)).toEqual([101, 161, 221])
    expect(source.goodAt(230_000)).toEqual({ value: 'first', atMs: 0, isStale: true })
    expect(source.statusAt(230_000, looked)).toMatchObject({
      kind: 'failed',
      reason: 'no answer within 3 s',
      isStale: true,
    })
    world.set(thing, 'second')
    expect(await askedIn(231, 600)).toEqual([281])
    expect(source.goodAt(600_000)).toMatchObject({ value: 'second', isStale: false })
  })

  test('is asked once where the circumstance becomes known in the same tick', async () => {
    const { source, host, circumstance, askedIn } = driveAgain()
    expect(source.isDue(0, looked)).toBe(true)
    const asked = source.ask(host, 0, looked)
    circumstance.now = 'known by now'
    await asked
    expect(await askedIn(1, 300)).toEqual([])
  })
})

describe('a source that keeps something running', () => {
  test('ends it when it is told to rest', () => {
    let rests = 0
    const { source } = driveText({ pace: 'slow', rest: () => void rests++ })
    source.rest()
    source.rest()
    expect(rests).toBe(2)
  })

  test('without anything to end, rests without a word', () => {
    expect(() => driveText({ pace: 'slow' }).source.rest()).not.toThrow()
  })
})
