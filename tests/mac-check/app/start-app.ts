import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { sleep } from '../../frame/children.ts'
import { argumentsOf, environment } from '../../app/launching.ts'
import type { AppAccess, AppRun } from './app-run.ts'

const startsWithinMs = 30_000
const lookEveryMs = 100

/** The app by Playwright, in the real Electron or the stand-in; `folder`: for what it writes. */
export function createAppAccess(executable: string, folder: string): AppAccess {
  const runs: AppRun[] = []
  let shared: Promise<AppRun> | null = null
  const startAnother = async (): Promise<AppRun> => {
    const run = await startApp(executable, join(folder, `user-data-${runs.length}`))
    runs.push(run)
    return run
  }
  return {
    shared: () => (shared ??= startAnother()),
    startAnother,
    close: async () => {
      await shared?.catch(() => undefined) // it was told by the doubt that started it
      for (const run of runs) await run.close()
    },
  }
}

async function startApp(executable: string, userData: string): Promise<AppRun> {
  await mkdir(userData, { recursive: true })
  // as after the first run: no window opens by itself
  await writeFile(join(userData, 'settings.json'), '{"isIntroduced":true}')
  const electron = await _electron.launch({
    executablePath: executable,
    args: await argumentsOf({}, userData),
    env: await environment({}, executable),
    colorScheme: null, // the app's own theme, not Playwright's
    timeout: startsWithinMs,
  })
  const isShown = (): Promise<boolean> =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isVisible()),
    )
  const toolTip = (): Promise<string | undefined> =>
    electron.evaluate(() => globalThis.spy.toolTips.at(-1))
  await untilTrue('the gauge', async () => (await toolTip()) !== undefined)
  return {
    electron,
    isShown,
    open: async () => {
      await electron.evaluate(() => {
        const [tray] = globalThis.spy.trays
        const event = { altKey: false, metaKey: false, shiftKey: false, ctrlKey: false }
        tray?.emit('mouse-down', event, { x: 0, y: 0 })
        tray?.emit('click', event, tray.getBounds(), { x: 0, y: 0 })
      })
      await untilTrue('the popover', isShown)
      return (
        electron.windows().find((window) => !window.isClosed()) ?? (await electron.firstWindow())
      )
    },
    press: (keyCode) =>
      electron.evaluate(({ BrowserWindow }, key) => {
        const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible())
        for (const type of ['keyDown', 'keyUp'] as const)
          shown?.webContents.sendInputEvent({ type, keyCode: key })
      }, keyCode),
    windowCount: () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    pass: (ms) => electron.evaluate((_electron, span) => globalThis.spy.pass(span), ms),
    close: () => electron.close().catch(() => undefined), // it may have ended
  }
}

/** Throws, naming `what`, where it does not come in time. */
export async function untilTrue(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const startedMs = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedMs > startsWithinMs)
      throw new Error(`in vain waited for ${what}`)
    await sleep(lookEveryMs)
  }
}
