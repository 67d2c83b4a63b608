import TrendingDown from 'lucide-react/icons/trending-down'
import TrendingUp from 'lucide-react/icons/trending-up'
import type { ReactNode } from 'react'
import { isNoticeableGrowth } from '../../shared/showing.ts'
import { formatGrowth, formatRatio } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import styles from './AppRow.module.css'

/** An Intel program: for it Metal is another, slower device. */
export function Rosetta(): ReactNode {
  const { t } = useWords()
  return (
    <span className={styles['mark']} title={t('apps.rosettaMeans')}>
      Rosetta
    </span>
  )
}

/** An arrow where it grows or shrinks by more than breathing; how fast, for who points at it or listens. */
export function Growth({ bytesPerMinute }: { readonly bytesPerMinute: number | null }): ReactNode {
  const { t, figure } = useWords()
  if (bytesPerMinute === null || !isNoticeableGrowth(bytesPerMinute)) return null
  const isGrowing = bytesPerMinute > 0
  const pace = figure(formatGrowth(bytesPerMinute))
  const Sign = isGrowing ? TrendingUp : TrendingDown
  return (
    <span
      className={styles['growth']}
      data-growing={isGrowing}
      title={t(isGrowing ? 'apps.grows' : 'apps.shrinks', { pace })}
    >
      <Sign size={13} strokeWidth={2} aria-hidden="true" />
      <span className="spoken"> {pace}</span>
    </span>
  )
}

const noticeableGpuRatio = 0.01

export function GpuShare({ ratio }: { readonly ratio: number | null }): ReactNode {
  const { t, figure } = useWords()
  if (ratio === null || ratio < noticeableGpuRatio) return null
  return (
    <span className={styles['gpu']} title={t('apps.gpuMeans')}>
      GPU {figure(formatRatio(ratio))}
    </span>
  )
}
