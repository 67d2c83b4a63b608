import { expect, test } from './fixtures.ts'
import { expectWritten, field, openSettings, refusal } from './settings-page.ts'

test('what happens by itself is off, and says in words what it would do when it is turned on', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Relief')
  const idle = field(page, 'Unload idle models when room is short')
  await expect(idle).toBeDisabled()
  await expect(page.getByText('Off: models stay until somebody unloads them.')).toBeVisible()
  const isOn = page.getByRole('checkbox', { name: 'Unload idle models when room is short after' })
  await expect(isOn).toHaveAccessibleDescription(/Off: models stay/)
  await isOn.check()
  await expectWritten(folder, { relief: { unloadIdleAfterMinutes: 30 } })
  await expect(page.getByText('it loads again with its next request')).toBeVisible()
  await idle.fill('45')
  await idle.press('Enter')
  await expectWritten(folder, { relief: { unloadIdleAfterMinutes: 45 } })
  await idle.fill('5000')
  await idle.press('Enter')
  await expect(refusal(page, /^Not changed: /)).toBeVisible()
  await expect(isOn).toHaveAccessibleDescription(/Not changed: /)
  await idle.press('Escape')
  await expect(idle).toHaveValue('45')
  await isOn.uncheck()
  await expectWritten(folder, { relief: { unloadIdleAfterMinutes: null } })
  await page
    .getByRole('combobox', { name: 'Before a load that does not fit' })
    .selectOption('Unload idle models')
  await expectWritten(folder, { relief: { beforeLoad: 'unload-idle' } })
  await expect(page.getByText('Apps are never quit.')).toBeVisible()
})

test('names that are never suggested are added and removed; what runs now is offered', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Relief')
  const names = page.getByRole('combobox', { name: 'Never suggest' })
  await expect.poll(() => page.locator('datalist option').count()).toBeGreaterThan(0)
  await names.fill('Loom')
  await names.press('Enter')
  await expectWritten(folder, { relief: { neverSuggest: ['Loom'] } })
  await names.fill('Loom')
  await names.press('Enter')
  await expect(names).toHaveValue('')
  await expectWritten(folder, { relief: { neverSuggest: ['Loom'] } })
  await page.getByRole('button', { name: 'Remove: Loom' }).click()
  await expectWritten(folder, { relief: { neverSuggest: [] } })
})
