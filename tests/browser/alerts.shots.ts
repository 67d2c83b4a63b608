import type { Page } from '@playwright/test'
import { popoverSize } from '../../src/main/electron/popover/popover-port.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { fromRoot } from '../from-root.ts'
import { refused } from '../shared/found.ts'
import { atMs } from '../shared/loaded.ts'
import { beyond } from '../shared/loading.ts'
import * as warned from '../shared/warned.ts'
import { expect, loadedMac, test, type Opening } from './loaded-page.ts'
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

const { runningOut, willNotFit, failure, pastLimit, hog, idle, stale, snoozed } = warned

const scenes: readonly (readonly [string, Partial<Snapshot>])[] = [
  ['none', { forecast: { ...warned.endingTokens, ...ok } }],
  ['running-out', { alerts: [runningOut], forecast: { ...warned.endingRoom, ...ok } }],
  ['will-not-fit', { alerts: [willNotFit], loads: [beyond] }],
  ['past-limit', { alerts: [pastLimit] }],
  ['stale', { alerts: [stale(runningOut)] }],
  ['snoozed', { alerts: [snoozed(hog), snoozed(idle)] }],
  [
    'several',
    {
      alerts: [runningOut, pastLimit, hog, failure, idle, snoozed({ ...idle, id: hog.id })],
      findings: [refused],
    },
  ],
]
for (const [name, part] of scenes)
  test(`alerts in the popover: ${name}`, async ({ page, open }) => {
    await opened(page, open, { ...unifiedMac, ...part })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await drawn(page, name)
  })

test('alerts in the popover: how one is snoozed', async ({ page, open }) => {
  await opened(page, open, { ...unifiedMac, alerts: [pastLimit, hog, snoozed(idle)] })
  await page
    .getByRole('button', { name: /^Snooze:/ })
    .first()
    .click()
  await page.getByRole('button', { name: '1 snoozed' }).click()
  await page.getByRole('button', { name: /^warning: Google Chrome/ }).click()
  await drawn(page, 'snooze')
})

test('alerts in a narrow page, and what it says of notifications', async ({ page, open }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  const { url } = await open({ ...loadedMac, alerts: [runningOut, hog, idle] })
  await page.goto(url)
  await page.getByRole('button', { name: 'Tell me when it warns' }).click()
  await expect(page.getByText('Your browser did not allow it')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const path = fromRoot(`resources/preview/alerts-narrow-${colorScheme}.png`)
    await page.screenshot({ path, fullPage: true })
  }
})
