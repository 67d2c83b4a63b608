import { expect, test } from 'vitest'
import { silentAfterMs } from '../../src/renderer/client/silence.ts'
import { defaultSettings } from '../../src/shared/settings.ts'

const { clocks } = defaultSettings
const looking = { isLooking: true }
const hearing = { isLooking: false }

test('a page that looks waits 5 s for main, one that only hears half a minute', () => {
  expect(silentAfterMs(clocks, looking)).toBe(5_000)
  expect(silentAfterMs(clocks, hearing)).toBe(30_000)
})

test('by slow clocks it waits for more than two ticks, also on battery', () => {
  const slow = { ...clocks, lookedSeconds: 10, aloneSeconds: 60 }
  expect(silentAfterMs(slow, looking)).toBe(50_000)
  expect(silentAfterMs(slow, hearing)).toBe(180_000)
  expect(silentAfterMs({ ...slow, isSlowerOnBattery: false }, looking)).toBe(25_000)
})

test('however fast they are, it waits for answers that are late', () => {
  const fast = { lookedSeconds: 1, aloneSeconds: 2, isSlowerOnBattery: false }
  expect([looking, hearing].map((who) => silentAfterMs(fast, who))).toEqual([5_000, 6_000])
})
