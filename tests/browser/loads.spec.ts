import type { Locator, Page } from '@playwright/test'
import { beyond, failed, fitting, foreseen, looking, tooMuch } from '../shared/loading.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

const section = (page: Page): Locator => page.getByRole('region', { name: 'Loads' })
const cards = (page: Page): Locator => section(page).locator('> ul > li')

test('without loads there is nothing at all, and a load stands above the models', async ({
  page,
  open,
}) => {
  const { url, push } = await open(loadedMac)
  await page.goto(url)
  const models = page.getByRole('region', { name: 'Models' })
  await expect(models).toBeVisible()
  await expect(section(page)).toHaveCount(0)
  push({ ...loadedMac, loads: [fitting] })
  await expect(cards(page)).toHaveCount(1)
  const [ofLoads, ofModels] = await Promise.all([section(page).boundingBox(), models.boundingBox()])
  expect(ofLoads?.y).toBeLessThan(ofModels?.y ?? 0)
})

test('what it needs, whether it fits, and how far it is', async ({ page, open }) => {
  const { url, push } = await open({ ...loadedMac, loads: [fitting] })
  await page.goto(url)
  const card = cards(page).first()
  await expect(card).toContainText('needs 19.2 GB')
  await expect(card).toContainText('Will fit')
  await expect(card).toContainText('llama-server · estimated from its header')
  const bar = card.getByRole('progressbar', { name: 'Loading of Qwen3-32B-Q4_K_M.gguf' })
  await expect(bar).toHaveAttribute('aria-valuenow', '42')
  push({ ...loadedMac, loads: [{ ...fitting, doneRatio: 0.9 }] })
  await expect(bar).toHaveAttribute('aria-valuenow', '90')
  push({ ...loadedMac, loads: [{ ...fitting, doneRatio: null }] })
  await expect(bar).not.toHaveAttribute('aria-valuenow')
  push({ ...loadedMac, loads: [{ ...fitting, stage: 'loaded', endedAtMs: loadedMac.atMs }] })
  await expect(bar).toHaveCount(0)
  await expect(card).toContainText('after 14 s')
})

test('one that will not fit says by how much, and what to try is copied by the keyboard', async ({
  page,
  open,
}) => {
  const { url, push } = await open({ ...loadedMac, loads: [beyond] })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(url)
  const card = cards(page).first()
  await expect(card).toContainText('Will not fit: 3.2 GB too much')
  await expect(card).toContainText('Asks for 128k of context; 16k would fit')
  await card.getByRole('button', { name: 'Copy -c 16384' }).focus()
  await page.keyboard.press('Enter')
  await expect(card.getByRole('button', { name: /^Copied/ })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('-c 16384')
  push({ ...loadedMac, loads: [fitting] })
  await expect(section(page).getByRole('heading')).toBeFocused()
})

test('who listens hears a verdict once, not the figures of each look', async ({ page, open }) => {
  const { url, push } = await open({ ...loadedMac, loads: [{ ...beyond, doneRatio: 0.1 }] })
  await page.goto(url)
  const status = cards(page).getByRole('status')
  await expect(status.last()).toHaveText('gemma3:27b: is loading, will not fit')
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const spoken = document.querySelector('section[aria-label="Loads"] p[role="status"]')
    if (spoken === null) return
    new MutationObserver(() => said.push(spoken.textContent ?? '')).observe(spoken, {
      characterData: true,
      childList: true,
      subtree: true,
    })
  })
  for (const tick of [1, 2, 3, 4]) {
    const need = { ...tooMuch, gapBytes: 3.2e9 + tick * 1e8 }
    push({ ...loadedMac, loads: [{ ...beyond, need, doneRatio: tick / 10 }] })
    await expect(cards(page).first()).toContainText(`${(3.2 + tick / 10).toFixed(1)} GB too much`)
  }
  const said = (): Promise<unknown> =>
    page.evaluate(() => Object.entries(window).find(([name]) => name === 'said')?.[1])
  expect(await said()).toEqual([])
  push({ ...loadedMac, loads: [failed] })
  await expect.poll(said).toEqual(['gemma3:27b: did not load'])
})

test('one that failed stays for its moment, with how long before it was foretold', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, loads: [failed] })
  await page.goto(url)
  await expect(cards(page).first()).toContainText('Did not load: 3.2 GB too much')
  await expect(cards(page).first()).toContainText('Foretold 11 s before')
})

test('every state keeps its contrast, and nothing overflows 320 px', async ({ page, open }) => {
  const tight = { ...fitting, need: { ...foreseen, verdict: 'tight', besideCount: 2 } } as const
  const unread = { ...looking, need: { kind: 'failed', reason: 'permission denied' } } as const
  const { url, push } = await open({ ...loadedMac, loads: [tight, beyond, looking] })
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(url)
  await expect(cards(page)).toHaveCount(3)
  for (const loads of [
    [tight, beyond, looking],
    [failed, unread, { ...fitting, stage: 'loaded', endedAtMs: loadedMac.atMs } as const],
  ]) {
    push({ ...loadedMac, loads })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await faintTextsOf(page)).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  }
})

test('where motion is not welcome, stripes stand still', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, loads: [beyond] })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(url)
  const fill = cards(page).first().getByRole('progressbar').locator('> span')
  const motion = (): Promise<string> => fill.evaluate((one) => getComputedStyle(one).animationName)
  expect(await motion()).toBe('none')
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await motion()).not.toBe('none')
})
