import type { Page } from '@playwright/test'
import { popoverSize } from '../../src/main/electron/popover/popover-port.ts'
import { fromRoot } from '../from-root.ts'
import { cardOf } from '../../src/main/inference/diagnosis/card-of.ts'
import { unknownMachine, type Case } from '../../src/main/inference/diagnosis/case.ts'
import type { Finding } from '../../src/shared/finding.ts'
import { findingId } from '../../src/shared/ids.ts'
import * as found from '../shared/found.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

/** With the card that Headroom writes for it, so that the pictures show what people see. */
function written(finding: Finding, told: Pick<Case, 'program'> & Partial<Case>): Finding {
  const facts = { ...finding.facts, ...told.facts }
  const machine = { ...unknownMachine, limitBytes: 22_906_500_000 }
  return { ...finding, facts, ...cardOf({ ...finding, version: null, machine, ...told, facts }) }
}

const refused = written(found.refused, {
  program: 'ollama',
  facts: { gpuModelBytes: 17.4e9, gpuKvBytes: 12_288 * 2 ** 20 },
})
const full = written(found.full, { program: 'llama.cpp' })
const flat = { ...written(found.flat, { program: 'llama.cpp' }), sentence: found.flat.sentence }
const killed = written(found.killed, { program: 'shell' })
const five: readonly Finding[] = [
  refused,
  full,
  flat,
  killed,
  { ...refused, id: findingId('older'), atMs: loadedMac.atMs - 86_400_000, count: 1 },
]

test.use({ viewport: { width: 480, height: 760 }, deviceScaleFactor: 2 })

async function drawn(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const path = fromRoot(`resources/preview/findings-${name}-${colorScheme}.png`)
    await page.screenshot({ path, fullPage: true })
  }
}

const unfold = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'The GPU refused memory' }).first().click()

test('findings, folded, one unfolded, and a command that was copied', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, findings: five })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Findings' })).toBeVisible()
  await drawn(page, 'folded')
  await unfold(page)
  await drawn(page, 'unfolded')
  await page.setViewportSize({ width: 320, height: 700 })
  await drawn(page, 'unfolded-narrow')
  await page.setViewportSize({ width: 480, height: 760 })
  await page
    .getByRole('button', { name: /^Copy launchctl/ })
    .first()
    .click()
  await expect(page.getByRole('button', { name: /^Copied/ })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.screenshot({ path: fromRoot('resources/preview/findings-copied-light.png') })
})

test('one finding, where the clipboard is refused', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, findings: [refused, flat] }, ['read'])
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await page.goto(url)
  await page.getByRole('button', { name: /^Copy/ }).click()
  await expect(page.getByRole('button', { name: /^Selected/ })).toBeVisible()
  await drawn(page, 'selected')
})

test('findings in the popover', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, findings: five })
  await page.setViewportSize(popoverSize)
  await page.addInitScript(() => {
    // as the preload does, but that the page still finds its server
    addEventListener('DOMContentLoaded', () =>
      setTimeout(() => (document.documentElement.dataset['frame'] = 'window'), 100),
    )
  })
  await page.goto(url)
  await expect(page.locator('[data-frame="window"]')).toBeVisible()
  await page.getByRole('heading', { name: 'Findings' }).evaluate((head) => head.scrollIntoView())
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({
      path: fromRoot(`resources/preview/findings-popover-${colorScheme}.png`),
    })
  }
})
