import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, test as base, type ElectronApplication } from '@playwright/test'
import { findBrowser } from '../browser/find-browser.ts'
import type { StandIn } from './electron-module.ts'

export const executablePath = fileURLToPath(new URL('electron', import.meta.url))
export const fixtureApp = fileURLToPath(new URL('fixture-app', import.meta.url))

type Env = Readonly<Record<string, string>>

/** So that the stand-in need not look for a browser, which takes longer than to start one. */
export async function chromiumEnv(): Promise<Env> {
  const { executablePath: path, env } = await findBrowser()
  const { LD_LIBRARY_PATH: libraries, ...rest } = env
  const given = process.env['HEADROOM_CHROMIUM_LIBRARIES'] ?? ''
  return { ...rest, HEADROOM_CHROMIUM: path, HEADROOM_CHROMIUM_LIBRARIES: libraries ?? given }
}

export interface Launched {
  /** With these arguments after Playwright's; the fixture app by itself where there is none. */
  (...args: readonly string[]): Promise<ElectronApplication>
}

export const test = base.extend<
  { readonly launch: Launched; readonly userData: string },
  { readonly env: Env }
>({
  env: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
    async ({}, provide) => {
      const env = { ...process.env, ...(await chromiumEnv()) }
      await provide(Object.fromEntries(Object.entries(env).filter((pair) => pair[1] !== undefined)) as Env) // prettier-ignore
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  // oxlint-disable-next-line no-empty-pattern -- as above
  userData: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'headroom-test-'))
    await provide(folder)
    await rm(folder, { recursive: true, force: true })
  },

  launch: async ({ env, userData }, provide) => {
    const apps: ElectronApplication[] = []
    await provide(async (...given) => {
      const args = [`--user-data-dir=${userData}`, ...(given.length === 0 ? [fixtureApp] : given)]
      // Playwright would otherwise pretend a light theme
      const app = await _electron.launch({
        executablePath,
        args,
        env: { ...env },
        colorScheme: null,
      })
      apps.push(app)
      return app
    })
    await Promise.all(apps.map((app) => app.close().catch(() => undefined))) // a test may have ended it
  },
})

/** What the fixture app has noted so far. */
export const stepsOf = (app: ElectronApplication): Promise<readonly unknown[]> =>
  app.evaluate(() => (globalThis as unknown as { readonly steps: readonly unknown[] }).steps)

/** A function of `__standin` in main: what the real Electron has no word for. */
export const withStandIn = <T>(
  app: ElectronApplication,
  act: (standIn: StandIn) => T,
): Promise<T> =>
  app.evaluate((electron, text) => {
    const { __standin } = electron as unknown as { readonly __standin: StandIn }
    // oxlint-disable-next-line no-new-func -- Playwright sends functions as text, too
    return new Function('standIn', `return (${text})(standIn)`)(__standin) as T
  }, String(act))

export { expect } from '@playwright/test'
