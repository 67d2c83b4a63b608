import { fileURLToPath } from 'node:url'
import {
  app,
  BrowserWindow,
  ipcMain,
  net,
  protocol,
  session,
  Tray,
  nativeImage,
  Menu,
} from 'electron'

globalThis.steps = []
globalThis.noted = {}
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
app.on('render-process-gone', (_, contents, { reason }) => step(['gone', contents.id, reason]))
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
  contents.on('console-message', ({ level, message }) => step(['console', level, message]))
  contents.on('before-input-event', (_, input) => step(['key', input.type, input.key]))
})
ipcMain.handle('echo', (event, value) => ({
  value,
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
  isTop: event.senderFrame.parent === null && event.senderFrame.top === event.senderFrame,
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
const openWindow = (preload, options = {}) => {
  const preferences = { preload: fileURLToPath(new URL(preload, import.meta.url)), session: ses }
  const window = new BrowserWindow({
    width: 380,
    height: 500,
    show: false,
    frame: false,
    ...options,
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
      const file = await net.fetch(new URL(`.${pathname}`, import.meta.url).href).catch(() => null)
      if (file === null) return new Response('none', { status: 404 })
      const headers = {
        'content-security-policy': policy,
        'content-type': file.headers.get('content-type'),
      }
      return new Response(file.body, { headers })
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
