import { expect, test } from 'vitest'
import type { PressureLevel } from '../../src/shared/snapshot.ts'
import { createPressureLevel, stepPressureLevel } from '../../src/main/headroom/pressure-level.ts'

const walk = (...stalls: readonly (readonly [some: number, full: number])[]) => {
  const levelOf = createPressureLevel()
  return stalls.map(([some10sRatio, full10sRatio]) => levelOf({ some10sRatio, full10sRatio }))
}

test('some tasks waiting for a tenth of the time is a warning, left at half of that', () => {
  expect(walk([0.099, 0], [0.1, 0], [0.06, 0], [0.05, 0], [0.049, 0], [0.09, 0])).toEqual([
    'normal',
    'warn',
    'warn',
    'warn',
    'normal',
    'normal',
  ])
})

test('all tasks waiting for a fifth of the time is critical, left at half of that', () => {
  expect(walk([0.5, 0.19], [0.5, 0.2], [0.5, 0.1], [0.5, 0.09], [0.5, 0.19])).toEqual([
    'warn',
    'critical',
    'critical',
    'warn',
    'warn',
  ])
})

test('critical falls to normal at once when nothing waits any more', () => {
  expect(walk([0.9, 0.9], [0, 0])).toEqual(['critical', 'normal'])
})

test('asked twice for the same stalls, the level stays', () => {
  for (const before of ['normal', 'warn', 'critical'] satisfies PressureLevel[])
    for (const some10sRatio of [0, 0.05, 0.07, 0.1, 0.3])
      for (const full10sRatio of [0, 0.1, 0.15, 0.2, 0.3]) {
        const level = stepPressureLevel(before, { some10sRatio, full10sRatio })
        expect(stepPressureLevel(level, { some10sRatio, full10sRatio })).toBe(level)
      }
})
