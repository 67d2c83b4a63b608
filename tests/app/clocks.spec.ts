import type { ElectronApplication, Page } from '@playwright/test'
import { macRecording } from '../browser/mac-recording.ts'
import { expect, test, type App } from './app.ts'

const unload = macRecording('mac-m5max-128gb-unload')

const emit = (electron: ElectronApplication, event: string): Promise<void> =>
  electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as 'suspend'), event)

const atMs = async (app: App, page: Page): Promise<number> => (await app.snapshot(page)).atMs
const everyMs = async (app: App, page: Page): Promise<number | null | undefined> =>
  (await app.snapshot(page)).sources.find(({ id }) => id === 'pressure')?.everyMs

/** Whether ticks come, seen over some of them. */
async function isSampling(app: App, page: Page): Promise<boolean> {
  const before = await atMs(app, page)
  await page.waitForTimeout(1_200)
  return (await atMs(app, page)) > before
}

test('sampling stops while the Mac sleeps or its screen is locked, and begins at once behind both', async ({
  launch,
}) => {
  const app = await launch({ replay: unload, speed: 10 })
  const page = await app.open()
  const tell = async (event: string): Promise<boolean> => {
    await emit(app.electron, event)
    await page.waitForTimeout(300) // a tick that was under way
    return isSampling(app, page)
  }
  expect(await isSampling(app, page)).toBe(true)
  expect(await tell('suspend')).toBe(false)
  expect(await tell('resume')).toBe(true)
  expect(await tell('user-did-resign-active')).toBe(false)
  expect(await tell('user-did-become-active')).toBe(true)
  expect(await tell('lock-screen')).toBe(false)
  expect(await tell('suspend')).toBe(false)
  expect(await tell('unlock-screen')).toBe(false)
  expect(await tell('resume')).toBe(true)
})

test('on battery sampling is half as often, on mains as often as before', async ({ launch }) => {
  const app = await launch({ replay: unload, speed: 10 })
  const page = await app.open()
  await emit(app.electron, 'on-ac') // whatever this machine hangs on
  await expect.poll(() => everyMs(app, page)).toBe(5_000)
  await emit(app.electron, 'on-battery')
  await expect.poll(() => everyMs(app, page)).toBe(10_000)
  await emit(app.electron, 'on-ac')
  await expect.poll(() => everyMs(app, page)).toBe(5_000)
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  await expect.poll(() => everyMs(app, page)).toBe(30_000) // nobody looks
})

test('heat is looked at when macOS tells of it', async ({ launch }) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  const ageMs = async (): Promise<number | null | undefined> =>
    (await app.snapshot(page)).sources.find(({ id }) => id === 'thermal')?.ageMs
  await expect.poll(ageMs, { timeout: 15_000 }).toBeGreaterThan(2_500)
  await emit(app.electron, 'thermal-state-change')
  await expect.poll(ageMs).toBeLessThan(2_000)
})
