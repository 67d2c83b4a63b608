import type { Page } from '@playwright/test'
import { expect, stepsOf, test } from './launch.ts'

interface Fixture {
  echo(value: unknown): Promise<{ readonly value: unknown; readonly url: string }>
  note(text: string): void
  onNoted(wake: (text: string, at: Date) => void): () => void
  add(a: number, b: number): number
  twice(ask: (n: number) => Promise<number>): Promise<number>
  readonly facts: {
    readonly list: readonly number[]
    readonly at: Date
    readonly sandboxed: boolean
  }
}
declare const fixture: Fixture
// what the fixture app has put into main
declare const popover: Electron.BrowserWindow
declare const openWindow: (preload: string) => Electron.BrowserWindow
declare const asked: (readonly string[])[]
declare const noted: { event?: Electron.IpcMainEvent }

/** What a call in the page says when it fails. */
const failureOf = (page: Page, name: string): Promise<string> =>
  page.evaluate(async (key) => {
    try {
      await (fixture as unknown as Record<string, () => unknown>)[key]?.()
      return 'none'
    } catch (error) {
      return String(error)
    }
  }, name)

test.describe('ipc', () => {
  test('carries what can be cloned, and main knows who asked', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    const answer = await page.evaluate(async () => {
      const loop: { self?: unknown } = {}
      loop.self = loop
      const sent = { at: new Date(3), map: new Map([[1, 'one']]), bytes: new Uint8Array([1, 2]), none: undefined, big: 1n, loop } // prettier-ignore
      const { value, ...rest } = await fixture.echo(sent)
      const back = value as typeof sent
      const isWhole = back.at.getTime() === 3 && back.map.get(1) === 'one' && back.bytes[1] === 2
      const isLoop = back.loop.self === back.loop
      return { ...rest, isWhole, isLoop, hasNone: 'none' in back, big: String(back.big) }
    })
    expect(answer).toEqual({
      url: 'fixture://app/index.html',
      isTop: true,
      isWhole: true,
      isLoop: true,
      hasNone: true,
      big: '1',
    })
  })

  test('fails with the words of Electron', async ({ launch }) => {
    const page = await (await launch()).firstWindow()
    const remote = (name: string): string => `Error: Error invoking remote method '${name}'`
    expect(await failureOf(page, 'fail')).toBe(`${remote('fail')}: Error: no such thing`)
    expect(await failureOf(page, 'missing')).toBe(`${remote('missing')}: Error: No handler registered for 'missing'`) // prettier-ignore
    expect(await failureOf(page, 'uncloneable')).toBe(`${remote('uncloneable')}: Error: An object could not be cloned.`) // prettier-ignore
    expect(await failureOf(page, 'sendFunction')).toBe('Error: An object could not be cloned.')
  })
})

test.describe('messages', () => {
  test('pushes reach whoever listens', async ({ launch }) => {
    const page = await (await launch()).firstWindow()
    const noted = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const stop = fixture.onNoted((text, at) => {
            stop()
            resolve([text, at instanceof Date])
          })
          fixture.note('hello')
        }),
    )
    expect(noted).toEqual(['hello', true])
  })

  test('the frame of a message is null once its document is gone', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    await app.evaluate(({ ipcMain }) => void ipcMain.once('note', (event) => void (noted.event = event))) // prettier-ignore
    await page.evaluate(() => fixture.note('from the first document'))
    const urlOf = (): Promise<string | null> =>
      app.evaluate(() => noted.event?.senderFrame?.url ?? null)
    await expect.poll(urlOf).toBe('fixture://app/index.html')
    await page.reload()
    await expect.poll(urlOf).toBeNull()
  })
})

test.describe('the preload', () => {
  test('runs in a world of its own; functions and promises cross as stand-ins', async ({
    launch,
  }) => {
    const page = await (await launch()).firstWindow()
    const seen = await page.evaluate(async () => ({
      sum: fixture.add(1, 2),
      twice: await fixture.twice(async (n) => n * 10),
      facts: [fixture.facts.list, fixture.facts.at instanceof Date, fixture.facts.sandboxed],
      isFrozen: Object.isFrozen(fixture),
      reachable: [
        'require',
        'process',
        'secret',
        '__standinSend',
        '__standinHear',
        'module',
      ].filter((name) => name in window),
    }))
    expect(seen).toEqual({
      sum: 3,
      twice: 30,
      facts: [[1, 2], true, true],
      isFrozen: true,
      reachable: [],
    })
    expect(await failureOf(page, 'throws')).toBe('Error: from the preload')
  })

  test('does not run in frames', async ({ launch }) => {
    const page = await (await launch()).firstWindow()
    const inFrame = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'))
      return 'fixture' in (frame.contentWindow ?? {})
    })
    expect(inFrame).toBe(false)
  })

  test('what the sandbox forbids fails loudly, and the page goes on', async ({ launch }) => {
    const app = await launch()
    await app.firstWindow()
    const opened = app.waitForEvent('window')
    await app.evaluate(() => void openWindow('illegal-preload.cjs'))
    const page = await opened
    await expect(page.locator('#state')).toHaveText('undefined')
    const told = ['preload-error', 'module not found: node:fs']
    await expect.poll(() => stepsOf(app)).toContainEqual(told)
  })
})

test.describe('what a page may not', () => {
  test('its content security policy holds', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    const told = page.waitForEvent('console', (message) => message.text().includes('connect-src'))
    const failed = await page.evaluate(() => fetch('https://example.com/').then(String, String))
    await told
    expect(failed).toContain('Failed to fetch')
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.head.append(script)
      return 'ran' in window
    })
    expect(ran).toBe(false)
  })

  test('a navigation of its own is asked for and prevented', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    await page.click('#away', { noWaitAfter: true })
    await page.evaluate(() => location.reload())
    await expect.poll(() => stepsOf(app)).toContainEqual(['navigate', 'https://example.com/away'])
    await expect.poll(() => stepsOf(app)).toContainEqual(['navigate', 'fixture://app/index.html'])
    expect(await page.locator('h1').innerText()).toBe('Fixture')
  })

  test("main's and the debugger's own navigations are not asked for", async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    await expect(page.locator('h1')).toBeVisible() // one that is still loading cannot be loaded again
    await page.reload()
    await app.evaluate(() => popover.loadURL('fixture://app/index.html?again#there'))
    const url = await app.evaluate(() => popover.webContents.getURL())
    expect(url).toBe('fixture://app/index.html?again#there')
    expect(JSON.stringify(await stepsOf(app))).not.toContain('navigate')
  })

  test('window.open and links to new windows are asked for and denied', async ({ launch }) => {
    const app = await launch()
    const page = await app.firstWindow()
    expect(await page.evaluate(() => window.open('https://example.com/one'))).toBeNull()
    await page.click('#new', { noWaitAfter: true })
    await expect.poll(() => stepsOf(app)).toContainEqual(['open', 'https://example.com/one'])
    await expect.poll(() => stepsOf(app)).toContainEqual(['open', 'https://example.com/new'])
    expect(app.windows()).toHaveLength(1)
  })

  test('a request that the session cancels never leaves', async ({ launch }) => {
    const app = await launch()
    await app.firstWindow()
    const load = app.evaluate(() => popover.loadURL('https://example.com/'))
    await expect(load).rejects.toThrow("ERR_BLOCKED_BY_CLIENT (-20) loading 'https://example.com/'")
    expect(await stepsOf(app)).toContainEqual(['cancelled', 'https://example.com/'])
  })
})

const questions = async (page: Page): Promise<readonly unknown[]> =>
  page.evaluate(async () => {
    const place = new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code }) => resolve(code),
      )
    })
    const { state } = await navigator.permissions.query({ name: 'notifications' })
    return [await Notification.requestPermission(), await place, state]
  })

test('permissions are granted until a handler says no', async ({ launch }) => {
  const app = await launch()
  const page = await app.firstWindow()
  expect(await questions(page)).toEqual(['granted', 'granted', 'granted'])
  await app.evaluate(({ session }) => {
    const partition = session.fromPartition('fixture')
    partition.setPermissionRequestHandler((_, permission, answer, { requestingUrl }) => {
      asked.push(['request', permission, requestingUrl])
      answer(false)
    })
    partition.setPermissionCheckHandler((_, permission, origin) => {
      asked.push(['check', permission, origin])
      return false
    })
  })
  expect(await questions(page)).toEqual(['denied', 1, 'denied'])
  const seen = await app.evaluate(() => asked)
  expect(seen).toContainEqual(['request', 'geolocation', 'fixture://app/index.html'])
  expect(seen).toContainEqual(['check', 'notifications', 'fixture://app/'])
})
