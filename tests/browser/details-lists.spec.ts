import { detailsAt, detailsSize, headOf, rowOf } from './details-page.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { inventoryMac } from './states-of-details.ts'
import { full, refused } from '../shared/found.ts'

test.use({ viewport: detailsSize })

test('the keys lead to the search, which filters, is emptied by Escape, then left, then the details are', async ({
  page,
  open,
}) => {
  const { url } = await open(inventoryMac)
  await page.goto(detailsAt(url, 'models'))
  await expect(headOf(page, 'Models and servers')).toBeFocused()
  await page.keyboard.press('Control+f')
  const field = page.getByRole('searchbox', { name: 'Filter models and servers' })
  await expect(field).toBeFocused()
  await page.keyboard.type('gemma q4')
  await expect(page.getByRole('region', { name: 'Ollama' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'LM Studio' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(field).toHaveValue('')
  await expect(page.getByRole('region', { name: 'LM Studio' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(headOf(page, 'Models and servers')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1, name: /free for models/ })).toBeVisible()
})

test('a section is found again as it was left, and the search is that of the section that is shown', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...inventoryMac, findings: [refused, full] })
  await page.goto(detailsAt(url, 'models'))
  await page.getByRole('searchbox').fill('phi')
  await rowOf(page, 'Findings').click()
  await expect(headOf(page, 'Findings')).toBeVisible()
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox', { name: 'Search findings' })).toBeFocused()
  await page.keyboard.press('Control+2')
  await expect(page.getByRole('searchbox', { name: 'Filter models' })).toHaveValue('phi')
})

test('what is not shown draws nothing', async ({ page, open }) => {
  const { url, push } = await open(inventoryMac)
  await page.goto(detailsAt(url, 'models'))
  await expect(headOf(page, 'Models and servers')).toBeVisible()
  await rowOf(page, 'About Headroom').click()
  await expect(page.locator('[data-section="about"] h1')).toBeVisible()
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    const hidden = document.querySelector('[data-section="models"]')
    if (hidden === null) throw new Error('it was not kept')
    Object.assign(window, { changes: 0 })
    new MutationObserver((records) => {
      const counted = window as unknown as { changes: number }
      counted.changes += records.length
    }).observe(hidden, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  for (const seconds of [1, 2, 3]) {
    push({ ...inventoryMac, atMs: inventoryMac.atMs + seconds * 60_000 })
    await page.waitForTimeout(300)
  }
  expect(await page.evaluate('changes')).toBe(0)
  await rowOf(page, 'Models and servers').click()
  await expect(page.getByText('idle 7 min').first()).toBeVisible()
})

test('findings are chosen by their kind, their program and words; where none is left, all are one press away', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, findings: [refused, full] })
  await page.goto(detailsAt(url, 'findings'))
  const folds = page.locator('[data-finding]')
  await expect(folds).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('The context is full')
  await expect(folds).toHaveCount(1)
  await expect(page.getByText('1 of 2 findings')).toBeVisible()
  await page.getByRole('searchbox').fill('metal refused')
  await expect(page.getByText('Nothing that was found is like this.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(folds).toHaveCount(2)
  await expect(page.getByRole('searchbox')).toHaveValue('')
})

test('a model is let go from its row, as on the overview', async ({ page, open }) => {
  const { url, asked } = await open(inventoryMac)
  await page.goto(detailsAt(url, 'models'))
  await page.getByRole('button', { name: 'Unload gemma3:27b' }).click()
  await expect.poll(() => asked.map(({ modelId }) => modelId)).toEqual(['ollama gemma3:27b'])
})

test('whoever may only look is offered no act and no key', async ({ page, open }) => {
  const { url } = await open(inventoryMac, ['read'])
  await page.goto(detailsAt(url, 'models'))
  await expect(page.getByRole('region', { name: 'LM Studio' })).toContainText(
    'its key can be entered here where Headroom runs as',
  )
  await expect(page.getByRole('button', { name: /^(Unload|Quit|Enter key)/ })).toHaveCount(0)
})
