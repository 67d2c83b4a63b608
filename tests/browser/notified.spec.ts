import type { Locator, Page } from '@playwright/test'
import { alertId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { hog, idle, pastLimit, runningOut } from '../shared/warned.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { notAllowed, withNotifications } from './states-of-notifications.ts'
import { asWindow, begin } from './window-page.ts'

test.use({ viewport: { width: 380, height: 640 }, locale: 'en-GB' })

const second = { ...idle, id: alertId('idle-model:second'), title: 'Another model idles' }
const warned: Snapshot = { ...loadedMac, alerts: [runningOut, pastLimit, hog, idle, second] }
const working = withNotifications({ kind: 'ok', state: 'working' })
const cards = (page: Page): Locator =>
  page.getByRole('region', { name: 'Alerts' }).locator('> ul > li')
const gone = (page: Page): Locator =>
  page.getByRole('group', { name: 'The alert of that notification is over' })
const to = (id: string) => ({ kind: 'alert', alertId: alertId(id) }) as const

test('a notification leads to its card: whole, in sight and with the keyboard, as often as it is clicked', async ({
  page,
  open,
}) => {
  const { url } = await open(warned)
  await asWindow(page, warned, working)
  await page.goto(url)
  await expect(cards(page)).toHaveCount(3)
  for (const time of ['first', 'second']) {
    await begin(page, to(second.id))
    const card = cards(page).filter({ hasText: second.title })
    await expect(card, time).toBeFocused()
    await expect(card).toBeInViewport()
    await expect(card).toContainText(second.sentence)
    await page.locator('body').press('Tab')
    await begin(page, null)
  }
  await expect(cards(page)).toHaveCount(3)
  await begin(page, to(hog.id))
  await expect(cards(page).filter({ hasText: hog.title })).toBeFocused()
})

test('one whose alert is over says so, and can be put away', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  await asWindow(page, loadedMac, working)
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await begin(page, to('gone'))
  await expect(gone(page)).toBeVisible()
  await gone(page).getByRole('button').click()
  await expect(gone(page)).toHaveCount(0)
  await begin(page, null)
  await begin(page, to('gone'))
  await expect(gone(page)).toBeVisible()
  await begin(page, null) // the window was closed
  await expect(gone(page)).toHaveCount(0)
})

test('where System Settings does not open the notice says why', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  await asWindow(page, loadedMac, withNotifications(notAllowed))
  await page.goto(url)
  const notice = page.getByRole('group', { name: 'macOS does not show Headroom’s notifications' })
  await notice.getByRole('button', { name: 'Open System Settings' }).click()
  await expect(notice.getByRole('alert')).toHaveText('Not here: shellAct')
})
