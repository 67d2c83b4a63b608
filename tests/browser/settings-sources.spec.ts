import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectWritten, folderOfSettings, openSettings, refusal } from './settings-page.ts'

const logs = (page: Page): Locator => page.getByRole('textbox', { name: 'Log files' })
const folders = (page: Page): Locator => page.getByRole('textbox', { name: 'Folders with models' })

test('a log is added by its path and removed by its row, with the keyboard alone', async ({
  page,
  serve,
  folder,
}) => {
  const path = join(folder, 'my server.log')
  await writeFile(path, 'main: server is listening\n')
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Sources')
  await logs(page).focus()
  await page.keyboard.insertText(`  ${path} `)
  await page.keyboard.press('Enter')
  await expectWritten(folder, { logFiles: [path] })
  await expect(logs(page)).toHaveValue('')
  const row = page.getByRole('listitem').filter({ hasText: path })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: `Remove: ${path}` }).press('Enter')
  await expectWritten(folder, { logFiles: [] })
  await expect(row).toHaveCount(0)
  await expect(logs(page)).toBeFocused()
})

test('a path that is none is refused, and stays to be mended', async ({ page, serve, folder }) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Sources')
  await logs(page).fill('server.log')
  await logs(page).press('Enter')
  await expect(refusal(page, /^Not changed: /)).toBeVisible()
  await expect(logs(page)).toHaveValue('server.log')
  await expect(logs(page)).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('None beside those that Headroom finds')).toBeVisible()
  await logs(page).fill(join(folder, 'server.log'))
  await page.getByRole('button', { name: 'Add' }).first().click()
  await expectWritten(folder, { logFiles: [join(folder, 'server.log')] })
  await expect(refusal(page, /^Not changed: /)).toHaveCount(0)
})

test('a folder with models says what was found in it, and one that is gone says so', async ({
  page,
  serve,
  folder,
}) => {
  const models = join(folder, 'models')
  await mkdir(models)
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Sources')
  for (const path of [models, join(folder, 'gone')]) {
    await folders(page).fill(path)
    await folders(page).press('Enter')
    await expect(folders(page)).toHaveValue('')
  }
  await expectWritten(folder, { modelFolders: [models, join(folder, 'gone')] })
  const row = (path: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByText(path, { exact: true }) })
  await expect(row(models)).toContainText('0 models', { timeout: 20_000 })
  await expect(row(join(folder, 'gone'))).toContainText('there is no such folder')
})

test('keys that are kept are named and never shown, and are forgotten after a question', async ({
  page,
  serve,
  folder,
}) => {
  const place = folderOfSettings(folder)
  await mkdir(place, { recursive: true })
  const file = join(place, 'server-keys.json')
  await writeFile(file, JSON.stringify({ 'lmstudio:1234': 'secret-of-this-test' }), { mode: 0o600 })
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Sources')
  const keys = page.getByRole('region', { name: 'Servers with keys' })
  await expect(keys).toContainText('lmstudio:1234 a key is kept')
  expect(await page.content()).not.toContain('secret-of-this-test')
  await keys.getByRole('button', { name: 'Forget: lmstudio:1234' }).press('Enter')
  await keys
    .getByRole('group', { name: 'Forget the key?' })
    .getByRole('button', { name: 'Forget' })
    .press('Enter')
  await expect(keys).toContainText('No server here wants a key, and none has one.')
  await expect.poll(() => readFile(file, 'utf8')).not.toContain('secret')
})
