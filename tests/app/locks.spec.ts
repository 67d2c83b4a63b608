import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { macRecording } from '../browser/mac-recording.ts'
import { bridgeIn, expect, test as base } from './app.ts'
import { packageFolder } from './launching.ts'

interface Elsewhere {
  readonly url: string
  /** How often somebody has asked it for anything. */
  askedCount(): number
}

const test = base.extend<{ readonly elsewhere: Elsewhere }>({
  /** A server that answers whoever asks: nobody of ours may. */
  elsewhere: async ({}, provide) => {
    let askedCount = 0
    const server = createServer((_request, response) => {
      askedCount++
      response.end('you are elsewhere')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await provide({ url: `http://127.0.0.1:${port}/`, askedCount: () => askedCount })
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections() // one that Chromium opened beforehand, and never asked by, would be waited for
    await closed
  },
})

const unload = macRecording('mac-m5max-128gb-unload')

test('the page gets one object of seven functions, and neither Node nor Electron', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  const found = await page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { headroom: object }).headroom).sort(),
    hasNode: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
  }))
  expect(found).toEqual({
    bridge: [
      'answerEscape',
      'onConnection',
      'onPreferences',
      'onSnapshot',
      'onView',
      'openDetails',
      'request',
    ],
    hasNode: [],
  })
})

test('a request of the wrong form or name is refused with a sentence', async ({ launch }) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  const bridge = await bridgeIn(page)
  const ask = (name: unknown, input: unknown): Promise<unknown> =>
    bridge.evaluate((client, [one, other]) => client.request(one as 'snapshot', other as null), [
      name,
      input,
    ] as const)
  const refused = (reason: string) => ({ kind: 'refused', reason })
  expect(await ask('nonsense', null)).toEqual(refused('there is no such request'))
  expect(await ask('__proto__', null)).toEqual(refused('there is no such request'))
  const form = 'the request is not of the form it should have'
  expect(await ask('snapshot', { a: 1 })).toEqual(refused(form))
  expect(await ask(42, null)).toEqual(refused(form))
  expect(await ask('x'.repeat(100_000), null)).toEqual(refused(form))
  expect(await ask('look', { isLooking: true })).toEqual(
    refused('only a connection that stays can look'),
  )
  expect(await ask('snapshot', null)).toMatchObject({ kind: 'ok' })
})

test('a page that is not ours is refused, though it has our bridge', async ({ launch }) => {
  const app = await launch({ replay: unload })
  await app.open()
  const opened = app.electron.waitForEvent('window')
  await app.electron.evaluate(({ BrowserWindow }, preload) => {
    const forger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    void forger.loadURL('about:blank')
  }, `${packageFolder}/out/preload/index.cjs`)
  const forger = await opened
  await forger.waitForFunction(() => 'headroom' in window)
  const outcome = await (
    await bridgeIn(forger)
  ).evaluate((client) => client.request('snapshot', null))
  expect(outcome).toEqual({ kind: 'refused', reason: 'not from a screen of Headroom' })
})

/** Runs in the page: everything that it must not be able to do. */
async function tryEverything(elsewhere: string) {
  const fetched = await fetch(elsewhere).then(
    () => 'answered',
    () => 'refused',
  )
  const image = await new Promise((resolve) => {
    const picture = new Image()
    picture.addEventListener('load', () => resolve('loaded'))
    picture.addEventListener('error', () => resolve('refused'))
    picture.src = `${elsewhere}x.png`
  })
  const script = await new Promise((resolve) => {
    const element = document.createElement('script')
    element.textContent = 'window.wasRun = true'
    document.head.append(element)
    resolve('wasRun' in window)
  })
  const place = await new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      () => resolve('told'),
      ({ code }) => resolve(code),
    )
  })
  return {
    fetched,
    image,
    script,
    isOpeningRefused: window.open(elsewhere) === null,
    notifications: await Notification.requestPermission(),
    query: (await navigator.permissions.query({ name: 'geolocation' })).state,
    place,
  }
}

test('the page leads nowhere, opens nothing, asks nobody, and gets no permission', async ({
  launch,
  elsewhere,
}) => {
  expect(await fetch(elsewhere.url).then((answer) => answer.text())).toBe('you are elsewhere')
  expect(elsewhere.askedCount()).toBe(1)
  const app = await launch({ replay: unload })
  const page = await app.open()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  const urls = (): Promise<readonly string[]> =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
    )
  const before = await urls()
  expect(before).toEqual(['headroom://screens/index.html'])

  const found = await page.evaluate(tryEverything, elsewhere.url)
  expect(found).toEqual({
    fetched: 'refused',
    image: 'refused',
    script: false,
    isOpeningRefused: true,
    notifications: 'denied',
    query: 'denied',
    place: 1, // PERMISSION_DENIED
  })

  await page.evaluate((url) => {
    location.href = url
  }, elsewhere.url)
  await page.waitForTimeout(500)
  expect(await urls()).toEqual(before)
  expect(app.electron.windows()).toHaveLength(1)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  expect(elsewhere.askedCount()).toBe(1)
})

test('only its own files are served, whatever the address', async ({ launch, elsewhere }) => {
  const app = await launch({ replay: unload })
  await app.open()
  const isShown = (address: string): Promise<boolean> =>
    app.electron.evaluate(async ({ BrowserWindow }, wanted) => {
      const session = BrowserWindow.getAllWindows()[0]?.webContents.session
      const window = new BrowserWindow({
        show: false,
        webPreferences: session === undefined ? {} : { session },
      })
      const isLoaded = await window.loadURL(wanted).then(
        () => true,
        () => false,
      )
      const page = window.webContents
      const html: unknown = isLoaded
        ? await page.executeJavaScript('document.documentElement.outerHTML')
        : ''
      window.destroy()
      return String(html).replace(/<[^>]*>/g, '') !== ''
    }, address)
  expect(await isShown('headroom://screens/index.html')).toBe(true)
  for (const address of [
    'headroom://screens/%2e%2e/main/index.js',
    'headroom://screens/..%2fmain%2findex.js',
    'headroom://screens/%2e%2e%2f%2e%2e%2fpackage.json',
    'headroom://screens/nothing.js',
    'headroom://elsewhere/index.html',
    elsewhere.url,
    pathToFileURL(join(packageFolder, 'package.json')).href,
  ])
    expect(await isShown(address), address).toBe(false)
  expect(elsewhere.askedCount()).toBe(0)
})

test('nothing is downloaded but what a page of ours has made, nobody redirects it, and no page lives within it', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  await app.open()
  const prevented = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const seen: string[] = []
    const eventOf = (name: string) => ({ preventDefault: () => void seen.push(name) })
    for (const url of [
      'https://example.com/file',
      'blob:https://example.com/1',
      'blob:headroom://screens/1',
    ])
      contents?.session.emit('will-download', eventOf(url), { getURL: () => url }, contents)
    contents?.emit('will-redirect', eventOf('redirect'))
    contents?.emit('will-attach-webview', eventOf('webview'), {}, {})
    return seen
  })
  expect(prevented).toEqual([
    'https://example.com/file',
    'blob:https://example.com/1',
    'redirect',
    'webview',
  ])
})
