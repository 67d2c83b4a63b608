import type { Locator, Page } from '@playwright/test'
import { expect, test } from './victims.ts'

const apps = (page: Page) => page.getByRole('region', { name: 'Apps by memory' })
const models = (page: Page) => page.getByRole('region', { name: 'Models' })

test('in the window a real process is quit and a real model unloaded by the keyboard', async ({
  launch,
  startHog,
  startOllama,
}) => {
  test.skip(process.platform !== 'linux', 'the memory of this server is told by /proc')
  await startOllama('window:200m')
  const child = await startHog('window-hog.mjs')
  const app = await launch()
  const page = await app.open()
  await expect(models(page)).toContainText('window:200m', { timeout: 20_000 })

  const unload = page.getByRole('button', { name: 'Unload window:200m' })
  await unload.focus()
  await page.keyboard.press('Enter')
  await expect(models(page)).toContainText('came back', { timeout: 20_000 })

  const row = apps(page).getByRole('listitem').filter({ hasText: 'window-hog.mjs' })
  const more = page.getByRole('button', { name: /^Show all/ })
  await expect(row.or(more).first()).toBeVisible()
  if ((await row.count()) === 0) await more.press('Enter')
  await row.getByRole('button', { name: 'Quit window-hog.mjs' }).press('Enter')
  await expect(row.getByRole('button', { name: /^Cancel/ })).toBeFocused()
  await row.getByRole('button', { name: 'Quit: window-hog.mjs' }).press('Enter')
  await expect(row).toContainText('came back', { timeout: 30_000 })
  expect(child.signalCode).toBe('SIGTERM')
})

test('by arrows the keyboard goes from row to row, and along each of them', async ({
  launch,
  startHog,
}) => {
  await startHog('arrow-hog.mjs')
  const app = await launch()
  const page = await app.open()
  const list = apps(page)
  const buttons = list.getByRole('button', { name: /^Quit / })
  await expect(buttons.first()).toBeVisible()
  await buttons.first().focus()
  await noteRowSteps(list)
  const stepsTaken = (): Promise<string | null> => list.getAttribute('data-steps')
  await app.press('Down')
  await expect.poll(stepsTaken).toBe('1')
  await app.press('Up')
  await expect.poll(stepsTaken).toBe('1 -1')
})

/**
 * By how many rows each key moves the keyboard, within that very key: rows of this machine's own apps change places at any tick,
 * and those that offer nothing are passed over.
 */
const noteRowSteps = (list: Locator): Promise<void> =>
  list.evaluate((section) => {
    const rowsNow = (): readonly Element[] =>
      [...section.querySelectorAll('[data-row]')].filter((row) =>
        [...row.querySelectorAll('button, [tabindex="0"]')].some((one) => one.checkVisibility()),
      )
    const rowOfFocus = (): number =>
      rowsNow().findIndex((row) => row.contains(document.activeElement))
    const steps: number[] = []
    let before = -1
    document.addEventListener('keydown', () => (before = rowOfFocus()), { capture: true })
    document.addEventListener('keydown', () => {
      steps.push(rowOfFocus() - before)
      section.setAttribute('data-steps', steps.join(' '))
    })
  })
