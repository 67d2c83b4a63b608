import type { Preferences } from '../../src/shared/preferences.ts'
import type { CommandLinePart, ShellParts, UpdatePart } from '../../src/shared/shell.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { fromRoot } from '../from-root.ts'
import { lmStudio } from '../shared/loaded.ts'
import { roomyMac } from './fit-page.ts'
import {
  givePreferences,
  plainPreferences,
  type Answers,
  type InVain,
  type PreferencesPage,
} from './preferences-page.ts'
import { powerRules } from './power-rules.ts'
import { opened, served, type ScreenState, type Showing } from './screen-state.ts'

export const settingsTabs = ['general', 'alerts', 'sampling', 'sources', 'relief', 'data'] as const
export type SettingsTab = (typeof settingsTabs)[number]

const { atMs } = roomyMac
export const settingsMac: Snapshot = {
  ...roomyMac,
  machine: {
    kind: 'ok',
    atMs,
    isStale: false,
    platform: 'darwin',
    operatingSystem: 'macOS 26.0.1',
    processor: 'Apple M2 Max',
    coreCount: 12,
    model: null,
  },
  power: { kind: 'absent', reason: 'needs permission for powermetrics, or macmon' },
  servers: [...roomyMac.servers, { ...lmStudio, state: 'closed', stateReason: null }],
}

/** As the app has it, whose keys are recorded in the field of this name. */
const ofApp = (shortcut: string, part: ShellParts['shortcut']): Preferences => ({
  ...plainPreferences,
  shortcut,
  openAtLogin: { kind: 'ok', isOn: false, isWaiting: true },
  shell: { ...plainPreferences.shell, shortcut: part },
})

const record = ({ page, t }: Showing): Promise<void> =>
  page.getByRole('button', { name: new RegExp(`^${t('own.shortcut')}`) }).click()

/** Something was chosen everywhere. */
const chosen: Preferences = {
  ...plainPreferences,
  gaugeStyle: 'dial',
  menuBarText: 'time-left',
  logFiles: ['/var/log/llama/server.log', '/var/log/other.log'],
  modelFolders: ['/Volumes/Models', '/Volumes/Gone'],
  alerts: {
    ...plainPreferences.alerts,
    off: ['thermal'],
    hogRatio: 0.6,
    holdSeconds: { pressure: 30 },
  },
  relief: { neverSuggest: ['Xcode'], unloadIdleAfterMinutes: 30, beforeLoad: 'unload-idle' },
  serverKeys: [{ server: 'lmstudio:1234' }],
}

const withShell = (shell: Partial<Preferences['shell']>): Preferences => ({
  ...plainPreferences,
  shell: { ...plainPreferences.shell, ...shell },
})

const withUpdates = (updates: UpdatePart): Preferences => ({
  ...withShell({ updates }),
  checksForUpdates: updates.kind === 'failed' || updates.state !== 'off',
})

const withCommand = (commandLine: CommandLinePart): Preferences => withShell({ commandLine })

export const settingsAnswers: Answers = {
  powerRule: powerRules.missing,
  snoozes: {
    schema: 'headroom/snoozes/1',
    snoozes: [{ target: 'swapping', span: 'restart', untilMs: null, madeAtMs: atMs }],
  },
  logs: {
    schema: 'headroom/logs/1',
    logs: [
      {
        path: '/var/log/llama/server.log',
        program: 'llama.cpp',
        isOwn: true,
        changedAtMs: atMs,
        trouble: null,
      },
    ],
  },
  models: {
    schema: 'headroom/models/1',
    atMs,
    room: { roomBytes: null, of: 'RAM' },
    isReading: false,
    models: [],
    places: [
      { source: 'folder', path: '/Volumes/Models', modelCount: 3, reason: null },
      { source: 'folder', path: '/Volumes/Gone', modelCount: 0, reason: 'there is no such folder' },
    ],
  },
  ownData: {
    schema: 'headroom/own-data/1',
    parts: [
      { kind: 'settings', bytes: 1_240 },
      { kind: 'acts', bytes: 38_400 },
      { kind: 'visits', bytes: 2_100 },
      { kind: 'snoozes', bytes: 0 },
      { kind: 'history', bytes: 6_210_000 },
      { kind: 'log-positions', bytes: 2_100 },
      { kind: 'model-list', bytes: 410_000 },
      { kind: 'run-logs', bytes: 0 },
      { kind: 'server-keys', bytes: 120 },
    ],
  },
}

export const tabOf = ({ page, t }: Pick<Showing, 'page' | 't'>, tab: SettingsTab) =>
  page.getByRole('tab', { name: t(`settings.tab.${tab}`), exact: true })

interface Shown {
  readonly preferences?: Preferences
  readonly isReader?: boolean
  readonly answers?: Answers
  readonly inVain?: InVain
  readonly snapshot?: Snapshot
  readonly after?: (showing: Showing, given: PreferencesPage) => Promise<void>
}

export const settings = (
  name: string,
  tab: SettingsTab,
  {
    preferences = plainPreferences,
    isReader = false,
    answers,
    inVain,
    snapshot = settingsMac,
    after,
  }: Shown = {},
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page } = showing
    const given = await givePreferences(
      page,
      preferences,
      { ...settingsAnswers, ...answers },
      inVain,
    )
    await opened(showing, snapshot, isReader ? ['read'] : undefined)
    await page.keyboard.press('Control+,')
    await tabOf(showing, tab).click()
    await page.locator('[role="tabpanel"] h2').first().waitFor()
    await after?.(showing, given)
    await page.mouse.move(0, 0)
    return snapshot
  },
})

/** In a row with a button, beside a bar, without either, and with a sentence of Core's. */
const updateStates: readonly ScreenState[] = (
  [
    ['off', { kind: 'ok', state: 'off' }],
    ['current', { kind: 'ok', state: 'current', checkedAtMs: atMs }],
    ['found', { kind: 'ok', state: 'found', version: '1.2.3' }],
    ['loading', { kind: 'ok', state: 'loading', version: '1.2.3', doneRatio: 0.4 }],
    ['ready', { kind: 'ok', state: 'ready', version: '1.2.3' }],
    ['installing', { kind: 'ok', state: 'installing', version: '1.2.3' }],
    ['failed', { kind: 'failed', reason: 'the server with the releases cannot be reached' }],
  ] as const
).map(([name, part]) =>
  settings(`settings-update-${name}`, 'general', { preferences: withUpdates(part) }),
)

const refusal = 'while you look, figures can come every 1 s to 10 s'

/** The settings, group by group: as Headroom comes, changed, refused, to be looked at, and not to be had. */
export const settingsStates: readonly ScreenState[] = [
  ...settingsTabs.map((tab) => settings(`settings-${tab}`, tab)),
  ...settingsTabs.map((tab) => settings(`settings-${tab}-chosen`, tab, { preferences: chosen })),
  settings('settings-only-to-look-at', 'alerts', { isReader: true, preferences: chosen }),
  ...updateStates,
  settings('settings-file-trouble', 'general', {
    preferences: {
      ...plainPreferences,
      troubles: [
        '/home/someone/.config/headroom/settings.json: alerts.hogRatio is 7, not from 0.1 to 0.9: 0.9 is used',
      ],
    },
  }),
  settings('settings-command-installed', 'general', {
    preferences: withCommand({
      kind: 'ok',
      path: '/Users/someone/.local/bin/headroom',
      isInstalled: true,
      isOnPath: false,
    }),
    after: async ({ page, t }) => {
      const remove = page.getByRole('button', { name: t('settings.command.remove') })
      await remove.scrollIntoViewIfNeeded()
    },
  }),
  settings('settings-command-refused', 'general', {
    preferences: withCommand({
      kind: 'ok',
      path: '/usr/local/bin/headroom',
      isInstalled: false,
      isOnPath: true,
    }),
    after: async ({ page, t }) => {
      await page.getByRole('button', { name: t('settings.command.install') }).click()
      await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor()
    },
  }),
  settings('settings-command-of-others', 'general', {
    preferences: withCommand({ kind: 'other', path: '/usr/local/bin/headroom' }),
  }),
  settings('settings-shortcut-held-login-waiting', 'general', {
    preferences: ofApp('Alt+Command+H', { kind: 'ok', isHeld: true }),
  }),
  settings('settings-shortcut-taken', 'general', {
    preferences: ofApp('Control+Space', { kind: 'taken' }),
  }),
  settings('settings-shortcut-recorded', 'general', {
    preferences: ofApp('', { kind: 'ok', isHeld: false }),
    after: record,
  }),
  settings('settings-shortcut-bare', 'general', {
    preferences: ofApp('', { kind: 'ok', isHeld: false }),
    after: async (showing) => {
      await record(showing)
      await showing.page.keyboard.press('KeyH')
      await showing.page.getByText(showing.t('own.shortcutBare')).waitFor()
    },
  }),
  settings('settings-refused', 'sampling', {
    after: async ({ page, t, say }, { refuse }) => {
      refuse(refusal)
      const field = page.getByRole('spinbutton', { name: t('settings.looked') })
      await field.fill('3')
      await field.press('Enter')
      await page
        .getByRole('alert')
        .filter({ hasText: say(refusal).slice(-12) })
        .waitFor()
    },
  }),
  settings('settings-rule-unfolded', 'alerts', {
    preferences: chosen,
    after: async ({ page, t }) => {
      const rule = page.getByRole('listitem', { name: t('settings.rule.memory-hog') })
      await rule.getByRole('button').first().click()
      await rule.getByRole('spinbutton').first().waitFor()
    },
  }),
  settings('settings-delete-asked', 'data', {
    after: async ({ page, t }) => {
      await page.getByRole('button', { name: t('settings.data.deleteAll') }).click()
      await page.getByRole('group', { name: t('settings.data.askAll') }).waitFor()
    },
  }),
  served(
    'settings-not-to-be-read',
    ['--replay', fromRoot('tests/fixtures/recordings/linux-idle.jsonl')],
    async ({ page, t }) => {
      await page.keyboard.press('Control+,')
      await page.getByText(t('settings.notRead')).first().waitFor()
    },
  ),
]
