import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from '@playwright/test'
import { hog as holder, runningOut, snoozed } from '../shared/warned.ts'
import { expect, test } from './loaded-page.ts'
import { unifiedMac } from './unified-mac.ts'

/** Takes 400 MB and really touches them. */
const hog = `
const held = []
for (let taken = 0; taken < 400; taken += 20) held.push(Buffer.alloc(20_000_000, 1))
process.stdout.write('taken\\n')
setInterval(() => held.length, 1000)
`

const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })

/** A second reader, in a browser profile of its own. */
async function another(context: BrowserContext, url: string): Promise<Page> {
  const browser = context.browser()
  if (browser === null) throw new Error('the browser is gone')
  const other = await browser.newContext()
  await other.addInitScript(() => {
    try {
      localStorage.setItem('headroom-introduced', 'yes')
    } catch {
      // SecurityError: an empty page has no storage
    }
  })
  const page = await other.newPage()
  await page.goto(url)
  return page
}

/** It may stand behind the count. */
async function rowOf(page: Page, name: string): Promise<Locator> {
  const row = page.getByRole('listitem').filter({ hasText: name })
  const more = page.getByRole('button', { name: /^Show all/ })
  await expect(row.or(more).first()).toBeVisible()
  if ((await row.count()) === 0) await more.click()
  await expect(row).toBeVisible()
  await page.mouse.move(0, 0) // below a pointer rows stay in their places
  return row
}

test('two clients are both live, and what one of them quits is gone from both', async ({
  page,
  context,
  serve,
  start,
  folder,
}) => {
  const script = join(folder, 'shared-hog.mjs')
  await writeFile(script, hog)
  const child = start(process.execPath, script)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  const { url } = await serve('--allow-acts')
  await page.goto(url)
  const other = await another(context, url)
  for (const one of [page, other]) await expect(heading(one)).toContainText('free for models')
  const [mine, theirs] = [await rowOf(page, 'shared-hog.mjs'), await rowOf(other, 'shared-hog.mjs')]
  await mine.getByRole('button', { name: 'Quit shared-hog.mjs' }).click()
  await mine.getByRole('button', { name: 'Quit: shared-hog.mjs' }).click()
  await expect(theirs).toHaveCount(0, { timeout: 20_000 })
  await expect(mine).toContainText('came back', { timeout: 20_000 })
  expect(child.signalCode).toBe('SIGTERM')
  await page.mouse.move(0, 0)
  await expect(mine).toHaveCount(0, { timeout: 40_000 })
  // both go on
  for (const one of [page, other]) await expect(one.getByText('does not answer')).toHaveCount(0)
  await other.context().close()
})

test('a reader who may not act sees the same and is offered no act, and an act of theirs is refused', async ({
  page,
  serve,
}) => {
  const { url, token, origin } = await serve()
  await page.goto(url)
  await expect(heading(page)).toContainText('free for models')
  await expect(page.getByText('headroom serve --allow-acts')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Apps by memory' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Quit|Unload|Force|Snooze)/ })).toHaveCount(0)
  const answer = await page.evaluate(
    ([host, secret]) =>
      new Promise<unknown>((resolve) => {
        const socket = new WebSocket(`ws://${host}/ws`)
        const input = { appId: 'any', isDryRun: false, isConfirmed: true, forceAfter: null }
        socket.addEventListener('open', () => {
          socket.send(JSON.stringify({ kind: 'token', token: secret }))
          socket.send(JSON.stringify({ kind: 'request', id: 7, name: 'quit', input }))
        })
        socket.addEventListener('message', ({ data }) => {
          const message: { readonly kind: string } = JSON.parse(String(data))
          if (message.kind === 'reply') resolve(message)
        })
      }),
    [new URL(origin).host, token] as const,
  )
  expect(answer).toEqual({
    kind: 'reply',
    id: 7,
    outcome: { kind: 'refused', reason: 'acting is not allowed here: --allow-acts' },
  })
})

test('what one client silences is silent for both', async ({ page, context, open }) => {
  const alerting = { ...unifiedMac, alerts: [runningOut, holder] }
  const { url, push, snoozed: asked, answerSnooze } = await open(alerting)
  await page.goto(url)
  const other = await another(context, url)
  const cards = (one: Page): Locator =>
    one.getByRole('region', { name: 'Alerts' }).locator('> ul > li')
  for (const one of [page, other]) await expect(cards(one)).toHaveCount(2)
  await cards(page)
    .first()
    .getByRole('button', { name: /^Snooze/ })
    .click()
  await page.getByRole('menuitem', { name: '1 hour' }).click()
  await expect.poll(() => asked).toEqual([{ target: 'running-out', span: '1h' }])
  answerSnooze([])
  push({ ...alerting, alerts: [snoozed(runningOut), holder] })
  for (const one of [page, other]) {
    await expect(cards(one)).toHaveCount(1)
    await expect(one.getByRole('button', { name: '1 snoozed' })).toBeVisible()
  }
  await other.context().close()
})
