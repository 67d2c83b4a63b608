import type { Page } from '@playwright/test'
import { macRecording, writeFrom } from '../browser/mac-recording.ts'
import { expect, test, type App } from './app.ts'
import { drawOnce } from '../browser/picture.ts'

const beyondBar = { x: 0, y: 5_000, width: 30, height: 22 }

/** The window as it is, in both themes; its material is the system's, and not drawn here. */
async function drawn(app: App, page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source
    }, theme)
    await page.waitForFunction(
      (isDark) => matchMedia('(prefers-color-scheme: dark)').matches === isDark,
      theme === 'dark',
    )
    await drawOnce(page, `popover-${name}-${theme}`)
  }
}

test('the popover of a Mac on which a model loads', async ({ launch, folder }) => {
  const app = await launch({ replay: await writeFrom(folder, 'mac-m2max-32gb-loading', 44_000) })
  const page = await app.open()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  await page.waitForTimeout(10_000)
  await drawn(app, page, 'loading')
})

test('the popover of a Mac beyond its limit', async ({ launch, folder }) => {
  const app = await launch({ replay: await writeFrom(folder, 'mac-64gb-two-servers', 45_000) })
  const page = await app.open()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForTimeout(5_000)
  await drawn(app, page, 'beyond-limit')
})

test('the popover without a gauge', async ({ launch }) => {
  const replay = macRecording('mac-m5max-128gb-unload')
  const app = await launch({ replay, trayBounds: beyondBar })
  const page = await app.electron.firstWindow()
  await expect(page.getByRole('group', { name: 'The gauge is not in the menu bar' })).toBeVisible()
  await drawn(app, page, 'hidden-gauge')
})
