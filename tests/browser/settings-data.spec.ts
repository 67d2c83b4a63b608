import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonIn } from '../../src/shared/parse.ts'
import { expect, test } from './fixtures.ts'
import {
  expectWritten,
  fileOfSettings,
  folderOfSettings,
  openSettings,
  toTab,
} from './settings-page.ts'

test('the file is named, and what in it is not used stands above all groups', async ({
  page,
  serve,
  folder,
}) => {
  await mkdir(folderOfSettings(folder), { recursive: true })
  await writeFile(fileOfSettings(folder), '{"alerts": {"hogRatio": 7}, "units": "ells"}')
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Your data')
  const file = page.getByRole('region', { name: 'Settings file' })
  await expect(file).toContainText(fileOfSettings(folder))
  const troubles = page.getByRole('group', { name: 'Not all of the settings file is used' })
  await expect(troubles.getByRole('listitem')).toHaveCount(2)
  await expect(troubles).toContainText('alerts.hogRatio is 7')
})

test('a broken file is kept aside and named', async ({ page, serve, folder }) => {
  await mkdir(folderOfSettings(folder), { recursive: true })
  await writeFile(fileOfSettings(folder), '{"units": ')
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  const trouble = page.getByRole('group', { name: 'Not all of the settings file is used' })
  await expect(trouble).toContainText(`is kept as ${fileOfSettings(folder)}.broken`)
  await expect(page.getByRole('radio', { name: /^GB/ })).toBeChecked()
})

test('all that is kept is handed over in one file, without keys', async ({
  page,
  serve,
  folder,
}) => {
  await mkdir(folderOfSettings(folder), { recursive: true })
  await writeFile(
    join(folderOfSettings(folder), 'server-keys.json'),
    '{"lmstudio:1234": "secret-of-this-test"}',
    { mode: 0o600 },
  )
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  await page.getByRole('radio', { name: /^GiB/ }).check()
  await expectWritten(folder, { units: 'binary' })
  await toTab(page, 'Your data')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export…' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^headroom-\d{4}-\d{2}-\d{2}\.json$/)
  const text = await readFile(await download.path(), 'utf8')
  expect(jsonIn(text)).toMatchObject({ schema: 'headroom/export/1' })
  expect(text).toContain('binary')
  expect(text).not.toContain('secret-of-this-test')
})

test('one kind is deleted after a question that has the keyboard; the others stay', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'General')
  await page.getByRole('radio', { name: /^GiB/ }).check()
  await expectWritten(folder, { units: 'binary' })
  await writeFile(join(folderOfSettings(folder), 'acts.jsonl'), '')
  await toTab(page, 'Your data')
  const kept = page.getByRole('region', { name: 'What is kept' })
  await kept.getByRole('button', { name: /^Delete….*Settings$/ }).press('Enter')
  const question = kept.getByRole('group', { name: 'Back to the defaults, all of them?' })
  await expect(question).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(kept.getByRole('button', { name: /^Delete….*Settings$/ })).toBeFocused()
  await expectWritten(folder, { units: 'binary' })
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(question.getByRole('button', { name: 'Delete' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(kept.getByRole('status').filter({ hasText: 'Deleted' })).toHaveCount(1)
  await toTab(page, 'General')
  await expect(page.getByRole('radio', { name: /^GB/ })).toBeChecked()
})

test('all of it is deleted at once, keys too', async ({ page, serve, folder }) => {
  await mkdir(folderOfSettings(folder), { recursive: true })
  const keys = join(folderOfSettings(folder), 'server-keys.json')
  await writeFile(keys, '{"lmstudio:1234": "secret-of-this-test"}', { mode: 0o600 })
  await writeFile(fileOfSettings(folder), '{"units": "binary"}')
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Your data')
  const kept = page.getByRole('region', { name: 'What is kept' })
  await kept.getByRole('button', { name: 'Delete all…' }).click()
  const question = kept.getByRole('group', { name: /^Delete all that Headroom keeps\?/ })
  await question.getByRole('button', { name: 'Delete all', exact: true }).click()
  await expect.poll(() => isThere(keys)).toBe(false)
  await expect.poll(() => isThere(fileOfSettings(folder))).toBe(false)
  await expect(kept.getByRole('status').filter({ hasText: 'Deleted' })).toHaveCount(1)
  for (const kind of ['Settings', 'Keys of servers'])
    await expect(
      kept.getByRole('listitem').filter({ hasText: kind }).getByText('none', { exact: true }),
    ).toBeVisible()
})

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
