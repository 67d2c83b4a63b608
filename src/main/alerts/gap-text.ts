import { formatSum } from '../../shared/units.ts'

/** Need, have and gap as they are shown: the first is the sum of the others to the last digit. */
export interface ShownGap {
  readonly need: string
  readonly have: string
  readonly gap: string
}

export function shownGap({
  haveBytes,
  gapBytes,
}: {
  readonly haveBytes: number
  readonly gapBytes: number
}): ShownGap {
  const { total: need, parts } = formatSum([haveBytes, gapBytes])
  const [have = '', gap = ''] = parts
  return { need, have, gap }
}
