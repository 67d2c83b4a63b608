import type { HistoryEvent } from '../../shared/history.ts'
import { printable } from '../../shared/printable.ts'
import { useWords } from '../words/use-words.ts'

/** A sentence of Core may be longer than a name. */
const maxWhatLength = 200

/** When it was and what happened, in a few words. */
export function useEventWords(): (event: HistoryEvent, at: string) => string {
  const { t, say } = useWords()
  return ({ kind, what: whole }, at) => {
    const what = printable(whole, maxWhatLength)
    switch (kind) {
      case 'load':
        return t('overview.mark.load', { at, what })
      case 'prompt':
        return t('overview.mark.prompt', { at, what })
      case 'finding':
        return t('overview.mark.finding', { at, what: say(what) })
      case 'act':
        return t('overview.mark.act', { at, what })
      case 'alert':
        return t('history.alert', { at, what: say(what) })
    }
  }
}
