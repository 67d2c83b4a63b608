import type { Page } from '@playwright/test'
import type { MenuTold } from '../../src/shared/contract.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

/** The page as the window of the menu bar has it: its Client stands in it, and what it is told comes as an event. */
async function asWindow(page: Page): Promise<void> {
  await page.addInitScript((snapshot) => {
    const none = (): void => undefined
    const view = { isShown: true, isGaugeHidden: false, mayAct: true }
    Object.assign(window, {
      headroom: {
        request: () => Promise.resolve({ kind: 'refused', reason: 'not in this test' }),
        onSnapshot: (wake: (value: unknown) => void) => {
          wake(snapshot)
          return none
        },
        onConnection: (wake: (connection: string) => void) => {
          wake('live')
          return none
        },
        onView: (wake: (value: unknown) => void) => {
          wake(view)
          window.addEventListener('told', (event) => {
            if (event instanceof CustomEvent) wake({ ...view, told: event.detail as unknown })
          })
          return none
        },
      },
    })
  }, loadedMac)
}

const tell = (page: Page, told: MenuTold | null): Promise<void> =>
  page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent('told', { detail }))
  }, told)

const stillOpen: MenuTold = {
  sentence: 'Loom is still open: it may be asking you to save',
  help: 'Look at its windows',
}

test('what came of the menu is said in the window, until it was read', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  await asWindow(page)
  await page.goto(url)
  const notice = page.getByRole('group', { name: stillOpen.sentence })
  await expect(page.getByRole('region', { name: 'Models' })).toBeVisible()
  await expect(notice).toHaveCount(0)
  await tell(page, stillOpen)
  await expect(notice).toContainText('Look at its windows')
  expect(await faintTextsOf(page)).toEqual([])
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(notice).toHaveCount(0)
  // the window is told how it is shown again and again
  await tell(page, stillOpen)
  await expect(notice).toHaveCount(0)
})

test('what is said again once the window was closed is news', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  await asWindow(page)
  await page.goto(url)
  const notice = page.getByRole('group', { name: stillOpen.sentence })
  await tell(page, stillOpen)
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await tell(page, null)
  await tell(page, stillOpen)
  await expect(notice).toBeVisible()
  await tell(page, null)
  await expect(notice).toHaveCount(0)
})
