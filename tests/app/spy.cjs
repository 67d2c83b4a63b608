'use strict'
// Loaded before the app (`-r`), in the stand-in and in the real Electron alike: notes what the app shows in the menu bar,
// pops up no menu (a real one would hold up everything until somebody clicks), keeps waits of a minute and more for
// the test to end, and tells the gauge's place, and the login item of a packaged app, where the test says one.
const { app, Tray } = require('electron')

const isLong = (ms) => ms >= 60_000
const told = process.env.HEADROOM_SPY_TRAY_BOUNDS
const givenLogin = process.env.HEADROOM_SPY_LOGIN

const spy = {
  trays: [],
  images: [],
  titles: [],
  toolTips: [],
  menus: [],
  policies: [],
  isSandboxed: false,
  trayBounds: told === undefined ? null : JSON.parse(told),
  login: givenLogin === undefined ? null : JSON.parse(givenLogin),
  loginWishes: [],
  waits: new Map(),
  /** Ends the long waits of this length, as if the time had passed. */
  pass: (ms) => {
    const due = [...spy.waits].filter(([, wait]) => wait.ms === ms)
    for (const [timer, { wake }] of due) {
      spy.waits.delete(timer)
      wake()
    }
    return due.length
  },
}
globalThis.spy = spy

const made = []
/** Which of the images that were made this is: a kept one comes again under its number. */
const numberOf = (image) => {
  if (!made.includes(image)) made.push(image)
  return made.indexOf(image)
}

const { setImage, setTitle, setToolTip, getBounds } = Tray.prototype
const meet = (tray) => {
  if (!spy.trays.includes(tray)) spy.trays.push(tray)
}
Tray.prototype.setImage = function (image) {
  meet(this)
  spy.images.push({
    atMs: Date.now(),
    number: numberOf(image),
    isTemplate: image.isTemplateImage(),
    scaleFactors: image.getScaleFactors(),
    once: image.toBitmap({ scaleFactor: 1 }).toString('base64'),
    twice: image.toBitmap({ scaleFactor: 2 }).toString('base64'),
  })
  return setImage.call(this, image)
}
Tray.prototype.setTitle = function (title, options) {
  meet(this)
  spy.titles.push({ atMs: Date.now(), title, fontType: options?.fontType ?? null })
  return setTitle.call(this, title, options)
}
Tray.prototype.setToolTip = function (text) {
  meet(this)
  spy.toolTips.push(text)
  return setToolTip.call(this, text)
}
Tray.prototype.popUpContextMenu = function (menu) {
  spy.menus.push(menu)
}
Tray.prototype.getBounds = function () {
  return spy.trayBounds ?? getBounds.call(this)
}

const setActivationPolicy = app.setActivationPolicy.bind(app)
app.setActivationPolicy = (policy) => {
  spy.policies.push(policy)
  setActivationPolicy(policy)
}

// as in a packaged app, whose resources are in this folder
const resources = process.env.HEADROOM_SPY_RESOURCES
if (resources !== undefined) {
  Object.defineProperty(app, 'isPackaged', { value: true, configurable: true })
  Object.defineProperty(process, 'resourcesPath', { value: resources, configurable: true })
}

// as when somebody starts it once more while it starts; an activation belongs to the first start
if (process.env.HEADROOM_SPY_STARTED_TWICE !== undefined)
  void app.whenReady().then(() => app.emit('second-instance', {}, [], '', null))
else void app.whenReady().then(() => app.emit('activate', {}, false))

if (spy.login !== null) {
  Object.defineProperty(app, 'isPackaged', { value: true })
  const getLoginItemSettings = app.getLoginItemSettings.bind(app)
  app.getLoginItemSettings = (options) => ({
    ...getLoginItemSettings(options),
    openAtLogin: spy.login.status === 'enabled',
    status: spy.login.status,
    wasOpenedAtLogin: spy.login.wasOpenedAtLogin === true,
  })
  app.setLoginItemSettings = ({ openAtLogin }) => {
    spy.loginWishes.push(openAtLogin)
    spy.login.status = spy.login[openAtLogin ? 'on' : 'off'] ?? spy.login.status
  }
}

const enableSandbox = app.enableSandbox.bind(app)
app.enableSandbox = () => {
  spy.isSandboxed = true
  enableSandbox()
}

const { setTimeout, clearTimeout } = globalThis
globalThis.setTimeout = (wake, ms, ...rest) => {
  if (!isLong(ms)) return setTimeout(wake, ms, ...rest)
  const timer = Symbol('a long wait')
  spy.waits.set(timer, { ms, wake: () => wake(...rest) })
  return timer
}
globalThis.clearTimeout = (timer) => {
  if (!spy.waits.delete(timer)) clearTimeout(timer)
}
