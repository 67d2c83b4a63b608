import { appendFileSync } from 'node:fs'
import { detailsSize, rowOf } from './details-page.ts'
import { expect, idle, idles, linesOf, refused, rowOfLine, rowsOf, test } from './log-page.ts'

test.use({ viewport: detailsSize, locale: 'en-GB' })

/** A program with a log of its own: writes a line each time it is told to, and another file in its place at `turn`. */
const writer = `
const { appendFileSync, renameSync } = require('node:fs')
const [path] = process.argv.slice(1)
let number = 0
setInterval(() => {
  number += 1
  if (number === 60) renameSync(path, path + '.1')
  appendFileSync(path, 'srv  line: ' + number + '\\n')
}, 100)
`

test('lines come as a program writes them, and another file in their place is said to be one', async ({
  page,
  openLog,
  start,
}) => {
  const { path } = await openLog(idles(1, 300))
  start(process.execPath, '-e', writer, path)
  await expect(rowOfLine(page, /srv {2}line: 20$/)).toBeInViewport({ timeout: 15_000 })
  await expect(page.getByText('Another file has come into its place')).toBeVisible({
    timeout: 20_000,
  })
  // its lines are counted anew, from the first that was written to it
  const sixtieth = rowOfLine(page, /srv {2}line: 60$/)
  await linesOf(page).press('Home')
  await expect(sixtieth).toBeInViewport()
  await expect(sixtieth).toHaveText(/^1\s?srv/)
  await expect(rowOfLine(page, idle(300))).toHaveCount(0)
})

test('whoever scrolls up stays there, is told how much has come, and gets to the end again', async ({
  page,
  openLog,
}) => {
  const { path } = await openLog(idles(1, 2_000))
  await expect(rowOfLine(page, idle(2_000))).toBeInViewport()
  await linesOf(page).hover()
  await page.mouse.wheel(0, -4_000)
  const toEnd = page.getByRole('button', { name: /^To the end/ })
  await expect(toEnd).toBeVisible()
  const before = await rowsOf(page).first().textContent()
  appendFileSync(path, idles(2_001, 2_007))
  await expect(toEnd).toHaveText('To the end, 7 new lines')
  expect(await rowsOf(page).first().textContent()).toBe(before)
  await toEnd.click()
  await expect(rowOfLine(page, idle(2_007))).toBeInViewport()
  await expect(toEnd).toBeHidden()
  appendFileSync(path, `${refused}\n`)
  await expect(rowOfLine(page, refused)).toBeInViewport()
})

test('nothing is asked while another section is shown, nor while the page is hidden', async ({
  page,
  openLog,
}) => {
  let asked = 0
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (/"log(?:s|Lines)"/.test(String(payload))) asked += 1
    })
  })
  await openLog(idles(1, 10))
  await expect.poll(() => asked).toBeGreaterThan(2)
  const quiet = async (): Promise<void> => {
    await page.waitForTimeout(200)
    const before = asked
    await page.waitForTimeout(5_000)
    expect(asked).toBe(before)
  }
  await rowOf(page, 'Doctor').click()
  await quiet()
  await rowOf(page, 'Log').click()
  await expect(linesOf(page)).toBeVisible()
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await quiet()
})

test('what was read stays while nothing answers, and goes on where it was, each line once', async ({
  page,
  openLog,
}) => {
  test.setTimeout(90_000)
  const { path, served } = await openLog(idles(1, 50))
  await expect(page.getByText('50 lines')).toBeVisible()
  served.freeze()
  appendFileSync(path, idles(51, 55))
  await page.waitForTimeout(8_000)
  await expect(rowOfLine(page, idle(50))).toBeVisible()
  served.thaw()
  await expect(page.getByText('55 lines')).toBeVisible({ timeout: 30_000 })
  await expect(rowOfLine(page, idle(55))).toHaveCount(1)
})
