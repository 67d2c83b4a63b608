import type { Page } from '@playwright/test'
import type { Alert } from '../../src/shared/alert.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { atMs } from '../shared/loaded.ts'
import * as warned from '../shared/warned.ts'
import { disagreementsIn } from '../alerts/agree.ts'
import { beyondMac, endingMac, loadingMac, severalMac } from './judged.ts'
import { expect, test, type Opening } from './loaded-page.ts'
import { unifiedMac } from './unified-mac.ts'
import { draw, drawVariants, tickingAtTwice, type Framing } from './picture.ts'

test.use(tickingAtTwice)

const ok = { kind: 'ok', atMs, isStale: false } as const

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `alerts-${name}`, framing)

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
    if (name === 'several') await drawVariants(page, 'alerts-several')
  })

for (const locale of ['de-DE', 'zh-CN'])
  test.describe(locale, () => {
    test.use({ locale })
    for (const [name, snapshot] of scenes.filter(([one]) => one !== 'none'))
      test(`alerts in ${locale}: ${name}`, async ({ page, open }) => {
        await opened(page, open, snapshot)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await drawn(page, `${name}-${locale.slice(0, 2)}`, { themes: ['light'] })
      })
  })

test('alerts in the popover: how one is snoozed', async ({ page, open }) => {
  const [first, ...others] = severalMac.alerts
  if (first === undefined) throw new Error('this Mac has alerts')
  await opened(page, open, { ...severalMac, alerts: [...others, snoozed(first)] })
  await page.getByRole('button', { name: '1 snoozed' }).click()
  await page
    .getByRole('button', { name: /^Snooze:/ })
    .first()
    .click()
  await expect(page.getByRole('menu')).toBeVisible()
  await drawn(page, 'snooze')
})

test('alerts in a narrow page, and what it says of notifications', async ({ page, open }) => {
  const { url } = await open(severalMac)
  await page.goto(url)
  await page.getByRole('button', { name: 'Tell me when it warns' }).click()
  await expect(page.getByText('Your browser did not allow it')).toBeVisible()
  await drawn(page, 'narrow', { width: 320 })
})
