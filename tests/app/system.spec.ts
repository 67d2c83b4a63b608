import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { pixelsOf } from '../browser/small-png.ts'
import type { StandIn } from '../standin/electron-module.ts'
import { withStandIn } from '../standin/launch.ts'
import { expect, test, type App } from './app.ts'
import { detailsOf, pressInMenu } from './details-window.ts'

async function settingsOf(app: App): Promise<Page> {
  await pressInMenu(app, 'CommandOrControl+,')
  return detailsOf(app)
}

const isPopoverShown = (app: App): Promise<boolean> =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) => window.isVisible() && !window.webContents.getURL().includes('#details='),
    ),
  )

const writtenBy = (app: App): Promise<string> =>
  readFile(join(app.userData, 'settings.json'), 'utf8')

/** Whether most of what is seen of it is darker than grey. */
async function isSeenDark(page: Page): Promise<boolean> {
  const { pixels } = pixelsOf(await page.screenshot())
  const dark = pixels.filter(
    (pixel) => (pixel >> 16) + ((pixel >> 8) & 0xff) + (pixel & 0xff) < 384,
  )
  return dark.length > pixels.length / 2
}

test.describe('the theme', () => {
  test('that is chosen repaints the window in sight at once, and each in the next run', async ({
    launch,
    folder,
  }) => {
    const userData = join(folder, 'kept')
    const app = await launch({ userData })
    const page = await settingsOf(app)
    for (const theme of ['Light', 'Dark', 'Light', 'Dark']) {
      await page.getByRole('radio', { name: theme }).check()
      await expect.poll(() => isSeenDark(page)).toBe(theme === 'Dark')
    }
    await expect.poll(() => writtenBy(app)).toContain('"theme": "dark"')
    await app.electron.close()

    const again = await launch({ userData })
    const popover = await again.open()
    await popover.getByRole('main').waitFor()
    await expect.poll(() => isSeenDark(popover)).toBe(true)
    // the system is light: the choice is what counts
    const { source, isDark } = await again.electron.evaluate(({ nativeTheme }) => ({
      source: nativeTheme.themeSource,
      isDark: nativeTheme.shouldUseDarkColors,
    }))
    expect([source, isDark]).toEqual(['dark', true])
  })

  test('of the system is followed where none is chosen', async ({ launch }) => {
    const app = await launch()
    const page = await settingsOf(app)
    const choice = page.getByRole('radiogroup', { name: 'Appearance' })
    await expect(choice.getByRole('radio', { name: 'Same as the system' })).toBeChecked()
    for (const isDark of [true, false]) {
      await app.electron.evaluate((electron, is) => {
        const { __standin } = electron as unknown as { readonly __standin: StandIn }
        __standin.setAppearance({ isDark: is })
      }, isDark)
      await expect.poll(() => isSeenDark(page)).toBe(isDark)
    }
  })
})

const field = (page: Page) => page.getByRole('button', { name: /^Open from anywhere with/ })
const press = (app: App): Promise<boolean> =>
  withStandIn(app.electron, (standIn) => standIn.pressShortcut('Alt+Command+H'))

test.describe('the keys that open it from anywhere', () => {
  test('are recorded, open the popover, hide it again, and are given back when they go', async ({
    launch,
  }) => {
    const app = await launch()
    const page = await settingsOf(app)
    await expect(field(page)).toHaveText(/Record keys …/)
    await field(page).click()
    await page.keyboard.press('KeyH')
    await expect(page.getByRole('status').filter({ hasText: 'Hold ⌃, ⌥ or ⌘ with it' })).toBeVisible() // prettier-ignore
    await page.keyboard.press('Alt+Meta+KeyH')
    await expect(field(page)).toHaveAccessibleName('Open from anywhere with Option Command H')
    await expect(field(page)).toContainText('⌥⌘H')
    await expect.poll(() => writtenBy(app)).toContain('"shortcut": "Alt+Command+H"')

    await pressInMenu(app, 'CommandOrControl+W')
    expect(await press(app)).toBe(true)
    await expect.poll(() => isPopoverShown(app)).toBe(true)
    expect(await press(app)).toBe(true)
    await expect.poll(() => isPopoverShown(app)).toBe(false)

    const settings = await settingsOf(app)
    await settings.getByRole('button', { name: 'Remove the keys' }).click()
    await expect(field(settings)).toHaveText(/Record keys …/)
    await expect.poll(() => press(app)).toBe(false)
  })

  test('stay as they were by Escape, and by going elsewhere', async ({ launch }) => {
    const app = await launch()
    const page = await settingsOf(app)
    await field(page).click()
    await page.keyboard.press('Alt+Meta+KeyH')
    await expect(field(page)).toContainText('⌥⌘H')
    await field(page).click()
    await expect(field(page)).toContainText('Press the keys …')
    await page.keyboard.press('Escape')
    await expect(field(page)).toContainText('⌥⌘H')
    await field(page).click()
    await page.keyboard.press('Tab')
    await expect(field(page)).toContainText('⌥⌘H')
    expect(await press(app)).toBe(true)
  })
})

test.describe('keys of another keyboard', () => {
  test('are called by what is printed on them, and kept by their place', async ({ launch }) => {
    const app = await launch()
    const page = await settingsOf(app)
    await page.evaluate(() => {
      const german = new Map([
        ['KeyY', 'z'],
        ['Digit1', '1'],
        ['KeyZ', 'y'],
      ])
      Object.defineProperty(navigator, 'keyboard', { value: { getLayoutMap: async () => german } })
    })
    // it is asked for with the page of the settings
    await page.getByRole('tab', { name: 'Alerts' }).click()
    await page.getByRole('tab', { name: 'General' }).click()
    await field(page).click()
    await page.keyboard.press('Alt+Meta+KeyY')
    await expect(field(page)).toContainText('⌥⌘Z')
    await expect.poll(() => writtenBy(app)).toContain('"shortcut": "Alt+Command+Y"')
  })
})

test.describe('keys of another app', () => {
  test('are told as taken, until that app has ended', async ({ launch }) => {
    const app = await launch()
    await withStandIn(app.electron, (standIn) => standIn.setTakenShortcuts(['Alt+Command+H']))
    const page = await settingsOf(app)
    await field(page).click()
    await page.keyboard.press('Alt+Meta+KeyH')
    const taken = page
      .getByRole('status')
      .filter({ hasText: 'Not in force: another app holds ⌥⌘H' })
    await expect(taken).toBeVisible()
    expect(await press(app)).toBe(false)
    await withStandIn(app.electron, (standIn) => standIn.setTakenShortcuts([]))
    await app.electron.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.isVisible())
      window?.blur()
      window?.focus()
    })
    await expect(taken).toHaveCount(0)
    expect(await press(app)).toBe(true)
  })
})

test('what it takes is told process by process, and sums up', async ({ launch }) => {
  const app = await launch()
  await pressInMenu(app, 'CommandOrControl+,')
  const page = await detailsOf(app)
  await page.getByRole('link', { name: 'About' }).or(page.getByRole('button', { name: 'About' })).first().click() // prettier-ignore
  const part = page.getByRole('region', { name: 'What Headroom takes' })
  await expect(part.getByRole('row', { name: /^Main process/ })).toContainText(/\d MB/)
  await expect(part.getByRole('row', { name: /^Windows/ })).toContainText('94 MB')
  await expect(part.getByRole('row', { name: /^GPU process/ })).toContainText('63 MB')
  await expect(part.getByRole('row', { name: /^Network process/ })).toContainText('42 MB')
  const { cost } = await app.snapshot(page)
  if (cost.kind !== 'ok') throw new Error(cost.kind)
  const sum = cost.parts.reduce((bytes, one) => bytes + (one.residentBytes ?? 0), 0)
  expect(sum).toBe(cost.residentBytes)
})

test('macOS is asked not to slow a packaged app down, and never one that is not', async ({
  launch,
}) => {
  const packaged = await launch({ login: { status: 'not-registered' } })
  expect(await withStandIn(packaged.electron, (standIn) => standIn.userDefaults())).toEqual({
    NSAppSleepDisabled: true,
  })
  const plain = await launch()
  expect(await withStandIn(plain.electron, (standIn) => standIn.userDefaults())).toEqual({})
})
