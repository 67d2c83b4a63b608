import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { writeFrom } from './mac-recording.ts'

const cardOf = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Loads' }).getByRole('listitem').filter({ hasText: name })

test('a replayed Mac shows what a load will come to while it goes on, and how long before its end', async ({
  page,
  serve,
  folder,
}) => {
  const file = await writeFrom(folder, 'mac-m2max-32gb-loading', 42_000)
  const { url } = await serve('--replay', file)
  await page.goto(url)
  const card = cardOf(page, 'Qwen3-32B-Q4_K_M.gguf')
  await expect(card).toContainText('Will fit, but it is tight')
  await expect(card).toContainText('loading')
  await expect(card.getByRole('progressbar')).toBeVisible()
  await expect(card).toContainText(/loaded/i, { timeout: 20_000 })
  await expect(card.getByRole('progressbar')).toHaveCount(0)
})

test('a replayed Mac says that a load will not fit before Metal refuses it', async ({
  page,
  serve,
  folder,
}) => {
  const file = await writeFrom(folder, 'mac-m1pro-16gb-refused', 17_000)
  const { url } = await serve('--replay', file)
  await page.goto(url)
  const card = cardOf(page, 'llama3.1:8b').first()
  // while it will not fit it stands among the alerts, and goes back when it has ended
  const alert = page.getByRole('region', { name: 'Alerts' }).getByRole('listitem')
  await expect(alert.filter({ hasText: 'llama3.1:8b' }).first()).toContainText(/will not fit: \d/i)
  await expect(card).toContainText(/Foretold \d+ s before/, { timeout: 20_000 })
})
