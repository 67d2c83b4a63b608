import { expect, test } from './fixtures.ts'
import { expectWritten, field, openSettings, refusal, type } from './settings-page.ts'

test('every choice of the general settings is written as it is made, and is there after a restart', async ({
  page,
  serve,
  folder,
}) => {
  const first = await serve('--allow-acts')
  await openSettings(page, first.url, 'General')
  await page.getByRole('radio', { name: /^GiB/ }).check()
  await expectWritten(folder, { units: 'binary' })
  await page.getByRole('radio', { name: 'Column' }).check()
  await expectWritten(folder, { gaugeStyle: 'column', units: 'binary' })
  await page.getByRole('combobox', { name: 'Beside the gauge' }).selectOption('Time left')
  await expectWritten(folder, { menuBarText: 'time-left' })
  await type(page, 'Keep the closed window ready for', '7')
  await expectWritten(folder, { keepWarmMinutes: 7 })
  await page.getByRole('radio', { name: 'Deutsch' }).check()
  await expectWritten(folder, { language: 'de' })
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible()
  await first.stop()

  const second = await serve('--allow-acts')
  await page.goto('about:blank')
  await page.goto(`${second.url}&details=settings`)
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeChecked()
  await expect(page.getByRole('radio', { name: /^GiB/ })).toBeChecked()
  await expect(page.getByRole('radio', { name: 'Säule' })).toBeChecked()
  await expect(page.getByRole('combobox', { name: 'Neben der Anzeige' })).toHaveValue('time-left')
  await expect(field(page, 'Geschlossenes Fenster bereithalten für')).toHaveValue('7')
})

test('what cannot be is refused with its bounds beside its field, stays to be mended, and goes with Escape', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  const name = 'Keep the closed window ready for'
  await type(page, name, '90')
  const why = 'Not changed: the hidden window can be kept for at most 1 h'
  await expect(refusal(page, why)).toBeVisible()
  await expect(field(page, name)).toHaveValue('90')
  await expect(field(page, name)).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, name)).toHaveAccessibleDescription(new RegExp(why))
  await field(page, name).press('Escape')
  await expect(field(page, name)).toHaveValue('2')
  await expect(field(page, name)).toHaveAttribute('aria-invalid', 'false')
  await type(page, name, '3')
  await expect(refusal(page, 'Not changed')).toHaveCount(0)
  await expectWritten(folder, { keepWarmMinutes: 3 })
})

test('a number is a draft until Enter or until the keyboard leaves; Escape takes it back, arrows step', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  const input = field(page, 'Keep the closed window ready for')
  await input.fill('9')
  await input.press('Escape')
  await expect(input).toHaveValue('2')
  await input.press('ArrowUp')
  await input.press('ArrowUp')
  await expect(input).toHaveValue('4')
  await input.press('Tab')
  await expectWritten(folder, { keepWarmMinutes: 4 })
  await input.fill('')
  await input.press('Enter')
  await expect(input).toHaveValue('4')
})

test('how Headroom starts is said where it cannot be chosen', async ({ page, serve }) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  await expect(page.getByRole('region', { name: 'Start' })).toContainText(/launchd|systemd/)
})

test('what only the app has is said once where there is none', async ({ page, serve }) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  await expect(page.getByRole('region', { name: 'In the Mac app' })).toContainText('command line')
  for (const name of ['Updates', 'Command line'])
    await expect(page.getByRole('region', { name, exact: true })).toHaveCount(0)
  await expect(page.getByText('Open from anywhere with')).toHaveCount(0)
  await expect(page.getByText('Appearance', { exact: true })).toHaveCount(0)
})

test('the first run can be seen again in its place, and the keyboard comes back', async ({
  page,
  serve,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  const again = page.getByRole('button', { name: 'Show the first run again' })
  await again.press('Enter')
  const card = page.getByRole('region', { name: 'First run' }).getByRole('heading', { level: 2 })
  await expect(card.filter({ hasText: 'What the gauge means' })).toBeFocused()
  await page.getByRole('button', { name: 'Skip', exact: true }).click()
  await expect(again).toBeFocused()
})
