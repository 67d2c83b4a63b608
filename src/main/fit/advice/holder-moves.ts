import { formatBytes } from '../../../shared/units.ts'
import type { RoomHolder } from '../fit-room.ts'
import { bothOf, type Judge, type Share, type State } from './judge.ts'
import { helps, type Move } from './moves.ts'

/** What surely gives its memory back first, then apps. */
export function holderMoves(holders: readonly RoomHolder[], judge: Judge): readonly Move[] {
  const moveOf = (kind: RoomHolder['kind'], isSure: boolean): readonly Move[] => {
    const own = holders.filter((holder) => holder.kind === kind && holder.isSure === isSure)
    if (own.length === 0) return []
    const move: Move = {
      kind,
      rung: isSure ? 'idle models unloaded' : 'apps quit',
      isSure,
      next: (from, share) => smallestSet(own, { judge, from, share }),
      text: ({ freed }) => freed.map(textOf).join(', '),
      costs: ({ freed }) => [...new Set(freed.map(({ costs }) => costs))].join('; '),
    }
    return [move]
  }
  return [...moveOf('unload', true), ...moveOf('quit', true), ...moveOf('quit', false)]
}

interface Tried {
  readonly judge: Judge
  readonly from: State
  readonly share: Share
}

/** The smallest one that suffices; else as few of the greatest as do; else all that help. null: none does. */
function smallestSet(holders: readonly RoomHolder[], { judge, from, share }: Tried): State | null {
  const stateOf = (freed: readonly RoomHolder[]): State => ({ changes: {}, freed })
  const isEnough = (freed: readonly RoomHolder[]): boolean =>
    judge.excessOf(bothOf(from, stateOf(freed)), share) <= 0
  const rest = holders.filter(
    (one) => !from.freed.includes(one) && helps(judge, from, stateOf([one])),
  )
  const helpOf = (one: RoomHolder): number => -judge.excessOf(bothOf(from, stateOf([one])), 1)
  const greatestFirst = rest.toSorted((a, b) => helpOf(b) - helpOf(a))
  const one = greatestFirst.findLast((holder) => isEnough([holder]))
  if (one !== undefined) return stateOf([one])
  const sets = greatestFirst.map((_, index) => greatestFirst.slice(0, index + 1))
  const chosen = sets.find(isEnough) ?? sets.at(-1)
  return chosen === undefined ? null : stateOf(chosen)
}

const textOf = ({ kind, name, words, gpuBytes, ramBytes, isSure }: RoomHolder): string => {
  const bytes = formatBytes(Math.max(gpuBytes, ramBytes))
  const about = [isSure ? bytes : `up to ${bytes}`, ...(words === '' ? [] : [words])].join(', ')
  return `${kind} ${name} (${about})`
}
