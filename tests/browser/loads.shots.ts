import type { Page } from '@playwright/test'
import { loadId } from '../../src/shared/ids.ts'
import { beyond, failed, fitting, foreseen, looking } from '../shared/loading.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { draw, tickingAtTwice, type Framing } from './picture.ts'

test.use(tickingAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `loads-${name}`, framing)

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
  await drawn(page, 'will-not-fit-narrow', { width: 320 })
  const loaded = { ...fitting, stage: 'loaded' as const, endedAtMs: fitting.startedAtMs + 21_000 }
  push({ ...loadedMac, loads: [failed, loaded] })
  await expect(page.getByText('Did not load: 3.2 GB')).toBeVisible()
  await drawn(page, 'failed')
})
