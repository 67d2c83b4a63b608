import { describe, expect, test } from 'vitest'
import { roomGiven } from '../../src/main/fit/fit-room.ts'
import { gib, loadedPlan, wide } from './fitted.ts'
import { languageModel } from './model-plans.ts'

describe('what a load grows to', () => {
  const remark =
    /^It fits as it is loaded, but in use it may grow by 8\.6 GB, beyond the room in RAM: llama-server's prompt cache/

  test('is in no verdict, and said where there is no room in RAM for it', async () => {
    const model = await loadedPlan(languageModel())
    const { needRamBytes, growth } = model.fit()
    const told = (ramRoomBytes: number | null, device: 'metal' | 'cuda' = 'metal'): boolean =>
      model
        .fit({}, { ...wide, ramRoomBytes, device }, 'without advice')
        .remarks.some((one) => remark.test(one))
    const grown = needRamBytes + (growth?.bytes ?? 0)
    expect([told(grown), told(grown - 1), told(null)]).toEqual([false, true, false])
    // what does not fit at all needs no such word
    expect(told(needRamBytes - 1)).toBe(false)
    // beside a card of its own only what lies in RAM counts there
    expect(told(grown - 1, 'cuda')).toBe(false)
    expect(model.fit({}, { ...wide, ramRoomBytes: grown - 1 }).verdict).toBe('fits')
  })
})

test('a fit says of what its room is', async () => {
  const { roomOf } = (await loadedPlan(languageModel())).fit({}, roomGiven(gib))
  expect(roomOf).toBe('the room that was given')
})

test('a fit without advice is the same otherwise', async () => {
  const model = await loadedPlan(languageModel())
  const room = roomGiven(300_000_000)
  const advised = model.fit({}, room)
  expect(advised.advice.length).toBeGreaterThan(1)
  expect(model.fit({}, room, 'without advice')).toEqual({ ...advised, advice: [] })
})
