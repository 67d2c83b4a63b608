import type { Page } from '@playwright/test'
import { fromRoot } from '../from-root.ts'
import { writeFailingRecording } from './failing-recording.ts'
import { expect, test } from './fixtures.ts'
import { writeFrom, type MacName } from './mac-recording.ts'
import { draw, popoverAtTwice, type Framing } from './picture.ts'

const recording = (name: string): string => fromRoot(`tests/fixtures/recordings/${name}.jsonl`)

test.use(popoverAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, name, framing)

const settled = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')

test('a workstation with a card, and a source that fails', async ({ page, serve }) => {
  const { url } = await serve('--replay', recording('linux-workstation'))
  await page.goto(url)
  await settled(page)
  await page.waitForTimeout(34_000) // growth is told after half a minute
  await drawn(page, 'workstation')
  await page.getByRole('button', { name: /^Show all/ }).click()
  await drawn(page, 'workstation-all-apps')
})

test('an idle machine', async ({ page, serve }) => {
  const { url } = await serve('--replay', recording('linux-idle'))
  await page.goto(url)
  await settled(page)
  await drawn(page, 'idle')
})

for (const [name, room] of [
  ['tight', '3GB'],
  ['full', '150MB'],
] as const) {
  test(`room is ${name}`, async ({ page, serve }) => {
    const { url } = await serve('--replay', recording('linux-idle'), '--room', room)
    await page.goto(url)
    await settled(page)
    await drawn(page, name)
  })
}

test('sources that fall silent', async ({ page, serve, folder }) => {
  const { url } = await serve(
    '--replay',
    await writeFailingRecording(folder, {
      fromMs: 3_000,
      keys: ['/proc', '/proc/meminfo', 'node/process'],
      error: 'no answer within 2 s',
    }),
  )
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Apps by memory' })).toContainText('as of')
  await drawn(page, 'stale')
  await expect(page.getByRole('listitem').filter({ hasText: 'llama-server' })).toHaveCount(0, {
    timeout: 15_000,
  })
  await drawn(page, 'not-known')
})

test('no connection', async ({ page, serve }) => {
  const { url, stop } = await serve('--replay', recording('linux-idle'))
  await page.goto(url)
  await settled(page)
  await stop()
  await expect(page.getByText('does not answer')).toBeVisible()
  await page.waitForTimeout(2_500)
  await drawn(page, 'lost')
})

test('no token, and the first seconds', async ({ page, serve }) => {
  const { origin, url } = await serve('--replay', recording('linux-idle'))
  await page.goto(`${origin}/`)
  await expect(page.getByRole('status')).toBeVisible()
  await drawn(page, 'no-token')
  await page.routeWebSocket(/\/ws$/, () => undefined) // it is open, and says nothing yet
  await page.goto('about:blank')
  await page.goto(url)
  await expect(page.getByRole('status')).toBeVisible()
  await drawn(page, 'first-seconds')
})

/** Each Mac at the moment that it is there for. */
const macScenes: readonly { name: MacName; fromMs: number; waitMs: number; picture: string }[] = [
  { name: 'mac-m2max-32gb-loading', fromMs: 44_000, waitMs: 34_000, picture: 'mac-loading' },
  { name: 'mac-m4-16gb-swapping', fromMs: 40_000, waitMs: 34_000, picture: 'mac-swapping' },
  { name: 'mac-m5max-128gb-unload', fromMs: 20_000, waitMs: 8_000, picture: 'mac-idle-model' },
  { name: 'mac-64gb-two-servers', fromMs: 45_000, waitMs: 34_000, picture: 'mac-beyond-limit' },
  { name: 'mac-m1pro-16gb-refused', fromMs: 18_000, waitMs: 9_000, picture: 'mac-refused' },
]
for (const { name, fromMs, waitMs, picture: file } of macScenes) {
  test(`a Mac: ${file}`, async ({ page, serve, folder }) => {
    const { url } = await serve('--replay', await writeFrom(folder, name, fromMs))
    await page.goto(url)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForTimeout(waitMs)
    await drawn(page, file)
  })
}
