import { drawOnce } from './picture.ts'
import { test } from './screen-state.ts'
import { aboutStates, doctorStates, notedStates } from './states-of-doctor.ts'

test.use({ viewport: { width: 960, height: 680 }, deviceScaleFactor: 2 })

const drawn: ReadonlySet<string> = new Set(['doctor-examined', 'acts', 'about'])

for (const { name, show } of [...doctorStates, ...notedStates, ...aboutStates].filter((state) =>
  drawn.has(state.name),
))
  test(`details: ${name}`, async ({ page, showing }) => {
    await show(showing)
    await page.mouse.move(0, 0)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await drawOnce(page, `details-${name}-${colorScheme}`)
    }
  })
