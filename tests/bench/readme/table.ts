import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { formatBar, formatNumber } from '../figure-text.ts'
import type { Results } from './results.ts'
import { rows, type Named, type Row } from './rows.ts'

const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))
const between = /(?<=<!-- the table of npm run bench -- --save -->\n)[^]*?(?=<!-- its end -->)/

type Found = Results['figures'][number]

/** The README's table, in Markdown as prettier forms it. Throws for a row that names a figure nobody measured. */
export const tableOf = (results: Results): Promise<string> => {
  const { processor, coreCount, kernel, node } = results.machine
  const where = `On ${coreCount} × ${processor}, Linux ${kernel.split('-')[0]}, Node ${node.slice(1)}, a machine that others use, too:`
  const lines = rows.map((row) => lineOf(row, results))
  const table = ['| what | measured | bar |', '| - | - | - |', ...lines].join('\n')
  return format(`${where}\n\n${table}\n`, { parser: 'markdown' })
}

export const tableInReadme = (): string | null =>
  between.exec(readFileSync(readme, 'utf8'))?.[0] ?? null

export async function writeTable(results: Results): Promise<void> {
  const table = await tableOf(results)
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(between, () => `\n${table}\n`),
  )
}

function lineOf({ says, of }: Row, results: Results): string {
  const found = of.map((named) => ({ named, figure: figureFor(named, results) }))
  const measured = found.map(({ named, figure }) => cellOf(named, figure)).join(', ')
  const bars = found.flatMap(({ figure: { bar, unit } }) =>
    bar === null ? [] : [formatBar(bar, unit)],
  )
  const missed = found.some(({ figure }) => figure.holds === false) ? ': **misses**' : ''
  return `| ${says} | ${measured} | ${[...new Set(bars)].join(', ')}${missed} |`
}

function figureFor({ number, what }: Named, { figures }: Results): Found {
  const found = figures.find((one) => one.number === number && one.what === what)
  if (found === undefined)
    throw new UsageError(`no figure "${what}" is kept yet: npm run bench -- ${number} --save`)
  return found
}

function cellOf({ whose }: Named, { value, unit }: Found): string {
  if (value === null) return 'not here'
  const text = `${formatNumber(value)} ${unit}`.trim()
  return whose === undefined ? text : `${whose} ${text}`
}
