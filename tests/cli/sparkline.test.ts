import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sparkline, writesBlocks } from '../../src/main/cli/sparkline.ts'

describe('a line of signs', () => {
  test('is as high as its values, and empty where none is known', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8, null, 8], 80, true)).toBe('▁▂▃▄▅▆▇██ █')
    expect(sparkline([0, 4, null, 8], 80, false)).toBe('_= #')
    expect(sparkline([0, 0], 80, true)).toBe('▁▁')
    expect(sparkline([], 80, true)).toBe('')
    expect(sparkline([null, null], 80, true)).toBe('  ')
  })

  test('shows the least of what a column stands for: no failure is smoothed away', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => (index === 777 ? 0 : 8))
    const line = sparkline(values, 10, true)
    expect(line).toBe('███████▁██')
  })

  test('is never wider than it may be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat())),
        fc.integer({ min: 1, max: 80 }),
        fc.boolean(),
        (values, width, hasBlocks) => {
          const line = sparkline(values, width, hasBlocks)
          expect(line.length).toBe(Math.min(width, values.length))
          if (!hasBlocks) expect(line).toMatch(/^[\u0020-\u007e]*$/)
        },
      ),
    )
  })

  test('has blocks where the locale is of Unicode, by the variable that counts', () => {
    expect(writesBlocks({ LANG: 'de_DE.UTF-8' })).toBe(true)
    expect(writesBlocks({ LC_CTYPE: 'UTF-8', LANG: '' })).toBe(true)
    expect(writesBlocks({ LC_ALL: 'C', LANG: 'de_DE.UTF-8' })).toBe(false)
    expect(writesBlocks({})).toBe(false)
    expect(writesBlocks({ LANG: 'en_GB.utf8', TERM: 'dumb' })).toBe(false)
  })
})
