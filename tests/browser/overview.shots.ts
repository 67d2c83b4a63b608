import type { Page } from '@playwright/test'
import { expect, test } from './loaded-page.ts'
import { draw, drawVariants, tickingAtTwice, type Framing } from './picture.ts'
import { statesOfBar, toldMac } from './overview-page.ts'

test.use(tickingAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `overview-${name}`, framing)

const settled = (page: Page): Promise<void> =>
  expect(page.locator('[data-bar="room"]')).toBeVisible()

for (const [name, locale] of [
  ['en', 'en-GB'],
  ['de', 'de-DE'],
  ['zh', 'zh-CN'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test(`all of the upper half, and the small print unfolded: ${name}`, async ({ page, open }) => {
      const { url } = await open(toldMac)
      await page.goto(url)
      await settled(page)
      await drawn(page, name)
      await page.locator('footer button[aria-expanded]').click()
      await drawn(page, `small-print-${name}`)
    })
  })
}

test('by other eyes, in large type, and in the colours of a reader', async ({ page, open }) => {
  const { url } = await open(toldMac)
  await page.goto(url)
  await settled(page)
  await drawVariants(page, 'overview')
  await drawn(page, 'view', { height: 'view' })
})

for (const [state, snapshot] of Object.entries(statesOfBar)) {
  test(`a bar: ${state}`, async ({ page, open }) => {
    const { url } = await open(snapshot)
    await page.goto(url)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await drawn(page, `bar-${state.replace(/\W+/g, '-')}`)
  })
}
