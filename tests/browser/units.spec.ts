import type { Page, WebSocketRoute } from '@playwright/test'
import { gaugeLookOf } from '../../src/shared/gauge-look.ts'
import { drawGauge } from '../../src/shared/gauge.ts'
import type { Preferences } from '../../src/shared/preferences.ts'
import { gaugeStyles } from '../../src/shared/settings.ts'
import { roomyMac } from './fit-page.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { plainPreferences } from './preferences-page.ts'

/** Tells the page the preferences as its server would push them: at once on connecting, and at each change. */
async function tellPreferences(page: Page): Promise<(part: Partial<Preferences>) => void> {
  let told = plainPreferences
  const routes = new Set<WebSocketRoute>()
  const tell = (route: WebSocketRoute): void =>
    route.send(JSON.stringify({ kind: 'preferences', value: told }))
  await page.routeWebSocket(/\/ws$/, (route) => {
    const server = route.connectToServer()
    server.onMessage((text) => {
      if (!routes.has(route)) tell(route)
      routes.add(route)
      route.send(text)
    })
  })
  return (part) => {
    told = { ...told, ...part }
    routes.forEach(tell)
  }
}

const sizesIn = async (page: Page): Promise<readonly string[]> =>
  (await page.locator('body').innerText()).match(/\d[\s\u00a0](?:[kKMGT]i?B)\b/g) ?? []

test('all sizes of a page are written anew as soon as others are chosen, and back', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  const prefer = await tellPreferences(page)
  await page.goto(url)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('6.4 GB')
  const before = await page.locator('body').innerText()
  expect((await sizesIn(page)).length).toBeGreaterThan(5)
  prefer({ units: 'binary' })
  await expect(heading).toContainText('5.9 GiB')
  const binary = await sizesIn(page)
  expect(binary.length).toBeGreaterThan(5)
  expect(binary.filter((size) => !size.includes('i'))).toEqual([])
  prefer({ units: 'decimal' })
  await expect(heading).toContainText('6.4 GB')
  expect(await page.locator('body').innerText()).toBe(before)
})

test('in a narrow window no figure in GiB is cut or pushed over the edge', async ({
  page,
  open,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const { url } = await open(loadedMac)
  const prefer = await tellPreferences(page)
  await page.goto(url)
  prefer({ units: 'binary' })
  await expect(page.getByRole('heading', { level: 1 })).toContainText('GiB')
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
})

test.describe('who comes first', () => {
  test.use({ isIntroduced: false })

  test('sees the gauge in the style that is chosen, and beside it what is chosen', async ({
    page,
    open,
  }) => {
    const { url } = await open(roomyMac)
    const prefer = await tellPreferences(page)
    await page.goto(url)
    const card = page.getByRole('region', { name: 'First run' })
    const alphas = (): Promise<readonly number[]> =>
      card
        .locator('canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => {
          const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
          return [...(image?.data ?? [])].filter((_, index) => index % 4 === 3)
        })
    await expect(card).toContainText('The ring fills as memory does')
    for (const gaugeStyle of gaugeStyles) {
      prefer({ gaugeStyle })
      const drawn = [...drawGauge(gaugeLookOf(roomyMac, gaugeStyle), 54)]
      await expect.poll(alphas).toEqual(drawn.filter((_, index) => index % 4 === 3))
    }
    const preview = card.getByRole('img')
    prefer({ menuBarText: 'time-left', gaugeStyle: 'dial' })
    await expect(card).toContainText('The needle rises')
    await expect(card).toContainText('Beside it stand the minutes that are left')
    await expect(preview).toContainText('‒‒ min')
    prefer({ menuBarText: 'off' })
    await expect(preview).toHaveText('')
  })
})
