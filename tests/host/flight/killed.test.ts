import { expect, test } from 'vitest'
import { killRecorders } from './kill-recorder.ts'

test('whenever a hundred recordings are killed, each opens, and at most five seconds are gone', async () => {
  const { recordings, faults } = await killRecorders(100, { atOnce: 4, mostLifeMs: 400 })
  expect(faults).toEqual([])
  expect(recordings).toBe(100)
}, 60_000)
