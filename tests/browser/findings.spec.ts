import type { Locator, Page } from '@playwright/test'
import { findingId } from '../../src/shared/ids.ts'
import { five, flat, full, refused } from '../shared/found.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

const section = (page: Page): Locator => page.getByRole('region', { name: 'Findings' })
const cards = (page: Page): Locator => section(page).locator('> ul > li')
const foldOf = (page: Page, title: string): Locator => page.getByRole('button', { name: title })
const commandOf = (page: Page): Locator => section(page).getByRole('code').first()

const withClosedClipboard = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const writeText = (): Promise<void> => Promise.reject(new DOMException('no', 'NotAllowedError'))
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } })
  })

test('without findings there is nothing at all', async ({ page, open }) => {
  const { url, push } = await open(loadedMac)
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Models' })).toBeVisible()
  await expect(page.getByText('Findings')).toHaveCount(0)
  push({ ...loadedMac, findings: [flat] })
  await expect(section(page)).toBeVisible()
  push(loadedMac)
  await expect(section(page)).toHaveCount(0)
})

test('a card stands below the models, folded: what has happened, and what to try first', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, findings: [refused] })
  await page.goto(url)
  await expect(cards(page)).toHaveCount(1)
  await expect(foldOf(page, 'The GPU refused memory, Ollama')).toHaveAttribute(
    'aria-expanded',
    'false',
  )
  const card = cards(page).first()
  await expect(card).toContainText('Ollama · 3 times, last 5 min ago')
  await expect(card).toContainText('Metal refused one buffer of 12.9 GB')
  await expect(card).toContainText('Try first: Ask for a context of 16384 tokens')
  await expect(card.getByRole('listitem')).toHaveCount(1)
  for (const hidden of ['The KV cache is', 'server.log', 'What does not help', 'q8_0', 'Costs'])
    await expect(card).not.toContainText(hidden)
  const [ofFindings, ofModels] = await Promise.all([
    section(page).boundingBox(),
    page.getByRole('region', { name: 'Models' }).boundingBox(),
  ])
  expect(ofFindings?.y).toBeGreaterThan(ofModels?.y ?? Number.NaN)
})

test('the keyboard unfolds it: cause, all that helps and its costs, the line, what does not help', async ({
  page,
  open,
}) => {
  const { url, push } = await open({ ...loadedMac, findings: [refused] })
  await page.goto(url)
  const fold = foldOf(page, 'The GPU refused memory, Ollama')
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  const card = cards(page).first()
  const id = (await fold.getAttribute('aria-controls')) ?? ''
  await expect(page.locator(`[id="${id}"]`)).toContainText('What helps')
  await expect(card.getByRole('heading', { level: 4 })).toHaveText([
    'Why',
    'What helps',
    'server.log, line 1204',
    'What does not help',
  ])
  await expect(card.getByRole('list').first().getByRole('listitem')).toHaveCount(4)
  await expect(card).toContainText('Costs: a little quality in long contexts')
  await expect(card).toContainText('failed to allocate buffer, size = 12288.00 MiB')
  await expect(card).toContainText('Ollama reads no such variables')
  await expect(card.getByRole('button', { name: /^Copy/ })).toHaveCount(3)
  push({ ...loadedMac, atMs: loadedMac.atMs + 60_000, findings: [full, refused] })
  await expect(cards(page).nth(1)).toContainText('last 6 min ago')
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  await expect(fold).toBeFocused()
  await page.keyboard.press('Space')
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  await expect(cards(page).nth(1)).not.toContainText('Why')
})

test('the newest stands with its words, the older by name and origin, each of which unfolds', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, findings: [refused, full] })
  await page.goto(url)
  await expect(cards(page).nth(0)).toContainText('Try first')
  const older = cards(page).nth(1)
  await expect(older).toContainText('The context is full')
  await expect(older).toContainText('llama.cpp, llama-server · 4 s ago')
  await expect(older).not.toContainText('A request of 18233 tokens')
  expect((await older.boundingBox())?.height).toBeLessThan(60)
  await foldOf(page, 'The context is full, llama.cpp, llama-server · 4 s ago').click()
  await expect(older).toContainText('A request of 18233 tokens')
  await expect(older).toContainText('What helps')
})

test('three are shown, the rest is a count that shows them', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, findings: five })
  await page.goto(url)
  await expect(cards(page)).toHaveCount(3)
  await page.getByRole('button', { name: '2 more', exact: true }).click()
  await expect(cards(page)).toHaveCount(5)
  await expect(section(page)).toContainText('The process was killed')
  await page.getByRole('button', { name: 'Show the newest only' }).click()
  await expect(cards(page)).toHaveCount(3)
})

test.describe('a command', () => {
  test('is copied with all its lines, says so for two seconds, and to who listens', async ({
    page,
    open,
  }) => {
    const { url } = await open({ ...loadedMac, findings: [refused] })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(url)
    const copy = page.getByRole('button', { name: /^Copy launchctl/ })
    await copy.focus()
    await page.keyboard.press('Enter')
    const copied = page.getByRole('button', { name: /^Copied launchctl/ })
    await expect(copied).toBeFocused()
    await expect(section(page).getByRole('status')).toHaveText('Copied')
    const command = refused.fixes[0]?.command ?? ''
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command)
    await expect(copied).toHaveCount(0, { timeout: 4_000 })
    await expect(section(page).getByRole('status')).toHaveText('')
  })

  test('is selected where the clipboard is closed, with its lines', async ({ page, open }) => {
    await withClosedClipboard(page)
    const { url, push } = await open({ ...loadedMac, findings: [refused] })
    await page.goto(url)
    await page.getByRole('button', { name: /^Copy launchctl/ }).click()
    await expect(page.getByRole('button', { name: /^Selected/ })).toBeVisible()
    await expect(section(page).getByRole('status')).toContainText('⌘C or Ctrl+C')
    push({ ...loadedMac, atMs: loadedMac.atMs + 1_000, findings: [refused] })
    await expect(cards(page)).toContainText('last 5 min ago')
    const selected = await page.evaluate(() => getSelection()?.toString())
    expect(selected?.trim()).toBe(refused.fixes[0]?.command)
  })

  test('is not broken within its words where they fit', async ({ page, open }) => {
    const { url } = await open({ ...loadedMac, findings: [full] })
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(url)
    const words = commandOf(page).locator('span span')
    await expect(words.filter({ hasText: '--parallel' })).toHaveText('--parallel')
    const heights = await words.evaluateAll((all) => all.map((one) => one.clientHeight))
    const lineHeight = Math.min(...heights)
    expect(heights.filter((height) => height > lineHeight)).toHaveLength(1) // the path alone
  })
})

test('when the card goes that had the keyboard, the heading gets it', async ({ page, open }) => {
  const { url, push } = await open({ ...loadedMac, findings: [refused, flat] })
  await page.goto(url)
  await foldOf(page, 'The GPU refused memory').focus()
  push({ ...loadedMac, findings: [flat] })
  await expect(cards(page)).toHaveCount(1)
  await expect(section(page).getByRole('heading', { level: 2 })).toBeFocused()
})

test('long words and lines fit on 320 pixels, unfolded', async ({ page, open }) => {
  const long = 'x'.repeat(480)
  const one = {
    ...refused,
    id: findingId('long'),
    program: long,
    sentence: long,
    fixes: [{ text: long, command: `${long} --flag`, costs: long }],
    misadvice: [{ advice: long, why: long }],
    place: { path: `/tmp/${long}`, lineNumber: 1, line: long },
  }
  const { url } = await open({ ...loadedMac, findings: [one] })
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(url)
  await foldOf(page, 'The GPU refused memory').click()
  await expect(section(page).getByText('What does not help')).toBeVisible()
  const wider = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wider).toBe(320)
})

test('texts keep their contrast, light and dark, also when the figures are old', async ({
  page,
  open,
}) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const { url } = await open({ ...loadedMac, findings: [refused, flat] })
  await page.goto(url)
  await foldOf(page, 'The GPU refused memory').click()
  for (const isOld of ['false', 'true'])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page
        .locator('[data-stale]')
        .first()
        .evaluate((all, value) => all.setAttribute('data-stale', value), isOld)
      expect(await faintTextsOf(page)).toEqual([])
    }
  expect(complaints).toEqual([])
})

test('nothing moves where less motion is wanted', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, findings: [refused] })
  await page.goto(url)
  const sign = foldOf(page, 'The GPU refused memory').locator('svg').last()
  const durationOf = () => sign.evaluate((one) => getComputedStyle(one).transitionDuration)
  expect(await durationOf()).toBe('0.12s')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await durationOf()).toBe('0s')
})
