import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate/browser'
import { expect, test } from './fixtures.ts'
import { folderOfSettings } from './settings-page.ts'

test('a report is listed first, then saved as one archive without keys', async ({
  page,
  serve,
  folder,
}) => {
  await mkdir(folderOfSettings(folder), { recursive: true })
  const keys = join(folderOfSettings(folder), 'server-keys.json')
  await writeFile(keys, '{"lmstudio:1234": "secret-of-this-test"}', { mode: 0o600 })
  const { url } = await serve('--allow-acts')
  const downloads: string[] = []
  page.on('download', (one) => void downloads.push(one.suggestedFilename()))
  await page.goto(`${url}&details=about`)
  const part = page.getByRole('region', { name: 'Report a problem' })
  await part.getByRole('button', { name: 'Report a problem…' }).press('Enter')
  const title = part.getByRole('heading', { name: 'What the report holds' })
  await expect(title).toBeFocused()
  const row = (name: string) => part.getByRole('listitem').filter({ hasText: name })
  await expect(row('snapshot.json')).toContainText(/\d kB.*The machine at this moment/)
  await expect(row('flight/').first()).toBeVisible()
  await expect(part).toContainText('Taken out are the names of users')
  expect(downloads).toEqual([])

  const coming = page.waitForEvent('download')
  await part.getByRole('button', { name: /^Save… \(\d/ }).press('Enter')
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^headroom-report-\d{4}-\d{2}-\d{2}\.zip$/)
  const files = unzipSync(await readFile(await download.path()))
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['README.txt', 'contents.json', 'doctor.json', 'snapshot.json']),
  )
  const text = Object.values(files)
    .map((bytes) => strFromU8(bytes))
    .join('\n')
  expect(text).toContain('headroom/snapshot/1')
  expect(text).not.toContain('secret-of-this-test')
  await expect(part.getByRole('status')).toHaveText('Handed over to be saved')
  await expect(page.getByRole('heading', { name: 'Report a problem' })).toBeFocused()
})

test('one that is discarded is gone, and where nobody may act none is made', async ({
  page,
  serve,
}) => {
  const { url } = await serve('--allow-acts')
  await page.goto(`${url}&details=about`)
  const part = page.getByRole('region', { name: 'Report a problem' })
  await part.getByRole('button', { name: 'Report a problem…' }).click()
  await part.getByRole('button', { name: 'Discard' }).click()
  await expect(part.getByRole('listitem')).toHaveCount(0)
  await expect(part.getByRole('button', { name: 'Report a problem…' })).toBeVisible()

  const { url: onlyToLook } = await serve()
  await page.goto(`${onlyToLook}&details=about`)
  await expect(part.getByRole('button', { name: 'Report a problem…' })).toBeDisabled()
})
