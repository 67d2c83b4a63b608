import { noRuleHere, ruleNotSet } from '../../src/shared/power-rule-text.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { powerRules } from './power-rules.ts'
import type { ScreenState, Showing } from './screen-state.ts'
import { settings, settingsMac } from './states-of-settings.ts'

/** powermetrics runs. */
const measured: Snapshot = {
  ...settingsMac,
  power: {
    kind: 'ok',
    atMs: settingsMac.atMs,
    isStale: false,
    gpuWatts: 21.4,
    cpuWatts: 6.2,
    gpuClockHertz: null,
    source: 'powermetrics',
  },
}

const unfold = async ({ page, t }: Showing): Promise<void> => {
  await page.getByRole('button', { name: t('settings.watts.allow') }).click()
  await page.getByText(t('settings.watts.byHand')).waitFor()
}

const write = async (showing: Showing): Promise<void> => {
  await unfold(showing)
  await showing.page.getByRole('button', { name: showing.t('settings.watts.write') }).click()
}

/** The rule of sudo for powermetrics: missing, read, being written, refused, there, overruled, and not to be had. */
export const powerStates: readonly ScreenState[] = [
  settings('settings-power-permission', 'sampling', { after: unfold }),
  settings('settings-power-only-to-look-at', 'sampling', { isReader: true, after: unfold }),
  settings('settings-power-asking', 'sampling', {
    inVain: { setPowerRule: null },
    after: async (showing) => {
      await write(showing)
      await showing.page.getByText(showing.t('settings.watts.working')).waitFor()
    },
  }),
  settings('settings-power-refused', 'sampling', {
    inVain: { setPowerRule: ruleNotSet.cancelled },
    after: async (showing) => {
      await write(showing)
      const { page, say } = showing
      await page.getByText(say(ruleNotSet.cancelled).slice(1, 30)).waitFor()
    },
  }),
  settings('settings-power-allowed', 'sampling', {
    answers: { powerRule: powerRules.allowed },
    snapshot: measured,
    after: async ({ page, t }) => {
      await page.getByRole('button', { name: t('settings.watts.show') }).click()
      await page.getByRole('button', { name: t('settings.watts.remove') }).click()
      await page.getByRole('group', { name: t('settings.watts.removeAsk') }).waitFor()
    },
  }),
  settings('settings-power-overruled', 'sampling', {
    answers: { powerRule: powerRules.overruled },
    after: ({ page, t }) =>
      page.getByRole('button', { name: t('settings.watts.remove') }).waitFor(),
  }),
  settings('settings-power-no-rule', 'sampling', {
    answers: { powerRule: powerRules.none },
    after: ({ page, say }) => page.getByText(say(noRuleHere.hostileName).slice(1, 30)).waitFor(),
  }),
  settings('settings-power-rule-not-told', 'sampling', {
    inVain: { powerRule: 'Headroom is not connected' },
  }),
]
