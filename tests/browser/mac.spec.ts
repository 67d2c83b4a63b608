import type { Locator, Page } from '@playwright/test'
import { barsOf, contrastOf, faintTextsOf } from './contrast.ts'
import { expect, legendOf, test } from './fixtures.ts'
import { macRecording, macs, writeFrom, writeRenamed, writeWithout } from './mac-recording.ts'

const bar = (page: Page) => page.locator('[data-bar="room"]')
const figure = (page: Page) => page.locator('figure').filter({ has: bar(page) })
const unfold = (page: Page) => page.getByRole('button', { name: 'More', exact: true }).click()
const rowOf = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Apps by memory' })
    .getByRole('listitem')
    .filter({ hasText: name })
const factOf = (page: Page, name: string) =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd')
/** Of the page, or of what scrolls in it, where that is wider than its place. */
const widthOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const main = document.querySelector('main')
    const beyond = (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0)
    return document.documentElement.scrollWidth + Math.max(0, beyond)
  })

for (const name of macs) {
  test(`${name}: the bar adds up to RAM, it is told to be a replay, and nothing overflows 360 px`, async ({
    page,
    serve,
  }) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    await page.setViewportSize({ width: 360, height: 600 })
    const { url, snapshot } = await serve('--replay', macRecording(name))
    await page.goto(url)
    await expect(figure(page)).toContainText('Limit')
    const [[title, total], ...parts] = [...(await legendOf(page))] as [[string, number]]
    expect(title).toBe('RAM')
    const { memory } = await snapshot()
    expect(total).toBeCloseTo(memory.kind === 'ok' ? memory.totalBytes / 1e9 : Number.NaN, 1)
    expect(sumOf(parts)).toBeCloseTo(total, 6)
    expect(await widthOf(page)).toBe(360)
    await page.locator('footer').scrollIntoViewIfNeeded()
    await expect(page.getByRole('group', { name: 'Replay' })).toBeInViewport({ ratio: 1 })
    expect(complaints).toEqual([])
  })
}

const sumOf = (parts: readonly (readonly [string, number])[]): number =>
  parts.reduce((sum, [, figure]) => sum + figure, 0)

test('the limit stands with its source, and with what engines do beyond it', async ({
  page,
  serve,
}) => {
  const asked = await serve('--replay', macRecording('mac-m2max-32gb-loading'))
  await page.goto(asked.url)
  const limit = figure(page).getByTitle('llama.cpp, Ollama likely fail past 22.9 GB')
  await expect(limit).toHaveText('Limit 22.9 GB · llama.cpp, Ollama')
  await expect(figure(page).getByText('MLX refuses past 32.6 GB').last()).toBeVisible()
  await expect(bar(page)).toHaveAttribute(
    'aria-label',
    /^RAM 34\.4 GB: .*Room .*; Limit 22\.9 GB; llama\.cpp, Ollama likely fail past 22\.9 GB; MLX refuses past 32\.6 GB$/,
  )
  await unfold(page)
  await expect(factOf(page, 'Limit')).toHaveText('22.9 GB asked of Metal')
  await asked.stop()

  const set = await serve('--replay', macRecording('mac-m4-16gb-swapping'))
  await page.goto(set.url)
  await unfold(page)
  await expect(factOf(page, 'Limit')).toHaveText('13.1 GB by iogpu.wired_limit_mb')
  await expect(figure(page)).toContainText('MLX refuses past 16.3 GB')
})

test('each name ends at its tick, and the ticks stand where their bytes are', async ({
  page,
  serve,
}) => {
  const { url, snapshot } = await serve('--replay', macRecording('mac-m2max-32gb-loading'))
  await page.goto(url)
  await expect(figure(page)).toContainText('Limit')
  const whole = await bar(page).boundingBox()
  if (whole === null) throw new Error('it is drawn')
  const ratioOf = async (part: Locator): Promise<number> => {
    const box = await part.boundingBox()
    return ((box?.x ?? Number.NaN) + (box?.width ?? 0) / 2 - whole.x) / whole.width
  }
  const { limit, memory } = await snapshot()
  if (limit.kind !== 'ok' || memory.kind !== 'ok') throw new Error('both are known')
  const ticks = figure(page).locator('[data-kind]')
  expect(await ratioOf(ticks.first())).toBeCloseTo(limit.limitBytes / memory.totalBytes, 2)
  const mlx = limit.engineLines.at(-1)?.lineBytes ?? Number.NaN
  expect(await ratioOf(ticks.last())).toBeCloseTo(mlx / memory.totalBytes, 2)
  const name = await figure(page).getByText('MLX refuses').last().boundingBox()
  const end = ((name?.x ?? Number.NaN) + (name?.width ?? 0) - whole.x) / whole.width
  expect(end).toBeCloseTo(mlx / memory.totalBytes, 1)
})

test('a limit that nobody could be asked for is said to be estimated', async ({
  page,
  serve,
  folder,
}) => {
  const file = await writeWithout(folder, 'mac-m2max-32gb-loading', '/usr/bin/osascript')
  const { url } = await serve('--replay', file)
  await page.goto(url)
  await expect(figure(page)).toContainText('Limit 22.9 GB, estimated')
  await unfold(page)
  await expect(factOf(page, 'Limit')).toHaveText('22.9 GB estimated from RAM and macOS')
})

test('use beyond the limit is hatched, and said; what is free in RAM beyond it is no room', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--replay', await writeFrom(folder, 'mac-64gb-two-servers', 80_000))
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    "No room left for models within Metal's limit",
  )
  await expect(figure(page)).toContainText('7.3 GB beyond the limit')
  // its processes are read one after the other
  await expect
    .poll(async () => [...(await legendOf(page))])
    .toEqual([
      ['RAM', 68.7],
      ['Weights', 26.9],
      ['Compute, other', 1.6],
      ['Models, not split', 30.2],
      ['Other GPU use', 0.1],
      ['Room', 0],
      ['Free past the limit', 2.1],
      ['Unattributed', 2.3],
      ['Apps and system', 5.5],
    ])
  await expect(bar(page)).toHaveAttribute('aria-label', /Room 0\.0 GB.*; 7\.3 GB beyond the limit$/)
  const [whole, beyond] = await Promise.all([
    bar(page).boundingBox(),
    figure(page).locator('[data-tone="beyond"]').boundingBox(),
  ])
  expect((beyond?.width ?? 0) / (whole?.width ?? 0)).toBeCloseTo(7.3 / 68.7, 2)
})

test('a model that idles still counts, and the screen says how much is in use now', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--replay', await writeFrom(folder, 'mac-m5max-128gb-unload', 20_000))
  await page.goto(url)
  const note = page.getByText('The GPU counts with the most of 3 min')
  await expect(figure(page)).toContainText('Limit')
  await expect(note).toHaveCount(0)
  await expect(note).toContainText('Now: 999 MB')
  const legend = await legendOf(page)
  const onGpu = ['Models, not split', 'Other GPU use', 'GPU in use'].map(
    (name) => legend.get(name) ?? 0,
  )
  expect(onGpu.reduce((sum, part) => sum + part, 0)).toBeCloseTo(72.7, 6)
})

test('a row tells what would end with the app, what Rosetta means, and a share of the GPU', async ({
  page,
  serve,
}) => {
  const { url } = await serve('--replay', macRecording('mac-m4-16gb-swapping'))
  await page.goto(url)
  const docker = rowOf(page, 'Docker')
  const warning = 'Quitting ends its virtual machine and every container in it'
  await expect(docker).toContainText(`virtual machine. ${warning}`)
  await expect(docker.getByTitle(warning).first()).toBeVisible()
  await expect(rowOf(page, 'Pixel Loom').getByText('Rosetta', { exact: true })).toHaveAttribute(
    'title',
    'An Intel program, translated by Rosetta: for it Metal is another, slower device',
  )
  await expect(rowOf(page, 'Ollama')).toContainText(/GPU [1-9]\d %/, { timeout: 20_000 })
  await expect(page.getByText('Rosetta', { exact: true })).toHaveCount(1)
})

test('every row has one picture, which is not read out', async ({ page, serve }) => {
  const { url } = await serve('--replay', macRecording('mac-m2max-32gb-loading'))
  await page.goto(url)
  const rows = page.getByRole('region', { name: 'Apps by memory' }).getByRole('listitem')
  await expect(rows.first()).toBeVisible()
  // the sign of what unfolds belongs to its button
  await expect(rows.locator('svg:not(button svg)')).toHaveCount(await rows.count())
  await expect(rows.locator('svg:not([aria-hidden="true"])')).toHaveCount(0)
})

for (const width of [360, 480]) {
  test(`a long name is cut at ${width} px, and its row keeps its figures`, async ({
    page,
    serve,
    folder,
  }) => {
    const name = `Pixel Loom ${'Studio '.repeat(10)}Edition`
    const file = await writeRenamed(folder, 'mac-m4-16gb-swapping', 'Pixel Loom', name)
    await page.setViewportSize({ width, height: 700 })
    const { url } = await serve('--replay', file)
    await page.goto(url)
    const row = rowOf(page, 'Pixel Loom')
    await expect(row.getByText('Rosetta', { exact: true })).toBeVisible()
    expect(await widthOf(page)).toBe(width)
    const right = async (part: ReturnType<typeof rowOf>): Promise<number> => {
      const box = await part.boundingBox()
      return Math.round((box?.x ?? Number.NaN) + (box?.width ?? Number.NaN))
    }
    expect(await right(row.getByText(/^\d+ MB/))).toBe(await right(row))
    const shown = await row.getByText(name).boundingBox()
    expect(shown?.width).toBeGreaterThan(100)
    await expect(row.getByText(name)).toHaveAttribute('title', name)
  })
}

/** Neighbours differ by as much in lightness alone: what lies between them has 3 to 1 to both. */
const leastStep = 1.3

test('texts and bars of a Mac beyond its limit keep their contrast, light and dark', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--replay', await writeFrom(folder, 'mac-64gb-two-servers', 80_000))
  await page.goto(url)
  await expect(page.getByText('beyond the limit', { exact: false }).first()).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
    for (const { surface, colors } of await barsOf(page)) {
      expect(colors.length).toBeGreaterThan(0)
      for (const [index, color] of colors.entries()) {
        expect(contrastOf(color, surface)).toBeGreaterThanOrEqual(3)
        const next = colors[index + 1]
        if (next !== undefined) expect(contrastOf(color, next)).toBeGreaterThanOrEqual(leastStep)
      }
    }
  }
})
