import { execFileSync } from 'node:child_process'
import { expect, test } from './fixtures.ts'

test('Chromium is without all that Playwright turns off, and loads no pages of its own', async ({
  browser,
  page,
}) => {
  await page.goto('data:text/html,<title>a page</title>')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const id = processInfo.find(({ type }) => type === 'browser')?.id
  const words = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(id)], { encoding: 'utf8' })
  const lists = [...words.matchAll(/--disable-features=(\S+)/g)].map(([, list = '']) =>
    list.split(','),
  )
  expect(lists.length).toBeGreaterThan(1)
  expect(lists.at(-1)).toEqual(expect.arrayContaining(lists.slice(0, -1).flat()))
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] })
  const urls = targetInfos.map(({ url }) => url)
  expect(urls.filter((url) => url.startsWith('chrome:'))).toEqual([])
})
