import { titleOfClass } from '../../shared/finding-text.ts'
import type { LineMark } from '../../shared/log-view.ts'
import { useWords } from '../words/use-words.ts'

/** What a mark says, in words. */
export function useMarkWords(): (mark: LineMark) => string {
  const { t, say } = useWords()
  return (mark) =>
    mark.kind === 'failure'
      ? t('log.failure', { title: say(titleOfClass[mark.class]) })
      : t(`log.mark.${mark.kind}`)
}
