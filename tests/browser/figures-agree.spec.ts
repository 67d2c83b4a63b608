import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAgreed } from './figures-agree.ts'
import { pushedTo, readFigures, shownTick } from './figures-page.ts'
import { beyondMac, endingMac, loadingMac, severalMac } from './judged.ts'
import { expect, test } from './loaded-page.ts'
import { macRecording, macs } from './mac-recording.ts'
import { toldMac } from './overview-page.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'

/** Takes 300 MB itself and 100 MB in each of two children. */
const family = `
import { fork } from 'node:child_process'
const isChild = process.argv[2] === 'child'
const held = Buffer.alloc(isChild ? 100_000_000 : 300_000_000, 1)
if (isChild) process.on('disconnect', () => process.exit())
else for (const _ of [1, 2]) fork(process.argv[1], ['child'])
process.stdout.write('taken\\n')
setInterval(() => held.length, 1000)
`

const suggestion = suggestionOf(
  candidateOf('unload', 'gemma3:27b', 11.44e9),
  candidateOf('quit', 'Loom', 2.36e9),
)
/** As `relief` says it where RAM lacks. */
const inCoresWords = {
  ...suggestion,
  relief: { ...suggestion.relief, lead: 'To load qwen3:30b 13.3 GB are missing in RAM.' },
}

const alarms = {
  'the memory runs out': endingMac,
  'past the limit': beyondMac,
  'a load that will not fit': loadingMac,
  'several at once': severalMac,
  'what to let go': { ...toldMac, suggestion: inCoresWords },
} as const

/** Unfolds what an app is made of, wherever it is more than one process. */
async function unfold(page: Page): Promise<number> {
  const folded = page.locator('section button[aria-expanded="false"][title]')
  for (let left = await folded.count(); left > 0; left--) await folded.first().click()
  await page.mouse.move(0, 0) // the rows go on as they are sorted
  return page.locator('section button[aria-expanded="true"][title]').count()
}

for (const [language, locale, words] of [
  ['en', 'en-US', 'free for models'],
  ['de', 'de-DE', 'frei für Modelle'],
] as const)
  test.describe(`in ${language}`, () => {
    test.use({ locale })

    test('every figure of this machine, its processes among them, is that of the same tick', async ({
      page,
      serve,
      start,
      folder,
    }) => {
      const script = join(folder, 'family.mjs')
      await writeFile(script, family)
      const child = start(process.execPath, script)
      await new Promise((resolve) => child.stdout?.once('data', resolve))
      const pushed = pushedTo(page)
      const served = await serve('--allow-acts')
      await page.goto(served.url)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(words)
      await expect.poll(() => unfold(page)).toBeGreaterThan(0)
      for (let time = 0; time < 3; time++) {
        const { seen, tick } = await shownTick(page, served, pushed)
        expectAgreed(seen, tick, language)
        expect(seen.apps.length).toBeGreaterThan(1)
        expect(seen.apps.some(({ processes }) => processes.length > 1)).toBe(true)
        expect(seen.legend.length).toBeGreaterThan(2)
      }
      expect((await readFigures(page)).headline).toContain(language === 'de' ? ',' : '.')
    })

    for (const mac of macs)
      test(`every figure of ${mac} is that of the same tick`, async ({ page, serve }) => {
        const pushed = pushedTo(page)
        const served = await serve('--replay', macRecording(mac))
        await page.goto(served.url)
        await expect(page.getByRole('heading', { level: 1 })).toContainText(words)
        await unfold(page)
        for (let time = 0; time < 3; time++) {
          const { seen, tick } = await shownTick(page, served, pushed)
          expectAgreed(seen, tick, language)
          expect(seen.legend.length).toBeGreaterThan(2)
        }
      })

    for (const [alarm, tick] of Object.entries(alarms))
      test(`every figure of an alarm is that of its Snapshot: ${alarm}`, async ({ page, open }) => {
        const { url } = await open(tick)
        await page.goto(url)
        const called = page.locator('main li dl dd, main [data-asks] ul > li')
        await expect(called.first()).toBeVisible()
        const seen = await readFigures(page)
        expectAgreed(seen, tick, language)
        expect(seen.alerts.length > 0 || seen.suggestion !== null).toBe(true)
        if (alarm !== 'what to let go')
          expect(seen.alerts.flatMap(({ figures }) => figures).length).toBeGreaterThan(1)
      })
  })
