import type { Preferences } from '../../src/shared/preferences.ts'
import { roomyMac } from './fit-page.ts'
import { plainPreferences } from './preferences-page.ts'
import type { ScreenState } from './screen-state.ts'
import { asWindow, begin } from './window-page.ts'

/** All that only the app has, as it has it. */
const ofApp: Preferences = {
  ...plainPreferences,
  isIntroduced: true,
  shortcut: 'Alt+Command+H',
  checksForUpdates: true,
  openAtLogin: { kind: 'ok', isOn: true, isWaiting: false },
  shell: {
    notifications: { kind: 'ok', state: 'off' },
    shortcut: { kind: 'ok', isHeld: true },
    updates: { kind: 'ok', state: 'current', checkedAtMs: roomyMac.atMs },
    commandLine: {
      kind: 'ok',
      path: '/usr/local/bin/headroom',
      isInstalled: false,
      isOnPath: true,
    },
  },
}

/** The settings in the window of the app, where nothing is missing. */
export const appStates: readonly ScreenState[] = [
  {
    name: 'settings-general-of-app',
    show: async ({ page, open, t }) => {
      const { url } = await open(roomyMac)
      await asWindow(page, roomyMac, ofApp)
      await page.goto(url)
      await page.evaluate(() => {
        document.documentElement.dataset['frame'] = 'browser'
      })
      const place = { section: 'settings', focus: { kind: 'group', group: 'general' } } as const
      await begin(page, { kind: 'details', place })
      await page.getByRole('radiogroup', { name: t('own.theme') }).waitFor()
      return roomyMac
    },
  },
]
