import { macRecording } from '../browser/mac-recording.ts'
import { expect, test } from './app.ts'
import { detailsOf, openFrom } from './details-window.ts'

test('the window is given the licences by its own scheme, though it connects to nothing', async ({
  launch,
}) => {
  const app = await launch({ replay: macRecording('mac-m2max-32gb-loading') })
  const popover = await app.open()
  await openFrom(popover, { section: 'about', focus: null })
  const details = await detailsOf(app)
  const licences = details.getByRole('region', { name: 'Licences' })
  await expect(licences.locator('li').first()).toBeVisible()
  await details.getByRole('searchbox').fill('lucide')
  await licences.getByRole('button', { name: /lucide-react/ }).click()
  await expect(licences.locator('pre')).toContainText('ISC License')
})

test('a link to a source that is gone says so, and one to a source that is there leads to it', async ({
  launch,
}) => {
  const app = await launch({ replay: macRecording('mac-m2max-32gb-loading') })
  const popover = await app.open()
  await openFrom(popover, { section: 'doctor', focus: { kind: 'source', sourceId: 'nowhere' } })
  const details = await detailsOf(app)
  await expect(details.getByText('The source that led here is not there any more')).toBeVisible()
  await openFrom(details, { section: 'doctor', focus: { kind: 'source', sourceId: 'disk' } })
  await expect(details.locator('li[data-source="disk"]')).toBeFocused()
  await expect(details.getByText('The source that led here is not there any more')).toHaveCount(0)
})
