/** Counts the lines of a log that comes in pieces, as an editor does: by \n alone. */
export interface LineCount {
  /** The number of the line that begins at `from`, which only grows within a piece. */
  at(text: string, from: number): number
  /** The piece is over. */
  next(text: string): void
  /** Another file begins. */
  reset(): void
  /** How many have ended, of all files. */
  count(): number
}

export function createLineCount(): LineCount {
  let number = 1
  let counted = 0
  let before = 0
  const countTo = (text: string, to: number): void => {
    for (let end = text.indexOf('\n', counted); end !== -1 && end < to;) {
      number += 1
      counted = end + 1
      end = text.indexOf('\n', counted)
    }
  }
  return {
    at: (text, from) => {
      countTo(text, from)
      return number
    },
    next: (text) => {
      countTo(text, text.length)
      counted = 0
    },
    reset: () => {
      before += number - 1
      number = 1
    },
    count: () => before + number - 1,
  }
}
