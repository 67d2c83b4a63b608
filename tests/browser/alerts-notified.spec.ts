import type { Page } from '@playwright/test'
import type { Alert } from '../../src/shared/alert.ts'
import { hog, idle, runningOut, snoozed } from '../shared/warned.ts'
import { expect, test } from './loaded-page.ts'
import { unifiedMac } from './unified-mac.ts'

/** What the page has asked the browser to show. */
interface Seen {
  readonly title: string
  readonly body: string
  readonly tag: string
  readonly requireInteraction: boolean
  readonly isClosed: boolean
}

const alerting = (...alerts: readonly Alert[]) => ({ ...unifiedMac, alerts })
const button = (page: Page) => page.getByRole('button', { name: 'Tell me when it warns' })

/**
 * In place of the browser's own: headless Chromium grants the permission, and then makes each notification with an `error` and
 * shows none. `answer`: what it says when it is asked.
 */
async function standIn(
  page: Page,
  answer: NotificationPermission = 'granted',
): Promise<() => Promise<readonly Seen[]>> {
  await page.addInitScript((permission) => {
    const seen: Shown[] = []
    class Shown extends EventTarget {
      static permission: NotificationPermission = 'default'
      static requestPermission = (): Promise<NotificationPermission> => {
        Shown.permission = permission
        return Promise.resolve(permission)
      }
      readonly told: object
      isClosed = false
      constructor(title: string, { body, tag, requireInteraction }: NotificationOptions) {
        super()
        this.told = { title, body, tag, requireInteraction }
        seen.push(this)
      }
      close(): void {
        this.isClosed = true
      }
    }
    Object.assign(window, {
      Notification: Shown,
      seenNotifications: () => seen.map(({ told, isClosed }) => ({ ...told, isClosed })),
      refuseNotifications: () => {
        Shown.permission = 'denied'
        seen.forEach((one) => one.dispatchEvent(new Event('error')))
      },
    })
  }, answer)
  return () => page.evaluate('seenNotifications()')
}

const hide = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate((isNowHidden) => {
    Object.defineProperty(document, 'hidden', { value: isNowHidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)

test('nothing is told, and nothing asked of the browser, before somebody wants it', async ({
  page,
  open,
}) => {
  const { url, push } = await open(unifiedMac)
  const seen = await standIn(page)
  await page.goto(url)
  push(alerting(runningOut))
  await expect(page.getByRole('region', { name: 'Alerts' })).toBeVisible()
  expect(await seen()).toEqual([])
})

test('each episode is told once by the browser, in its place where it is worse, and taken away with it', async ({
  page,
  open,
}) => {
  const { url, push } = await open(alerting(hog))
  const seen = await standIn(page)
  await page.goto(url)
  await button(page).click()
  await expect(page.getByText('Notifications are on')).toBeVisible()
  push(alerting(hog))
  await expect.poll(async () => (await seen()).length).toBe(1)
  push(alerting({ ...hog, sentence: 'It holds 15.0 GB' }, idle))
  push(alerting({ ...hog, severity: 'imminent' }))
  await expect.poll(async () => (await seen()).length).toBe(2)
  expect(await seen()).toMatchObject([
    { title: hog.title, tag: hog.id, requireInteraction: false },
    { title: `${hog.title}: about to fail`, tag: hog.id, requireInteraction: true },
  ])
  expect((await seen())[0]?.body).toBe(`${hog.sentence}\n${hog.advice}`)
  push(alerting(snoozed(hog)))
  await expect.poll(async () => (await seen()).at(-1)?.isClosed).toBe(true)
  await page.getByRole('button', { name: 'Turn notifications off' }).click()
  push(alerting(runningOut))
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('python')
  expect(await seen()).toHaveLength(2)
})

test('a page in the background tells, if it is to; only then does it hear anything there, and it never looks', async ({
  page,
  open,
}) => {
  const { url, push, lookers } = await open(unifiedMac)
  const seen = await standIn(page)
  let pushes = 0
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).startsWith('{"kind":"snapshot"')) pushes++
    }),
  )
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await hide(page, true)
  await page.waitForTimeout(200)
  const before = pushes
  expect(lookers()).toBe(0)
  push(alerting(runningOut))
  await page.waitForTimeout(300)
  expect(pushes).toBe(before)
  push(unifiedMac)
  await hide(page, false)
  await button(page).click()
  await expect(page.getByText('Notifications are on')).toBeVisible()
  await expect.poll(lookers).toBe(1)
  await hide(page, true)
  await page.waitForTimeout(200) // what hiding itself draws
  expect(lookers()).toBe(0)
  await page.evaluate(() => {
    const drawn: string[] = []
    Object.assign(window, { drawn })
    new MutationObserver((changes) =>
      drawn.push(...changes.map(({ target }) => target.textContent ?? '')),
    ).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    })
  })
  push(alerting(runningOut))
  await expect.poll(async () => (await seen()).map(({ title }) => title)).toHaveLength(1)
  expect(await page.evaluate('drawn')).toEqual([])
  await hide(page, false)
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('python')
  await expect.poll(lookers).toBe(1)
})

test('a browser that was told not to says so, at once or when it is to show one', async ({
  page,
  open,
}) => {
  const { url, push } = await open(unifiedMac)
  await standIn(page, 'denied')
  await page.goto(url)
  await button(page).click()
  const blocked = page.getByText('Your browser does not let this page')
  await expect(blocked).toBeVisible()

  const other = await page.context().newPage()
  const seen = await standIn(other)
  await other.goto(url)
  await button(other).click()
  push(alerting(runningOut))
  await expect.poll(async () => (await seen()).length).toBe(1)
  await other.evaluate('refuseNotifications()')
  await expect(other.getByText('Your browser does not let this page')).toBeVisible()
  expect((await seen())[0]?.isClosed).toBe(true)
})
