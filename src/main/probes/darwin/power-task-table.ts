import { pid } from '../../../shared/ids.ts'
import { decimalIn } from './forms/amount.ts'
import type { Coalition, PowerSample, PowerTask } from './powermetrics.ts'

interface Columns {
  /** Names behind `Name`; a cell of several figures stands as often as it has figures. */
  readonly names: readonly string[]
}

interface Row {
  readonly isIndented: boolean
  readonly name: string
  readonly id: number
  readonly figureOf: (column: string) => number | null
}

const rowForm = /^-?\d{1,10}$/

// Name                               ID     CPU ms/s  User%  Deadlines (<2 ms, 2-5 ms)  Wakeups (Intr, Pkg idle)  GPU ms/s
// Firefox GPU Helper                 67117  561.77    95.41  0.00    0.00               8.61    0.00              0.00
// ALL_TASKS                          -2     1146.77   77.23  215.33  0.00               654.62  17.22             0.00
/**
 * The task table among the lines of one sample. Names hold spaces and figures do not, so a row is read from its end; one
 * whose figures are not as many as the header's is left out. Where coalitions are shown, their tasks are indented: a table
 * without its end is not believed, since a coalition's id would pass for a pid.
 */
export function taskTableIn(
  lines: readonly string[],
): Pick<PowerSample, 'coalitions' | 'tasks' | 'sumIds'> {
  const headerAt = lines.findIndex((line) => /^Name\s+ID\s+CPU ms\/s\s/.test(line))
  const columns = columnsOf(lines[headerAt] ?? '')
  const below = lines.slice(headerAt + 1)
  const endAt = below.findIndex((line) => line.trim() === '' || line.startsWith('***'))
  if (headerAt < 0 || columns === null || endAt < 0) {
    return { coalitions: null, tasks: null, sumIds: [] }
  }
  const rows = below.slice(0, endAt).flatMap((line) => rowOf(line, columns))
  const hasCoalitions = rows.some(({ isIndented }) => isIndented)
  const isTask = (row: Row): boolean => row.id >= 0 && row.isIndented === hasCoalitions
  return {
    coalitions: hasCoalitions
      ? rows.filter((row) => !row.isIndented && row.id >= 0).map(coalitionOf)
      : null,
    tasks: rows.filter(isTask).map(taskOf),
    sumIds: rows.map(({ id }) => id).filter((id) => id < 0),
  }
}

/** Null for a header whose cells cannot be told apart. */
function columnsOf(header: string): Columns | null {
  const cells = header
    .trim()
    .split(/\s{2,}/)
    .slice(1)
  const names = cells.flatMap((cell) => {
    const parts = /\(([^()]*)\)$/.exec(cell)?.[1]?.split(',').length ?? 1
    return Array.from({ length: parts }, () => cell)
  })
  return names[0] === 'ID' ? { names } : null
}

function rowOf(line: string, { names }: Columns): readonly Row[] {
  const words = line.trim().split(/\s+/)
  const figures = words.slice(-names.length)
  const [id] = figures
  const isSound =
    words.length > names.length &&
    rowForm.test(id ?? '') &&
    figures.slice(1).every((figure) => /^-?[\d.,]+$/.test(figure))
  if (!isSound) return []
  const name = words.slice(0, -names.length).join(' ')
  const figureOf = (column: string): number | null => decimalIn(figures[names.indexOf(column)])
  return [{ isIndented: /^\s/.test(line), name, id: Number(id), figureOf }]
}

const coalitionOf = ({ name, figureOf }: Row): Coalition => ({
  name,
  gpuMsPerS: figureOf('GPU ms/s'),
})

const taskOf = ({ name, id, figureOf }: Row): PowerTask => ({
  name,
  pid: pid(id),
  cpuMsPerS: figureOf('CPU ms/s'),
  gpuMsPerS: figureOf('GPU ms/s'),
  energyImpact: figureOf('Energy Impact'),
})
