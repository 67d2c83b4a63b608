import { detailsSize } from './details-page.ts'
import { drawOnce } from './picture.ts'
import { test } from './screen-state.ts'
import { screenStates } from './screen-states.ts'

test.use({ viewport: detailsSize, deviceScaleFactor: 2, locale: 'en-GB' })

/** Of each section what tells most of it; all other states are held by `every-state.spec.ts`. */
const drawn: ReadonlySet<string> = new Set([
  'history-hour',
  'history-month',
  'details-models',
  'log-failure',
  'details-findings',
  'ends-gpu-panic',
  'details-fit-chosen',
  'doctor-examined',
  'acts',
  'settings-general-of-app',
  'settings-alerts-chosen',
  'settings-data',
  'about',
])

for (const { name, show } of screenStates.filter((state) => drawn.has(state.name)))
  test(`details: ${name}`, async ({ page, showing }) => {
    await show(showing)
    await page.mouse.move(0, 0)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    // what was unfolded or typed last need not be what is seen first
    await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await drawOnce(page, `details-${name.replace(/^details-|-of-app$/g, '')}-${colorScheme}`)
    }
  })
