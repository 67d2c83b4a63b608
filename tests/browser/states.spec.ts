import { join } from 'node:path'
import { formatDate } from '../../src/shared/units.ts'
import { workstation } from './failing-recording.ts'
import { expect, test } from './fixtures.ts'

test('room is tight, then full, when less of it is left', async ({ page, serve }) => {
  const tight = await serve('--room', '2GB')
  await page.goto(tight.url)
  await expect(page.locator('header')).toContainText('tight')
  await expect(page.locator('figcaption').first()).toContainText('Held back')
  await tight.stop()

  const full = await serve('--room', '100MB')
  await page.goto(full.url)
  await expect(page.locator('header')).toContainText('full')
})

test('a page without the token says where to find it, and shows nothing', async ({
  page,
  serve,
}) => {
  const { origin } = await serve()
  await page.goto(`${origin}/`)
  await expect(page.getByRole('status')).toContainText('This page needs its token')
  await page.goto(`${origin}/#token=wrong`)
  await expect(page.getByRole('status')).toContainText('This page needs its token')
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(0)
})

test('the right link, opened in a page that had the wrong one, goes live', async ({
  page,
  serve,
}) => {
  const { origin, url } = await serve()
  await page.goto(`${origin}/#token=wrong`)
  await expect(page.getByRole('status')).toContainText('This page needs its token')
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
})

test('a lost connection is said with the age of the figures, and comes back by itself', async ({
  page,
  serve,
  folder,
}) => {
  const tokenFile = join(folder, 'token')
  const first = await serve('--token-file', tokenFile)
  await page.goto(first.url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')

  await first.stop()
  const notice = page.getByRole('group', { name: 'Headroom does not answer' })
  await expect(notice).toContainText(/These figures are [1-9]\d* s old/)
  await expect(notice.getByRole('status')).toHaveText('Headroom does not answer')

  await serve('--token-file', tokenFile, '--port', new URL(first.url).port)
  await expect(notice).toHaveCount(0)
})

test('a replay says that it is one, and names the sources that failed in it', async ({
  page,
  serve,
}) => {
  const { url, snapshot } = await serve('--replay', workstation)
  await page.goto(url)
  const { atMs } = await snapshot()
  const replay = page.getByRole('group', { name: 'Replay' })
  await expect(replay).toContainText(`a recording of ${formatDate(atMs)}, `)
  const trouble = page.getByRole('group', { name: 'No answer from' })
  await expect(trouble).toContainText('memory pressure (/proc/pressure): no answer within 2 s')
  await expect(page.getByRole('definition').first()).toHaveText(/^not known\s*$/)
  await expect(page.getByText('no answer within 2 s')).toHaveCount(1)
})

test('a hidden page is sent nothing, and sampling slows down', async ({ page, serve }) => {
  let pushes = 0
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).startsWith('{"kind":"snapshot"')) pushes++
    }),
  )
  const { url, snapshot } = await serve()
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')

  const everyMs = async (): Promise<number | null | undefined> =>
    (await snapshot()).sources.find((source) => source.id === 'memory')?.everyMs
  await expect.poll(everyMs).toBe(1_000)

  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect.poll(everyMs, { timeout: 15_000 }).toBe(5_000)
  const before = pushes
  await page.waitForTimeout(5_500)
  expect(pushes).toBe(before)
  // silence is no loss where nobody looks
  await expect(page.getByRole('group', { name: 'Headroom does not answer' })).toHaveCount(0)

  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect.poll(() => pushes).toBeGreaterThan(before)
  await expect.poll(everyMs).toBe(1_000)
})

test('the page asks nobody but its own server, and breaks no rule of its policy', async ({
  page,
  serve,
}) => {
  const { url, origin } = await serve()
  const hosts = new Set<string>()
  const complaints: string[] = []
  page.on('request', (request) => void hosts.add(new URL(request.url()).origin))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => void complaints.push(error.message))
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  expect([...hosts]).toEqual([origin])
  expect(complaints).toEqual([])
})
