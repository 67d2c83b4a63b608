import { printable } from '../../shared/printable.ts'
import type { TrailMark } from '../../shared/trail.ts'
import { formatTimeOfDay } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'

const maxNameLength = 60

/** When it was and what happened, in a few words. */
export function useMarkWords(): (mark: TrailMark) => string {
  const { t, say } = useWords()
  return ({ atMs, kind, what }) => {
    const at = formatTimeOfDay(atMs)
    const name = printable(what, maxNameLength)
    switch (kind) {
      case 'load':
        return t('overview.mark.load', { at, what: name })
      case 'prompt':
        return t('overview.mark.prompt', { at, what: name })
      case 'finding':
        return t('overview.mark.finding', { at, what: say(name) })
      case 'act':
        return t('overview.mark.act', { at, what: name })
    }
  }
}
