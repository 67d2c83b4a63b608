import type { Page } from '@playwright/test'
import { popoverSize } from '../../src/main/electron/popover/popover-port.ts'
import type { Alert } from '../../src/shared/alert.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { fromRoot } from '../from-root.ts'
import { atMs } from '../shared/loaded.ts'
import * as warned from '../shared/warned.ts'
import { disagreementsIn } from '../alerts/agree.ts'
import { beyondMac, endingMac, loadingMac, severalMac } from './judged.ts'
import { expect, test, type Opening } from './loaded-page.ts'
import { unifiedMac } from './unified-mac.ts'

test.use({ viewport: popoverSize, deviceScaleFactor: 2 })

const ok = { kind: 'ok', atMs, isStale: false } as const

async function drawn(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: fromRoot(`resources/preview/alerts-${name}-${colorScheme}.png`) })
  }
}

async function opened(page: Page, open: Opening['open'], snapshot: Snapshot) {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.addInitScript(() => {
    // as the preload does, but that the page still finds its server
    addEventListener('DOMContentLoaded', () =>
      setTimeout(() => (document.documentElement.dataset['frame'] = 'window'), 100),
    )
  })
  const opened_ = await open(snapshot)
  await page.goto(opened_.url)
  await expect(page.locator('[data-frame="window"]')).toBeVisible()
  return opened_
}

const { snoozed, stale } = warned
const changed = (snapshot: Snapshot, change: (alert: Alert) => Alert): Snapshot => ({
  ...snapshot,
  alerts: snapshot.alerts.map(change),
})

const scenes: readonly (readonly [string, Snapshot])[] = [
  ['none', { ...unifiedMac, forecast: { ...warned.endingTokens, ...ok } }],
  ['running-out', endingMac],
  ['will-not-fit', loadingMac],
  ['past-limit', beyondMac],
  // what told of it has gone silent: nothing is forecast either
  ['stale', { ...changed(endingMac, stale), forecast: { kind: 'failed', reason: 'no answer' } }],
  ['snoozed', changed(severalMac, snoozed)],
  ['several', severalMac],
]
for (const [name, snapshot] of scenes)
  test(`alerts in the popover: ${name}`, async ({ page, open }) => {
    expect(disagreementsIn(snapshot)).toEqual([])
    await opened(page, open, snapshot)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await drawn(page, name)
  })

test('alerts in the popover: how one is snoozed', async ({ page, open }) => {
  const [first, ...others] = severalMac.alerts
  if (first === undefined) throw new Error('this Mac has alerts')
  await opened(page, open, { ...severalMac, alerts: [...others, snoozed(first)] })
  await page
    .getByRole('button', { name: /^Snooze:/ })
    .first()
    .click()
  await page.getByRole('button', { name: '1 snoozed' }).click()
  await drawn(page, 'snooze')
})

test('alerts in a narrow page, and what it says of notifications', async ({ page, open }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  const { url } = await open(severalMac)
  await page.goto(url)
  await page.getByRole('button', { name: 'Tell me when it warns' }).click()
  await expect(page.getByText('Your browser did not allow it')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const path = fromRoot(`resources/preview/alerts-narrow-${colorScheme}.png`)
    await page.screenshot({ path, fullPage: true })
  }
})
