import { formatTimeOfDay } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'

/** When it was, by day and time. */
export function useEndTime(): (atMs: number) => string {
  const { t, day, figure } = useWords()
  return (atMs) => t('ends.at', { day: day(atMs), time: figure(formatTimeOfDay(atMs)) })
}
