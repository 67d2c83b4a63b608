import type { NotificationPart } from '../../src/shared/shell.ts'
import { alertId } from '../../src/shared/ids.ts'
import type { Preferences } from '../../src/shared/preferences.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { roomyMac } from './fit-page.ts'
import { severalMac } from './judged.ts'
import { plainPreferences } from './preferences-page.ts'
import type { ScreenState, Showing } from './screen-state.ts'
import { asWindow, begin } from './window-page.ts'

export const notAllowed: NotificationPart = {
  kind: 'failed',
  reason: 'System Settings does not allow them',
}

/** Those of somebody who has turned notifications on, as far as macOS lets it. */
export const withNotifications = (part: NotificationPart): Preferences => ({
  ...plainPreferences,
  isIntroduced: true,
  alerts: {
    ...plainPreferences.alerts,
    notifies: part.kind === 'failed' || part.state !== 'off',
  },
  shell: { ...plainPreferences.shell, notifications: part },
})

/** The window of the app over this Snapshot. */
async function inWindow(
  { page, open }: Showing,
  snapshot: Snapshot,
  preferences: Preferences,
): Promise<void> {
  const { url } = await open(snapshot)
  await asWindow(page, snapshot, preferences)
  await page.goto(url)
  // macOS draws the ground of its window; here the page does, or nobody could say how its colours stand out
  await page.evaluate(() => {
    document.documentElement.dataset['frame'] = 'browser'
  })
  await page.getByRole('heading', { level: 1 }).waitFor()
}

const settings = (name: string, part: NotificationPart): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, t } = showing
    await inWindow(showing, roomyMac, withNotifications(part))
    const place = { section: 'settings', focus: { kind: 'group', group: 'alerts' } } as const
    await begin(page, { kind: 'details', place })
    await page.getByRole('checkbox', { name: t('settings.notify.choice') }).waitFor()
    return roomyMac
  },
})

const led = (name: string, id: string): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, t } = showing
    await inWindow(showing, severalMac, withNotifications({ kind: 'ok', state: 'working' }))
    await begin(page, { kind: 'alert', alertId: alertId(id) })
    const isThere = severalMac.alerts.some((alert) => alert.id === id)
    if (isThere) await page.locator('li:focus').waitFor()
    else await page.getByText(t('alerts.isOverNow')).waitFor()
    return severalMac
  },
})

/** Notifications of macOS: whether it shows them, and where one leads. */
export const notificationStates: readonly ScreenState[] = [
  settings('notifications-off', { kind: 'ok', state: 'off' }),
  settings('notifications-untried', { kind: 'ok', state: 'untried' }),
  settings('notifications-working', { kind: 'ok', state: 'working' }),
  settings('notifications-failed', notAllowed),
  {
    name: 'notifications-not-shown',
    show: async (showing) => {
      const { page, t } = showing
      await inWindow(showing, severalMac, withNotifications(notAllowed))
      await page.getByRole('group', { name: t('settings.notify.failedTitle') }).waitFor()
      return severalMac
    },
  },
  {
    name: 'notifications-first-run',
    show: async (showing) => {
      const { page, t } = showing
      await inWindow(showing, roomyMac, {
        ...withNotifications({ kind: 'ok', state: 'off' }),
        isIntroduced: false,
      })
      await page.locator('section[data-step="gauge"] footer button').last().click()
      await page.getByRole('checkbox', { name: t('settings.notify.choice') }).waitFor()
      return roomyMac
    },
  },
  led('alert-led-to', severalMac.alerts.at(-1)?.id ?? 'none'),
  led('alert-led-to-gone', 'gone'),
]
