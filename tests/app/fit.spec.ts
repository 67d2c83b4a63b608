import { macRecording } from '../browser/mac-recording.ts'
import { expect, test } from './app.ts'

test('the screen of what fits now is loaded from the app’s own files, and breaks no rule of its policy', async ({
  launch,
}) => {
  const app = await launch({ replay: macRecording('mac-m5max-128gb-unload') })
  const page = await app.open()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  await page.getByRole('button', { name: 'What fits now' }).click()
  await expect(page.getByRole('heading', { name: 'What fits now' })).toBeFocused()
  await expect(page.getByRole('group', { name: 'No list of models' })).toBeVisible()
  const wider = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wider).toBe(await page.evaluate(() => innerWidth))
  expect(complaints).toEqual([])
})
