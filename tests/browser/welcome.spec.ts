import type { Locator, Page } from '@playwright/test'
import { gaugeLookOf } from '../../src/shared/gauge-look.ts'
import { drawGauge } from '../../src/shared/gauge.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { roomyMac } from './fit-page.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { givePreferences, plainPreferences } from './preferences-page.ts'
import { troublesOf } from './troubles.ts'
import { asWindow } from './window-page.ts'

test.use({ isIntroduced: false })

const card = (page: Page): Locator => page.getByRole('region', { name: 'First run' })
const press = (page: Page, name: string): Promise<void> =>
  card(page).getByRole('button', { name, exact: true }).click()
const toLast = async (page: Page): Promise<void> => {
  await press(page, 'Next')
  await press(page, 'Next')
}

/** How dark each pixel of the first gauge is, from 0 to 255, and how many there are on a side. */
const drawnGauge = (page: Page): Promise<{ readonly alphas: number[]; readonly side: number }> =>
  card(page)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      }
      return { alphas: [...data].filter((_, index) => index % 4 === 3), side: canvas.width }
    })

const alphasOf = (snapshot: Snapshot, side: number): readonly number[] =>
  [...drawGauge(gaugeLookOf(snapshot, 'ring'), side)].filter((_, index) => index % 4 === 3)

test('who comes first learns what the gauge means, by the very gauge of this moment', async ({
  page,
  open,
}) => {
  const { url, push } = await open(roomyMac)
  await page.goto(url)
  await expect(card(page)).toContainText('1 of 3')
  const preview = card(page).getByRole('img')
  await expect(preview).toHaveAccessibleName(
    "The gauge now: 17.4 GB free for models within Metal's limit",
  )
  await expect(preview).toContainText('17.4 GB')
  for (const word of ['plenty', 'tight', 'full', 'unknown', 'warning'])
    await expect(card(page).getByRole('listitem').filter({ hasText: word })).toHaveCount(1)
  const first = await drawnGauge(page)
  expect(first.alphas).toEqual(alphasOf(roomyMac, first.side))
  push(loadedMac)
  await expect(preview).toContainText('6.4 GB')
  expect((await drawnGauge(page)).alphas).toEqual(alphasOf(loadedMac, first.side))
})

test('its steps are walked by the keyboard, and it does not come again', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  await page.goto(url)
  await card(page).getByRole('button', { name: 'Next' }).focus()
  await page.keyboard.press('Enter')
  const title = card(page).getByRole('heading')
  await expect(title).toHaveText('Warned before it fails')
  await expect(title).toBeFocused()
  await expect(title).toHaveAccessibleDescription('2 of 3')
  await card(page).getByRole('button', { name: 'Back' }).focus()
  await page.keyboard.press('Enter')
  await expect(title).toHaveText('What the gauge means')
  await expect(title).toBeFocused()
  await toLast(page)
  await expect(title).toHaveText('There when it is needed')
  await expect(card(page).getByRole('button', { name: 'Skip' })).toHaveCount(0)
  await press(page, 'Done')
  await expect(card(page)).toHaveCount(0)
  await expect(page.getByRole('main')).toBeFocused()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  await expect(card(page)).toHaveCount(0)
})

test('it can be skipped, and it stays so', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  await page.goto(url)
  await press(page, 'Skip')
  await expect(card(page)).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  await expect(card(page)).toHaveCount(0)
})

test('a browser that keeps nothing shows it, and closes it all the same', async ({
  page,
  open,
}) => {
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('no storage here', 'SecurityError')
    }
    Object.defineProperty(window, 'localStorage', { get: refuse })
  })
  const { url } = await open(roomyMac)
  await page.goto(url)
  await press(page, 'Skip')
  await expect(card(page)).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('17.4 GB')
})

test('a recording begins without it', async ({ page, open }) => {
  const { url } = await open({ ...roomyMac, mode: 'replay' })
  await page.goto(url)
  await expect(page.getByText('Replay', { exact: true })).toBeVisible()
  await expect(card(page)).toHaveCount(0)
})

for (const [permission, said] of [
  ['granted', 'Notifications are on for as long as this page is open'],
  ['denied', 'Your browser does not let this page'],
  ['default', 'Your browser did not allow it; press to ask again'],
] as const)
  test(`leave to tell of alerts is asked for by a press: ${permission}`, async ({ page, open }) => {
    await page.addInitScript((answer) => {
      class Asked extends EventTarget {
        static permission: NotificationPermission = 'default'
        static requestPermission = (): Promise<NotificationPermission> => {
          Asked.permission = answer
          return Promise.resolve(answer)
        }
      }
      Object.assign(window, { Notification: Asked })
    }, permission)
    const { url } = await open(roomyMac)
    await page.goto(url)
    await press(page, 'Next')
    await press(page, 'Tell me when it warns')
    await expect(card(page)).toContainText(said)
  })

test('a browser without notifications is said to have none', async ({ page, open }) => {
  await page.addInitScript(() => void Reflect.deleteProperty(window, 'Notification'))
  const { url } = await open(roomyMac)
  await page.goto(url)
  await press(page, 'Next')
  await expect(card(page)).toContainText('This browser shows no notifications here')
  await expect(card(page).getByRole('button', { name: 'Tell me' })).toHaveCount(0)
})

test('whether it starts at login is chosen there', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  const { asked } = await givePreferences(page)
  await page.goto(url)
  await toLast(page)
  const box = card(page).getByRole('checkbox', { name: 'Start Headroom at login' })
  await expect(box).not.toBeChecked()
  await box.check()
  await expect(box).toBeChecked()
  expect(asked).toEqual([{ openAtLogin: true }])
})

test('where it cannot start at login the reason stands, and it ends all the same', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const reason = 'Headroom runs as a server here: start it by launchd or systemd'
  await givePreferences(page, { ...plainPreferences, openAtLogin: { kind: 'absent', reason } })
  await page.goto(url)
  await toLast(page)
  await expect(card(page)).toContainText(reason)
  await expect(card(page).getByRole('checkbox')).toHaveCount(0)
  await press(page, 'Done')
  await expect(card(page)).toHaveCount(0)
})

test('whoever may only look sees what is chosen, and why it cannot be changed', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac, ['read'])
  await givePreferences(page)
  await page.goto(url)
  await toLast(page)
  await expect(card(page).getByRole('checkbox')).toBeDisabled()
  await expect(card(page)).toContainText('--allow-acts')
})

test('in the window it comes as the settings say, tells no button that does nothing, and is kept', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const asked = await asWindow(page, roomyMac, plainPreferences)
  await page.goto(url)
  await expect(card(page)).toContainText('It stands in the menu bar')
  await press(page, 'Next')
  await expect(card(page)).toContainText('A recording sends no notifications')
  await expect(card(page).getByRole('button')).toHaveCount(3)
  await press(page, 'Skip')
  await expect(card(page)).toHaveCount(0)
  expect(await asked()).toEqual([{ isIntroduced: true }])
})

test('in the window it does not come to who has seen it', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  await asWindow(page, roomyMac, { ...plainPreferences, isIntroduced: true })
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('17.4 GB')
  await expect(card(page)).toHaveCount(0)
})

test('axe finds nothing wrong with any step, and nothing overflows at 320 px', async ({
  page,
  open,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const { url } = await open(roomyMac)
  await givePreferences(page)
  await page.goto(url)
  for (const next of ['Next', 'Next', 'Done']) {
    await expect(card(page)).toBeVisible()
    expect(await troublesOf(page, 'section[aria-label="First run"]')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await press(page, next)
  }
})
