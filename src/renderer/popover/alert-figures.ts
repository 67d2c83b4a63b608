import type { Alert } from '../../shared/alert.ts'
import { formatBytes, formatCount, formatSpan, formatSum } from '../../shared/units.ts'

/** Which words stand over the figures: what is needed, what there is, and what lacks have other names by what is watched. */
export type FigureWords =
  'room' | 'limit' | 'swap' | 'share' | 'growth' | 'before' | 'disk' | 'pressure' | 'tokens'

/** `need` and the others are figures of units.ts; null where there is none. */
export interface ShownFigures {
  readonly words: FigureWords
  readonly need: string
  readonly have: string
  readonly gap: string | null
  readonly left: string | null
}

/** As its sentence rounds them, so that they add up; null where it has none of now. */
export function shownFigures({ rule, figures, isStale, isClearing }: Alert): ShownFigures | null {
  if (isStale || isClearing) return null
  switch (figures.kind) {
    case 'none':
      return null
    case 'tokens': {
      const { needTokens, contextTokens } = figures
      const overTokens = Math.max(0, needTokens - contextTokens)
      return {
        words: 'tokens',
        need: formatCount(needTokens),
        have: formatCount(contextTokens),
        gap: overTokens === 0 ? null : formatCount(overTokens),
        left: null,
      }
    }
    case 'memory': {
      const { line, needBytes, haveBytes, gapBytes, msLeft } = figures
      const { total, parts } = formatSum([haveBytes, gapBytes])
      const [have = '', gap = ''] = parts
      const lacks = gapBytes > 0
      return {
        words: wordsOf(rule, line, msLeft !== null),
        need: lacks ? total : formatBytes(needBytes),
        have,
        gap: lacks ? gap : null,
        left: msLeft === null ? null : `~${formatSpan(msLeft)}`,
      }
    }
  }
}

type Line = Extract<Alert['figures'], { readonly kind: 'memory' }>['line']

function wordsOf(rule: Alert['rule'], line: Line, isEnding: boolean): FigureWords {
  switch (line) {
    case 'gpu':
    case 'ram':
      return rule === 'past-limit' ? 'limit' : rule === 'swapping' ? 'swap' : 'room'
    case 'share':
      return isEnding ? 'growth' : 'share'
    case 'before':
    case 'disk':
    case 'pressure':
      return line
  }
}
