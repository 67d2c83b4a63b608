import type { Page } from '@playwright/test'
import { expect, loadedMac, test } from './loaded-page.ts'
import { draw, tickingAtTwice, type Framing } from './picture.ts'
import { fiveWritten, writtenFlat, writtenRefused } from './written-findings.ts'

test.use(tickingAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `findings-${name}`, framing)

const unfold = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'The GPU refused memory' }).first().click()

test('findings, folded, one unfolded, and a command that was copied', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, findings: fiveWritten })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Findings' })).toBeVisible()
  await drawn(page, 'folded')
  await unfold(page)
  await drawn(page, 'unfolded')
  await drawn(page, 'unfolded-narrow', { width: 320 })
  await page
    .getByRole('button', { name: /^Copy launchctl/ })
    .first()
    .click()
  await expect(page.getByRole('button', { name: /^Copied/ })).toBeVisible()
  await drawn(page, 'copied')
})

test('one finding, where the clipboard is refused', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, findings: [writtenRefused, writtenFlat] }, ['read'])
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await page.goto(url)
  await page.getByRole('button', { name: /^Copy/ }).click()
  await expect(page.getByRole('button', { name: /^Selected/ })).toBeVisible()
  await drawn(page, 'selected')
})
