import type { Page } from '@playwright/test'
import { expectOpenToAll } from './open-to-all.ts'
import { test } from './screen-state.ts'
import { screenStates } from './screen-states.ts'
import { makeSpeak } from './speak-in.ts'

// nothing here measures this machine
test.describe.configure({ mode: 'parallel' })
test.use({ viewport: { width: 380, height: 640 }, locale: 'en-GB' })

/** The whole column at once: what lies beneath a card that sticks is covered only until it is scrolled. */
async function unroll(page: Page): Promise<void> {
  await page.evaluate(() => {
    const column = document.querySelector('main')
    if (column !== null) column.style.maxHeight = 'none'
  })
  await page.setViewportSize({ width: 380, height: 4_000 })
}

for (const { name, show } of screenStates)
  test(`${name}: no barrier in any theme, no English left in another language, nothing too wide`, async ({
    page,
    showing,
  }) => {
    await makeSpeak(page)
    const snapshot = await show(showing)
    await unroll(page)
    // in Chinese and in high contrast by `npm run torture -- wide-states`
    await expectOpenToAll(page, snapshot, 'usual')
  })
