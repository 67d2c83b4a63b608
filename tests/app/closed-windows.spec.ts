import { macRecording } from '../browser/mac-recording.ts'
import { bridgeIn, expect, test, type App } from './app.ts'
import { detailsOf, looksOf, openFrom, pressInMenu } from './details-window.ts'

const loading = macRecording('mac-m2max-32gb-loading')
const settings = { section: 'settings', focus: null } as const

/** As their red buttons do; those that ⌘W ends are gone before they could tell of it. */
const closeAll = ({ electron }: App): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => {
    // a failure in a listener is to end the app, not this call
    setTimeout(() => BrowserWindow.getAllWindows().forEach((window) => window.close()))
  })

/** All that main tells a window by itself. Throws where the app has ended. */
const turnTheme = ({ electron }: App): Promise<void> =>
  electron.evaluate(({ nativeTheme }) => {
    for (const source of ['dark', 'light'] as const) nativeTheme.themeSource = source
  })

const errorsOf = ({ electron }: App): (() => string) => {
  let said = ''
  electron.process().stderr?.on('data', (text) => void (said += String(text)))
  return () => said.replaceAll(/^.*(Debugger|debugger).*$/gm, '').trim()
}

test('the details that are closed by their red button are gone, and Headroom stays', async ({
  launch,
}) => {
  const app = await launch()
  const popover = await app.open()
  const errors = errorsOf(app)
  await openFrom(popover, settings)
  await detailsOf(app)
  await closeAll(app)
  await expect.poll(app.windowCount).toBe(0)
  await turnTheme(app)
  const again = await app.open()
  for (const language of ['de', 'en'] as const) {
    const bridge = await bridgeIn(again)
    await bridge.evaluate((client, chosen) => client.request('prefer', { language: chosen }), language) // prettier-ignore
    await expect(again.locator('html')).toHaveAttribute('lang', language)
  }
  await openFrom(again, settings)
  await expect.poll(async () => (await looksOf(app)).map((one) => one.isVisible)).toEqual([true])
  expect(errors()).toBe('')
})

test('a popover that is closed by the system comes back at the next click', async ({ launch }) => {
  const app = await launch({ replay: loading })
  await app.open()
  const errors = errorsOf(app)
  await closeAll(app)
  await expect.poll(app.windowCount).toBe(0)
  await turnTheme(app)
  await pressInMenu(app, 'CommandOrControl+,')
  await detailsOf(app)
  await app.open()
  expect(errors()).toBe('')
})
