import type { Locator, Page } from '@playwright/test'
import { ruleIds } from '../../src/shared/alert.ts'
import { expect, test } from './fixtures.ts'
import { expectWritten, field, openSettings, refusal, type, written } from './settings-page.ts'

const rule = (page: Page, name: string): Locator =>
  page.getByRole('listitem', { name, exact: true })
const fold = (page: Page, name: string): Locator =>
  rule(page, name).getByRole('button', { expanded: false })
const box = (page: Page, name: string): Locator => page.getByRole('checkbox', { name, exact: true })

test('every rule is there, told what it watches for, and is turned off and on by itself', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Alerts')
  const rules = page.getByRole('region', { name: 'What it warns of' })
  await expect(rules.getByRole('checkbox')).toHaveCount(ruleIds.length)
  await expect(rule(page, 'Heat')).toContainText('Heat slows the machine down')
  await box(page, 'Heat').uncheck()
  await expectWritten(folder, { alerts: { off: ['thermal'] } })
  await expect(box(page, 'Good news')).not.toBeChecked()
  await box(page, 'Good news').check()
  await expectWritten(folder, { alerts: { off: ['thermal'], on: ['good-news'] } })
  await box(page, 'Heat').check()
  await expectWritten(folder, { alerts: { off: [], on: ['good-news'] } })
})

test('the lines of a rule are unfolded, changed in their own units, and go back to what Headroom comes with', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Alerts')
  const name = 'An app takes much memory'
  await expect(rule(page, name)).toContainText('40 % of RAM · +4.0 GB in 5 min · after 1 min')
  await fold(page, name).click()
  await type(page, 'When one app holds of RAM', '55')
  await type(page, 'Or grows by', '6.5')
  await type(page, 'Within', '12')
  await type(page, 'Only when it lasts for', '90')
  await expectWritten(folder, {
    alerts: {
      hogRatio: 0.55,
      hogGrowthBytes: 6.5e9,
      hogGrowthMinutes: 12,
      holdSeconds: { 'memory-hog': 90 },
    },
  })
  await expect(rule(page, name)).toContainText('55 % of RAM · +6.5 GB in 12 min')
  await rule(page, name)
    .getByRole('button', { name: `Back to default: ${name}` })
    .click()
  await expectWritten(folder, { alerts: { hogRatio: 0.4, hogGrowthBytes: 4e9, holdSeconds: {} } })
  await expect(rule(page, name)).toContainText('40 % of RAM')
  await expect(rule(page, name)).toBeFocused()
})

test('a line that cannot be is refused with its bounds in the units of people', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Alerts')
  await fold(page, 'An app takes much memory').click()
  await type(page, 'When one app holds of RAM', '95')
  await expect(
    refusal(page, 'Not changed: one app may hold between 10 % and 90 % of RAM'),
  ).toBeVisible()
  await expect(field(page, 'When one app holds of RAM')).toHaveValue('95')
  expect(await written(folder)).not.toMatchObject({ alerts: { hogRatio: 0.95 } })
  await fold(page, 'Memory pressure').click()
  const hold = rule(page, 'Memory pressure').getByRole('spinbutton')
  await hold.fill('601')
  await hold.press('Enter')
  await expect(rule(page, 'Memory pressure').getByRole('alert').last()).toContainText('10 min')
  await expect(hold).toHaveValue('601')
  await hold.press('Escape')
  await expect(hold).toHaveValue('10')
})

test('all rules go back at once, after a question that Escape leaves', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Alerts')
  await box(page, 'Heat').uncheck()
  await box(page, 'Swapping').uncheck()
  await expectWritten(folder, { alerts: { off: ['thermal', 'swapping'] } })
  const all = page.getByRole('button', { name: 'All back to default…' })
  await all.press('Enter')
  const question = page.getByRole('group', { name: 'Forget what was chosen of all alerts?' })
  await expect(question).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(all).toBeFocused()
  await all.press('Enter')
  await question.getByRole('button', { name: 'Back to default' }).click()
  await expectWritten(folder, { alerts: { off: [], on: [] } })
  await expect(box(page, 'Heat')).toBeChecked()
})

test('what is snoozed is there, whether it stands or not, and is told again', async ({
  page,
  serve,
}) => {
  const { url, origin, token } = await serve('--allow-acts')
  const answer = await fetch(`${origin}/api/request`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'snooze', input: { target: 'swapping', span: 'restart' } }),
  })
  expect(answer.ok).toBe(true)
  await openSettings(page, url, 'Alerts')
  const silent = page.getByRole('region', { name: 'Silent now' })
  await expect(silent).toContainText('Swapping · snoozed until Headroom is restarted')
  await silent.getByRole('button', { name: 'Tell again: Swapping' }).click()
  await expect(silent).toHaveCount(0)
})
