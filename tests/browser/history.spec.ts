import type { Page } from '@playwright/test'
import type { History } from '../../src/shared/history.ts'
import { formatBytes, formatRoom } from '../../src/shared/units.ts'
import type { Served } from './fixtures.ts'
import {
  coloursAt,
  drawnBy,
  halfADay,
  historyMac,
  openHistory,
  plot,
  readOf,
  signsOn,
  stage,
  tokenOf,
  wholeMonth,
  xOf,
  yOf,
} from './history-page.ts'
import { expect, test } from './loaded-page.ts'
import { macRecording } from './mac-recording.ts'

test.use({ isTicking: true, viewport: { width: 900, height: 760 } })

const hourMs = 3_600_000

/** As anybody can ask it, beside the page. */
async function historyOf({ origin, token }: Served, sinceMs: number, untilMs: number) {
  const answer = await fetch(`${origin}/api/request`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'history', input: { sinceMs, untilMs, mostPoints: 2_000 } }),
  })
  const outcome = (await answer.json()) as { readonly value: History }
  return outcome.value
}

/** The recording goes on while the page draws: compared until both are of the same moment. The limit that was drawn. */
async function agreedOn(page: Page, served: Served): Promise<number> {
  let limitBytes = 0
  await expect(async () => {
    const drawn = await drawnBy(page)
    const { events, columns } = await historyOf(served, drawn.sinceMs, drawn.untilMs)
    const signs = await signsOn(page)
    const times = new Set(events.map((event) => event.atMs))
    expect(signs.length).toBeGreaterThan(0)
    expect(signs.filter((sign) => !times.has(sign.atMs))).toEqual([])
    expect(signs.reduce((sum, { count }) => sum + count, 0)).toBe(events.length)
    for (const { atMs: when, x } of signs) expect(Math.abs(x - xOf(drawn, when))).toBeLessThan(1.5)
    limitBytes = columns.limitBytes.findLast((bytes) => bytes !== null) ?? 0
  }).toPass({ timeout: 20_000, intervals: [200] })
  return limitBytes
}

test('over a recording, the signs and lines stand where the recorded events and limits are', async ({
  page,
  serve,
}) => {
  const served = await serve('--replay', macRecording('mac-m1pro-16gb-refused'), '--speed', '30')
  await page.goto(`${served.url}&details=history`)
  await plot(page).waitFor()
  await expect(page.getByRole('option').first()).toBeVisible({ timeout: 20_000 })
  const limitBytes = await agreedOn(page, served)
  const { limit } = await served.snapshot()
  expect(limit.kind === 'ok' && limit.limitBytes).toBe(limitBytes)
  const level = page.locator(`[data-level="${limitBytes}"]`)
  await expect(level).toHaveText(/^Limit 12\.7 GB · llama\.cpp, Ollama$/)
  await expect(page.getByText('MLX refuses past 16.3 GB')).toBeVisible()
})

test('each line is drawn where its figure lies, in its own colour', async ({ page, open }) => {
  const { answered } = await openHistory(page, open, halfADay)
  const drawn = await drawnBy(page)
  const { atMs, columns } = answered()
  const index = Math.floor(atMs.length / 2)
  const x = xOf(drawn, atMs[index] ?? 0)
  for (const [column, token] of [
    ['roomBytes', '--trail'],
    ['gpuInUseBytes', '--segment-programs'],
    ['limitBytes', '--text'],
  ] as const) {
    const y = yOf(drawn, columns[column][index] ?? Number.NaN)
    expect(await coloursAt(page, 'room', { x, y })).toContain(await tokenOf(page, token))
  }
  // the line of MLX is dashed: a stretch of it is long enough
  const y = yOf(drawn, 32.6e9)
  expect(await coloursAt(page, 'room', { x, y }, 6)).toContain(await tokenOf(page, '--quiet'))
  const machine = await drawnBy(page, 'machine')
  const used = { x, y: yOf(machine, columns.usedBytes[index] ?? Number.NaN) }
  expect(await coloursAt(page, 'machine', used)).toContain(
    await tokenOf(page, '--segment-compressed'),
  )
  expect([machine.sinceMs, machine.untilMs, machine.box.left, machine.box.width]).toEqual([
    drawn.sinceMs,
    drawn.untilMs,
    drawn.box.left,
    drawn.box.width,
  ])
})

test('thirty days are one screen: no more points than it has columns, and no line over a night', async ({
  page,
  open,
}) => {
  const { answered } = await openHistory(page, open, wholeMonth)
  await page.getByRole('button', { name: '30 d' }).click()
  const monthAgoMs = historyMac.atMs - 30 * 24 * hourMs
  await expect.poll(async () => (await drawnBy(page)).sinceMs).toBe(monthAgoMs)
  await expect.poll(() => answered().sinceMs).toBe(monthAgoMs)
  expect(answered().atMs.length).toBeGreaterThan(300)
  expect(answered().atMs.length).toBeLessThanOrEqual(900)
  await expect(page.getByRole('option').first()).toBeVisible()
  const drawn = await drawnBy(page)
  const lineOf = await tokenOf(page, '--segment-programs')
  const dayAt = (hour: number): number => drawn.sinceMs + 9 * 24 * hourMs + hour * hourMs
  const columnAt = async (atMs: number): Promise<readonly string[]> => {
    const { box } = drawn
    const rows = Array.from({ length: 40 }, (_, row) => box.top + (row / 40) * box.height)
    const colours = await Promise.all(
      rows.map((y) => coloursAt(page, 'room', { x: xOf(drawn, atMs), y })),
    )
    return colours.flat()
  }
  expect(await columnAt(dayAt(3.5))).not.toContain(lineOf)
  expect(await columnAt(dayAt(16))).toContain(lineOf)
})

test('the readout is what the history says at the crosshair, and what the machine says now where there is none', async ({
  page,
  open,
}) => {
  const { answered } = await openHistory(page, open, halfADay)
  const drawn = await drawnBy(page)
  const { atMs, columns, stepMs } = answered()
  const figureAt = (index: number) => ({
    room: formatRoom(columns.roomBytes.at(index) ?? Number.NaN),
    used: formatBytes(columns.usedBytes.at(index) ?? Number.NaN),
  })
  const { room } = historyMac
  const nowBytes = room.kind === 'ok' ? room.roomBytes : Number.NaN
  await expect(readOf(page, 'roomBytes')).toHaveText(formatRoom(nowBytes))
  const wantedMs = atMs[150] ?? 0
  await page.mouse.move(xOf(drawn, wantedMs), drawn.box.top + 20)
  const crossMs = Number(await page.locator('[data-cross]').getAttribute('data-cross'))
  // a pointer is as exact as a pixel
  expect(Math.abs(crossMs - wantedMs)).toBeLessThanOrEqual(stepMs)
  const index = atMs.indexOf(crossMs)
  await expect(readOf(page, 'roomBytes')).toHaveText(figureAt(index).room)
  await expect(readOf(page, 'usedBytes')).toHaveText(figureAt(index).used)
  await page.mouse.move(5, 5)
  await expect(page.locator('[data-cross]')).toHaveCount(0)
  await expect(stage(page)).toHaveAttribute('aria-valuetext', /^Now; Room /)
})

test('whatever a name is, it is told as text', async ({ page, open }) => {
  const name = '<img src=x onerror="document.title=1">\u202E\u001b[2J'
  const hostile = {
    ...historyMac,
    models: historyMac.models.map((model) => ({ ...model, name: name.repeat(30) })),
  }
  await openHistory(page, open, halfADay, hostile)
  await page.getByRole('option').first().hover()
  await expect(page.getByText('<img src=x').first()).toBeVisible()
  expect(await page.locator('main img').count()).toBe(0)
  const said = await page.locator('main').innerText()
  expect(['\u202E', '\u001b'].filter((sign) => said.includes(sign))).toEqual([])
})

test('a browser that names a language which there is not draws all the same', async ({
  page,
  open,
}) => {
  // Chromium under LANG=C
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'language', { get: () => 'en-US@posix', configurable: true }),
  )
  await openHistory(page, open, halfADay)
  await expect(plot(page)).toBeVisible()
})

test('without an answer that is said; a refusal can be asked again', async ({ page, open }) => {
  const { mac, answered } = await openHistory(page, open, halfADay)
  const history = answered()
  mac.disk.history = () => 'a history has to end after it begins'
  await page.getByRole('button', { name: '6 h' }).click()
  const refused = page.getByRole('group', { name: 'The history cannot be shown' })
  await expect(refused).toContainText('A history has to end after it begins')
  await expect(plot(page)).toBeVisible()
  mac.disk.history = () => history
  await refused.getByRole('button', { name: 'Ask again' }).click()
  await expect(refused).toHaveCount(0)
})

test.describe('while main is silent', () => {
  test.use({ isTicking: false })

  test('the lines stay, it is said that they are old, and then they go on', async ({
    page,
    open,
  }) => {
    const { mac } = await openHistory(page, open, halfADay)
    const paused = page.getByText('Headroom does not answer: this is what was known before.')
    await expect(paused).toBeVisible({ timeout: 15_000 })
    await expect(plot(page)).toBeVisible()
    await expect(page.locator('main [data-stale]').first()).toHaveAttribute('data-stale', 'true')
    mac.push(historyMac)
    await expect(paused).toHaveCount(0)
  })
})

test('watts have a line of their own where they are known', async ({ page, open }) => {
  const power = { kind: 'ok', atMs: historyMac.atMs, isStale: false } as const
  const watts = { source: 'macmon', gpuWatts: 14.2, cpuWatts: null, gpuClockHertz: null } as const
  await openHistory(page, open, halfADay, { ...historyMac, power: { ...power, ...watts } })
  await expect(plot(page, 'power')).toBeVisible()
  await expect(readOf(page, 'gpuWatts')).toHaveText('14 W')
  const drawn = await drawnBy(page, 'power')
  const at = { x: drawn.box.left + drawn.box.width / 2, y: yOf(drawn, 14.2) }
  expect(await coloursAt(page, 'power', at)).toContain(await tokenOf(page, '--attention'))
})
