import { expect, test } from 'vitest'
import { trailOf } from '../../src/renderer/popover/trail-of.ts'

test('a Headroom that is older than the page, and says no trail, has an empty one', () => {
  const trail = { points: [{ atMs: 1, roomBytes: 2 }], marks: [] }
  expect(trailOf({ trail })).toBe(trail)
  expect(trailOf({})).toEqual({ points: [], marks: [] })
})
