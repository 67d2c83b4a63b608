import { limitGuideIn } from '../../src/shared/limit-guide.ts'
import type { LimitRaise } from '../../src/shared/limit-raise.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { fitAnswer, several, shelfOf } from '../shared/shelf.ts'
import { roomyMac } from './fit-page.ts'
import { macWithLimit } from './limit-page.ts'
import type { Disk, LoadedPage } from './loaded-page.ts'
import { givePreferences, plainPreferences } from './preferences-page.ts'
import { button, opened, openedMac, type ScreenState, type Showing } from './screen-state.ts'

const steps = ['gauge', 'alerts', 'login'] as const

/** As who comes for the first time. */
async function firstRun(showing: Showing): Promise<void> {
  const { page } = showing
  await givePreferences(page)
  await opened(showing, roomyMac)
  await page.evaluate(() => {
    sessionStorage.setItem('is-first-run', 'yes')
    localStorage.removeItem('headroom-introduced')
  })
  await page.reload()
}

const stepOfFirstRun = (step: (typeof steps)[number]): ScreenState => ({
  name: `first-run-${step}`,
  show: async (showing) => {
    const { page } = showing
    await firstRun(showing)
    for (const name of steps.slice(0, steps.indexOf(step) + 1)) {
      await page.locator(`section[data-step="${name}"]`).waitFor()
      if (name !== step) await page.locator('section[data-step] footer button').last().click()
    }
    return roomyMac
  },
})

async function openSettings({ page, t }: Showing): Promise<void> {
  await button(page, t('overview.settings')).click()
  await page.getByRole('radio').first().waitFor()
}

const settings = (name: string, isReader: boolean): ScreenState => ({
  name,
  show: async (showing) => {
    await givePreferences(showing.page, plainPreferences)
    await opened(showing, roomyMac, isReader ? ['read'] : undefined)
    await openSettings(showing)
    return roomyMac
  },
})

/** What fits now, over this disk. */
const fit = (
  name: string,
  disk: Disk,
  then: (page: LoadedPage, showing: Showing) => Promise<void>,
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, t } = showing
    const loaded = await opened(showing, roomyMac)
    Object.assign(loaded.disk, disk)
    await button(page, t('overview.fit')).first().click()
    await page.getByRole('heading', { level: 1, name: t('fit.title') }).waitFor()
    await then(loaded, showing)
    return roomyMac
  },
})
const fullDisk: Disk = { models: () => shelfOf(several), fit: fitAnswer }
const emptyDisk: Disk = {
  models: () =>
    shelfOf([], {
      places: [
        { source: 'ollama', path: '/Users/alice/.ollama/models', modelCount: 0, reason: null },
        {
          source: 'lm-studio',
          path: '/Volumes/Old/models',
          modelCount: 0,
          reason: '/Volumes/Old/models cannot be read: permission denied',
        },
      ],
    }),
}
const choose = async ({ page, t }: Showing): Promise<void> => {
  await page.getByRole('button', { name: 'Qwen3-14B' }).click()
  await page.getByRole('slider', { name: t('fit.context') }).waitFor()
}

const mac = macWithLimit(40, 26)
const raised = macWithLimit(64, 52, true)
const cancelled: LimitRaise = {
  schema: 'headroom/limit/1',
  outcome: 'refused',
  guide: limitGuideIn(mac),
  toBytes: 30 * 2 ** 30,
  command: 'sudo sysctl iogpu.wired_limit_mb=30720',
  revertCommand: null,
  afterBytes: null,
  sentence: 'nothing was set: the question of macOS for an administrator was cancelled',
  help: 'An administrator can set it in a terminal',
}

const limit = (
  name: string,
  snapshot: Snapshot,
  then: (showing: Showing, answer: (raise: LimitRaise) => void) => Promise<void> = async () =>
    undefined,
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, t } = showing
    const { answer } = await openedMac(showing, snapshot)
    const isRaised = snapshot.limit.kind === 'ok' && snapshot.limit.overrideBytes !== null
    await page
      .getByRole('button', { name: isRaised ? t('limit.change') : t('limit.open') })
      .first()
      .click()
    await page.getByRole('group', { name: t('limit.panel') }).waitFor()
    await then(showing, answer)
    await page.mouse.move(0, 0)
    return snapshot
  },
})

/** What comes first, and what stands in place of the overview. */
export const otherScreenStates: readonly ScreenState[] = [
  ...steps.map(stepOfFirstRun),
  settings('settings', false),
  settings('settings-only-to-look-at', true),
  fit('fit-list', fullDisk, async (_, { page }) =>
    page.getByText('Qwen3-14B', { exact: false }).first().waitFor(),
  ),
  fit('fit-list-empty', emptyDisk, async (_, { page, t }) =>
    page.getByText(t('fit.none')).first().waitFor(),
  ),
  fit(
    'fit-list-refused',
    { models: () => 'models on the disk are shown only of this machine as it is now' },
    async (_, { page, t }) => page.getByText(t('fit.noList')).waitFor(),
  ),
  fit('fit-fits', fullDisk, async (_, showing) => choose(showing)),
  fit('fit-does-not', fullDisk, async (_, showing) => {
    await choose(showing)
    await showing.page.getByRole('slider', { name: showing.t('fit.context') }).press('End')
    await showing.page.getByText(showing.t('fit.helps')).first().waitFor()
  }),
  limit('limit-offered', mac),
  limit('limit-beyond-calm', macWithLimit(64, 48)),
  limit('limit-raised', raised),
  limit('limit-refused', mac, async ({ page, t, say }, answer) => {
    await button(page, t('limit.raise')).click()
    answer(cancelled)
    await page.getByText(say(cancelled.sentence)).first().waitFor()
  }),
]
