import { useId, useMemo, type ReactNode } from 'react'
import type { FitShown } from '../../shared/contract.ts'
import { formatCount, formatTokens } from '../../shared/units.ts'
import { ZoneSlider } from '../ui/ZoneSlider.tsx'
import { contextStops, placeOf, stopAt } from './context-stops.ts'
import styles from './ContextSlider.module.css'

interface Props {
  readonly range: NonNullable<FitShown['contextRange']>
  readonly tokens: number
  /** null: none fits, or it is not known. */
  readonly longestTokens: number | null
  /** Whose it is, where several requests have it. */
  readonly of: string | null
  /** Otherwise it is the engine's own. */
  readonly isChosen: boolean
  /** null: as the engine does by itself. */
  readonly onTokens: (tokens: number | null) => void
}

/** As long as each other: from 512 to 1024, and from 64k to 128k. */
export function ContextSlider(props: Props): ReactNode {
  const { range, tokens, longestTokens, of, isChosen, onTokens } = props
  const id = useId()
  const { stepTokens, mostTokens } = range
  const stops = useMemo(() => contextStops({ stepTokens, mostTokens }), [stepTokens, mostTokens])
  const [first = 0] = stops
  const at = stopAt(stops, tokens)
  const fits = longestTokens === null ? 'not even the shortest fits' : null
  return (
    <div className={styles['slider']}>
      <div className={styles['head']}>
        <label htmlFor={id}>Context</label>
        <output htmlFor={id} className={styles['tokens']} title={`${formatCount(tokens)} tokens`}>
          {formatTokens(tokens)} tokens
        </output>
        {of === null ? null : <span className={styles['of']}>{of}</span>}
        {isChosen ? (
          <button type="button" className={styles['reset']} onClick={() => onTokens(null)}>
            default
          </button>
        ) : null}
      </div>
      <ZoneSlider
        id={id}
        stopCount={stops.length}
        at={at}
        zoneRatio={longestTokens === null ? 0 : placeOf(stops, longestTokens)}
        tone="alarm"
        spoken={`${formatCount(stops[at] ?? tokens)} tokens`}
        onStop={(index) => onTokens(stops[index] ?? null)}
      />
      <div className={styles['ends']}>
        <span>{formatTokens(first)}</span>
        {fits === null ? null : <span>{fits}</span>}
        {longestTokens === null || longestTokens >= mostTokens ? null : (
          <button
            type="button"
            className={styles['longest']}
            title={`${formatCount(longestTokens)} tokens`}
            onClick={() => onTokens(longestTokens)}
          >
            longest that fits: {formatTokens(longestTokens)}
          </button>
        )}
        <span>{formatTokens(mostTokens)}</span>
      </div>
    </div>
  )
}
