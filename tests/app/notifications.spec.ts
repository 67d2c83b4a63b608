import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { bridgeIn, type App } from './app.ts'
import { expect, test } from './notified.ts'
import { lookOf } from './spy.ts'
import { macRecording } from '../browser/mac-recording.ts'

const id = 'headroom.failure'
const trial = 'Alerts of Headroom come here'
const inMs = { timeout: 30_000 }

/** The settings of alerts, in the window of the details. */
async function settingsOf(app: App): Promise<Page> {
  const popover = await app.open()
  const opening = app.electron.waitForEvent('window')
  const bridge = await bridgeIn(popover)
  await bridge.evaluate((client) =>
    client.openDetails?.({ section: 'settings', focus: { kind: 'group', group: 'alerts' } }),
  )
  return opening
}

const group = (page: Page) => page.getByRole('region', { name: 'Notifications' })
const choice = (page: Page) => group(page).getByRole('checkbox')

test('nothing is made before notifications are turned on, whatever happens', async ({
  startNotified,
}) => {
  const { app, fail, made } = await startNotified({ notifies: false })
  await fail()
  const page = await app.open()
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('refused', inMs)
  expect(await made()).toEqual([])
})

test('turning them on in the settings shows one at once, and off takes all away', async ({
  startNotified,
}) => {
  const { app, made, titles, fail } = await startNotified({ notifies: false })
  const page = await settingsOf(app)
  await expect(group(page)).toContainText('Off: macOS is not asked for permission.')
  expect(await made()).toEqual([])
  await choice(page).check()
  await expect(group(page)).toContainText('On. macOS shows them.')
  expect(await titles()).toEqual([trial])
  await group(page).getByRole('button', { name: 'Try one' }).click()
  await expect.poll(async () => (await made()).length).toBe(2)
  expect(await titles()).toEqual([trial])
  expect(await readFile(join(app.userData, 'settings.json'), 'utf8')).toContain('"notifies": true')

  await fail()
  await expect.poll(async () => (await titles()).length, inMs).toBe(2)
  await choice(page).uncheck()
  await expect(group(page)).toContainText('Off:')
  expect(await titles()).toEqual([])
  await fail()
  await page.waitForTimeout(3_000)
  expect((await made()).map((one) => one.id)).toEqual(['headroom.trial', 'headroom.trial', id])
})

test('a click on a notification opens the popover at the card of its alert', async ({
  startNotified,
}) => {
  const { app, fail, click, titles } = await startNotified()
  await fail()
  await expect.poll(titles, inMs).toHaveLength(1)
  await click(id)
  const page = await app.shown()
  const card = page.getByRole('region', { name: 'Alerts' }).locator('> ul > li').first()
  await expect(card).toBeFocused()
  await expect(card).toBeInViewport()
  await expect(card).toContainText('refused')
  expect(await titles()).toEqual([])
})

test('what helps where nothing can be let go is to be shown it, and an hour of silence', async ({
  startNotified,
}) => {
  const { app, fail, press, made, titles } = await startNotified()
  await fail()
  await expect.poll(titles, inMs).toHaveLength(1)
  expect((await made())[0]).toMatchObject({ id, buttons: ['Show', 'Snooze for an hour'] })
  await press(id, 1)
  const page = await app.open()
  const alerts = page.getByRole('region', { name: 'Alerts' })
  await expect(alerts.getByRole('button', { name: '1 snoozed' })).toBeVisible()
  expect(await titles()).toEqual([])
})

test('a newer failure takes the place of the older, and what is silenced is withdrawn', async ({
  startNotified,
}) => {
  const { app, fail, made, titles } = await startNotified()
  await fail()
  await expect.poll(titles, inMs).toHaveLength(1)
  const page = await app.open()
  const bridge = await bridgeIn(page)
  const snooze = (span: '1h' | null) =>
    bridge.evaluate((client, chosen) => client.request('snooze', chosen), {
      target: 'failure',
      span,
    } as const)
  await snooze('1h')
  await expect.poll(titles).toEqual([])
  await snooze(null)
  await expect.poll(titles, inMs).toHaveLength(1)
  expect((await made()).map((one) => [one.id, one.isShown])).toEqual([
    [id, false],
    [id, true],
  ])
})

test('in German it says what the German window says', async ({ startNotified }) => {
  const { app, fail, made, titles } = await startNotified({ settings: { language: 'de' } })
  await fail()
  await expect.poll(titles, inMs).toHaveLength(1)
  const [told] = await made()
  expect(told?.buttons).toEqual(['Anzeigen', 'Eine Stunde stumm'])
  const page = await app.open()
  const cards = page.getByRole('region', { name: 'Warnungen' })
  await expect(cards).toContainText((told?.body ?? 'nothing').split('\n')[0] ?? '')
})

test('the first run leads to them', async ({ startNotified }) => {
  const { app, titles } = await startNotified({ notifies: false, isFirstRun: true })
  const page = await app.shown()
  const welcome = page.getByRole('region', { name: 'First run' })
  await welcome.getByRole('button', { name: 'Next' }).click()
  await welcome.getByRole('checkbox', { name: 'Tell of alerts by notifications' }).check()
  await expect(welcome).toContainText('On. macOS shows them.')
  expect(await titles()).toEqual([trial])
})

test('a recording notifies nobody', async ({ startNotified, launch }) => {
  const { app } = await startNotified()
  await app.electron.close()
  const replay = macRecording('mac-m1pro-16gb-refused')
  const again = await launch({ userData: app.userData, replay, speed: 20 })
  // the gauge has warned
  const images = () => again.electron.evaluate(() => globalThis.spy.images)
  const warnings = async () => (await images()).map((image) => lookOf(image)?.alert ?? null)
  await expect.poll(warnings, inMs).toContain('warning')
  const count = await again.electron.evaluate(
    (module) =>
      (module as unknown as { __standin: { notifications: readonly object[] } }).__standin
        .notifications.length,
  )
  expect(count).toBe(0)
})
