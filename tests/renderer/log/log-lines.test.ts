import { describe, expect, test } from 'vitest'
import { noLines, withTold } from '../../../src/renderer/log/log-lines.ts'
import type { LogLines } from '../../../src/shared/log-view.ts'

const told = (from: number, texts: readonly string[], more: Partial<LogLines> = {}): LogLines => ({
  schema: 'headroom/log-lines/1',
  next: { turn: 1, lineNumber: from + texts.length },
  isAnew: false,
  firstLineNumber: 1,
  skippedBytes: 0,
  hasMore: false,
  lines: texts.map((text, at) => ({ lineNumber: from + at, text, mark: null })),
  ...more,
})
const textsOf = ({ lines }: { readonly lines: LogLines['lines'] }) =>
  lines.map(({ lineNumber, text }) => `${lineNumber} ${text}`)

const three = withTold(noLines, told(1, ['a', 'b', 'c'], { isAnew: true }))

describe('what a page holds of a log', () => {
  test('grows by what is told', () => {
    expect(textsOf(withTold(three, told(4, ['d'])))).toEqual(['1 a', '2 b', '3 c', '4 d'])
  })

  test('is replaced where a number is told again, as a bar goes on', () => {
    expect(textsOf(withTold(three, told(3, ['c2', 'd'])))).toEqual(['1 a', '2 b', '3 c2', '4 d'])
  })

  test('is the same object where nothing is new', () => {
    expect(withTold(three, told(4, []))).toBe(three)
    expect(withTold(three, told(3, ['c']))).toBe(three)
  })

  test('loses what is not kept any more', () => {
    const held = withTold(three, told(4, ['d'], { firstLineNumber: 3 }))
    expect(textsOf(held)).toEqual(['3 c', '4 d'])
    // whoever was away for long finds none of what he had
    const late = withTold(three, told(50, ['x'], { firstLineNumber: 50 }))
    expect(textsOf(late)).toEqual(['50 x'])
  })

  test('is another where the log is', () => {
    expect(textsOf(withTold(three, told(1, ['x'], { isAnew: true })))).toEqual(['1 x'])
  })
})
