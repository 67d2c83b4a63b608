import { useState, type KeyboardEvent } from 'react'
import type { TrailMark } from '../../shared/trail.ts'

export interface MarkAt {
  /** The one that is looked at; null: none is. */
  readonly mark: TrailMark | null
  readonly index: number
  readonly onEnter: (mark: TrailMark) => void
  readonly onLeave: () => void
  readonly onFocus: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** It is the same mark when others come and go: it is found by what it is. */
const keyOf = ({ atMs, kind, what }: TrailMark): string => `${atMs} ${kind} ${what}`

/** Which mark is looked at: by the pointer, or by the keyboard, whose arrows walk over them. */
export function useMarkAt(marks: readonly TrailMark[]): MarkAt {
  const [key, setKey] = useState<string | null>(null)
  const index = key === null ? -1 : marks.findIndex((mark) => keyOf(mark) === key)
  const choose = (to: number): void => {
    const mark = marks.at(Math.min(marks.length - 1, Math.max(0, to)))
    setKey(mark === undefined ? null : keyOf(mark))
  }
  const steps: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => choose(index - 1),
    ArrowRight: () => choose(index + 1),
    Home: () => choose(0),
    End: () => choose(marks.length - 1),
  }
  return {
    mark: marks[index] ?? null,
    index,
    onEnter: (mark) => setKey(keyOf(mark)),
    onLeave: () => setKey(null),
    onFocus: () => {
      if (index < 0) choose(marks.length - 1)
    },
    onKeyDown: (event) => {
      const step = steps[event.key]
      if (step === undefined) return
      event.preventDefault()
      step()
    },
  }
}
