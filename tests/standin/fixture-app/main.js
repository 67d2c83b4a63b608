import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, ipcMain, protocol, session, Tray, nativeImage, Menu } from 'electron'

globalThis.steps = []
globalThis.noted = {}
globalThis.asked = []
const step = (name) => globalThis.steps.push(name)
app.on('ready', () => step('ready'))

app.enableSandbox()
app.setActivationPolicy('accessory')
if (!app.requestSingleInstanceLock({ from: 'fixture' })) app.quit()
app.on('second-instance', (_, argv, folder, data) => step(['second', argv.at(-1), folder, data]))
protocol.registerSchemesAsPrivileged([
  { scheme: 'fixture', privileges: { standard: true, secure: true, supportFetchAPI: true } },
])
app.on('window-all-closed', () => step('all-closed'))
app.on('web-contents-created', (_, contents) => {
  contents.setWindowOpenHandler(({ url }) => {
    step(['open', url])
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    step(['navigate', event.url])
    event.preventDefault()
  })
  contents.on('preload-error', (_, path, error) => step(['preload-error', error.message]))
  contents.on('render-process-gone', (_, { reason }) => step(['gone', contents.id, reason]))
  contents.on('before-input-event', (event, { type, key, shift }) => {
    step(['key', type, key, shift])
    if (key === 'b') event.preventDefault()
  })
})
ipcMain.handle('echo', (event, value) => ({
  value,
  url: event.senderFrame.url,
  isTop: event.senderFrame.parent === null,
}))
ipcMain.handle('fail', () => {
  throw new Error('no such thing')
})
ipcMain.handle('uncloneable', () => () => 1)
ipcMain.on('note', (event, text) => {
  step(['note', text])
  event.sender.send('noted', text, new Date(0))
})

const policy = "default-src 'none'; script-src 'self'; connect-src 'none'; style-src 'self'"
const openWindow = (preload) => {
  const preferences = { preload: fileURLToPath(new URL(preload, import.meta.url)), session: ses }
  const window = new BrowserWindow({
    width: 380,
    height: 500,
    show: false,
    frame: false,
    webPreferences: preferences,
  })
  for (const name of ['ready-to-show', 'show', 'hide', 'focus', 'blur', 'close', 'closed'])
    window.on(name, () => step(`${window.id ?? '?'} ${name}`))
  void window.loadURL('fixture://app/index.html')
  return window
}

await new Promise((resolve) => setTimeout(resolve, 50))
step('evaluated')

let ses
await_ready()
function await_ready() {
  void app.whenReady().then(() => {
    ses = session.fromPartition('fixture')
    ses.protocol.handle('fixture', async (request) => {
      const { pathname } = new URL(request.url)
      const body = await readFile(new URL(`.${pathname}`, import.meta.url)).catch(() => null)
      if (body === null) return new Response('none', { status: 404 })
      const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html'
      return new Response(body, {
        headers: { 'content-security-policy': policy, 'content-type': type },
      })
    })
    ses.webRequest.onBeforeRequest(({ url }, answer) => {
      const cancel = !url.startsWith('fixture:')
      if (cancel) step(['cancelled', url])
      answer({ cancel })
    })
    const tray = new Tray(nativeImage.createEmpty(), '5f0c9d56-6b3c-4e0a-9c55-0d3f3ad5a5a1')
    tray.setTitle('12.3', { fontType: 'monospacedDigit' })
    tray.on('click', () => globalThis.popover.show())
    tray.on('right-click', () =>
      tray.popUpContextMenu(
        Menu.buildFromTemplate([
          { label: 'Quit', role: 'quit' },
          { label: 'Step', click: () => step('menu') },
        ]),
      ),
    )
    globalThis.tray = tray
    globalThis.openWindow = openWindow
    globalThis.popover = openWindow('preload.cjs')
  })
}
