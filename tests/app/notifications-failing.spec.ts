import type { Page } from '@playwright/test'
import { bridgeIn, expect as expectApp, test as bare } from './app.ts'
import { expect, test } from './notified.ts'

const inMs = { timeout: 30_000 }
const denied = { fails: 'The operation couldn’t be completed. (UNErrorDomain error 1.)' }

const notice = (page: Page) =>
  page.getByRole('group', { name: 'macOS does not show Headroom’s notifications' })

test('where macOS says no the window says so, leads to its settings, and is right again by itself', async ({
  startNotified,
}) => {
  const { app, mood, fail, made, titles, opened } = await startNotified()
  await mood(denied)
  await fail()
  await expect.poll(async () => (await made()).length, inMs).toBe(1)
  const page = await app.open()
  await expect(notice(page)).toContainText('System Settings does not allow them')
  expect(await titles()).toEqual([])
  // the alert itself stands all the same, in the window and at the gauge
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('refused')
  await expect
    .poll(() => app.electron.evaluate(() => globalThis.spy.toolTips.at(-1)))
    .toContain('refused')
  await notice(page).getByRole('button', { name: 'Open System Settings' }).click()
  await expect
    .poll(opened)
    .toEqual(['x-apple.systempreferences:com.apple.Notifications-Settings.extension'])

  await mood('shows')
  const bridge = await bridgeIn(page)
  await bridge.evaluate((client) => client.request('shellAct', { kind: 'try-notification' }))
  await expect(notice(page)).toHaveCount(0)
})

test('where macOS says nothing for three seconds that is said, and can be put away', async ({
  startNotified,
}) => {
  const { app, mood, fail } = await startNotified()
  await mood('silent')
  await fail()
  const page = await app.open()
  await expect(notice(page)).toContainText('It has said nothing for 3 s', inMs)
  await notice(page)
    .getByRole('button', { name: /^Dismiss/ })
    .click()
  await expect(notice(page)).toHaveCount(0)
  await page.waitForTimeout(2_500)
  await expect(notice(page)).toHaveCount(0)
})

test('an error in the words of others is shown as text, on one line', async ({ startNotified }) => {
  const { app, mood, fail } = await startNotified()
  await mood({ fails: `<img src=x onerror=alert(1)>\n${'long '.repeat(200)}` })
  await fail()
  const page = await app.open()
  await expect(notice(page)).toContainText('<img src=x onerror=alert(1)>', inMs)
  const text = (await notice(page).innerText()).length
  expect(text).toBeLessThan(300)
})

bare(
  'whoever turns them on learns whether macOS shows them, wherever this runs',
  async ({ launch }, info) => {
    const page = await (await launch()).open()
    const bridge = await bridgeIn(page)
    const ask = () => bridge.evaluate((client) => client.request('preferences', null))
    const before = await ask()
    expectApp(before).toMatchObject({
      value: { shell: { notifications: { kind: 'ok', state: 'off' } } },
    })
    await bridge.evaluate((client) => client.request('prefer', { alerts: { notifies: true } }))
    const told = async (): Promise<string> => {
      const outcome = await ask()
      const part = outcome.kind === 'ok' ? outcome.value.shell.notifications : null
      return part?.kind === 'ok' ? part.state : (part?.reason ?? 'refused')
    }
    await expectApp.poll(told, { timeout: 10_000 }).not.toBe('untried')
    info.annotations.push({ type: 'notifications here', description: await told() })
  },
)
