import { expect, stepsOf, test, withStandIn } from './launch.ts'

// what the fixture app has put into main, and into its page
declare const popover: Electron.BrowserWindow
declare const tray: Electron.Tray
declare const openWindow: (preload: string) => Electron.BrowserWindow
declare const changes: readonly string[]
declare const keys: readonly string[]

test.describe('a window', () => {
  test('is shown, focused and hidden with the events of Electron', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    await expect.poll(() => stepsOf(app)).toContain('1 ready-to-show')
    const visibility = () => page.evaluate(() => [document.visibilityState, ...changes])
    await expect.poll(visibility).toEqual(['visible'])
    await app.evaluate(() => tray.emit('click'))
    await expect.poll(visibility).toEqual(['visible'])
    await app.evaluate(() => popover.hide())
    await expect.poll(visibility).toEqual(['hidden', 'hidden'])
    await page.reload()
    const state = () => page.evaluate(() => document.visibilityState)
    await expect.poll(state).toBe('hidden')
    await app.evaluate(() => popover.showInactive())
    await expect.poll(state).toBe('visible')
    const steps = (await stepsOf(app)).filter((step) => typeof step === 'string')
    expect(steps.slice(2)).toEqual(['1 ready-to-show', '1 show', '1 focus', '1 blur', '1 hide', '1 show']) // prettier-ignore
  })

  test('gives the focus to the next one, and the app goes only when it is hidden', async ({
    launch,
  }) => {
    const app = await launch()
    await app.firstWindow()
    const seen = await app.evaluate(({ app }) => {
      const events: string[] = []
      app.on('did-become-active', () => events.push('active'))
      app.on('did-resign-active', () => events.push('resigned'))
      const second = openWindow('preload.cjs')
      popover.on('blur', () => events.push('first blur'))
      second.on('focus', () => events.push('second focus'))
      second.on('blur', () => events.push('second blur'))
      popover.show()
      second.show()
      second.blur()
      events.push('hiding')
      app.hide()
      return { events, isVisible: second.isVisible() }
    })
    expect(seen).toEqual({
      events: ['active', 'first blur', 'second focus', 'second blur', 'hiding', 'resigned'],
      isVisible: false,
    })
  })
})

test.describe('a window and its page', () => {
  test('has the size and the pixels of its display', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    const size = () => page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio])
    await expect.poll(size).toEqual([380, 500, 2])
    await app.evaluate(() => popover.setBounds({ x: 10, y: 40, width: 300, height: 200 }))
    await expect.poll(size).toEqual([300, 200, 2])
    const changed = app.evaluate(
      ({ screen }) =>
        new Promise((resolve) => {
          screen.once('display-metrics-changed', (_, { id }, names) => resolve([id, names]))
        }),
    )
    await withStandIn(app, (standIn) => standIn.setDisplays([{ id: 1, scaleFactor: 1 }]))
    expect(await changed).toEqual([1, ['workArea', 'scaleFactor']])
    await expect.poll(size).toEqual([300, 200, 1])
    const half = app.evaluate(() => popover.setBounds({ x: 0.5 }))
    await expect(half).rejects.toThrow('conversion failure')
  })

  test('is found by its page, and gone when the page is closed', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    const window = await app.browserWindow(page)
    expect(await window.evaluate((one) => one.webContents.getURL())).toBe(
      'fixture://app/index.html',
    )
    await page.close()
    await expect.poll(() => stepsOf(app)).toContain('all-closed')
    const bounds = app.evaluate(() => popover.getBounds())
    await expect(bounds).rejects.toThrow('Object has been destroyed')
    expect(await app.evaluate(() => popover.isDestroyed())).toBe(true)
  })
})

test.describe('a page in its window', () => {
  test('hears the keys that main sends, and may keep them from the page', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    await expect(page.locator('#state')).toHaveText('object') // before, Chromium drops keys
    const press = (keyCode: string, modifiers: readonly 'shift'[]): Promise<void> =>
      app.evaluate(
        (_electron, [key, held]) => {
          for (const type of ['keyDown', 'char', 'keyUp'] as const)
            popover.webContents.sendInputEvent({ type, keyCode: key, modifiers: [...held] })
        },
        [keyCode, modifiers] as const,
      )
    const inPage = () => page.evaluate(() => keys.filter((key) => !key.startsWith('keypress')))
    await press('A', ['shift'])
    await expect.poll(inPage).toContain('keyup A')
    await press('B', []) // what the fixture app prevents
    await page.keyboard.press('c') // in Electron main does not hear it either
    await press('Escape', [])
    await expect.poll(inPage).toContain('keyup Escape')
    expect(await inPage()).toEqual(['A', 'c', 'Escape'].flatMap((key) => [`keydown ${key}`, `keyup ${key}`])) // prettier-ignore
    expect(await page.evaluate(() => keys)).toContain('keypress A')
    const heard = (await stepsOf(app)).filter((step) => Array.isArray(step) && step[0] === 'key')
    expect(heard).toEqual(
      [['A', true] as const, ['b', false] as const, ['Escape', false] as const].flatMap((key) => [
        ['key', 'keyDown', ...key],
        ['key', 'keyUp', ...key],
      ]),
    )
  })

  test('a crash of its page is told, and it can be loaded again', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    const crashed = page.waitForEvent('crash')
    await app.evaluate(() => popover.webContents.forcefullyCrashRenderer())
    await crashed
    await expect.poll(() => stepsOf(app)).toContainEqual(['gone', 1, 'crashed'])
    expect(await app.evaluate(() => popover.webContents.isCrashed())).toBe(true)
    const text = await app.evaluate(async () => {
      const { webContents } = popover
      const loaded = new Promise((resolve) =>
        webContents.once('did-finish-load', () => resolve(null)),
      )
      webContents.reload()
      await loaded
      return webContents.executeJavaScript('document.querySelector("h1").textContent')
    })
    expect(text).toBe('Fixture')
  })
})

test('pages follow the theme', async ({ launch }) => {
  const app = await launch()
  const page = await app.firstWindow()
  const matches = () =>
    page.evaluate(
      () =>
      ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-reduced-transparency: reduce)'].map((query) => matchMedia(query).matches), // prettier-ignore
    )
  await expect.poll(matches).toEqual([false, false, false])
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'dark'))
  await expect.poll(matches).toEqual([true, false, false])
  await withStandIn(app, (standIn) => standIn.setAppearance({ highContrast: true, reducedTransparency: true })) // prettier-ignore
  await expect.poll(matches).toEqual([true, true, true])
})

test('a spec emits what nobody here can make happen, and sees what was prevented', async ({
  launch,
}) => {
  const app = await launch()
  await app.firstWindow()
  const heard = await app.evaluate(({ app, screen, session, powerMonitor, nativeTheme }) => {
    const names: string[] = []
    const preventedOf = (emitter: NodeJS.EventEmitter, name: string): boolean => {
      let isPrevented = false
      emitter.once(name, (event: Electron.Event) => {
        names.push(name)
        event.preventDefault()
      })
      emitter.emit(name, { preventDefault: () => (isPrevented = true) })
      return isPrevented
    }
    const emitters: readonly (readonly [NodeJS.EventEmitter, string])[] = [
      [app, 'did-resign-active'],
      [screen, 'display-removed'],
      [session.fromPartition('fixture'), 'will-download'],
      [session.defaultSession, 'will-download'],
      [popover, 'unresponsive'],
      [popover.webContents, 'will-redirect'],
      [popover.webContents, 'will-attach-webview'],
      [powerMonitor, 'user-did-resign-active'],
      [nativeTheme, 'updated'],
      [tray, 'mouse-down'],
    ]
    return { areAll: emitters.every((one) => preventedOf(...one)), count: names.length }
  })
  expect(heard).toEqual({ areAll: true, count: 10 })
})

test('a tray lies in the menu bar and takes what Electron takes', async ({ launch }) => {
  const app = await launch()
  await app.firstWindow()
  await app.evaluate(() => tray.emit('right-click'))
  const bounds = await app.evaluate(() => tray.getBounds())
  expect(bounds).toEqual({ x: 1212, y: 0, width: 34, height: 38 })
  const font = app.evaluate(() => tray.setTitle('x', { fontType: 'serif' as 'monospaced' }))
  await expect(font).rejects.toThrow('fontType')
  const image = app.evaluate(
    ({ nativeImage }) =>
    nativeImage.createEmpty().addRepresentation({ scaleFactor: 1, width: 2, height: 2, buffer: Buffer.alloc(15) }), // prettier-ignore
  )
  await expect(image).rejects.toThrow('invalid buffer size')
  const gone = app.evaluate(() => {
    tray.destroy()
    tray.getBounds()
  })
  await expect(gone).rejects.toThrow('Object has been destroyed')
})
