import type { FitInput, FitShown } from '../../src/shared/fit-shown.ts'
import { fitAnswer, qwen14, several, shelfOf } from '../shared/shelf.ts'
import { expect, test } from './fit-page.ts'
import { troublesOf } from './troubles.ts'

const taught = (input: FitInput): FitShown => {
  const shown = fitAnswer(input)
  return { ...shown, fit: { ...shown.fit, learnt: { loads: 3, byBytes: 210e6 } } }
}

test('a need that real loads have corrected says so, and leads to where that is forgotten', async ({
  page,
  openFit,
}) => {
  await openFit({ models: () => shelfOf(several), fit: taught })
  await page.getByRole('button', { name: qwen14.name }).click()
  const mark = page.getByRole('button', { name: 'learnt here from 3 loads: +210 MB' })
  await expect(mark).toBeVisible()
  expect(await troublesOf(page, 'main')).toEqual([])
  await mark.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
})
