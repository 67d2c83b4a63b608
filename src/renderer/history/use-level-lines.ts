import { shownEngineLines } from '../../shared/engine-lines.ts'
import type { History } from '../../shared/history.ts'
import type { EngineLine, Limit, Part } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import type { LineLabel } from './LineLabels.tsx'

export interface LevelLines {
  /** Of the limit as it was last, and of each guide. */
  readonly labels: readonly LineLabel[]
  /** Where engines end that do not end at the limit: as it is now. */
  readonly guides: readonly number[]
}

/** The limit, and what engines do beyond it, in the words of the memory bar. */
export function useLevelLines({ columns }: History): LevelLines {
  const { t, say, figure } = useWords()
  const limit = useSnapshot((snapshot): Part<Limit> => snapshot.limit)
  const limitBytes = columns.limitBytes.findLast((bytes) => bytes !== null) ?? null
  const engineLines = limit?.kind === 'ok' ? limit.engineLines : []
  const isAtLimit = ({ lineBytes }: EngineLine): boolean => lineBytes === limitBytes
  const atLimit = engineLines.filter(isAtLimit)
  const apart = Map.groupBy(
    engineLines.filter((line) => !isAtLimit(line)),
    ({ lineBytes }) => lineBytes,
  )
  const wordsOf = (lines: readonly EngineLine[], part: 'text' | 'meaning'): string =>
    shownEngineLines({ engineLines: lines })
      .map((shown) => say(shown[part]))
      .join(t('overview.joint.part'))
  const engines = [...apart].map(([lineBytes, lines]) => ({
    value: lineBytes,
    text: wordsOf(lines, 'text'),
    title: wordsOf(lines, 'meaning'),
  }))
  if (limitBytes === null) return { labels: engines, guides: [...apart.keys()] }
  const bytes = figure(formatBytes(limitBytes))
  const names = atLimit.map(({ engine }) => engine).join(', ')
  const own = {
    value: limitBytes,
    text:
      names === ''
        ? t('history.limitLine', { bytes })
        : t('history.limitWith', { bytes, engines: names }),
    title: atLimit.length === 0 ? undefined : wordsOf(atLimit, 'text'),
  }
  return { labels: [own, ...engines], guides: [...apart.keys()] }
}
