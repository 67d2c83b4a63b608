import { detailsAt, detailsSize, rowOf } from './details-page.ts'
import {
  expect,
  idle,
  idles,
  linesOf,
  refused,
  rowOfLine,
  rowsOf,
  searchOf,
  test,
} from './log-page.ts'
import { troublesOf } from './troubles.ts'

test.use({ viewport: detailsSize, locale: 'en-GB' })

test('a log is opened at its end, and all of it is a key away, though few of its lines are drawn', async ({
  page,
  openLog,
}) => {
  test.setTimeout(120_000)
  await openLog(idles(1, 100_000))
  await expect(rowOfLine(page, idle(100_000))).toBeInViewport()
  await expect(page.getByText('100000 lines')).toBeVisible()
  expect(await rowsOf(page).count()).toBeLessThanOrEqual(100)
  await linesOf(page).press('Home')
  const first = rowOfLine(page, idle(1)).first()
  await expect(first).toBeInViewport()
  await expect(first).toHaveAttribute('aria-posinset', '1')
  await expect(first).toHaveAttribute('aria-setsize', '100000')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  expect(await rowsOf(page).count()).toBeLessThanOrEqual(100)
  await linesOf(page).press('PageDown')
  await linesOf(page).press('ArrowUp')
  const current = await linesOf(page).getAttribute('aria-activedescendant')
  await expect(page.locator(`[id="${current}"]`)).toBeInViewport()
  await linesOf(page).press('End')
  await expect(rowOfLine(page, idle(100_000))).toBeInViewport()
})

test('a search counts its matches and leads through them by Enter, buttons and keys', async ({
  page,
  openLog,
}) => {
  const text = idles(1, 500) + `${refused}\n` + idles(501, 900) + `ggml_metal: FAILED TO ALLOCATE\n`
  await openLog(`${text}srv  a: [.*] a+b\n${idles(901, 1_000)}`)
  await page.keyboard.press('Control+f')
  await expect(searchOf(page)).toBeFocused()
  await page.keyboard.type('failed to Allocate')
  const found = page.getByRole('search').getByRole('status')
  await expect(found).toHaveText('0 of 2')
  await page.keyboard.press('Enter')
  await expect(found).toHaveText('1 of 2')
  await expect(page.locator('mark', { hasText: /^failed to allocate/ })).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('mark', { hasText: /^FAILED TO ALLOCATE/ })).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(found).toHaveText('1 of 2')
  await page.keyboard.press('Shift+Enter')
  await expect(found).toHaveText('2 of 2')
  await page.keyboard.press('F3')
  await expect(found).toHaveText('1 of 2')
  await page.keyboard.press('Meta+Shift+g')
  await expect(found).toHaveText('2 of 2')
  await page.getByRole('button', { name: 'Next match' }).click()
  await expect(found).toHaveText('1 of 2')
  // no pattern: what is typed is what is looked for
  await searchOf(page).fill('[.*] a+b')
  await page.keyboard.press('F3')
  await expect(page.locator('mark')).toHaveText('[.*] a+b')
  await searchOf(page).fill('^srv')
  await expect(found).toHaveText('Not found')
  await searchOf(page).fill('task 77')
  await page.getByLabel('Only matches').check()
  await expect(page.getByText('11 of 1003 lines listed')).toBeVisible()
})

test('the lines of a kind are listed alone, and a mark leads from one to the next', async ({
  page,
  openLog,
}) => {
  await openLog(`${idles(1, 400)}${refused}\n${idles(401, 800)}${refused}\n`)
  const marks = page.getByRole('slider', { name: '2 marks in this log' })
  await marks.press('Home')
  await expect(marks).toHaveAttribute('aria-valuetext', 'line 401: Failure: The GPU refused memory')
  await expect(rowOfLine(page, refused)).toBeInViewport()
  await expect(rowOfLine(page, refused)).toHaveText(/^401\s?Failure: The GPU refused memory: /)
  await marks.press('ArrowDown')
  await expect(marks).toHaveAttribute('aria-valuetext', 'line 802: Failure: The GPU refused memory')
  await page.getByLabel('Lines to list').selectOption('Failures')
  await expect(rowsOf(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Show what it means' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Findings' })).toBeVisible()
})

test('a line that may be a prompt does not reach the page before somebody has asked for it', async ({
  page,
  openLog,
}) => {
  const heard: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void heard.push(String(payload)))
  })
  const body = ['User: MY WORDS', 'and MORE WORDS', refused]
  await openLog(`${idles(1, 40)}${body.join('\n')}\n`)
  const hidden = rowOfLine(page, '3 lines that may be prompts are hidden.')
  await expect(hidden).toBeInViewport()
  // what a prompt quotes is hidden with it, be it a failure
  expect(heard.join('')).not.toContain('WORDS')
  await linesOf(page).press('End')
  await hidden.click()
  const question = page.getByRole('group', { name: /Show lines that may hold prompts/ })
  await expect(question.getByRole('button', { name: 'Keep them hidden' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(linesOf(page)).toBeFocused()
  expect(heard.join('')).not.toContain('WORDS')
  await linesOf(page).press('Enter')
  await question.getByRole('button', { name: 'Show them' }).click()
  await expect(rowOfLine(page, 'and MORE WORDS')).toBeVisible()
  await expect(linesOf(page)).toBeFocused()
  await page.getByRole('button', { name: 'Hide them again' }).click()
  await expect(hidden).toBeVisible()
  await expect(linesOf(page)).toBeFocused()
  await hidden.click()
  await question.getByRole('button', { name: 'Show them' }).click()
  await expect(rowOfLine(page, 'and MORE WORDS')).toBeVisible()
  // whoever leaves has them hidden again
  await rowOf(page, 'Findings').click()
  await rowOf(page, 'Log').click()
  await expect(hidden).toBeVisible()
  await expect(rowOfLine(page, 'WORDS')).toHaveCount(0)
})

test('lines are selected and copied by the keyboard', async ({ page, context, openLog }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openLog(idles(1, 30))
  await linesOf(page).press('Home')
  await linesOf(page).press('Shift+ArrowDown')
  await linesOf(page).press('Shift+ArrowDown')
  await expect(page.getByText('3 lines selected')).toBeVisible()
  await linesOf(page).press('ControlOrMeta+c')
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
  expect(await copied()).toBe([1, 2, 3].map(idle).join('\n'))
  await linesOf(page).press('ArrowDown')
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(copied).toBe(idle(4))
})

test('there is no barrier, whatever is shown', async ({ page, openLog }) => {
  await openLog(`${idles(1, 100)}${refused}\nUser: a prompt\n`)
  expect(await troublesOf(page, 'main')).toEqual([])
  await rowOfLine(page, 'that may be a prompt').click()
  expect(await troublesOf(page, 'main')).toEqual([])
})

test('in a replay there are the lines of the recording, and it says what they are', async ({
  page,
  serve,
}) => {
  const recording = 'tests/fixtures/recordings/mac-m1pro-16gb-refused.jsonl'
  const { url } = await serve('--replay', recording, '--speed', '8')
  await page.goto(detailsAt(url, 'log'))
  await expect(page.getByText('A recording keeps only lines')).toBeVisible()
  await expect(rowOfLine(page, 'failed to allocate buffer').first()).toBeVisible({
    timeout: 30_000,
  })
})

test('in a small window the acts on a chosen line stay in sight', async ({ page, openLog }) => {
  await page.setViewportSize({ width: 640, height: 420 })
  await openLog(idles(1, 500) + `${refused}\n`)
  await linesOf(page).press('ArrowUp')
  await expect(page.getByRole('button', { name: /copy/i }).first()).toBeInViewport({ ratio: 1 })
})
