import { detailsSize } from './details-page.ts'
import { expectOpenToAll } from './open-to-all.ts'
import { test } from './screen-state.ts'
import { screenStates } from './screen-states.ts'
import { makeSpeak } from './speak-in.ts'

// nothing here measures this machine; narrow they are seen by every-state.spec.ts
test.describe.configure({ mode: 'parallel' })
test.use({ viewport: detailsSize, locale: 'en-GB' })

for (const { name, show } of screenStates)
  test(`${name}: as wide as the details open, no barrier, no English left in another language, nothing too wide`, async ({
    page,
    showing,
  }) => {
    await makeSpeak(page)
    await expectOpenToAll(page, await show(showing))
  })
