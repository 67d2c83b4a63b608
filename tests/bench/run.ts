// npm run bench [-- name ...] [--quick] [--json] [--save]: the numbers of design §7 with their bars. No figure fails a run.
// --save: into the README's table, too.
import { cpus, release } from 'node:os'
import { exitCode, UsageError } from '../../src/shared/exit-code.ts'
import { createChildren, type Children } from '../frame/children.ts'
import { choose, discover } from '../frame/discover.ts'
import { argumentsOf, print, runAsMain, say } from '../frame/main.ts'
import { formatTable } from '../frame/table.ts'
import { formatBar, formatNumber } from './figure-text.ts'
import { holds, type Measured } from './measured.ts'
import { isBenchNumber, type BenchNumber } from './number.ts'
import { saveResults } from './readme/results.ts'
import { writeTable } from './readme/table.ts'

async function bench(): Promise<number> {
  const { words, flags } = argumentsOf(['json', 'quick', 'save'])
  const all = await discover(new URL('numbers/', import.meta.url), 'number', isBenchNumber)
  const numbers = choose(all, words, 'number')
  const children = createChildren()
  const isQuick = flags.has('quick')
  if (isQuick && flags.has('save')) throw new UsageError('what is quick is not saved')
  if (isQuick) say('quick: short windows, so the figures are a first look only')
  const measured: Measured[] = []
  for (const number of numbers) {
    say(`${number.name}: ${number.what}`)
    measured.push(...(await measure(number, children, isQuick)))
  }
  if (!flags.has('json')) print(textOf(measured, isQuick))
  print(
    JSON.stringify({ schema: 'headroom/bench/1', machine: machine(), isQuick, figures: measured }),
  )
  // last: what was measured is printed, whatever the table lacks
  if (flags.has('save')) await writeTable(saveResults(machine(), measured))
  return exitCode.yes
}

async function measure(
  number: BenchNumber,
  children: Children,
  isQuick: boolean,
): Promise<readonly Measured[]> {
  try {
    const figures = await number.run({ isQuick, children })
    return figures.map((figure) => ({ ...figure, number: number.name, holds: holds(figure) }))
  } catch (error) {
    // any error: the other numbers are still measured
    const note = `could not be measured: ${error instanceof Error ? error.message : String(error)}`
    const figure = { what: number.what, value: null, unit: '', bar: null, note }
    return [{ ...figure, number: number.name, holds: null }]
  } finally {
    await children.endAll()
  }
}

const verdictOf = ({ value, holds: isHeld }: Measured): string => {
  if (value === null) return 'not here'
  return isHeld === null ? '' : isHeld ? 'holds' : 'MISSES'
}

function textOf(measured: readonly Measured[], isQuick: boolean): string {
  const { processor, coreCount, kernel, node } = machine()
  const columns = [
    { title: 'what' },
    { title: 'value', isNumber: true },
    { title: 'bar' },
    { title: '' },
  ]
  const rows = measured.map((one) => [
    one.what,
    one.value === null ? '–' : `${formatNumber(one.value)} ${one.unit}`,
    one.bar === null ? '' : formatBar(one.bar, one.unit),
    verdictOf(one),
  ])
  const notes = measured.flatMap(({ what, note }) =>
    note === undefined ? [] : [`  ${what}: ${note}`],
  )
  return [
    `${coreCount} × ${processor}, Linux ${kernel}, Node ${node}${isQuick ? ', QUICK (short windows)' : ''}`,
    '',
    formatTable(columns, rows),
    ...(notes.length === 0 ? [] : ['', 'notes', ...notes]),
    '',
  ].join('\n')
}

const machine = () => ({
  processor: cpus()[0]?.model ?? 'processor not told',
  coreCount: cpus().length,
  kernel: release(),
  node: process.version,
})

await runAsMain('bench', bench)
