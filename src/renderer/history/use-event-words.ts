import type { EventDetail, HistoryEvent } from '../../shared/history.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatSpan } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'

/** A sentence of Core may be longer than a name. */
const maxWhatLength = 200

type More<Kind extends EventDetail['kind']> = Extract<EventDetail, { readonly kind: Kind }>

/** When it was and what happened, in a few words; with what came of it, where that is known. */
export function useEventWords(): (event: HistoryEvent, at: string) => string {
  const { t } = useWords()
  const beginOf = useBeginWords()
  const detailsOf = useDetailWords()
  return (event, at) =>
    [beginOf(event, at), ...detailsOf(event.more)].join(t('overview.joint.part'))
}

function useBeginWords(): (event: HistoryEvent, at: string) => string {
  const { t, say, figure } = useWords()
  return ({ kind, what: whole, more }, at) => {
    const what = printable(whole, maxWhatLength)
    switch (kind) {
      case 'load': {
        if (more?.kind !== 'load') return t('overview.mark.load', { at, what })
        const took = figure(formatSpan(more.tookMs))
        return t(`history.${more.stage}`, { at, what, took })
      }
      case 'prompt':
        return t('overview.mark.prompt', { at, what })
      case 'finding':
        return t('overview.mark.finding', { at, what: say(what) })
      case 'act':
        return more?.kind === 'act'
          ? t(`history.acted.${more.act}`, { at, what })
          : t('overview.mark.act', { at, what })
      case 'alert':
        return more?.kind === 'alert'
          ? t(`history.alertOf.${more.severity}`, { at, what: say(what) })
          : t('history.alert', { at, what: say(what) })
    }
  }
}

function useDetailWords(): (more: EventDetail | null) => readonly string[] {
  const { t, figure } = useWords()
  const bytes = (value: number): string => figure(formatBytes(value))
  const loaded = ({ needBytes }: More<'load'>): readonly string[] =>
    needBytes === null ? [] : [t('history.needed', { bytes: bytes(needBytes) })]
  const gave = ({ expectedBytes, returnedBytes }: More<'act'>): readonly string[] => {
    const expected = expectedBytes === null ? null : bytes(expectedBytes)
    const returned = returnedBytes === null ? null : bytes(returnedBytes)
    if (returned === null) return expected === null ? [] : [t('history.wasToGive', { expected })]
    return expected === null
      ? [t('history.gaveAlone', { returned })]
      : [t('history.gave', { expected, returned })]
  }
  return (more) => {
    switch (more?.kind) {
      case undefined:
      case 'alert': // its begin says all
        return []
      case 'load':
        return loaded(more)
      case 'act':
        return [
          ...gave(more),
          ...(more.from === undefined ? [] : [t('history.from', { from: printable(more.from) })]),
          ...(more.by === 'policy' ? [t('history.byItself')] : []),
        ]
    }
  }
}
