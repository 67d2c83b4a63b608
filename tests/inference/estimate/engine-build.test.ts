import { describe, expect, it } from 'vitest'
import {
  buildOfDay,
  newestBuild,
  sinceBuild,
} from '../../../src/main/inference/estimate/engine-build.ts'

const buildOn = (day: string): number => buildOfDay(Date.parse(day))

describe('the build of a day', () => {
  it.each([
    ['2025-05-07', 5_300],
    ['2025-12-15', 7_400],
    ['2026-08-22', 10_573],
    ['2026-08-25', 10_630],
    ['2026-09-02', 10_760],
    ['2026-09-08', 10_864],
  ])('%s is b%i', (day, build) => {
    expect(buildOn(day)).toBe(build)
  })

  it('lies in between those that we know', () => {
    // b6200 of 2025-08-18 and b6451 of 2025-09-13, half the way
    expect(buildOn('2025-08-31')).toBe(Math.round((6_200 + 6_451) / 2))
  })

  it('never falls from one day to the next', () => {
    const days = Array.from({ length: 1_200 }, (_, day) => Date.parse('2023-06-01') + day * 864e5)
    const builds = days.map(buildOfDay)
    expect(builds).toEqual(builds.toSorted((a, b) => a - b))
  })

  it('is the newest that we know after the last of them, and the oldest before the first', () => {
    expect(buildOn('2030-01-01')).toBe(newestBuild)
    expect(buildOn('2020-01-01')).toBe(buildOn('2023-11-08'))
  })
})

describe('a change of what is allocated', () => {
  // the days on which they were merged: memory-estimate.md §2 and §3; of #14363 its own page
  it.each([
    ['streams', '2025-07-16'],
    ['flashAuto', '2025-08-30'],
    ['contextPadding', '2025-11-07'],
    ['latentKeysOnly', '2026-01-25'],
    ['f16Masks', '2026-05-29'],
    ['limitedOutputs', '2026-06-01'],
    ['metalFlashCopy', '2026-08-20'],
    ['promptCache', '2025-10-09'],
    ['noNextnCaches', '2026-09-06'],
  ] as const)('%s stands within some days of %s', (change, day) => {
    expect(Math.abs(sinceBuild[change] - buildOn(day))).toBeLessThan(100)
  })

  it('stands behind those before it, and before the newest that we know', () => {
    const builds = Object.values(sinceBuild)
    expect(builds).toEqual(builds.toSorted((a, b) => a - b))
    expect(builds.at(-1)).toBeLessThan(newestBuild)
  })

  it('is seen in recorded runs on the right side of it', () => {
    // e006 of b8999 has K alone and F32 masks, e024 of b4840 has no flash attention of its own
    expect(sinceBuild.latentKeysOnly).toBeLessThanOrEqual(8_999)
    expect(sinceBuild.f16Masks).toBeGreaterThan(8_999)
    expect(sinceBuild.flashAuto).toBeGreaterThan(4_840)
  })
})
