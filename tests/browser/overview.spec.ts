import type { Locator, Page } from '@playwright/test'
import { formatTimeOfDay } from '../../src/shared/units.ts'
import { atMs } from '../shared/loaded.ts'
import { axeIn } from './axe-in.ts'
import { faintTextsOf } from './contrast.ts'
import { legendOf } from './fixtures.ts'
import { expect, test } from './loaded-page.ts'
import { statesOfBar, toldMac } from './overview-page.ts'

const chart = (page: Page): Locator => page.getByRole('img', { name: /^Room over/ })
const marks = (page: Page): Locator => page.getByRole('listbox', { name: 'What happened' })
const factOf = (page: Page, name: string): Locator =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd')

test('the bar splits what the GPU has, adds up to RAM, and has the room of the headline', async ({
  page,
  open,
}) => {
  const { url } = await open(toldMac)
  await page.goto(url)
  await expect(page.getByRole('img', { name: /^RAM/ })).toBeVisible()
  const [whole, ...parts] = [...(await legendOf(page))]
  expect(whole).toEqual(['RAM', 34.4])
  expect(parts).toEqual([
    ['Weights', 9.1],
    ['KV cache', 1.6],
    ['Compute, other', 0.7],
    ['Models, not split', 5.2],
    ['Other GPU use', 1],
    ['Room', 4.1],
    ['Unattributed', 2.5],
    ['Apps and system', 10.2],
  ])
  expect(parts.reduce((sum, [, figure]) => sum + figure, 0)).toBeCloseTo(34.4, 6)
  await expect(page.getByRole('heading', { level: 1 }).locator('span').first()).toHaveText('4.1 GB')
})

test('what calls stands first, then the room, who has it, what to press, and the small print', async ({
  page,
  open,
}) => {
  const { url } = await open(toldMac)
  await page.goto(url)
  const top = async (part: Locator): Promise<number> => (await part.boundingBox())?.y ?? Number.NaN
  const order = [
    page.getByRole('heading', { level: 1 }),
    page.getByRole('img', { name: /^RAM/ }),
    chart(page),
    page.getByRole('heading', { name: 'Models', exact: true }),
    page.getByRole('region', { name: 'Apps by memory' }),
    page.locator('footer'),
  ]
  const tops = await Promise.all(order.map(top))
  expect(tops).toEqual(tops.toSorted((one, other) => one - other))
})

test('the line of ten minutes is spoken as a sentence, and its marks are walked by arrows', async ({
  page,
  open,
}) => {
  const { url } = await open(toldMac)
  await page.goto(url)
  const said = await chart(page).getAttribute('aria-label')
  expect(said).toMatch(
    /^Room over the last 10 min: from 20\.1 GB to 4\.1 GB, lowest 3\.1 GB at [\d:]{8}; marks: /,
  )
  expect(said).toContain(`${formatTimeOfDay(atMs - 40_000)} Headroom let go of Docker`)
  await marks(page).focus()
  const chosen = page.getByRole('option', { selected: true })
  await expect(chosen).toHaveAccessibleName(/Headroom let go of Docker/)
  await page.keyboard.press('ArrowLeft')
  await expect(chosen).toHaveAccessibleName(/The GPU refused memory/)
  await page.keyboard.press('Home')
  await expect(chosen).toHaveAccessibleName(/Qwen3-8B-Q4_K_M\.gguf begins to load/)
  await expect(page.getByText('Qwen3-8B-Q4_K_M.gguf begins to load')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(chosen).toHaveAccessibleName(/gemma3:27b begins to generate/)
  await page.keyboard.press('Tab')
  await expect(page.getByText('lowest 3.1 GB')).toBeVisible()
})

test('each kind of mark has a shape of its own', async ({ page, open }) => {
  const { url } = await open(toldMac)
  await page.goto(url)
  await expect(marks(page)).toBeVisible()
  const shapes = await marks(page)
    .locator('svg')
    .evaluateAll((all) => all.map((one) => one.innerHTML))
  expect(new Set(shapes).size).toBe(4)
})

test('before there are two points nothing is drawn, and nothing below jumps when there are', async ({
  page,
  open,
}) => {
  const first = { ...toldMac, trail: { points: toldMac.trail.points.slice(-1), marks: [] } }
  const { url, push } = await open(first)
  await page.goto(url)
  await expect(page.getByText('The last ten minutes appear here')).toBeVisible()
  const models = page.getByRole('heading', { name: 'Models', exact: true })
  const before = await models.boundingBox()
  push(toldMac)
  await expect(chart(page)).toBeVisible()
  expect(await models.boundingBox()).toEqual(before)
})

test('the small print tells what moves to swap, what the GPU does, and what more there is', async ({
  page,
  open,
}) => {
  const { url, push } = await open(toldMac)
  await page.goto(url)
  await expect(factOf(page, 'Swap')).toHaveText('1.2 GB used 31 MB/s going out, 2 MB/s coming back')
  await expect(factOf(page, 'GPU')).toHaveText('97 % busy watts need permission')
  await expect(factOf(page, 'GPU').getByTitle(/powermetrics, or macmon/)).toBeVisible()
  await expect(factOf(page, 'Headroom')).toHaveText('80 MB 0.4 % of a core')
  await expect(page.locator('footer')).toContainText('Apple M2 Max, macOS 26.1')
  await expect(factOf(page, 'Disk')).toHaveCount(0)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(factOf(page, 'Limit')).toHaveText('22.9 GB asked of Metal')
  await expect(factOf(page, 'Disk')).toContainText('200.0 GB free')
  await page.getByRole('button', { name: 'Less' }).click()
  await expect(factOf(page, 'Disk')).toHaveCount(0)
  const power = { source: 'macmon', gpuWatts: 22, cpuWatts: null, gpuClockHertz: 1.4e9 } as const
  push({ ...toldMac, power: { kind: 'ok', atMs, isStale: false, ...power } })
  await expect(factOf(page, 'GPU')).toHaveText('97 % busy 22 W at 1.4 GHz')
})

test('it is a card of 380 by 640 at most, which scrolls inside', async ({ page, open }) => {
  await page.setViewportSize({ width: 900, height: 900 })
  const { url } = await open(toldMac)
  await page.goto(url)
  await expect(chart(page)).toBeVisible()
  const card = await page.locator('main').boundingBox()
  expect([card?.width, card?.height]).toEqual([380, 640])
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900)
  await page.locator('footer').scrollIntoViewIfNeeded()
  await expect(page.locator('footer')).toBeInViewport()
  // what is only heard makes no page longer
  await page.setViewportSize({ width: 380, height: 400 })
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(400)
})

/** Parts whose text is cut or runs out of them, and the page where it scrolls sideways. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const main = document.querySelector('main')
    const edge = main?.getBoundingClientRect().right ?? 0
    return [...document.querySelectorAll('main header *, main figure *, main footer *')]
      .filter((one) => one.closest('svg') === null && one.closest('.spoken') === null)
      .filter((one) => {
        const { right, left, width } = one.getBoundingClientRect()
        return width > 0 && (right > edge + 1 || left < -1)
      })
      .map((one) => `${one.tagName} ${one.textContent ?? ''}`)
      .concat((main?.scrollWidth ?? 0) > (main?.clientWidth ?? 0) ? ['main scrolls sideways'] : [])
  })

for (const [name, width, size] of [
  ['320 px', 320, '100%'],
  ['twice the text on 380 px', 380, '200%'],
  ['twice the text on 800 px', 800, '200%'],
] as const) {
  test(`nothing is cut off or overlaps at ${name}, in either direction`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 640 })
    const { url } = await open(toldMac)
    await page.goto(url)
    await expect(chart(page)).toBeVisible()
    for (const dir of ['ltr', 'rtl']) {
      await page.evaluate(
        ([fontSize, direction]) => {
          document.documentElement.style.fontSize = fontSize
          document.documentElement.dir = direction
        },
        [size, dir] as const,
      )
      expect(await cutOff(page)).toEqual([])
    }
  })
}

for (const [state, snapshot] of Object.entries(statesOfBar)) {
  test(`it adds up, keeps its contrast, and has no barrier that axe knows: ${state}`, async ({
    page,
    open,
  }) => {
    const { url } = await open(snapshot)
    await page.goto(url)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    if (snapshot.room.kind === 'ok') {
      const [whole, ...parts] = [...(await legendOf(page))]
      const sum = parts.reduce((total, [, figure]) => total + figure, 0)
      // a room below 1 GB stands in MB, as in the headline
      expect(Math.abs(sum - (whole?.[1] ?? Number.NaN))).toBeLessThan(0.1)
      expect(parts.length).toBeGreaterThan(1)
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const axe = await axeIn(page)
      const { violations } = await axe.analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      expect(await faintTextsOf(page)).toEqual([])
    }
  })
}

test('the room below 1 GB reads in the bar as in the headline', async ({ page, open }) => {
  const { url } = await open(statesOfBar['held back, and less than a GB'] ?? toldMac)
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 }).locator('span').first()).toHaveText('850 MB')
  expect((await legendOf(page)).get('Room')).toBeCloseTo(0.85, 6)
  expect((await legendOf(page)).get('Held back')).toBe(3.3)
})
