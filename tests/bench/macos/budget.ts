import { formatTable } from '../../frame/table.ts'
import type { Bar, Figure } from '../number.ts'
import type { Cost } from './costs.ts'
import { simulatedMs, type Spent } from './simulate.ts'

const percentOf = (tookMs: number): number => (tookMs / simulatedMs) * 100
export const sumOf = (spent: readonly Spent[]): number =>
  percentOf(spent.reduce((sum, { tookMs }) => sum + tookMs, 0))

const percent = (value: number): string => `${value.toFixed(value < 0.1 ? 3 : 2)} %`

/** Which part of a sum rests on which kind of figure. */
function kindsOf(spent: readonly Spent[]): string {
  const kinds = ['processor time', 'elapsed time', 'assumed'] as const
  return kinds
    .map((kind) => `${percent(sumOf(spent.filter(({ cost }) => cost.knownBy === kind)))} ${kind}`)
    .join(', ')
}

const largestCount = 4
const largestOf = (spent: readonly Spent[]): string =>
  spent
    .toSorted((a, b) => b.tookMs - a.tookMs)
    .slice(0, largestCount)
    .map(({ cost, tookMs }) => `${cost.name} ${percent(percentOf(tookMs))}`)
    .join(', ')

/** The same hour with the least, the usual and the most of what is published of each command. */
export interface Hours {
  readonly least: readonly Spent[]
  readonly usual: readonly Spent[]
  readonly most: readonly Spent[]
}

export function sumFigure(
  what: string,
  { least, usual, most }: Hours,
  bar: { readonly most: number },
): Figure {
  const sum = sumOf(usual)
  const over = sum - bar.most
  const miss = over > 0 ? `${percent(over)} over its bar; ` : ''
  const range = `by the least and the most published: ${percent(sumOf(least))} to ${percent(sumOf(most))}`
  const note = `${miss}largest: ${largestOf(usual)}; of the sum ${kindsOf(usual)}; ${range}`
  return { what, value: sum, unit: '%', bar, note }
}

export const plainFigure = (
  what: string,
  spent: readonly Spent[],
  bar: Bar | null = null,
): Figure => ({
  what,
  value: sumOf(spent),
  unit: '%',
  bar,
  note: `largest: ${largestOf(spent)}`,
})

/** One row for each command that was asked: its cost, how often it was asked, and what that makes. */
export function tableFigure(alone: readonly Spent[], watched: readonly Spent[]): Figure {
  const costs = [...new Set([...watched, ...alone].map(({ cost }) => cost))]
  const cells = (spent: readonly Spent[], cost: Cost): readonly string[] => {
    const found = spent.find((one) => one.cost === cost)
    if (found === undefined) return ['–', '–']
    const minutes = simulatedMs / 60_000
    return [(found.askedCount / minutes).toFixed(2), percent(percentOf(found.tookMs))]
  }
  const meanMs = (cost: Cost): string => {
    const found = [...watched, ...alone].find((one) => one.cost === cost)
    if (found === undefined) return '–'
    return `${(found.tookMs / found.askedCount).toFixed(1)} ms`
  }
  const titles = ['command', 'cost', 'alone, a minute', 'share', 'watched, a minute', 'share']
  const columns = [
    ...titles.map((title, index) => ({ title, isNumber: index > 0 })),
    { title: 'known by' },
    { title: 'source' },
  ]
  const rows = costs
    .toSorted((a, b) => shareIn(watched, b) - shareIn(watched, a))
    .map((cost) => [
      cost.name,
      meanMs(cost),
      ...cells(alone, cost),
      ...cells(watched, cost),
      cost.knownBy,
      cost.source,
    ])
  return {
    what: 'macOS: commands asked in an hour, costs cited',
    value: costs.length,
    unit: 'commands',
    bar: null,
    note: `no figure is ours, nothing ran on a Mac; elapsed time is a bound, for a command waits as well; Headroom's own processor time is not in it (serve-cpu); sf: number of a stored public file, §: macos-sources.md\n${formatTable(columns, rows)}`,
  }
}

const shareIn = (spent: readonly Spent[], cost: Cost): number =>
  spent.find((one) => one.cost === cost)?.tookMs ?? 0
