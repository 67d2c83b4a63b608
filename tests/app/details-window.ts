import type { Page } from '@playwright/test'
import type { DetailsPlace } from '../../src/shared/details.ts'
import { bridgeIn, expect, type App } from './app.ts'

export const isDetails = (page: Page): boolean => page.url().includes('#details=')

/** The page of the details, once it stands. */
export async function detailsOf({ electron }: App): Promise<Page> {
  await expect.poll(() => electron.windows().some(isDetails)).toBe(true)
  const page = electron.windows().find(isDetails)
  if (page === undefined) throw new Error('no window of the details')
  await page.getByRole('main').waitFor()
  return page
}

/** Chooses an entry of the menu that only the keyboard knows, by its keys. */
export const pressInMenu = ({ electron }: App, accelerator: string): Promise<void> =>
  electron.evaluate(({ Menu }, keys) => {
    const entries = (Menu.getApplicationMenu()?.items ?? []).flatMap(
      ({ submenu }) => submenu?.items ?? [],
    )
    entries.find((entry) => entry.accelerator === keys)?.click()
  }, accelerator)

/** As a link of the page does. */
export async function openFrom(page: Page, place: DetailsPlace): Promise<void> {
  const bridge = await bridgeIn(page)
  await bridge.evaluate((client, wanted) => client.openDetails?.(wanted), place)
}

export interface Looks {
  readonly isVisible: boolean
  readonly isFocused: boolean
  readonly bounds: Electron.Rectangle
}

/** How the windows of the details are; there is one at most. */
export const looksOf = ({ electron }: App): Promise<readonly Looks[]> =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter(({ webContents }) => webContents.getURL().includes('#details='))
      .map((window) => ({
        isVisible: window.isVisible(),
        isFocused: window.isFocused(),
        bounds: window.getBounds(),
      })),
  )
