import { expect, test } from './fixtures.ts'
import { writeFrom } from './mac-recording.ts'
import { expectWritten, field, openSettings, refusal, type } from './settings-page.ts'

test('the clocks are chosen in seconds, each line by itself, with what they cost now', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Sampling')
  await type(page, 'While somebody looks, every', '2')
  await expectWritten(folder, { clocks: { lookedSeconds: 2, aloneSeconds: 5 } })
  await type(page, 'While nobody looks, every', '20')
  await page.getByRole('checkbox', { name: 'Half as often on battery' }).uncheck()
  await expectWritten(folder, {
    clocks: { lookedSeconds: 2, aloneSeconds: 20, isSlowerOnBattery: false },
  })
  await expect(page.getByText(/^Headroom takes [\d.]+ % of one core now\.$/)).toBeVisible()
  await type(page, 'While somebody looks, every', '60')
  await expect(refusal(page, 'figures can come every 1 s to 10 s')).toBeVisible()
  // it stays to be mended
  const looked = field(page, 'While somebody looks, every')
  await expect(looked).toHaveValue('60')
  await looked.press('Escape')
  await expect(looked).toHaveValue('2')
})

test('on another machine than a Mac it is said that there is nothing to choose', async ({
  page,
  serve,
}) => {
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Sampling')
  const power = page.getByRole('region', { name: 'Power of the GPU' })
  await expect(power).toContainText('powermetrics, macmon and mactop are programs of macOS')
  await expect(power).toContainText('Now:')
  await expect(power.getByRole('combobox')).toHaveCount(0)
  await expect(power.getByRole('button')).toHaveCount(0)
})

test('a recording has no settings, and says so', async ({ page, serve, folder }) => {
  const recording = await writeFrom(folder, 'mac-64gb-two-servers', 0)
  const { url } = await serve('--allow-acts', '--replay', recording)
  await page.goto(`${url}&details=settings`)
  await expect(page.getByRole('group', { name: 'The settings cannot be read' })).toContainText(
    'this is a recording',
  )
  await expect(page.getByRole('tab')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Tell me when it warns' })).toBeVisible()
})
