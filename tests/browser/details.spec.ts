import { detailsAt, detailsSize, headOf, rowOf } from './details-page.ts'
import { roomyMac } from './fit-page.ts'
import { expect, test } from './loaded-page.ts'
import { troublesOf } from './troubles.ts'

test.use({ viewport: detailsSize })

const overviewHead = /free for models/

test('the address opens a section, which is marked, has the keyboard and names the page', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.goto(detailsAt(url, 'models'))
  await expect(headOf(page, 'Models and servers')).toBeFocused()
  await expect(rowOf(page, 'Models and servers')).toHaveAttribute('aria-current', 'page')
  await expect(page).toHaveTitle('Models and servers – Headroom')
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
})

test('the keys lead to each section, and Back of the browser through them, the token as it was', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1, name: overviewHead })).toBeVisible()
  await page.keyboard.press('Control+,')
  await expect(headOf(page, 'Settings')).toBeFocused()
  for (const [keys, name] of [
    ['Meta+2', 'Models and servers'],
    ['Control+4', 'Findings'],
    ['Alt+5', 'What fits now'],
  ] as const) {
    await page.keyboard.press(keys)
    await expect(headOf(page, name)).toBeFocused()
  }
  expect(page.url()).toBe(url)
  await page.goBack()
  await expect(headOf(page, 'Findings')).toBeVisible()
  await page.goForward()
  await expect(headOf(page, 'What fits now')).toBeVisible()
  await page.getByRole('button', { name: 'Overview' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: overviewHead })).toBeVisible()
  await expect(page).toHaveTitle('Headroom')
  await page.goForward()
  await expect(headOf(page, 'Settings')).toBeVisible()
})

test('Escape leads back to the overview, and a page that is loaded again is where it was', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.goto(detailsAt(url, 'findings'))
  await expect(headOf(page, 'Findings')).toBeFocused()
  await rowOf(page, 'About Headroom')
    .or(page.locator('[data-section-row="about"] button'))
    .first()
    .click()
  await page.reload()
  await expect(page.locator('[data-section-row="about"] button')).toHaveAttribute(
    'aria-current',
    'page',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1, name: overviewHead })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: overviewHead })).toBeVisible()
})

test('a link past the list leads to the section, for who goes by the keyboard', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.goto(detailsAt(url, 'findings'))
  await expect(headOf(page, 'Findings')).toBeFocused()
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Tab')
  const skip = page.getByRole('button', { name: 'Skip to the section' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(headOf(page, 'Findings')).toBeFocused()
})

for (const width of [320, 960]) {
  test(`axe finds nothing wrong, and nothing overflows at ${width} px`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 640 })
    const { url } = await open(roomyMac)
    for (const section of ['models', 'findings', 'fit'] as const) {
      await page.goto('about:blank')
      await page.goto(detailsAt(url, section))
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await troublesOf(page, 'body')).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
  })
}

test('where there is little room the sections are one field', async ({ page, open }) => {
  await page.setViewportSize({ width: 420, height: 640 })
  const { url } = await open(roomyMac)
  await page.goto(detailsAt(url, 'models'))
  await expect(rowOf(page, 'Findings')).toBeHidden()
  await page.getByRole('combobox', { name: 'Section' }).selectOption('Findings')
  await expect(headOf(page, 'Findings')).toBeVisible()
})
