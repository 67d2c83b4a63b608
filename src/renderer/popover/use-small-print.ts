import { factsOf, isPowerForbidden, type Fact, type FactKind } from '../../shared/facts.ts'
import { printable } from '../../shared/printable.ts'
import { agoOf } from '../../shared/sentence.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatBytesPerSecond, formatRatio } from '../../shared/units.ts'
import { useWords } from '../words/use-words.ts'
import type { FactRow } from './FactList.tsx'
import { isFailedFor } from './Trouble.tsx'

export interface SmallPrint {
  /** Pressure, swap, the GPU with its watts, and Headroom itself. */
  readonly short: readonly FactRow[]
  /** What else bears on a load. */
  readonly more: readonly FactRow[]
}

const inShort: ReadonlySet<FactKind> = new Set(['pressure', 'swap', 'gpu'])

/** The facts of the machine in the reader's words, those first that are looked for. */
export function useSmallPrint(snapshot: Snapshot): SmallPrint {
  const rowOf = useFactRow(snapshot)
  const watts = useWatts(snapshot)
  const swapNote = useSwapNote(snapshot)
  const own = useOwnCost(snapshot)
  const facts = factsOf(snapshot)
  const isAbsent = snapshot.power.kind === 'absent'
  const rows = facts
    .filter(({ kind }) => inShort.has(kind))
    .map((fact): FactRow => {
      const row = rowOf(fact)
      if (fact.isStale) return row
      if (fact.kind === 'swap') return { ...row, note: swapNote ?? row.note }
      return fact.kind === 'gpu' && watts !== null ? { ...row, ...watts } : row
    })
  const isPowerTold = !isAbsent && facts.some(({ kind, isStale }) => kind === 'gpu' && !isStale)
  const others = facts.filter(
    ({ kind }) => !inShort.has(kind) && !(kind === 'power' && isPowerTold),
  )
  return { short: own === null ? rows : [...rows, own], more: others.map(rowOf) }
}

/** A source that is named as failing is not told again beside its fact. */
function useFactRow({ sources }: Snapshot): (fact: Fact) => FactRow {
  const { t, say } = useWords()
  return ({ name, value, note, isStale, trouble }) => {
    const isTold = trouble === null || sources.some((source) => isFailedFor(source, trouble))
    const beside = isTold ? note : trouble
    return {
      name: say(name),
      value: trouble === null ? say(value) : t('overview.notKnown'),
      note: beside === null ? null : say(printable(beside)),
      isStale,
    }
  }
}

/** What the GPU draws; where nobody may ask, that. */
function useWatts(snapshot: Snapshot): Pick<FactRow, 'note' | 'meaning'> | null {
  const { t, say } = useWords()
  const { power } = snapshot
  if (power.kind === 'absent') {
    const isForbidden = isPowerForbidden(power.reason)
    const note = t(isForbidden ? 'overview.watts.forbidden' : 'overview.watts.absent')
    return { note, meaning: say(printable(power.reason)) }
  }
  const told = factsOf(snapshot).find(({ kind, isStale }) => kind === 'power' && !isStale)
  if (told === undefined) return null
  return {
    note: [told.value, told.note]
      .filter((one) => one !== null)
      .map(say)
      .join(' '),
  }
}

/** What moves to swap and back; null where nothing does, or where it is not known. */
function useSwapNote({ swap }: Snapshot): string | null {
  const { t, figure } = useWords()
  if (swap.kind !== 'ok') return null
  const rateOf = (rate: number | null): string | null =>
    rate === null || rate <= 0 ? null : figure(formatBytesPerSecond(rate))
  const [out, back] = [rateOf(swap.outBytesPerSecond), rateOf(swap.inBytesPerSecond)]
  const notes = [
    ...(out === null ? [] : [t('overview.swap.out', { rate: out })]),
    ...(back === null ? [] : [t('overview.swap.back', { rate: back })]),
  ]
  return notes.length === 0 ? null : notes.join(t('overview.joint.part'))
}

/** What Headroom itself takes. */
function useOwnCost({ atMs, apps, cost }: Snapshot): FactRow | null {
  const { t, say, figure } = useWords()
  if (cost.kind !== 'ok') return null
  // the figure of the list, where Headroom stands in it: one screen must not name two
  const own = apps.find((app) => app.isHeadroom)
  const ago = agoOf(cost, atMs)
  const notes = [
    ...(cost.cpuRatio === null
      ? []
      : [t('overview.ofACore', { share: figure(formatRatio(cost.cpuRatio)) })]),
    ...(ago === null ? [] : [say(ago)]),
  ]
  return {
    name: 'Headroom',
    value: figure(formatBytes(own?.memoryBytes ?? cost.residentBytes)),
    note: notes.length === 0 ? null : notes.join(t('overview.joint.part')),
    isStale: ago !== null,
  }
}
