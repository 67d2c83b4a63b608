import { aboutUnless } from '../../shared/relief-text.ts'
import { formatApart, formatBytes } from '../../shared/units.ts'
import { gapOn } from './gaps.ts'
import {
  bytesOf,
  doing,
  doingFirst,
  leadEnd,
  otherMissing,
  placeOf,
  stillMissing,
  type Planned,
  type WhereIn,
} from './planned.ts'

/** What is left, and what more would do: nobody has asked for so much, so it is said what it is for. */
export const easeLead = (planned: Planned, where: WhereIn): string =>
  `${startOf(planned, where)}${leadEnd(planned)}`

/** Where something helps, if only in part: its steps are not empty. */
export function easeSentence(planned: Planned, where: WhereIn): string {
  const { gaps, steps, isEnough, shortBytes } = planned
  const start = startOf(planned, where)
  if (isEnough) return `${start}: ${doing(steps, gaps.line)}.`
  const { parts, addsUp } = formatApart([shortBytes, ...bytesOf(steps, gaps.line)])
  const end =
    shortBytes > 0
      ? stillMissing(planned, `${aboutUnless(addsUp)}${parts[0] ?? ''}`)
      : otherMissing(planned)
  return `${start}. ${doingFirst(steps, gaps.line)}: ${end}.`
}

function startOf({ gaps }: Planned, where: WhereIn): string {
  const { roomBytes, beyondBytes } = gaps
  const more = formatBytes(gapOn(gaps))
  if (beyondBytes > 0)
    return `${formatBytes(beyondBytes)} are in use beyond the GPU’s limit. ${more} less in use there would put this machine at ease`
  const left = roomBytes > 0 ? `${formatBytes(roomBytes)} are` : 'Nothing is'
  return `${left} left${placeOf(gaps, where)}. ${more} more would put this machine at ease`
}
