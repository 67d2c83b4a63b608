import type { Locator, Page } from '@playwright/test'
import { lmStudio } from '../shared/loaded.ts'
import { roomyMac } from './fit-page.ts'
import { expect, test } from './loaded-page.ts'
import { givePreferences, plainPreferences } from './preferences-page.ts'
import { settingsAnswers, settingsTabs } from './states-of-settings.ts'
import { troublesOf } from './troubles.ts'
import { asWindow, begin } from './window-page.ts'

const gear = (page: Page): Locator =>
  page.locator('footer').getByRole('button', { name: 'Settings' })
const title = (page: Page, name = 'Settings'): Locator =>
  page.getByRole('heading', { level: 1, name })
const overview = (page: Page): Locator =>
  page.getByRole('heading', { level: 1, name: /free for models/ })
/** ⌘ on a Mac. */
const keys = 'Control+,'

/** The keys are heard as soon as there is something to see. */
async function openByKeys(page: Page): Promise<void> {
  await expect(overview(page)).toBeVisible()
  await page.keyboard.press(keys)
  await expect(title(page)).toBeVisible()
}

test('the gear and the keys open them from the overview', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  await givePreferences(page)
  await page.goto(url)
  await gear(page).press('Enter')
  await expect(title(page)).toBeFocused()
  await expect(overview(page)).toBeHidden()
  await page.goBack()
  for (const combination of [keys, 'Meta+,']) {
    await expect(overview(page)).toBeVisible()
    await page.keyboard.press(combination)
    await expect(title(page)).toBeFocused()
    await page.goBack()
  }
})

test('another language is spoken at once, where the keyboard stays and nothing is lost', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const { asked } = await givePreferences(page)
  await page.goto(url)
  await openByKeys(page)
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

test('a change that is refused is told beside its control, and what holds stays shown', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const { refuse } = await givePreferences(page)
  await page.goto(url)
  await openByKeys(page)
  const box = page.getByRole('checkbox', { name: 'Start Headroom at login' })
  refuse('macOS did not add the login item')
  await box.click()
  const start = page.getByRole('region', { name: 'Start' })
  await expect(start.getByRole('alert')).toHaveText('Not changed: macOS did not add the login item')
  await expect(box).not.toBeChecked()
  refuse(null)
  await box.click()
  await expect(box).toBeChecked()
  await expect(start.getByText('macOS did not')).toHaveCount(0)
})

test('a change sends its own line and nothing else', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  const { asked } = await givePreferences(page, plainPreferences, settingsAnswers)
  await page.goto(url)
  await openByKeys(page)
  await page.getByRole('tab', { name: 'Sampling' }).click()
  const input = page.getByRole('spinbutton', { name: 'While somebody looks, every' })
  await input.fill('4')
  expect(asked).toEqual([])
  await input.press('Enter')
  await page.getByRole('tab', { name: 'Alerts' }).click()
  await page.getByRole('checkbox', { name: 'Heat' }).uncheck()
  await expect
    .poll(() => asked)
    .toEqual([{ clocks: { lookedSeconds: 4 } }, { alerts: { off: ['thermal'] } }])
})

test('the units in force are those of the fields, and the room of now stands in both', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const { asked } = await givePreferences(page, { ...plainPreferences, units: 'binary' })
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press(keys)
  await expect(page.getByText('Room now: 17.4 GB, which is 16.2 GiB')).toBeVisible()
  await page.getByRole('tab', { name: 'Alerts' }).click()
  const rule = page.getByRole('listitem', { name: 'No disk left for swap' })
  await rule.getByRole('button').click()
  const free = rule.getByRole('spinbutton', { name: 'When less is free than' })
  await expect(free).toHaveValue('4.7')
  await expect(free).toHaveAccessibleDescription('GiB')
  await free.fill('8')
  await free.press('Enter')
  await expect.poll(() => asked).toEqual([{ alerts: { swapDiskBytes: 8 * 2 ** 30 } }])
})

test('a server that wants a key is given it here, and the key stays nowhere on the page', async ({
  page,
  open,
}) => {
  const closed = { ...lmStudio, state: 'closed', stateReason: null } as const
  const { url, keys, answerKey } = await open({ ...roomyMac, servers: [closed] })
  await givePreferences(page, plainPreferences, settingsAnswers)
  await page.goto(url)
  await openByKeys(page)
  await page.getByRole('tab', { name: 'Sources' }).click()
  const place = page.getByRole('region', { name: 'Servers with keys' })
  await expect(place).toContainText('LM Studio wants a key')
  await place.getByRole('button', { name: /^Enter key/ }).press('Enter')
  await expect(place.locator('form input')).toBeFocused() // it is loaded when it is first asked for
  await page.keyboard.insertText('secret-of-this-test')
  await page.keyboard.press('Enter')
  await expect.poll(() => keys).toEqual([{ serverId: closed.id, apiKey: 'secret-of-this-test' }])
  answerKey(null)
  await expect(place).toContainText('key given, not accepted yet')
  expect(await page.content()).not.toContain('secret-of-this-test')
})

test('where there are none to read, that is said, and what is of the page stays', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.goto(url)
  await openByKeys(page)
  await expect(page.getByRole('group', { name: 'The settings cannot be read' })).toBeVisible()
  await expect(page.getByRole('tab')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Tell me when it warns' })).toBeVisible()
})

test('in the window of a recording it is said that macOS is told nothing', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  const asked = await asWindow(page, roomyMac, { ...plainPreferences, isIntroduced: true })
  await page.goto(url)
  await expect(overview(page)).toBeVisible()
  await begin(page, { kind: 'details', place: { section: 'settings', focus: null } })
  await expect(title(page)).toBeVisible()
  await page.getByRole('combobox', { name: 'Beside the gauge' }).selectOption('Nothing')
  expect(await asked()).toEqual([{ menuBarText: 'off' }])
  await page.getByRole('tab', { name: 'Alerts' }).click()
  await expect(page.getByText('A recording sends no notifications')).toBeVisible()
})

test('a link to a rule leads to it, unfolded and with the keyboard, as often as it is followed', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await asWindow(page, roomyMac, { ...plainPreferences, isIntroduced: true })
  await page.goto(url)
  await expect(overview(page)).toBeVisible()
  const rule = page.getByRole('listitem', { name: 'No disk left for swap' })
  for (const time of ['first', 'second']) {
    await begin(page, {
      kind: 'details',
      place: { section: 'settings', focus: { kind: 'rule', ruleId: 'swap-disk' } },
    })
    await expect(rule, time).toBeFocused()
    await expect(rule).toBeInViewport()
    await expect(rule.getByRole('spinbutton').first()).toBeVisible()
    await page.getByRole('tab', { name: 'General' }).click()
    await begin(page, null)
  }
})

test('axe finds nothing wrong with any group, and nothing overflows at 320 px', async ({
  page,
  open,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const { url } = await open(roomyMac)
  await givePreferences(page, plainPreferences, settingsAnswers)
  await page.goto(url)
  await openByKeys(page)
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    expect(await troublesOf(page, 'main:not([hidden])')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  }
  expect(await page.getByRole('tab').count()).toBe(settingsTabs.length)
})
