import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { PreferInput } from '../../src/shared/preferences.ts'
import { bridgeIn, expect, test, type App } from './app.ts'

async function prefer(page: Page, input: PreferInput) {
  const bridge = await bridgeIn(page)
  return bridge.evaluate((client, chosen) => client.request('prefer', chosen), input)
}

/** The texts of the menu, those below its entries among them. */
const menuOf = (app: App): Promise<readonly string[]> =>
  app.electron.evaluate(() => {
    globalThis.spy.trays[0]?.emit('right-click', {}, {})
    const entries = globalThis.spy.menus.at(-1)?.items ?? []
    return entries.flatMap(({ label, submenu }) => [
      label,
      ...(submenu?.items ?? []).map((one) => one.label),
    ])
  })

test('the first start of a user opens the popover, and once it is introduced none does', async ({
  launch,
  folder,
}) => {
  const userData = join(folder, 'new-user')
  const app = await launch({ isFirstRun: true, userData })
  const page = await app.shown()
  const introduced = await prefer(page, { isIntroduced: true })
  expect(introduced).toMatchObject({
    kind: 'ok',
    value: { isIntroduced: true, language: 'system' },
  })
  expect(await readFile(join(userData, 'settings.json'), 'utf8')).toContain('"isIntroduced": true')
  await app.electron.close()

  const again = await launch({ isFirstRun: true, userData })
  await new Promise((resolve) => setTimeout(resolve, 3_000)) // longer than the gauge takes to settle
  expect(await again.windowCount()).toBe(0)
})

test('an app that is not packaged says why it does not start at login', async ({ launch }) => {
  const page = await (await launch()).open()
  const isMac = process.platform === 'darwin' || process.env['HEADROOM_ELECTRON'] === undefined
  const reason = isMac
    ? 'only the packaged app can start at login'
    : 'only macOS 13 and later can start Headroom at login'
  expect(await prefer(page, { openAtLogin: true })).toEqual({ kind: 'refused', reason })
})

test('the menu follows the language that is chosen, and back', async ({ launch }) => {
  const app = await launch()
  const page = await app.open()
  for (const [language, quit] of [
    ['zh-Hans', '退出 Headroom'],
    ['de', 'Headroom beenden'],
    ['en', 'Quit Headroom'],
  ] as const) {
    await prefer(page, { language })
    await expect.poll(() => menuOf(app)).toContain(quit)
  }
})

test('the comma with the command key opens the settings', async ({ launch }) => {
  const app = await launch()
  await app.electron.evaluate(({ Menu }) => {
    const entries = (Menu.getApplicationMenu()?.items ?? []).flatMap(
      ({ submenu }) => submenu?.items ?? [],
    )
    entries.find(({ accelerator }) => accelerator === 'CommandOrControl+,')?.click()
  })
  await expect.poll(app.isShown).toBe(true)
})
