import type { Page } from '@playwright/test'
import {
  coloursAt,
  drawnBy,
  halfADay,
  historyMac,
  openHistory,
  plot,
  signsOn,
  stage,
  tokenOf,
  xOf,
  yOf,
} from './history-page.ts'
import { plotInset } from '../../src/renderer/charts/plot-inset.ts'
import { expect, test } from './loaded-page.ts'
import { makeSpeak, speakIn } from './speak-in.ts'

test.use({ isTicking: true, viewport: { width: 900, height: 760 } })

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const { atMs: nowMs } = historyMac
const crossOf = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-cross]').getAttribute('data-cross'))
const spanOf = async (page: Page): Promise<readonly [number, number]> => {
  const { sinceMs, untilMs } = await drawnBy(page)
  return [sinceMs - nowMs, untilMs - nowMs]
}

test('by keyboard alone: through the points, closer, along, back, and out again', async ({
  page,
  open,
}) => {
  const { answered } = await openHistory(page, open, halfADay)
  const { stepMs } = answered()
  await stage(page).focus()
  await page.keyboard.press('ArrowLeft')
  const newest = await crossOf(page)
  await page.keyboard.press('ArrowLeft')
  expect(await crossOf(page)).toBe(newest - stepMs)
  await expect(stage(page)).toHaveAttribute('aria-valuenow', String(newest - stepMs))
  await page.keyboard.press('PageUp')
  expect(await crossOf(page)).toBe(newest - 11 * stepMs)
  await page.keyboard.press('Home')
  expect(await crossOf(page)).toBeLessThan(nowMs - hourMs + stepMs)
  await page.keyboard.press('End')
  await page.keyboard.press('+')
  await expect.poll(() => spanOf(page)).toEqual([-30 * minuteMs, 0])
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => spanOf(page)).toEqual([-33 * minuteMs, -3 * minuteMs])
  await expect(page.getByRole('button', { name: 'Back to now' })).toBeVisible()
  await page.keyboard.press('-')
  await page.keyboard.press('0')
  await expect.poll(() => spanOf(page)).toEqual([-hourMs, 0])
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-cross]')).toHaveCount(0)
  await expect(stage(page)).toBeFocused()
})

test('what happened is walked by the arrows, named, and the crosshair goes along', async ({
  page,
  open,
}) => {
  await openHistory(page, open, halfADay)
  await page.getByRole('button', { name: '24 h' }).click()
  await expect.poll(async () => (await signsOn(page)).length).toBeGreaterThan(5)
  const signs = await signsOn(page)
  const lane = page.getByRole('listbox', { name: 'What happened' })
  await lane.focus()
  await page.keyboard.press('End')
  const last = page.getByRole('option', { selected: true })
  await expect(last).toHaveAttribute('data-at-ms', String(signs.at(-1)?.atMs))
  await page.keyboard.press('ArrowLeft')
  await expect(last).toHaveAttribute('data-at-ms', String(signs.at(-2)?.atMs))
  const words = (await last.getAttribute('aria-label')) ?? ''
  expect(words).not.toBe('')
  await expect(page.locator('main').getByText(words)).toBeVisible()
  await expect(stage(page)).toHaveAttribute('aria-valuetext', new RegExp(`; .+ gemma3|; .+ Alert`))
  await page.keyboard.press('Home')
  await expect(last).toHaveAttribute('data-at-ms', String(signs[0]?.atMs))
})

test('by pointer: a drag comes closer, with Shift it moves, a double click shows all again', async ({
  page,
  open,
}) => {
  await openHistory(page, open, halfADay)
  const drawn = await drawnBy(page)
  const y = drawn.box.top + 30
  const [from, to] = [nowMs - 40 * minuteMs, nowMs - 20 * minuteMs]
  await page.mouse.move(xOf(drawn, from), y)
  await page.mouse.down()
  await page.mouse.move(xOf(drawn, to), y, { steps: 4 })
  await page.mouse.up()
  const isNear = async (since: number, until: number): Promise<void> => {
    // as close as a pixel is wide
    await expect
      .poll(async () => {
        const [a, b] = await spanOf(page)
        return Math.max(Math.abs(a - since), Math.abs(b - until))
      })
      .toBeLessThan(8_000)
  }
  await isNear(-40 * minuteMs, -20 * minuteMs)
  await page.keyboard.down('Shift')
  await page.mouse.move(drawn.box.left + drawn.box.width * 0.25, y)
  await page.mouse.down()
  await page.mouse.move(drawn.box.left + drawn.box.width * 0.75, y, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await isNear(-50 * minuteMs, -30 * minuteMs)
  await page.mouse.dblclick(drawn.box.left + 100, y)
  await isNear(-hourMs, 0)
})

test('a drag that the system ends, or that Escape leaves, leaves nothing behind', async ({
  page,
  open,
}) => {
  await openHistory(page, open, halfADay)
  const drawn = await drawnBy(page)
  const { left, width, top } = drawn.box
  const y = top + 30
  const over = stage(page).locator('[data-drawn]')
  const drag = async (): Promise<void> => {
    await page.mouse.move(left + width * 0.3, y)
    await page.mouse.down()
    await page.mouse.move(left + width * 0.6, y, { steps: 4 })
    await expect(over).toHaveCount(1)
  }
  await drag()
  await stage(page).dispatchEvent('pointercancel')
  await expect(over).toHaveCount(0)
  await page.mouse.move(left + width * 0.8, y, { steps: 3 })
  await expect(over).toHaveCount(0)
  await page.mouse.up()
  await drag()
  await page.keyboard.press('Escape')
  await expect(over).toHaveCount(0)
  await page.mouse.up()
  expect(await spanOf(page)).toEqual([-hourMs, 0])
})

test('the pointer that leaves takes its own crosshair along, and no other', async ({
  page,
  open,
}) => {
  await openHistory(page, open, halfADay)
  const { box } = await drawnBy(page)
  const isCrossed = page.locator('[data-cross]')
  await page.mouse.move(box.left + 200, box.top + 30)
  await expect(isCrossed).toHaveCount(1)
  await page.mouse.move(box.left + 200, 4)
  await expect(isCrossed).toHaveCount(0)
  await page.mouse.move(box.left + 200, box.top + 30)
  await stage(page).focus()
  await page.keyboard.press('PageUp')
  await page.mouse.move(box.left + 200, 4)
  await expect(isCrossed).toHaveCount(1)
})

test('a time of which nothing is kept has no figures at its side, and says since when there are some', async ({
  page,
  open,
}) => {
  const { answered } = await openHistory(page, open, { spanMs: 20 * minuteMs, everyMs: 5_000 })
  await expect(page.getByText(/^Nothing is kept before /)).toBeVisible()
  const sideColours = async (): Promise<readonly string[]> => {
    const { box } = await drawnBy(page, 'machine')
    const canvas = await plot(page, 'machine').locator('canvas').boundingBox()
    const x = ((canvas?.x ?? 0) + box.left) / 2
    const y = box.top + box.height / 2
    return coloursAt(page, 'machine', { x, y }, plotInset.leftPx / 2 - 2)
  }
  expect(await sideColours()).not.toEqual([])
  await stage(page).focus()
  for (let times = 0; times < 2; times++) await page.keyboard.press('+')
  for (let times = 0; times < 20; times++) await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => answered().untilMs).toBeLessThan(answered().keptSinceMs ?? 0)
  // the answers to the last keys may be on their way yet
  await expect.poll(async () => (await drawnBy(page)).untilMs - answered().untilMs).toBe(0)
  await expect.poll(sideColours).toEqual([])
})

test('it follows the present, and what is looked at in the past stays', async ({ page, open }) => {
  const { mac, keeper } = await openHistory(page, open, halfADay)
  const on = (afterMs: number): void => {
    const next = { ...historyMac, atMs: nowMs + afterMs }
    keeper.note(next)
    mac.push(next)
  }
  on(20_000)
  await expect.poll(async () => (await spanOf(page))[1]).toBe(20_000)
  await stage(page).focus()
  await page.keyboard.press('Shift+ArrowLeft')
  const past = await spanOf(page)
  on(60_000)
  await page.getByRole('button', { name: 'As a table' }).click()
  await expect(page.getByRole('table')).toBeVisible()
  expect(await spanOf(page)).toEqual(past)
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect.poll(async () => (await spanOf(page))[1]).toBe(60_000)
})

test('another scheme and another language are drawn at once', async ({ page, open }) => {
  await makeSpeak(page)
  const { keeper } = await openHistory(page, open, halfADay)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const token = await tokenOf(page, '--segment-programs')
    await expect
      .poll(async () => {
        const drawn = await drawnBy(page)
        const atMs = nowMs - 30 * minuteMs
        const { columns } = keeper.read({ sinceMs: atMs, untilMs: atMs + 5_000, mostPoints: 1 })
        const y = yOf(drawn, columns.gpuInUseBytes[0] ?? Number.NaN)
        return coloursAt(page, 'room', { x: xOf(drawn, atMs), y }, 2)
      })
      .toContain(token)
  }
  await speakIn(page, 'de')
  await expect(page.getByText('Grenze 22,9 GB · llama.cpp, Ollama')).toBeVisible()
  await expect(stage(page)).toHaveAttribute('aria-valuetext', /^Jetzt; Platz \d+,\d GB/)
  await expect(plot(page)).toBeVisible()
})

test('a narrower window is filled, and nothing reaches beyond it', async ({ page, open }) => {
  await openHistory(page, open, halfADay)
  for (const width of [1_200, 640]) {
    await page.setViewportSize({ width, height: 760 })
    await expect
      .poll(async () => {
        const section = await page.locator('main section').first().boundingBox()
        const { box } = await drawnBy(page)
        const restPx = (section?.x ?? 0) + (section?.width ?? 0) - box.left - box.width
        return Math.abs(restPx - plotInset.rightPx)
      })
      .toBeLessThan(1.5)
  }
})

test('the table says the same in words, the newest first', async ({ page, open }) => {
  const { marks } = await openHistory(page, open, halfADay)
  await page.getByRole('button', { name: 'As a table' }).click()
  await expect(page.getByRole('button', { name: 'As a table' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  const rows = page.getByRole('table').getByRole('row')
  expect(await rows.count()).toBeGreaterThan(10)
  const within = marks.filter(({ atMs }) => atMs >= nowMs - hourMs)
  expect(within.length).toBeGreaterThan(0)
  for (const { what } of within)
    await expect(page.getByRole('table').getByText(what).first()).toBeVisible()
  await expect(plot(page)).toBeVisible()
})
