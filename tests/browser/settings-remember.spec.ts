import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { expectWritten, folderOfSettings, openSettings } from './settings-page.ts'

test('what Headroom remembers is switched off one by one, and says how much there is', async ({
  page,
  serve,
  folder,
}) => {
  await mkdir(folderOfSettings(folder), { recursive: true })
  await writeFile(join(folderOfSettings(folder), 'learnt.json'), '{}'.padEnd(3_000))
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Your data')
  const part = page.getByRole('region', { name: 'What Headroom remembers' })
  await expect(part).toContainText('corrects what is estimated for it. 3 kB now.')
  for (const [label, name, off] of [
    ['Keep the history for 30 days', 'keepsHistory', 'The history ends with Headroom.'],
    ['Record the last ten minutes', 'recordsFlight', 'After a panic'],
    ['Learn from real loads', 'learns', 'Estimates go by the model'],
  ] as const) {
    const box = part.getByRole('checkbox', { name: label })
    await expect(box).toBeChecked()
    await box.press('Space')
    await expectWritten(folder, { [name]: false })
    await expect(part).toContainText(off)
  }
})
