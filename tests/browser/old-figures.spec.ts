import { join } from 'node:path'
import { faintTextsOf } from './contrast.ts'
import { workstation, writeFailingRecording } from './failing-recording.ts'
import { expect, test } from './fixtures.ts'

test('a server that freezes is said to be silent, and is live again when it goes on', async ({
  page,
  serve,
}) => {
  const { url, freeze, thaw } = await serve()
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  freeze()
  const notice = page.getByRole('group', { name: 'Headroom does not answer' })
  await expect(notice).toContainText(/These figures are [5-7] s old/)
  thaw()
  await expect(notice).toHaveCount(0)
})

test('figures of a lost connection keep a contrast of 4.5 to 1', async ({ page, serve }) => {
  const { url, stop } = await serve('--replay', workstation, '--room', '150MB')
  await page.goto(url)
  await expect(page.locator('header')).toContainText('full')
  expect(await faintTextsOf(page)).toEqual([])
  await stop()
  await expect(page.getByRole('group', { name: 'Headroom does not answer' })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
  }
})

test('a page whose token is no longer good tells the age of what it shows', async ({
  page,
  serve,
  folder,
}) => {
  const first = await serve('--token-file', join(folder, 'token'))
  await page.goto(first.url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  await first.stop()
  await serve('--port', new URL(first.url).port)
  const notice = page.getByRole('group', { name: 'This page needs its token' })
  await expect(notice).toContainText(/These figures are \d+ s old/)
})

test('sources that fall silent: their figures are told with their age, then not at all', async ({
  page,
  serve,
  folder,
}) => {
  const recording = await writeFailingRecording(folder, {
    fromMs: 3_000,
    keys: ['/proc', '/proc/meminfo', 'node/process'],
    error: 'no answer within 2 s',
  })
  const { url } = await serve('--replay', recording)
  await page.goto(url)
  const list = page.getByRole('region', { name: 'Apps by memory' })
  const swap = page.getByRole('definition').nth(1)

  await expect(swap).toHaveText(/^1\.4 GB used [1-9] s ago$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/[1-9] s ago/)
  await expect(page.locator('figure').first()).toContainText(
    /RAM: room for 33\.3 GB of 67\.2 GB, [1-9] s ago/,
  )
  await expect(page.locator('footer')).toContainText(/Headroom\s*\d+ MB .*, [1-9] s ago/)
  await expect(list).toContainText(/as of [1-9] s ago/)
  await expect(list.getByRole('listitem')).toHaveCount(5)
  expect(await faintTextsOf(page)).toEqual([])

  await expect(list.getByRole('listitem')).toHaveCount(0, { timeout: 20_000 })
  await expect(list).toContainText('not known no answer within 2 s')
  await expect(swap).toHaveText(/^not known\s*$/)
  const trouble = page.getByRole('group', { name: 'No answer from' })
  await expect(trouble).toContainText(
    /processes \(\/proc\): no answer within 2 s, last answer \d+ s ago/,
  )
})

test('the list says what its memory counts, and so does each figure', async ({ page, serve }) => {
  const { url } = await serve('--replay', workstation)
  await page.goto(url)
  const list = page.getByRole('region', { name: 'Apps by memory' })
  await expect(list).toContainText('Memory, resident')
  await expect(list.getByRole('listitem').first()).toContainText('19.3 GB resident')
})
