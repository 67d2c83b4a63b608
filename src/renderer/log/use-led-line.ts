import { useState } from 'react'
import type { HeldLines } from './log-lines.ts'

/** What a link led to; `lineNumber` null: it is not known which line, the last failure then. Another object: it led there once more. */
export interface WantedLine {
  readonly lineNumber: number | null
}

interface Led {
  readonly wanted: WantedLine | null
  readonly held: HeldLines
  readonly isWhole: boolean
  readonly goTo: (lineNumber: number) => void
  readonly onLed: () => void
}

/** Goes to the line that a link led to, once for each link, as soon as it is there; answers whether it is not there, and what it went to. */
export function useLedLine({ wanted, held, isWhole, goTo, onLed }: Led) {
  const [done, setDone] = useState<{ readonly of: WantedLine; readonly isGone: boolean } | null>(
    null,
  )
  const isDue = wanted !== null && done?.of !== wanted
  const found = isDue ? wantedIn(held, wanted) : null
  if (isDue && (found !== null || isWhole)) {
    setDone({ of: wanted, isGone: found === null })
    onLed()
    if (found !== null) goTo(found)
  }
  const isDone = wanted !== null && done?.of === wanted
  return { isGone: isDone && done.isGone, ledTo: isDone && !done.isGone ? wanted : null }
}

/** The number that an editor gives is another one where reading began further down. */
function wantedIn({ lines, skippedBytes }: HeldLines, { lineNumber }: WantedLine): number | null {
  if (lineNumber === null || skippedBytes !== 0)
    return lines.findLast(({ mark }) => mark?.kind === 'failure')?.lineNumber ?? null
  const [first] = lines
  const last = lines.at(-1)
  if (first === undefined || last === undefined) return null
  return lineNumber >= first.lineNumber && lineNumber <= last.lineNumber ? lineNumber : null
}
