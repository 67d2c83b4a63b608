import { describe, expect, test } from 'vitest'
import { randomOf } from '../random.ts'
import { compressionRatio, fileFloorBytes, stepPages, type Pages, type Wish } from './pages.ts'

const GB = 1e9
const all = 32 * GB

const easy: Pages = {
  freeBytes: 12 * GB,
  fileBytes: 8 * GB,
  residentBytes: 10 * GB,
  wiredBytes: 2 * GB,
  compressedBytes: 0,
  swappedBytes: 0,
  swappedInBytes: 0,
  swappedOutBytes: 0,
  swapFileBytes: 0,
  level: 1,
  lacksSwap: false,
  missingBytes: 0,
  isThrashing: false,
}

const still: Wish = {
  wiredBytes: 2 * GB,
  anonymousBytes: 10 * GB,
  unwiredFileBytes: 0,
  fileBytesPerSecond: 0,
  fileFloorBytes: fileFloorBytes(all),
  hotRatio: 0.2,
  diskFreeBytes: 200 * GB,
}

const compressorOf = ({ compressedBytes }: Pages): number => compressedBytes / compressionRatio

const sumOf = (pages: Pages): number =>
  pages.freeBytes + pages.fileBytes + pages.residentBytes + pages.wiredBytes + compressorOf(pages)

/** After so many seconds of the same. */
function after(seconds: number, wish: Partial<Wish>, before: Pages = easy): Pages {
  let pages = before
  for (let second = 0; second < seconds; second++)
    pages = stepPages(pages, { ...still, ...wish }, all, 1)
  return pages
}

describe('the memory of a Mac', () => {
  test('all its parts are all of it, and no anonymous byte is lost, whatever is wanted', () => {
    const random = randomOf('pages')
    let pages = easy
    let [wired, anonymous] = [2 * GB, 10 * GB]
    for (let step = 0; step < 4_000; step++) {
      wired = Math.min(22 * GB, Math.max(2 * GB, wired + random.normal() * GB))
      anonymous = Math.min(30 * GB, Math.max(2 * GB, anonymous + random.normal() * 0.5 * GB))
      pages = stepPages(
        pages,
        { ...still, wiredBytes: wired, anonymousBytes: anonymous, fileBytesPerSecond: 1e8 },
        all,
        0.5,
      )
      expect(Math.abs(sumOf(pages) - all)).toBeLessThan(1)
      const { residentBytes, compressedBytes, swappedBytes } = pages
      expect(Math.abs(residentBytes + compressedBytes + swappedBytes - anonymous)).toBeLessThan(1)
      expect(Math.min(pages.freeBytes, pages.fileBytes, residentBytes)).toBeGreaterThan(-1)
    }
  })

  test('files fill what is free, and little stays free', () => {
    const pages = after(600, { fileBytesPerSecond: 100e6 })
    expect(pages.fileBytes).toBeGreaterThan(19 * GB)
    expect(pages.freeBytes).toBeLessThan(0.02 * all)
  })

  test('what is wired comes from files first, and then from what is compressed', () => {
    const first = after(10, { wiredBytes: 12 * GB })
    expect(first.wiredBytes).toBe(12 * GB)
    expect(compressorOf(first)).toBeLessThan(0.2 * GB)
    const then = after(10, { wiredBytes: 22 * GB }, first)
    expect(then.fileBytes).toBeLessThan(first.fileBytes)
    expect(compressorOf(then)).toBeGreaterThan(0.5 * GB)
  })

  test('files do not shrink below those that run', () => {
    const pages = after(60, { wiredBytes: 20 * GB, anonymousBytes: 24 * GB })
    expect(pages.fileBytes).toBeGreaterThan(0.9 * fileFloorBytes(all))
  })
})

describe('memory that is short', () => {
  test('the kernel warns where what is left is half of itself and the compressor, and is calm again at 0.6', () => {
    const ratioOf = (pages: Pages): number => {
      const available = pages.freeBytes + pages.fileBytes + pages.residentBytes
      return available / (available + compressorOf(pages))
    }
    let pages = easy
    let warnedAt: number | null = null
    for (let wired = 2; warnedAt === null && wired < 26; wired += 0.1) {
      pages = stepPages(
        pages,
        { ...still, wiredBytes: wired * GB, anonymousBytes: 24 * GB },
        all,
        1,
      )
      if (pages.level !== 1) warnedAt = ratioOf(pages)
      else expect(ratioOf(pages)).toBeGreaterThanOrEqual(0.5)
    }
    expect(warnedAt).toBeLessThan(0.5)
    const calmed = after(1, { wiredBytes: 2 * GB, anonymousBytes: 24 * GB }, pages)
    expect(calmed.level).toBe(ratioOf(calmed) > 0.6 ? 1 : 2)
    const relaxed = after(60, { wiredBytes: 2 * GB, anonymousBytes: 6 * GB }, pages)
    expect(relaxed.level).toBe(1)
  })

  test('swap takes what the compressor cannot hold, and stays used', () => {
    const full = after(60, { wiredBytes: 24 * GB, anonymousBytes: 22 * GB })
    expect(full.swappedOutBytes).toBeGreaterThan(0.5 * GB)
    expect(full.swapFileBytes % 2 ** 30).toBe(0)
    const later = after(60, { wiredBytes: 4 * GB, anonymousBytes: 22 * GB }, full)
    expect(later.swapFileBytes).toBe(full.swapFileBytes)
    expect(later.swappedOutBytes).toBeCloseTo(full.swappedOutBytes, -9)
  })

  test('without a free disk swap does not grow, and that is told', () => {
    const full = after(60, { wiredBytes: 24 * GB, anonymousBytes: 28 * GB, diskFreeBytes: 0 })
    expect(full.lacksSwap).toBe(true)
    expect(full.swapFileBytes).toBe(0)
  })

  test('cache that was wired is cache again', () => {
    const pages = after(
      1,
      { wiredBytes: 2 * GB, unwiredFileBytes: 5 * GB },
      {
        ...easy,
        freeBytes: 7 * GB,
        wiredBytes: 7 * GB,
      },
    )
    expect(pages.fileBytes).toBeGreaterThan(12.9 * GB)
  })
})
