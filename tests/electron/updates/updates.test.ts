import { describe, expect, test } from 'vitest'
import { updatesWorld } from './updates-world.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const checksOf = (asked: readonly string[]): number => asked.filter((one) => one === 'check').length

describe('without consent', () => {
  test('nothing is loaded and nothing is asked, for as long as it runs', async () => {
    const { updates, asked, pass, wake, sleep } = updatesWorld({})
    await pass(30 * day)
    sleep()
    wake()
    await pass(day)
    expect(asked).toEqual([])
    expect(updates.part()).toEqual({ kind: 'ok', state: 'off' })
  })

  test('who asks by hand has agreed to one question', async () => {
    const { updates, asked, settled, pass, clock } = updatesWorld({})
    await updates.checkForUpdate()
    await settled()
    expect(updates.part()).toEqual({ kind: 'ok', state: 'found', version: '0.2.0' })
    await pass(10 * day)
    expect(asked).toEqual(['open', 'check'])
    expect(clock.nextAtMs()).toBeNull()
  })

  test('an app that was not packaged refuses whatever is asked, and says why', async () => {
    const { updates, asked, pass } = updatesWorld({ isPackaged: false, hasAgreed: true })
    const why =
      'only the packaged app updates itself: this Headroom is brought up to date where it came from'
    expect(updates.part()).toEqual({ kind: 'absent', reason: why })
    await expect(updates.checkForUpdate()).rejects.toThrow(why)
    await expect(updates.loadUpdate()).rejects.toThrow(why)
    await expect(updates.installUpdate()).rejects.toThrow(why)
    await pass(2 * day)
    expect(asked).toEqual([])
  })
})

describe('with consent', () => {
  test('it is asked a minute after the start, and then once a day', async () => {
    const { updates, answers, asked, pass, clock } = updatesWorld({ hasAgreed: true })
    answers.check = async () => null
    expect(updates.part()).toEqual({ kind: 'ok', state: 'waiting' })
    await pass(minute - 1)
    expect(asked).toEqual([])
    await pass(1)
    expect(checksOf(asked)).toBe(1)
    expect(updates.part()).toEqual({ kind: 'ok', state: 'current', checkedAtMs: clock.nowMs() })
    await pass(day - 1)
    expect(checksOf(asked)).toBe(1)
    await pass(1)
    expect(checksOf(asked)).toBe(2)
    expect(asked.filter((one) => one === 'open')).toHaveLength(1)
  })

  test('nothing is asked while the Mac sleeps; what came due is asked a minute after it woke', async () => {
    const { answers, asked, pass, sleep, wake } = updatesWorld({ hasAgreed: true })
    answers.check = async () => null
    await pass(minute)
    sleep()
    await pass(3 * day)
    expect(checksOf(asked)).toBe(1)
    wake()
    await pass(minute - 1)
    expect(checksOf(asked)).toBe(1)
    await pass(1)
    expect(checksOf(asked)).toBe(2)
  })

  test('one that failed is asked again after 15 minutes, an hour, four, and then a day later', async () => {
    const { answers, asked, pass, updates } = updatesWorld({ hasAgreed: true })
    answers.check = async () => {
      throw new Error('net::ERR_INTERNET_DISCONNECTED')
    }
    for (const [span, count] of [
      [minute, 1],
      [15 * minute, 2],
      [hour, 3],
      [4 * hour, 4],
      [day - 1, 4],
      [1, 5],
    ] as const) {
      await pass(span)
      expect(checksOf(asked)).toBe(count)
    }
    // each library that is made hears what Squirrel says for as long as the app runs
    expect(asked.filter((one) => one === 'open')).toHaveLength(1)
    expect(updates.part()).toEqual({
      kind: 'failed',
      reason: 'this Mac is not connected to the internet',
    })
  })
})

describe('consent', () => {
  test('that is withdrawn ends it: what comes in after it is not told', async () => {
    const { answers, agree, asked, pass, updates, settled } = updatesWorld({ hasAgreed: true })
    const { promise, resolve } = Promise.withResolvers<string | null>()
    answers.check = () => promise
    await pass(minute)
    expect(updates.part()).toEqual({ kind: 'ok', state: 'checking' })
    agree(false)
    resolve('0.2.0')
    await settled()
    expect(updates.part()).toEqual({ kind: 'ok', state: 'off' })
    await pass(9 * day)
    expect(checksOf(asked)).toBe(1)
  })

  test('that comes later begins it a minute later', async () => {
    const { agree, asked, pass } = updatesWorld({})
    await pass(day)
    agree(true)
    await pass(minute)
    expect(checksOf(asked)).toBe(1)
  })
})

test('what was found is asked for no more, and is not fetched by itself', async () => {
  const { asked, pass, updates } = updatesWorld({ hasAgreed: true })
  await pass(minute)
  await pass(5 * day)
  expect(asked).toEqual(['open', 'check'])
  expect(updates.part()).toEqual({ kind: 'ok', state: 'found', version: '0.2.0' })
})

test('a download that is under way at the time of the daily question does not end them', async () => {
  const { updates, answers, asked, pass, settled } = updatesWorld({ hasAgreed: true })
  await pass(minute)
  const loaded = Promise.withResolvers<void>()
  answers.load = () => loaded.promise
  answers.check = async () => null
  await pass(day - 30_000)
  await updates.loadUpdate()
  await pass(minute)
  loaded.reject(new Error('net::ERR_CONNECTION_RESET'))
  await settled()
  expect(updates.part()).toMatchObject({ kind: 'failed' })
  await pass(day)
  expect(checksOf(asked)).toBe(2)
  expect(updates.part()).toMatchObject({ state: 'current' })
})

test('after its end nothing is asked, and nobody is listened to', async () => {
  const { updates, asked, pass, agree, isHeard } = updatesWorld({ hasAgreed: true })
  expect(isHeard()).toBe(true)
  updates.close()
  expect(isHeard()).toBe(false)
  agree(false)
  agree(true)
  await pass(3 * day)
  expect(asked).toEqual([])
})
