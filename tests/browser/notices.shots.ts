import type { Page } from '@playwright/test'
import { toldMac } from './overview-page.ts'
import { test } from './loaded-page.ts'
import { draw, popoverAtTwice } from './picture.ts'

test.use(popoverAtTwice)

// another language is drawn for its words
const drawn = (page: Page, name: string): Promise<void> =>
  draw(page, `notice-${name}`, /-(de|zh-Hans)$/.test(name) ? { themes: ['light'] } : {})

for (const language of ['en', 'de', 'zh-Hans'] as const)
  test.describe(`in ${language}`, () => {
    test.use({ locale: language })

    test('the first seconds', async ({ page, open }) => {
      const { url } = await open(toldMac)
      await page.routeWebSocket(/\/ws$/, () => undefined)
      await page.goto(url)
      await drawn(page, `looking-${language}`)
    })

    test('a page without its token', async ({ page, open }) => {
      const { url } = await open(toldMac)
      await page.goto(url.replace(/token=.*/, 'token=another'))
      await drawn(page, `token-${language}`)
    })

    test('a Headroom that does not answer', async ({ page, open }) => {
      const { url } = await open(toldMac)
      await page.goto(url)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForTimeout(6_000) // as long as a page waits for it
      await drawn(page, `lost-${language}`)
    })

    test('a page that is older than its Headroom', async ({ page, open }) => {
      const { url } = await open(toldMac)
      await page.routeWebSocket(/\/ws$/, (route) => {
        const server = route.connectToServer()
        server.onMessage((text) =>
          route.send(String(text).replace('headroom/snapshot/1', 'headroom/snapshot/2')),
        )
      })
      await page.goto(url)
      await drawn(page, `outdated-${language}`)
    })

    test('a recording', async ({ page, open }) => {
      const { url } = await open({ ...toldMac, mode: 'replay' })
      await page.goto(url)
      await drawn(page, `replay-${language}`)
    })
  })
