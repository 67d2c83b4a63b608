import { mkdir, writeFile } from 'node:fs/promises'
import { fromRoot } from '../from-root.ts'
import { readAloud } from './read-aloud.ts'
import { test } from './screen-state.ts'
import { screenStates } from './screen-states.ts'

test.use({ viewport: { width: 380, height: 640 }, locale: 'en-GB' })

/** The most telling ones. */
const told = new Set([
  'fine',
  'full',
  'alert-will-not-fit',
  'alert-running-out',
  'alerts-several',
  'time-and-tokens-left',
  'models-several',
  'apps-unfolded',
  'suggestion-of-two',
  'quit-asks',
  'quit-by-force',
  'first-run-gauge',
  'settings-alerts-chosen',
  'settings-refused',
  'fit-fits',
  'limit-offered',
  'empty-no-engine',
  'sources-failed',
  'connection-lost',
])

for (const { name, show } of screenStates.filter((state) => told.has(state.name)))
  test(`read aloud: ${name}`, async ({ page, showing }) => {
    await show(showing)
    const folder = fromRoot('resources/preview/read-aloud')
    await mkdir(folder, { recursive: true })
    await writeFile(`${folder}/${name}.txt`, `${(await readAloud(page)).join('\n')}\n`)
  })
