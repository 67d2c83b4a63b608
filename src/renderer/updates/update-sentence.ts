import type { UpdatePart } from '../../shared/shell.ts'
import { formatTimeOfDay } from '../../shared/units.ts'
import type { useWords } from '../words/use-words.ts'

/** What is known of newer versions. */
export function updateSentence(
  part: UpdatePart,
  { t, say, day }: Pick<ReturnType<typeof useWords>, 't' | 'say' | 'day'>,
): string {
  if (part.kind === 'failed')
    return t('relief.about', { act: t('updates.failed'), name: say(part.reason) })
  switch (part.state) {
    case 'off':
    case 'waiting':
    case 'checking':
      return t(`updates.state.${part.state}`)
    case 'current': {
      const { checkedAtMs } = part
      return t('updates.state.current', {
        day: day(checkedAtMs),
        time: formatTimeOfDay(checkedAtMs).slice(0, 'hh:mm'.length),
      })
    }
    case 'found':
    case 'loading':
    case 'ready':
    case 'installing':
      return t(`updates.state.${part.state}`, { version: part.version })
  }
}
