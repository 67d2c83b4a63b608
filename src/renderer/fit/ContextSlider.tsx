import { useId, useMemo, type ReactNode } from 'react'
import type { FitShown } from '../../shared/fit-shown.ts'
import { formatCount, formatTokens } from '../../shared/units.ts'
import { ZoneSlider } from '../ui/ZoneSlider.tsx'
import { useWords } from '../words/use-words.ts'
import { contextStops, placeOf, stopAt } from './context-stops.ts'
import styles from './ContextSlider.module.css'
import type { ContextOf } from './context-shown.ts'

interface Props {
  readonly range: NonNullable<FitShown['contextRange']>
  readonly tokens: number
  /** null: none fits, or it is not known. */
  readonly longestTokens: number | null
  /** Whose it is, where several requests have it. */
  readonly of: ContextOf | null
  /** Otherwise it is the engine's own. */
  readonly isChosen: boolean
  /** null: as the engine does by itself. */
  readonly onTokens: (tokens: number | null) => void
}

/** As long as each other: from 512 to 1024, and from 64k to 128k. */
export function ContextSlider(props: Props): ReactNode {
  const { range, tokens, longestTokens, of, isChosen, onTokens } = props
  const { t, figure } = useWords()
  const id = useId()
  const { stepTokens, mostTokens } = range
  const stops = useMemo(() => contextStops({ stepTokens, mostTokens }), [stepTokens, mostTokens])
  const [first = 0] = stops
  const at = stopAt(stops, tokens)
  const inTokens = (count: number): string => t('fit.tokens', { tokens: formatCount(count) })
  return (
    <div className={styles['slider']}>
      <div className={styles['head']}>
        <label htmlFor={id}>{t('fit.context')}</label>
        <output htmlFor={id} className={styles['tokens']} title={inTokens(tokens)}>
          {t('fit.tokens', { tokens: figure(formatTokens(tokens)) })}
        </output>
        {of === null ? null : <Of of={of} />}
        {isChosen ? (
          <button type="button" className={styles['reset']} onClick={() => onTokens(null)}>
            {t('fit.default')}
          </button>
        ) : null}
      </div>
      <ZoneSlider
        id={id}
        stopCount={stops.length}
        at={at}
        zoneRatio={longestTokens === null ? 0 : placeOf(stops, longestTokens)}
        tone="alarm"
        spoken={inTokens(stops[at] ?? tokens)}
        onStop={(index) => onTokens(stops[index] ?? null)}
      />
      <div className={styles['ends']}>
        <span>{figure(formatTokens(first))}</span>
        {longestTokens === null ? <span>{t('fit.noneFits')}</span> : null}
        {longestTokens === null || longestTokens >= mostTokens ? null : (
          <button
            type="button"
            className={styles['longest']}
            title={inTokens(longestTokens)}
            onClick={() => onTokens(longestTokens)}
          >
            {t('fit.longest', { tokens: figure(formatTokens(longestTokens)) })}
          </button>
        )}
        <span>{figure(formatTokens(mostTokens))}</span>
      </div>
    </div>
  )
}

function Of({ of }: { readonly of: ContextOf }): ReactNode {
  const { t, figure } = useWords()
  const { count } = of
  return (
    <span className={styles['of']}>
      {of.kind === 'each'
        ? t('fit.ofEach', { count })
        : t('fit.together', { count, tokens: figure(formatTokens(of.tokensOfEach)) })}
    </span>
  )
}
