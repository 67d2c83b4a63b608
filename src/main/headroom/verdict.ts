import type { Verdict } from '../../shared/fit.ts'

/** What is wanted and what there is, on one line. null: it is not known. */
export interface Line {
  readonly needBytes: number
  readonly roomBytes: number | null
}

/** Up to this share of the room it fits; from there on it is tight (design §2). */
export const fitsUpTo = 0.9

const verdicts: readonly Verdict[] = ['fits', 'tight', 'unknown', 'no']

/** The worst of all lines: GPU and RAM each have their own. `isWhole`: no part of the need is unknown. */
export function verdictOf(lines: readonly Line[], isWhole: boolean): Verdict {
  const all = lines.map(({ needBytes, roomBytes }): Verdict => {
    if (roomBytes === null) return 'unknown'
    if (needBytes > roomBytes) return 'no'
    if (!isWhole) return 'unknown'
    return needBytes <= fitsUpTo * roomBytes ? 'fits' : 'tight'
  })
  return all.toSorted((a, b) => verdicts.indexOf(b) - verdicts.indexOf(a))[0] ?? 'unknown'
}

/** By how much the need is greater than the room, on the line where it is most; null: it is not, or no room is known. */
export function gapOf(lines: readonly Line[]): number | null {
  const gaps = lines.flatMap(({ needBytes, roomBytes }) =>
    roomBytes === null ? [] : [needBytes - roomBytes],
  )
  const most = Math.max(0, ...gaps)
  return most === 0 ? null : most
}
