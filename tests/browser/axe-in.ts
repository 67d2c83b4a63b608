import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The same as `axe.source`, which is more than twice as long. */
const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** AxeBuilder would send axe's 1.5 MB twice for each analysis, and parse them: here they are in the document already. */
const nothingMore = ';'

/** axe in this page, which has no frames; sent to each document once. What it tells beside violations has no nodes but the first. */
export async function axeIn(page: Page): Promise<AxeBuilder> {
  if (page.frames().length > 1) throw new Error('axe is in the main frame alone')
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(axeSource)
  return new AxeBuilder({ page, axeSource: nothingMore })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
}
