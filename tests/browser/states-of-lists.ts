import { modelId, loadId, pid } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { gemma, llamaServer, lmStudio, ollama, phi, qwen } from '../shared/loaded.ts'
import { beyond, failed, fitting, foreseen, looking } from '../shared/loading.ts'
import { appOf, appsMac, loom, withApps } from './apps-page.ts'
import { hostileMac, hostileNames } from './hostile-names.ts'
import { loadedMac } from './loaded-page.ts'
import { opened, over, type ScreenState } from './screen-state.ts'
import { fiveWritten } from './written-findings.ts'

const GB = 1e9

const tight = {
  ...fitting,
  id: loadId('tight'),
  name: 'mistral-small3.2:24b',
  need: {
    ...foreseen,
    needBytes: 21.6e9,
    lowBytes: 21.5e9,
    highBytes: 22.1e9,
    origin: 'reported' as const,
    verdict: 'tight' as const,
    besideCount: 1,
    maxContextThatFits: 36_864,
  },
  doneRatio: 0.81,
}
const loaded = { ...fitting, stage: 'loaded' as const, endedAtMs: fitting.startedAtMs + 21_000 }

/** It has given its memory back. */
const asleep = {
  ...gemma,
  id: modelId('ollama long'),
  name: 'lmstudio-community/Qwen3-Coder-480B-A35B-Instruct-GGUF-UD-Q4_K_XL',
  state: 'sleeping' as const,
  memory: {
    total: { bytes: 9e7, origin: 'process' as const },
    onGpu: null,
    weights: null,
    kv: null,
  },
  contextUsedTokens: null,
  contextRatio: null,
  expiresAtMs: null,
}
const vllm = {
  ...llamaServer,
  id: lmStudio.id,
  title: 'vLLM',
  state: 'silent' as const,
  stateReason: 'no answer within 2 s',
  memoryBytes: null,
}
const several: Snapshot = {
  ...loadedMac,
  servers: [ollama, { ...lmStudio, state: 'closed' }, llamaServer, vllm],
  models: [gemma, qwen, asleep, phi],
}
const wantsKey = { kind: 'none', reason: 'it wants a key' } as const
const closed: Snapshot = {
  ...loadedMac,
  servers: [
    ollama,
    { ...llamaServer, state: 'closed', stateReason: 'it wants a key' },
    { ...lmStudio, state: 'closed', stateReason: 'it wants a key' },
  ],
  models: [gemma, { ...qwen, eject: wantsKey }],
}
const old: Snapshot = {
  ...loadedMac,
  sources: loadedMac.sources.map((source) =>
    source.id === 'servers' ? { ...source, isStale: true, ageMs: 34_000 } : source,
  ),
  models: [
    { ...gemma, isRemote: true, eject: { kind: 'none', reason: 'it is in the cloud' } },
    { ...qwen, sharesFile: true, eject: { kind: 'none', reason: 'lms unload' } },
  ],
}

const [ofLoom] = loom.processes
const helpers =
  ofLoom === undefined
    ? []
    : [1, 2, 3].map((at) => ({
        ...ofLoom,
        pid: pid(at),
        name: `Loom Helper ${at}`,
        memoryBytes: 0.7 * GB,
      }))
const unfoldable = withApps(
  { ...loom, processes: helpers, growthBytesPerMinute: 1.2e8, gpuRatio: 0.31 },
  ...appsMac.apps.slice(1),
)
const many = withApps(
  ...Array.from({ length: 14 }, (_, at) => appOf(`App ${at}`, (2 - at / 10) * GB)),
)

const found: Snapshot = { ...loadedMac, findings: fiveWritten }

/** What is loaded and by whom, what loads, what has failed, and the apps. */
export const listStates: readonly ScreenState[] = [
  over('models-several', several),
  over('models-key-wanted', closed),
  {
    name: 'models-key-form',
    show: async (showing) => {
      const { page, t } = showing
      await opened(showing, closed)
      await page
        .getByRole('button', { name: t('models.enterKey') })
        .last()
        .click()
      await page.locator('form input').fill('two words')
      await page.keyboard.press('Enter')
      return closed
    },
  },
  over('models-old', old),
  over('loads-fits', { ...loadedMac, loads: [fitting] }),
  over('loads-will-not-fit', { ...loadedMac, loads: [tight, beyond, looking] }),
  over('loads-ended', { ...loadedMac, loads: [failed, loaded] }),
  over('findings-folded', found),
  {
    name: 'findings-unfolded',
    show: async (showing) => {
      const { page } = showing
      await opened(showing, found)
      const card = page.locator('h3 button[aria-expanded]').first()
      await card.click()
      await page.locator('pre, code').first().waitFor()
      return found
    },
  },
  over('apps', appsMac),
  {
    name: 'apps-unfolded',
    show: async (showing) => {
      const { page, t } = showing
      await opened(showing, unfoldable)
      await page
        .getByRole('button', { name: t('apps.processes', { count: 3 }) })
        .first()
        .click()
      await page.getByText('Loom Helper 3').waitFor()
      return unfoldable
    },
  },
  {
    name: 'apps-all',
    show: async (showing) => {
      const { page, t } = showing
      await opened(showing, many)
      await page.getByRole('button', { name: t('apps.showAll', { count: 14 }) }).click()
      return many
    },
  },
  {
    name: 'apps-only-to-look-at',
    show: async (showing) => {
      await opened(showing, appsMac, ['read'])
      return appsMac
    },
  },
  ...Object.entries(hostileNames).map(([kind, name]) =>
    over(`hostile-${kind.replaceAll(' ', '-')}`, hostileMac(name)),
  ),
]
