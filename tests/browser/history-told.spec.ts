import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import type { History, HistoryInput } from '../../src/shared/history.ts'
import { mostHistoryPoints } from '../../src/shared/history.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { toldHistory } from '../history/told-history.ts'
import { recordsInCsv } from '../shared/csv-in.ts'
import { historyMac, plot } from './history-page.ts'
import { expect, test, type LoadedPage, type Opening } from './loaded-page.ts'

test.use({ isTicking: true, viewport: { width: 900, height: 760 } })

const told = toldHistory(historyMac.atMs)

interface Told {
  readonly mac: LoadedPage
  readonly asked: readonly HistoryInput[]
}

/** The section over an hour of which all is known; `change`: and what is another. */
async function openTold(
  page: Page,
  open: Opening['open'],
  change: Partial<History> = {},
): Promise<Told> {
  const mac = await open(historyMac)
  const asked: HistoryInput[] = []
  mac.disk.history = (input) => {
    asked.push(input)
    return { ...told, ...change }
  }
  await page.goto(`${mac.url}&details=history`)
  await plot(page).waitFor()
  return { mac, asked }
}

async function saved(page: Page, name: string): Promise<{ download: Download; text: string }> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name, exact: true }).click()
  const download = await coming
  return { download, text: await readFile(await download.path(), 'utf8') }
}

test('a sign tells what came of what happened: need and time of a load, what an act was to free and freed', async ({
  page,
  open,
}) => {
  await openTold(page, open)
  const lane = page.getByRole('listbox', { name: 'What happened' })
  const sign = (name: RegExp) => lane.getByRole('option', { name })
  await expect(sign(/qwen3:30b-a3b loaded in 21 s, 18\.9 GB needed$/)).toHaveCount(1)
  await expect(sign(/About to fail: qwen3:235b will not fit/)).toHaveCount(1)
  await sign(/unloaded, was to free 18\.4 GB, freed 17\.9 GB, by Headroom itself$/).click()
  await expect(page.getByText(/qwen3:30b-a3b unloaded, was to free 18\.4 GB/)).toBeVisible()
  await page.getByRole('button', { name: 'As a table' }).click()
  const cell = page.getByRole('table').getByRole('listitem')
  await expect(cell).toHaveCount(told.events.length)
  await expect(cell.filter({ hasText: 'qwen3:235b failed to load after 1 min' })).toHaveCount(1)
  await expect(cell.filter({ hasText: 'Loom quit, was to free 2.0 GB' })).toHaveCount(1)
})

test('each model has the most that it held, the first five at first', async ({ page, open }) => {
  const [peak] = told.peaks
  if (peak === undefined) throw new Error('one held most')
  const peaks = Array.from({ length: 12 }, (_, index) => ({
    ...peak,
    model: `model-${index}`,
    bytes: (12 - index) * 1e9,
  }))
  await openTold(page, open, { peaks })
  const list = page.getByRole('region', { name: 'Most held, by model' })
  await expect(list.getByRole('listitem')).toHaveCount(5)
  await expect(list.getByRole('listitem').first()).toContainText('12.0 GB')
  await list.getByRole('button', { name: 'Show all 12' }).press('Enter')
  await expect(list.getByRole('listitem')).toHaveCount(12)
  await expect(list.getByRole('listitem').nth(5)).toBeFocused()
})

test('what is shown is exported with as many points as there are, as a CSV or as JSON', async ({
  page,
  open,
}) => {
  const { asked, mac } = await openTold(page, open)
  const figures = await saved(page, 'Figures (CSV)')
  expect(figures.download.suggestedFilename()).toMatch(/^headroom-history-2026-\d\d-\d\d\.csv$/)
  const rows = recordsInCsv(figures.text)
  expect(rows.map((row) => Date.parse(row['time'] ?? ''))).toEqual(told.atMs)
  expect(asked.at(-1)?.mostPoints).toBe(mostHistoryPoints)
  const events = await saved(page, 'Events (CSV)')
  expect(events.download.suggestedFilename()).toMatch(/^headroom-events-.+\.csv$/)
  expect(recordsInCsv(events.text).map(({ what }) => what)).toEqual(
    told.events.map(({ what }) => what),
  )
  const all = await saved(page, 'JSON')
  expect(jsonIn(all.text)).toEqual(told)
  mac.disk.history = () => 'the disk is full'
  await page.getByRole('button', { name: 'JSON' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The disk is full' })).toBeVisible()
})

const unread = 'The history cannot be read (it may not be written)'
const broken =
  'The history on the disk was broken: it is kept aside as history.sqlite.broken, and a new one is begun'

test('where it is not kept on the disk, or was broken there, it says why', async ({
  page,
  open,
}) => {
  await openTold(page, open, { keptIn: 'memory', trouble: unread })
  const notice = page.getByRole('group', { name: 'The history is kept in memory only' })
  await expect(notice).toContainText(`${unread}. Until that is mended`)
  await expect(page.getByText(/^Kept since .+, in memory/)).toBeVisible()
  await openTold(page, open, { trouble: broken })
  const aside = page.getByRole('group', { name: 'Not all of the history is on the disk' })
  await expect(aside).toContainText(broken)
  await expect(page.getByText(/^Kept since .+, on this machine alone/)).toBeVisible()
})

test('where all of it can be deleted is a step away', async ({ page, serve }) => {
  const { url } = await serve('--allow-acts')
  await page.goto(`${url}&details=history`)
  await page.getByRole('button', { name: 'Delete history…' }).click()
  await expect(page.getByRole('tab', { name: 'Your data', selected: true })).toBeVisible()
})
