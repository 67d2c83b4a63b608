import { readFile, writeFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { jsonIn } from '../../src/shared/parse.ts'
import { expect, test } from './fixtures.ts'
import { expectWritten, field, fileOfSettings, openSettings, toTab, type } from './settings-page.ts'

const units = (page: Page): Locator => page.getByRole('radio', { name: /^GiB/ })

test('two windows stay in step: what is changed in one stands in the other at once', async ({
  page,
  context,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  const other = await context.newPage()
  await openSettings(page, url, 'General')
  await openSettings(other, url, 'General')
  await units(page).check()
  await expect(units(other)).toBeChecked()
  await toTab(page, 'Alerts')
  await toTab(other, 'Alerts')
  await other.getByRole('checkbox', { name: 'Heat' }).uncheck()
  await expect(page.getByRole('checkbox', { name: 'Heat' })).not.toBeChecked()
  await expectWritten(folder, { units: 'binary', alerts: { off: ['thermal'] } })
})

test('two that change two lines at the same moment undo nothing of each other', async ({
  page,
  context,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  const other = await context.newPage()
  await openSettings(page, url, 'Sampling')
  await openSettings(other, url, 'Sampling')
  for (const seconds of ['2', '3', '4'])
    await Promise.all([
      type(page, 'While somebody looks, every', seconds),
      type(other, 'While nobody looks, every', `1${seconds}`),
    ])
  await expectWritten(folder, { clocks: { lookedSeconds: 4, aloneSeconds: 14 } })
  for (const one of [page, other]) {
    await expect(field(one, 'While somebody looks, every')).toHaveValue('4')
    await expect(field(one, 'While nobody looks, every')).toHaveValue('14')
  }
})

test('what was written by hand is in force when the settings are opened, and stays with the next change', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  await units(page).check()
  await expectWritten(folder, { units: 'binary' })
  const before = jsonIn(await readFile(fileOfSettings(folder), 'utf8'))
  await writeFile(
    fileOfSettings(folder),
    JSON.stringify(Object.assign({}, before, { menuBarText: 'in-use', ofLater: ['kept'] })),
  )
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Beside the gauge' })).toHaveValue('in-use')
  await page.getByRole('radio', { name: /^GB/ }).check()
  await expectWritten(folder, { units: 'decimal', menuBarText: 'in-use', ofLater: ['kept'] })
})

test('whoever may only look sees every choice, one reason, and can change none', async ({
  page,
  serve,
}) => {
  const { url } = await serve()
  await openSettings(page, url, 'General')
  const why = page.getByRole('group', { name: 'This page may only look' })
  for (const tab of ['General', 'Alerts', 'Sampling', 'Sources', 'Relief', 'Your data'] as const) {
    await toTab(page, tab)
    await expect(why).toContainText('headroom serve --allow-acts')
    const panel = page.getByRole('tabpanel')
    for (const control of await panel.locator('input, select').all())
      await expect(control).toBeDisabled()
    await expect(
      panel
        .getByRole('button', { name: /^(?:Add|Delete|Export|Remove)/ })
        .and(page.locator(':enabled')),
    ).toHaveCount(0)
  }
})

test('all groups are walked by the arrows, and every control of each by Tab', async ({
  page,
  serve,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  await page.getByRole('tab', { name: 'General' }).focus()
  for (const tab of ['Alerts', 'Sampling', 'Sources', 'Relief', 'Your data']) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tab', { name: tab, selected: true })).toBeFocused()
  }
  await page.keyboard.press('Home')
  await expect(page.getByRole('tab', { name: 'General', selected: true })).toBeFocused()
  const panel = page.getByRole('tabpanel')
  const stops = await panel
    .locator('button, select, input:not([type="radio"]), input:checked')
    .count()
  for (let at = 0; at < stops; at++) {
    await page.keyboard.press('Tab')
    await expect(panel.locator(':focus')).toHaveCount(1)
  }
})
