import { useMemo } from 'react'
import type { Language } from '../../shared/language.ts'
import { useWords } from '../words/use-words.ts'

export interface TimeWords {
  /** `14:05`, at midnight and where ticks are days the day: `17 Nov`. */
  readonly tick: (atMs: number, stepMs: number) => string
  /** `17 Nov, 14:05`, with the seconds where points are that close. */
  readonly instant: (atMs: number, stepMs: number) => string
  /** `14:05` */
  readonly time: (atMs: number) => string
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Times as the reader's language writes them, on the reader's clock, of 24 hours. */
export function useTimeWords(): TimeWords {
  const { language } = useWords()
  return useMemo(() => timeWordsIn(language), [language])
}

export function timeWordsIn(language: Language): TimeWords {
  const format = (options: Intl.DateTimeFormatOptions): ((atMs: number) => string) => {
    const { format: written } = new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options })
    return (atMs) => written(atMs)
  }
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const second = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const day = format({ day: 'numeric', month: 'short' })
  const moment = {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  const longTime = format(moment)
  const longSecond = format({ ...moment, second: '2-digit' })
  const isMidnight = (atMs: number): boolean => new Date(atMs).setHours(0, 0, 0, 0) === atMs
  return {
    tick: (atMs, stepMs) => {
      if (stepMs >= dayMs || isMidnight(atMs)) return day(atMs)
      return stepMs < minuteMs ? second(atMs) : time(atMs)
    },
    instant: (atMs, stepMs) => (stepMs < minuteMs ? longSecond(atMs) : longTime(atMs)),
    time,
  }
}
