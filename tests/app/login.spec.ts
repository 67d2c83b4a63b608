import type { Page } from '@playwright/test'
import { expect, test, type App } from './app.ts'
import { detailsOf, pressInMenu } from './details-window.ts'

const label = 'Start Headroom at login'
const waiting = 'macOS waits for your consent: allow Headroom under Login Items.'

async function settingsOf(app: App): Promise<Page> {
  await pressInMenu(app, 'CommandOrControl+,')
  return detailsOf(app)
}

const wishesOf = (app: App): Promise<readonly boolean[]> =>
  app.electron.evaluate(() => globalThis.spy.loginWishes)

/** Somebody was in System Settings, and comes back to the window of the details. */
async function comeBack(app: App, status: Electron.LoginItemSettings['status']): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, next) => {
    const { login } = globalThis.spy
    if (login !== null) login.status = next
    const window = BrowserWindow.getAllWindows().find((one) => one.isVisible())
    window?.blur()
    window?.focus()
  }, status)
}

test('a packaged app starts at login when it is wished for, and no more when it is not', async ({
  launch,
}) => {
  const app = await launch({
    login: { status: 'not-registered', on: 'enabled', off: 'not-registered' },
  })
  const page = await settingsOf(app)
  const box = page.getByRole('checkbox', { name: label })
  await expect(box).not.toBeChecked()
  await box.check()
  await expect.poll(() => wishesOf(app)).toEqual([true])
  await expect(box).toBeChecked()
  await box.uncheck()
  await expect.poll(() => wishesOf(app)).toEqual([true, false])
  await expect(page.getByText(waiting)).toHaveCount(0)
})

test('a wish that waits for a consent says so, leads there, and is in force when it was given', async ({
  launch,
}) => {
  const app = await launch({
    login: { status: 'not-found', on: 'requires-approval', off: 'not-registered' },
  })
  const page = await settingsOf(app)
  const box = page.getByRole('checkbox', { name: label })
  await box.check()
  await expect(page.getByText(waiting)).toBeVisible()
  await expect(box).toBeChecked()
  await expect(page.getByRole('button', { name: 'Open System Settings' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'Not changed' })).toHaveCount(0)
  await comeBack(app, 'enabled')
  await expect(page.getByText(waiting)).toHaveCount(0)
  await expect(box).toBeChecked()
  await comeBack(app, 'requires-approval')
  await expect(page.getByText(waiting)).toBeVisible()
  await box.uncheck()
  await expect(page.getByText(waiting)).toHaveCount(0)
  expect(await wishesOf(app)).toEqual([true, false])
})

test('an app that is not signed is told that macOS has not done it', async ({ launch }) => {
  const app = await launch({ login: { status: 'not-found' } })
  const page = await settingsOf(app)
  const box = page.getByRole('checkbox', { name: label })
  await box.click()
  await expect(page.getByRole('alert')).toContainText(
    'Not changed: macOS has not done it: see System Settings > General > Login Items',
  )
  await expect(box).not.toBeChecked()
  expect(await wishesOf(app)).toEqual([true])
})

test('one that is not packaged says that it cannot', async ({ launch }) => {
  const app = await launch()
  const page = await settingsOf(app)
  const place = page.getByRole('region', { name: 'Start' })
  await expect(place).toContainText('Only the packaged app can start at login')
  await expect(page.getByRole('checkbox', { name: label })).toHaveCount(0)
})

test('opened at login it shows no window, not even its first run', async ({ launch }) => {
  const login = { status: 'enabled', wasOpenedAtLogin: true } as const
  const app = await launch({ login, isFirstRun: true })
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect(await app.windowCount()).toBe(0)
  const other = await launch({ login: { status: 'enabled' }, isFirstRun: true })
  await expect.poll(other.isShown, { timeout: 10_000 }).toBe(true)
})
