import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { formatRoom } from '../../src/shared/units.ts'
import { legendOf } from '../browser/fixtures.ts'
import { macRecording } from '../browser/mac-recording.ts'
import { program, snapshotIn } from '../headroom-program.ts'
import { bridgeIn, expect, test, type App } from './app.ts'

const loading = macRecording('mac-m2max-32gb-loading')
const unload = macRecording('mac-m5max-128gb-unload')
const warmMs = 120_000
const run = promisify(execFile)

/** What changes on the page from now on, and what is pushed to it. */
async function count(page: Page): Promise<() => Promise<{ changes: number; pushes: number }>> {
  const counts = await page.evaluateHandle(() => {
    const found = { changes: 0, pushes: 0 }
    new MutationObserver((records) => {
      found.changes += records.length
    }).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
    return found
  })
  const bridge = await bridgeIn(page)
  await page.evaluate(
    ([client, found]) => {
      client.onSnapshot(() => {
        found.pushes++
      })
    },
    [bridge, counts] as const,
  )
  return () => counts.jsonValue()
}

test('a click opens it below the gauge, a second one closes it, and so do Escape and a click elsewhere', async ({
  launch,
}) => {
  const app = await launch({ replay: loading })
  const page = await app.open()
  await expect(page.getByRole('heading', { level: 1 })).toContainText("within Metal's limit")
  const { bounds, tray } = await app.electron.evaluate(({ BrowserWindow }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
    tray: globalThis.spy.trays[0]?.getBounds(),
  }))
  expect(bounds).toMatchObject({ width: 380, height: 640 })
  expect(bounds?.y).toBeGreaterThanOrEqual((tray?.y ?? 0) + (tray?.height ?? 0))

  await app.click()
  await expect.poll(app.isShown).toBe(false)
  await app.click()
  await expect.poll(app.isShown).toBe(true)
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  await app.click()
  await expect.poll(app.isShown).toBe(true)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
  await expect.poll(app.isShown).toBe(false)
  expect(await app.windowCount()).toBe(1)
})

test('it closes when the app is left, when a display goes, and by its own menu, which only the keyboard knows', async ({
  launch,
}) => {
  const app = await launch({ replay: loading })
  const closings = {
    left: () => app.electron.evaluate(({ app: own }) => void own.emit('did-resign-active')),
    display: () =>
      app.electron.evaluate(({ screen }) => void screen.emit('display-removed', {}, {})),
    menu: () =>
      app.electron.evaluate(({ Menu }) => {
        const entries = Menu.getApplicationMenu()?.items.flatMap((one) => one.submenu?.items ?? [])
        entries?.find(({ label }) => label === 'Close')?.click()
      }),
  }
  for (const close of Object.values(closings)) {
    await app.open()
    await close()
    await expect.poll(app.isShown).toBe(false)
  }
})

test('it stays below its gauge when displays change', async ({ launch }) => {
  const app = await launch({ replay: loading })
  await app.open()
  const leftOf = (): Promise<number | undefined> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds().x)
  for (const [event, x] of [
    ['display-metrics-changed', 500],
    ['display-added', 600],
  ] as const) {
    await app.electron.evaluate(
      ({ screen }, [name, left]) => {
        const bounds = globalThis.spy.trays[0]?.getBounds()
        if (bounds !== undefined) globalThis.spy.trayBounds = { ...bounds, x: left }
        screen.emit(name, {}, {}, [])
      },
      [event, x] as const,
    )
    await expect.poll(leftOf).toBeLessThan(x)
    expect(await leftOf()).toBeGreaterThan(x - 380)
  }
})

test('the click that takes its focus away closes it, and does not open it again', async ({
  launch,
}) => {
  const app = await launch({ replay: loading })
  await app.open()
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const [tray] = globalThis.spy.trays
    BrowserWindow.getAllWindows()[0]?.blur()
    tray?.emit('mouse-down', {}, { x: 0, y: 0 })
    await new Promise((resolve) => setTimeout(resolve, 400)) // a slow finger
    tray?.emit('click', {}, tray.getBounds(), { x: 0, y: 0 })
  })
  await expect.poll(app.isShown).toBe(false)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await app.isShown()).toBe(false)
})

test('its figures are those of the Snapshot, and of `headroom status --json`', async ({
  launch,
}) => {
  const app = await launch()
  const page = await app.open()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('free for models')
  await expect(async () => {
    const before = await app.snapshot(page)
    const shown = await heading.locator('span').first().innerText()
    const legend = await legendOf(page)
    const after = await app.snapshot(page)
    expect(after.atMs).toBe(before.atMs) // no tick came between
    if (after.room.kind !== 'ok' || after.memory.kind !== 'ok') throw new Error('no room')
    expect(shown).toBe(formatRoom(after.room.roomBytes))
    expect(legend.get('RAM')).toBeCloseTo(after.memory.totalBytes / 1e9, 1)
  }).toPass()

  const told = snapshotIn((await run(process.execPath, [program, 'status', '--json'])).stdout)
  const own = await app.snapshot(page)
  expect(told.machine).toMatchObject({ kind: 'ok' })
  expect(own.machine).toEqual({ ...told.machine, atMs: expect.any(Number) })
  if (told.memory.kind !== 'ok' || own.memory.kind !== 'ok') throw new Error('no memory')
  expect(own.memory.totalBytes).toBe(told.memory.totalBytes)
  const differenceBytes = Math.abs(own.memory.availableBytes - told.memory.availableBytes)
  expect(differenceBytes / told.memory.totalBytes).toBeLessThan(0.1)
  if (told.room.kind !== 'ok' || own.room.kind !== 'ok') throw new Error('no room')
  expect(own.room.state).toBe(told.room.state)
  const roomDifference = Math.abs(own.room.roomBytes - told.room.roomBytes)
  expect(roomDifference / told.memory.totalBytes).toBeLessThan(0.1)
  expect(own.limit.kind).toBe(told.limit.kind)
  expect(own.sources.map(({ id }) => id)).toEqual(told.sources.map(({ id }) => id))
})

test('while it is hidden nothing is pushed and nothing drawn; shown again it tells the present first', async ({
  launch,
}) => {
  const app = await launch({ replay: loading, speed: 4 })
  const page = await app.open()
  const seen = await count(page)
  await expect.poll(async () => (await seen()).pushes).toBeGreaterThan(2)
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  const before = await seen()
  await page.waitForTimeout(4_000) // some ticks of a recording at four times its pace
  const after = await seen()
  expect(after).toEqual(before)

  await app.click()
  await expect.poll(async () => (await seen()).changes).toBeGreaterThan(before.changes)
})

test('two minutes after it was hidden its window is given back, and the next click makes a new one', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  expect(await app.windowCount()).toBe(1)
  const closed = page.waitForEvent('close')
  expect(await app.pass(warmMs)).toBe(1)
  await closed
  expect(await app.windowCount()).toBe(0)

  const opened = app.electron.waitForEvent('window')
  await app.click()
  await expect((await opened).getByRole('heading', { level: 1 })).toContainText('free for models')
})

const crash = (app: App): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
const contentsId = (app: App): Promise<number | undefined> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.id)

test('a crash brings it back three times in a minute; then it says so, and a click tries again', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  await app.open()
  for (let time = 1; time <= 3; time++) {
    const before = await contentsId(app)
    await crash(app)
    await expect.poll(async () => (await contentsId(app)) ?? before).not.toBe(before)
    await expect.poll(app.isShown).toBe(true)
  }
  await crash(app)
  await expect.poll(app.windowCount).toBe(0)
  const lastToolTip = (): Promise<string | undefined> =>
    app.electron.evaluate(() => globalThis.spy.toolTips.at(-1))
  await expect.poll(lastToolTip, { timeout: 15_000 }).toMatch(/^The window of Headroom has crashed/)
  await app.click()
  await expect.poll(app.isShown).toBe(true)
})

test('a hidden one that crashes stays away until it is asked for', async ({ launch }) => {
  const app = await launch({ replay: unload })
  await app.open()
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  await crash(app)
  await expect.poll(app.windowCount).toBe(0)
  await app.click()
  await expect.poll(app.isShown).toBe(true)
})

test('it follows the theme, and gives up its material where less transparency is wanted', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  const isDark = (): Promise<boolean> =>
    page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  for (const theme of ['dark', 'light'] as const) {
    await app.electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source
    }, theme)
    await expect.poll(isDark).toBe(theme === 'dark')
  }
  const worn = await app.electron.evaluate(({ BrowserWindow, nativeTheme }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) throw new Error('no window')
    const seen: (string | null)[] = []
    window.setVibrancy = (kind) => void seen.push(kind)
    for (const value of [true, false]) {
      Object.defineProperty(nativeTheme, 'prefersReducedTransparency', {
        value,
        configurable: true,
      })
      nativeTheme.emit('updated')
    }
    return seen
  })
  expect(worn).toEqual([null, 'popover'])
})
