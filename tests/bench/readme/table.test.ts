import { expect, test } from 'vitest'
import { readResults } from './results.ts'
import { rows } from './rows.ts'
import { tableInReadme, tableOf } from './table.ts'

test('the README shows what was measured last, as `npm run bench -- --save` writes it', async () => {
  expect(tableInReadme()?.trim()).toBe((await tableOf(readResults())).trim())
})

test('every figure that has a bar stands in the table', () => {
  const shown = new Set(
    rows.flatMap(({ of }) => of.map(({ number, what }) => `${number}: ${what}`)),
  )
  const barred = readResults().figures.filter(({ bar }) => bar !== null)
  expect(barred.length).toBeGreaterThan(30)
  const left = barred.filter(({ number, what }) => !shown.has(`${number}: ${what}`))
  expect(left.map(({ number, what }) => `${number}: ${what}`)).toEqual([])
})
