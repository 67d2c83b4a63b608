import type { Page } from '@playwright/test'
import type { Section } from '../../src/shared/details.ts'
import type { FactOrigin, Model } from '../../src/shared/server.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { gemma, llamaServer, lmStudio, ollama, ollamaChild, phi, qwen } from '../shared/loaded.ts'
import { fitAnswer, several as severalModels, shelfOf } from '../shared/shelf.ts'
import { detailsAt } from './details-page.ts'
import { roomyMac } from './fit-page.ts'
import { hostileMac, hostileNames } from './hostile-names.ts'
import { severalMac } from './judged.ts'
import { loadedMac } from './loaded-page.ts'
import { opened, type ScreenState, type Showing } from './screen-state.ts'
import { fiveWritten } from './written-findings.ts'

const asked: FactOrigin = 'asked'

/** As a real inventory tells it. */
const whole = (model: Model): Model => ({
  ...model,
  file: '/Users/ada/.ollama/models/blobs/sha256-3b9f1e',
  isOnGpu: true,
  origins: {
    name: asked,
    file: 'argv',
    quantization: asked,
    state: asked,
    context: 'log',
    used: asked,
    pace: 'seen',
    idle: 'seen',
    expiry: asked,
    onGpu: 'argv',
  },
})

export const inventoryMac: Snapshot = {
  ...loadedMac,
  servers: [
    { ...ollama, origins: { version: asked, state: asked, models: asked } },
    ollamaChild,
    { ...lmStudio, state: 'closed', stateReason: 'it wants a key' },
    { ...llamaServer, state: 'silent', stateReason: 'no answer within 2 s', memoryBytes: null },
  ],
  models: [whole(gemma), whole({ ...phi, serverId: ollama.id }), whole(qwen)],
}

export const foundMac: Snapshot = { ...severalMac, findings: fiveWritten.slice(0, 2) }

/** The details at a section, as an address opens them. */
export async function openedAt(
  { page, ...showing }: Pick<Showing, 'page' | 'open'>,
  snapshot: Snapshot,
  section: Section,
): Promise<Awaited<ReturnType<typeof opened>>> {
  const loaded = await opened({ page, ...showing }, snapshot)
  await goTo(page, loaded.url, section)
  return loaded
}

async function goTo(page: Page, url: string, section: Section): Promise<void> {
  await page.goto('about:blank')
  await page.goto(detailsAt(url, section))
  await page.locator(`[data-section="${section}"] h1`).waitFor()
}

/** What fits now, over a disk with models. */
async function openedFit(showing: Showing): Promise<void> {
  const { page } = showing
  const loaded = await opened(showing, roomyMac)
  Object.assign(loaded.disk, { models: () => shelfOf(severalModels), fit: fitAnswer })
  await goTo(page, loaded.url, 'fit')
  await page.getByRole('button', { name: 'Qwen3-14B' }).waitFor()
}

const at = (
  name: string,
  section: Section,
  snapshot: Snapshot,
  then: (showing: Showing) => Promise<void> = async () => undefined,
): ScreenState => ({
  name: `details-${name}`,
  show: async (showing) => {
    await openedAt(showing, snapshot, section)
    await then(showing)
    return snapshot
  },
})

const unfold = async ({ page }: Showing): Promise<void> => {
  const folded = page.locator('main button[aria-expanded="false"]')
  for (let left = await folded.count(); left > 0; left = await folded.count())
    await folded.first().click()
}

export const detailsStates: readonly ScreenState[] = [
  at('models', 'models', inventoryMac, unfold),
  at('models-filtered', 'models', inventoryMac, async ({ page }) => {
    await page.getByRole('searchbox').fill('nothing is called this')
  }),
  at('models-none', 'models', { ...loadedMac, models: [], servers: [] }),
  at('models-hostile', 'models', hostileMac(hostileNames.markup), unfold),
  at('findings', 'findings', foundMac, unfold),
  at('findings-many', 'findings', { ...loadedMac, findings: fiveWritten }),
  at('findings-none', 'findings', loadedMac),
  at('findings-filtered', 'findings', foundMac, async ({ page }) => {
    await page.getByRole('searchbox').fill('nothing is like this')
  }),
  {
    name: 'details-fit',
    show: async (showing) => {
      await openedFit(showing)
      return roomyMac
    },
  },
  {
    name: 'details-fit-chosen',
    show: async (showing) => {
      await openedFit(showing)
      const { page, t } = showing
      await page.getByRole('button', { name: 'Qwen3-14B' }).click()
      await page.getByRole('slider', { name: t('fit.context') }).waitFor()
      return roomyMac
    },
  },
]
