import type { Locator, Page } from '@playwright/test'
import { roomyMac } from './fit-page.ts'
import { expect, test } from './loaded-page.ts'
import { givePreferences, plainPreferences } from './preferences-page.ts'
import { troublesOf } from './troubles.ts'
import { asWindow } from './window-page.ts'

const gear = (page: Page): Locator =>
  page.locator('footer').getByRole('button', { name: 'Settings' })
const title = (page: Page, name = 'Settings'): Locator =>
  page.getByRole('heading', { level: 1, name })
const overview = (page: Page): Locator =>
  page.getByRole('heading', { level: 1, name: /free for models/ })
async function openThem(page: Page): Promise<void> {
  await expect(overview(page)).toBeVisible()
  await gear(page).click()
}

test('the gear opens them in place of the overview; Back and Escape lead back to the gear', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await givePreferences(page)
  await page.goto(url)
  for (const back of ['button', 'Escape']) {
    await gear(page).press('Enter')
    await expect(title(page)).toBeFocused()
    await expect(overview(page)).toBeHidden()
    if (back === 'Escape') await page.keyboard.press('Escape')
    else await page.getByRole('button', { name: 'Overview' }).click()
    await expect(overview(page)).toBeVisible()
    await expect(gear(page)).toBeFocused()
  }
})

test('another language is spoken at once, where the keyboard stays and nothing is lost', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const { asked } = await givePreferences(page)
  await page.goto(url)
  await openThem(page)
  await page.getByRole('radio', { name: 'Deutsch' }).check()
  await expect(title(page, 'Einstellungen')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeFocused()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.keyboard.press('ArrowRight')
  await expect(title(page, '设置')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await page.getByRole('radio', { name: 'English' }).check()
  await expect(title(page)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show the first run again' })).toBeVisible()
  expect(asked).toEqual([{ language: 'de' }, { language: 'zh-Hans' }, { language: 'en' }])
})

test('a change that is refused is told with its reason, and what holds stays shown', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const { refuse } = await givePreferences(page)
  await page.goto(url)
  await openThem(page)
  const box = page.getByRole('checkbox', { name: 'Start Headroom at login' })
  refuse('macOS did not add the login item')
  await box.click()
  const told = page.getByRole('group', { name: 'This was not changed' })
  await expect(told).toContainText('macOS did not add the login item')
  await expect(box).not.toBeChecked()
  refuse(null)
  await box.click()
  await expect(box).toBeChecked()
  await expect(told).toHaveCount(0)
})

test('whoever may only look sees what is chosen and why it cannot be changed', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac, ['read'])
  const { asked } = await givePreferences(page, { ...plainPreferences, language: 'en' })
  await page.goto(url)
  await openThem(page)
  await expect(page.getByRole('group', { name: /^This page may only look/ })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'English' })).toBeChecked()
  for (const control of [...(await page.getByRole('radio').all()), page.getByRole('checkbox')])
    await expect(control).toBeDisabled()
  expect(asked).toEqual([])
})

test('where there are none to read, that is said, and what is of the page stays', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.goto(url)
  await openThem(page)
  await expect(page.getByRole('group', { name: 'The settings cannot be read' })).toBeVisible()
  await expect(page.getByRole('radio')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Tell me when it warns' })).toBeVisible()
})

test('the first run can be seen again, and the keyboard goes there', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  await page.goto(url)
  await openThem(page)
  await page.getByRole('button', { name: 'Show the first run again' }).click()
  const card = page.getByRole('region', { name: 'First run' })
  await expect(card.getByRole('heading', { name: 'What the gauge means' })).toBeFocused()
  await card.getByRole('button', { name: 'Skip' }).click()
  await expect(card).toHaveCount(0)
})

test('in the window the room beside the gauge is chosen too', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  const asked = await asWindow(page, roomyMac, { ...plainPreferences, isIntroduced: true })
  await page.goto(url)
  await openThem(page)
  await page.getByRole('checkbox', { name: 'Show the room beside the gauge' }).click()
  expect(await asked()).toEqual([{ menuBarText: 'off' }])
  await expect(page.getByText('does not send macOS notifications yet')).toBeVisible()
})

test('axe finds nothing wrong, and nothing overflows at 320 px', async ({ page, open }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const { url } = await open(roomyMac)
  await givePreferences(page)
  await page.goto(url)
  await openThem(page)
  await expect(page.getByRole('radio')).toHaveCount(4)
  expect(await troublesOf(page, 'main')).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
