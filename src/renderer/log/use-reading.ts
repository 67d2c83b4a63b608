import { useState } from 'react'
import type { ShownLine } from '../../shared/log-view.ts'
import type { Cursor } from './cursor.ts'
import type { Goal } from './use-scroll.ts'

/** Where somebody is in a log: at its end, until he goes elsewhere. Another file in its place is read from its end again. */
export function useReading(lines: readonly ShownLine[], turns: number) {
  const last = lines.at(-1)?.lineNumber ?? 0
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const [goal, setGoal] = useState<Goal | null>(null)
  /** The last line that was there when he left the end; null: he is there. */
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const [ofTurn, setOfTurn] = useState(turns)
  if (ofTurn !== turns) {
    setOfTurn(turns)
    setCursor(null)
    setGoal(null)
    setLeftAt(null)
  }
  const onFollow = (follows: boolean): void =>
    setLeftAt((before) => (follows ? null : (before ?? last)))
  return {
    cursor,
    goal,
    follows: leftAt === null,
    newCount: leftAt === null ? 0 : Math.max(0, last - leftAt),
    onFollow,
    onCursor: setCursor,
    /** Brings a line into sight, and goes there. */
    goTo: (lineNumber: number): void => {
      onFollow(false)
      setCursor({ lineNumber, from: lineNumber })
      setGoal({ lineNumber })
    },
  }
}
