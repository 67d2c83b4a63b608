import type { Page } from '@playwright/test'
import { popoverSize } from '../../src/main/electron/popover/popover-port.ts'
import { loadId } from '../../src/shared/ids.ts'
import { fromRoot } from '../from-root.ts'
import { beyond, failed, fitting, foreseen, looking } from '../shared/loading.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

test.use({ viewport: { width: 480, height: 760 }, deviceScaleFactor: 2 })

async function drawn(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const path = fromRoot(`resources/preview/loads-${name}-${colorScheme}.png`)
    await page.screenshot({ path, fullPage: true })
  }
}

const tight = {
  ...fitting,
  id: loadId('tight'),
  name: 'mistral-small3.2:24b',
  need: {
    ...foreseen,
    needBytes: 21.6e9,
    lowBytes: 21.5e9,
    highBytes: 22.1e9,
    origin: 'reported' as const,
    verdict: 'tight' as const,
    besideCount: 1,
    maxContextThatFits: 36_864,
  },
  doneRatio: 0.81,
}

test('a load that fits; two at once; one that will not fit, and then fails', async ({
  page,
  open,
}) => {
  const { url, push } = await open({ ...loadedMac, loads: [fitting] })
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Loads' })).toBeVisible()
  await drawn(page, 'loading')
  push({ ...loadedMac, loads: [tight, beyond, looking] })
  await expect(page.getByText('Will not fit: 3.2 GB too much')).toBeVisible()
  await drawn(page, 'will-not-fit')
  await page.setViewportSize({ width: 320, height: 700 })
  await drawn(page, 'will-not-fit-narrow')
  await page.setViewportSize({ width: 480, height: 760 })
  const loaded = { ...fitting, stage: 'loaded' as const, endedAtMs: fitting.startedAtMs + 21_000 }
  push({ ...loadedMac, loads: [failed, loaded] })
  await expect(page.getByText('Did not load: 3.2 GB')).toBeVisible()
  await drawn(page, 'failed')
})

test('in the popover', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, loads: [beyond] })
  await page.setViewportSize(popoverSize)
  await page.goto(url)
  await page.getByRole('heading', { name: 'Loads' }).evaluate((head) => head.scrollIntoView())
  await drawn(page, 'popover')
})
