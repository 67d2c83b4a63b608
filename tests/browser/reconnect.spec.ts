import { join } from 'node:path'
import type { CDPSession, Locator, Page } from '@playwright/test'
import { fromRoot } from '../from-root.ts'
import { expect, test, type Served } from './fixtures.ts'

const idle = fromRoot('tests/fixtures/recordings/linux-idle.jsonl')

const notice = (page: Page): Locator =>
  page.getByRole('group', { name: 'Headroom does not answer' })
const figures = (page: Page): Locator => page.locator('main [data-stale]').first()

test('while main is held its figures are said to be old; once it goes on they are of now', async ({
  page,
  serve,
}) => {
  const served = await serve()
  await page.goto(served.url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  served.freeze()
  await expect(notice(page)).toContainText(/These figures are [5-9] s old/, { timeout: 15_000 })
  await expect(figures(page)).toHaveAttribute('data-stale', 'true')
  served.thaw()
  await expect(notice(page)).toHaveCount(0, { timeout: 15_000 })
  await expect(figures(page)).toHaveAttribute('data-stale', 'false')
})

/** What the page listens for, after all that is garbage is gone. */
async function listenersOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? Number.NaN
}

test('five ends and starts of main later the page listens for as much as at first', async ({
  page,
  context,
  serve,
  folder,
}) => {
  // a machine on which nothing changes: each row of the list listens, too
  const options = ['--token-file', join(folder, 'token'), '--replay', idle]
  let served: Served = await serve(...options)
  const { port } = new URL(served.url)
  await page.goto(served.url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable')
  const again = async (): Promise<void> => {
    await served.stop()
    await expect(notice(page)).toContainText(/These figures are \d+ s old/)
    await expect(figures(page)).toHaveAttribute('data-stale', 'true')
    served = await serve(...options, '--port', port)
    await expect(notice(page)).toHaveCount(0, { timeout: 15_000 })
    await expect(figures(page)).toHaveAttribute('data-stale', 'false')
  }
  await again() // what the first one brings along
  const before = await listenersOf(cdp)
  for (let time = 0; time < 5; time++) await again()
  await expect.poll(() => listenersOf(cdp)).toBe(before)
})

test('a section that is opened while main is away waits for it, and comes with its looks', async ({
  page,
  serve,
  folder,
}) => {
  const tokenFile = join(folder, 'token')
  const served = await serve('--token-file', tokenFile)
  await page.goto(`${served.url}&details=acts`)
  await expect(page.getByRole('heading', { level: 1, name: 'Acts' })).toBeVisible()
  await served.stop()
  await expect(notice(page)).toBeVisible()
  await page.getByRole('button', { name: 'About Headroom', exact: true }).click()
  await expect(page.getByText('This part is loaded when Headroom answers again.')).toBeVisible()
  await serve('--token-file', tokenFile, '--port', new URL(served.url).port)
  const head = page.getByRole('heading', { level: 1, name: 'About Headroom' })
  await expect(head).toBeVisible({ timeout: 15_000 })
  expect(
    await page.evaluate(() =>
      [...document.styleSheets].some(({ href }) => /About/.test(href ?? '')),
    ),
  ).toBe(true)
})
