import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { macRecording } from '../browser/mac-recording.ts'
import { bridgeIn, expect, test } from './app.ts'
import { detailsOf, isDetails, looksOf, openFrom, pressInMenu } from './details-window.ts'

const loading = macRecording('mac-m2max-32gb-loading')
const closeKeys = 'CommandOrControl+W'
const settingsKeys = 'CommandOrControl+,'

test('a link of the popover opens a window at its section, and the popover goes', async ({
  launch,
}) => {
  const app = await launch({ replay: loading })
  const popover = await app.open()
  await openFrom(popover, { section: 'models', focus: null })
  const details = await detailsOf(app)
  await expect(details.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible()
  await expect.poll(async () => (await looksOf(app)).length).toBe(1)
  const [looks] = await looksOf(app)
  expect(looks).toMatchObject({
    isVisible: true,
    isFocused: true,
    bounds: { width: 960, height: 680 },
  })
  const visible = await app.electron.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length,
  )
  expect(visible).toBe(1)
})

test('the comma opens the settings in it, a second link brings it to the front at its place, ⌘W ends it', async ({
  launch,
}) => {
  const app = await launch({ replay: loading })
  await pressInMenu(app, settingsKeys)
  const details = await detailsOf(app)
  await expect(details.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await app.click()
  await openFrom(details, { section: 'log', focus: null })
  await expect(details.getByRole('heading', { level: 1, name: 'Log' })).toBeVisible()
  await expect.poll(async () => (await looksOf(app)).map(({ isFocused }) => isFocused)).toEqual([true]) // prettier-ignore
  expect(app.electron.windows().filter(isDetails)).toHaveLength(1)
  await pressInMenu(app, closeKeys)
  await expect.poll(() => looksOf(app)).toEqual([])
})

test('it comes back where it was left, in the next run too', async ({ launch, folder }) => {
  const userData = join(folder, 'kept')
  const app = await launch({ replay: loading, userData })
  await pressInMenu(app, settingsKeys)
  await detailsOf(app)
  const bounds = { x: 40, y: 60, width: 700, height: 500 }
  await app.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('#details='))
      ?.setBounds(wanted)
  }, bounds)
  await pressInMenu(app, closeKeys)
  await expect.poll(() => looksOf(app)).toEqual([])
  const file = join(userData, 'details-window.json')
  await expect.poll(() => readFile(file, 'utf8').catch(() => null)).not.toBeNull()
  await app.electron.close()
  const again = await launch({ replay: loading, userData })
  await pressInMenu(again, settingsKeys)
  await detailsOf(again)
  await expect.poll(async () => (await looksOf(again)).map((one) => one.bounds)).toEqual([bounds])
})

test('while it is in the Dock nothing is pushed to it; out of it all is', async ({ launch }) => {
  const app = await launch({ replay: loading, speed: 4 })
  await pressInMenu(app, settingsKeys)
  const details = await detailsOf(app)
  const bridge = await bridgeIn(details)
  const pushes = await bridge.evaluateHandle((client) => {
    const seen = { snapshots: 0, isShown: null as boolean | null }
    client.onSnapshot(() => void seen.snapshots++)
    client.onView((view) => {
      seen.isShown = view.isShown
    })
    return seen
  })
  const count = async (): Promise<number> => (await pushes.jsonValue()).snapshots
  await expect.poll(count).toBeGreaterThan(1)
  const inDock = (isThere: boolean): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }, is) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (is) window.minimize()
        else window.restore()
      }
    }, isThere)
  await inDock(true)
  await expect.poll(async () => (await pushes.jsonValue()).isShown).toBe(false)
  const before = await count()
  await details.waitForTimeout(2_000)
  expect(await count()).toBe(before)
  await inDock(false)
  await expect.poll(count).toBeGreaterThan(before + 1)
})

test('a page that crashes is there again, and what crashes at once again is said in the popover', async ({
  launch,
}) => {
  const app = await launch({ replay: loading })
  await pressInMenu(app, settingsKeys)
  await detailsOf(app)
  const crash = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('#details='))
        ?.webContents.forcefullyCrashRenderer()
    })
  const ids = (): Promise<readonly number[]> =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter(({ webContents }) => webContents.getURL().includes('#details='))
        .map(({ id }) => id),
    )
  const [first] = await ids()
  await crash()
  await expect.poll(async () => (await ids())[0] ?? first).not.toBe(first)
  await expect.poll(async () => (await looksOf(app))[0]?.isVisible).toBe(true)
  await crash()
  await expect.poll(() => looksOf(app)).toEqual([])
  await expect.poll(app.isShown).toBe(true)
  const popovers = () =>
    app.electron.windows().filter((page) => !page.isClosed() && !isDetails(page))
  await expect.poll(() => popovers().length).toBe(1)
  const [popover] = popovers()
  if (popover === undefined) throw new Error('no popover')
  await expect(popover.getByText('The window of the details has crashed')).toBeVisible()
})
