import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { Client } from '../../src/shared/contract.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { argumentsOf, environment, executablePath, type LaunchOptions } from './launching.ts'
import type { Spy } from './spy.ts'

declare global {
  // eslint-disable-next-line no-var
  var spy: Spy
}

export interface Fixtures {
  readonly folder: string
  /** The app as it was built; ended after the test. */
  readonly launch: (options?: LaunchOptions) => Promise<App>
}

/** The running app, and what a user does with it. */
export interface App {
  readonly electron: ElectronApplication
  readonly userData: string
  /** Clicks the gauge. */
  click(keys?: { readonly ctrlKey?: boolean }): Promise<void>
  /** Clicks the gauge, and waits for the popover to be shown. */
  open(): Promise<Page>
  /** Waits for a window to be shown: Playwright hears of its page a moment later than it is. */
  shown(): Promise<Page>
  isShown(): Promise<boolean>
  /** Presses a key in the popover as the system would: Playwright's own keyboard does not tell Electron's main process. */
  press(keyCode: string): Promise<void>
  windowCount(): Promise<number>
  /** The last Snapshot, asked for by the page through the bridge. */
  snapshot(page: Page): Promise<Snapshot>
  /** Lets what waits for this long happen now; answers how many did. */
  pass(ms: number): Promise<number>
}

export const test = base.extend<Fixtures>({
  folder: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'headroom-app-'))
    await provide(folder)
    await rm(folder, { recursive: true, force: true })
  },
  launch: async ({ folder }, provide, info) => {
    const apps: App[] = []
    await provide(async (options = {}) => {
      const app = await launched(options, join(folder, `user-data-${apps.length}`))
      apps.push(app)
      return app
    })
    if (info.status !== info.expectedStatus) await picture(apps, (name) => info.outputPath(name))
    for (const { electron } of apps) await electron.close().catch(() => undefined) // it may have ended
  },
})

/** What was on screen when a spec failed: on a Mac of CI nobody else sees it. */
async function picture(apps: readonly App[], pathOf: (name: string) => string): Promise<void> {
  for (const [index, page] of apps.flatMap(({ electron }) => electron.windows()).entries())
    await page.screenshot({ path: pathOf(`window-${index}.png`) }).catch(() => undefined) // it is gone
}

async function launched(options: LaunchOptions, ownUserData: string): Promise<App> {
  const userData = options.userData ?? ownUserData
  if (options.replay === undefined && options.isFirstRun !== true) await introduce(userData)
  const electron = await _electron.launch({
    executablePath: options.packaged ?? executablePath,
    args: await argumentsOf(options, userData),
    env: await environment(options),
    colorScheme: null, // the app's own theme, not Playwright's
  })
  const app = appOf(electron, userData)
  // evaluate comes at any time: the gauge stands when the first Snapshot has been drawn
  await test.expect
    .poll(() => electron.evaluate(() => globalThis.spy.toolTips.at(-1)), { timeout: 15_000 })
    .not.toMatch(/^(Looking at this machine)?$/)
  return app
}

/** As after the first run: no window opens by itself. */
async function introduce(userData: string): Promise<void> {
  await mkdir(userData, { recursive: true })
  const settings = join(userData, 'settings.json')
  // another start of the same user has one
  await writeFile(settings, '{"isIntroduced":true}', { flag: 'wx' }).catch(() => undefined)
}

function appOf(electron: ElectronApplication, userData: string): App {
  const isShown = (): Promise<boolean> =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isVisible()),
    )
  const click = (keys: { readonly ctrlKey?: boolean } = {}): Promise<void> =>
    electron.evaluate((_electron, modifiers) => {
      const [tray] = globalThis.spy.trays
      const bounds = tray?.getBounds()
      const event = { altKey: false, metaKey: false, shiftKey: false, ctrlKey: false, ...modifiers }
      tray?.emit('mouse-down', event, { x: 0, y: 0 })
      tray?.emit('click', event, bounds, { x: 0, y: 0 })
    }, keys)
  const shown = async (): Promise<Page> => {
    const page = await electron.firstWindow()
    await test.expect.poll(isShown).toBe(true)
    return electron.windows().find((window) => !window.isClosed()) ?? page
  }
  return {
    electron,
    userData,
    click,
    isShown,
    shown,
    press: (keyCode) =>
      electron.evaluate(({ BrowserWindow }, key) => {
        const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible())
        for (const type of ['keyDown', 'keyUp'] as const)
          shown?.webContents.sendInputEvent({ type, keyCode: key })
      }, keyCode),
    open: async () => {
      await click()
      return shown()
    },
    windowCount: () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    snapshot: snapshotOf,
    pass: (ms) => electron.evaluate((_electron, span) => globalThis.spy.pass(span), ms),
  }
}

const isGone = (error: unknown): boolean =>
  /has been closed|was destroyed|crashed|disconnected/i.test(String(error))

/** Does what ends the app, and waits for its end: it may be gone before it answers. */
export async function endBy({ electron }: App, act: () => Promise<unknown>): Promise<void> {
  const ended = electron.waitForEvent('close')
  await act().catch((error: unknown) => {
    if (!isGone(error)) throw error
  })
  await ended
}

/** What the bridge gives the page. */
export const bridgeIn = (page: Page) =>
  page.evaluateHandle(() => (window as unknown as { headroom: Client }).headroom)

async function snapshotOf(page: Page): Promise<Snapshot> {
  const bridge = await bridgeIn(page)
  const outcome = await bridge.evaluate((client) => client.request('snapshot', null))
  if (outcome.kind !== 'ok') throw new Error(outcome.reason)
  return outcome.value
}

export { expect } from '@playwright/test'
