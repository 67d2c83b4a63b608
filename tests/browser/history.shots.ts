import { draw } from './picture.ts'
import { test } from './screen-state.ts'
import { historyStates } from './states-of-history.ts'

const window = { width: 900, height: 640 } as const
test.use({ viewport: window, deviceScaleFactor: 2, locale: 'en-GB' })

for (const { name, show } of historyStates) {
  test(name, async ({ page, showing }) => {
    await show(showing)
    await draw(page, name, { width: window.width })
  })
  test.describe('in German', () => {
    test.use({ locale: 'de-DE' })
    test(`${name} in German`, async ({ page, showing }) => {
      await show(showing)
      await draw(page, `${name}-de`, { width: window.width, themes: ['light'] })
    })
  })
}
