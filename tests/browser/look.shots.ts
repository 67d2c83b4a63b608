import { mkdirSync } from 'node:fs'
import { test } from './screen-state.ts'
import { aboutStates, doctorStates, notedStates } from './states-of-doctor.ts'
import { speakIn, makeSpeak } from './speak-in.ts'

mkdirSync('/tmp/look', { recursive: true })
for (const state of [...doctorStates, ...notedStates, ...aboutStates])
  test(state.name, async ({ page, showing }) => {
    await makeSpeak(page)
    await page.setViewportSize({ width: 900, height: 640 })
    await state.show(showing)
    await page.screenshot({ path: `/tmp/look/${state.name}.png`, fullPage: true })
    await page.emulateMedia({ colorScheme: 'dark' })
    await speakIn(page, 'de')
    await page.setViewportSize({ width: 320, height: 640 })
    await page.screenshot({ path: `/tmp/look/${state.name}-de-320.png`, fullPage: true })
  })
