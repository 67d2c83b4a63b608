import { drawOnce } from './picture.ts'
import { test } from './screen-state.ts'
import { settingsStates } from './states-of-settings.ts'

/** As large as the window of the details is at first. */
test.use({ viewport: { width: 960, height: 680 }, deviceScaleFactor: 2, locale: 'en-GB' })

for (const { name, show } of settingsStates)
  test(name, async ({ page, showing }) => {
    await show(showing)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await drawOnce(page, `${name}-${colorScheme}`)
    }
  })

for (const locale of ['de', 'zh-Hans'])
  test.describe(`in ${locale}`, () => {
    test.use({ locale })
    for (const { name, show } of settingsStates.filter((state) => state.name.endsWith('-chosen')))
      test(name, async ({ page, showing }) => {
        await show(showing)
        await drawOnce(page, `${name}-${locale}`)
      })
  })

test.describe('as narrow as can be', () => {
  test.use({ viewport: { width: 320, height: 900 } })
  for (const { name, show } of settingsStates.filter((state) => state.name.endsWith('-chosen')))
    test(name, async ({ page, showing }) => {
      await show(showing)
      await drawOnce(page, `${name}-narrow`)
    })
})
