import type { Page } from '@playwright/test'
import { barsOf, contrastOf, faintTextsOf } from './contrast.ts'
import { expect, legendOf, test } from './fixtures.ts'
import { macRecording, macs, writeFrom, writeRenamed, writeWithout } from './mac-recording.ts'

const metalBar = 1
const engineLinesOn = (page: Page) =>
  page.getByRole('list', { name: 'What engines do beyond the limit' }).getByRole('listitem')
const rowOf = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Apps by memory' })
    .getByRole('listitem')
    .filter({ hasText: name })
const factOf = (page: Page, name: string) =>
  page.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd')
const widthOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth)

for (const name of macs) {
  test(`${name}: both bars add up, it is told to be a replay, and nothing overflows 360 px`, async ({
    page,
    serve,
  }) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    await page.setViewportSize({ width: 360, height: 600 })
    const { url } = await serve('--replay', macRecording(name))
    await page.goto(url)
    await expect(engineLinesOn(page).first()).toBeVisible()
    for (const bar of [0, metalBar]) {
      const [[title, total], ...parts] = [...(await legendOf(page, bar))] as [[string, number]]
      expect(title).toBe(bar === 0 ? 'RAM' : 'Metal limit')
      expect(sumOf(parts)).toBeCloseTo(total, 6)
    }
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
  await expect(factOf(page, 'Limit')).toHaveText('22.9 GB asked of Metal')
  await expect(engineLinesOn(page)).toHaveText([
    'llama.cpp, Ollama likely fail past 22.9 GB',
    'MLX refuses past 32.6 GB',
  ])
  await asked.stop()

  const set = await serve('--replay', macRecording('mac-m4-16gb-swapping'))
  await page.goto(set.url)
  await expect(factOf(page, 'Limit')).toHaveText('13.1 GB by iogpu.wired_limit_mb')
  await expect(engineLinesOn(page)).toHaveText([
    'llama.cpp, Ollama likely fail past 13.1 GB',
    'MLX refuses past 16.3 GB',
  ])
})

test('a limit that nobody could be asked for is said to be estimated', async ({
  page,
  serve,
  folder,
}) => {
  const file = await writeWithout(folder, 'mac-m2max-32gb-loading', '/usr/bin/osascript')
  const { url } = await serve('--replay', file)
  await page.goto(url)
  await expect(factOf(page, 'Limit')).toHaveText('22.9 GB estimated from RAM and macOS')
  expect((await legendOf(page, metalBar)).get('Metal limit, estimated')).toBe(22.9)
})

test('use beyond the limit is told as such: limit and excess are what is in use', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--replay', await writeFrom(folder, 'mac-64gb-two-servers', 80_000))
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    "No room left for models within Metal's limit",
  )
  expect([...(await legendOf(page, metalBar))]).toEqual([
    ['Metal limit', 51.5],
    ['beyond it', 7.3],
    ['in use', 58.8],
    ['room', 0],
  ])
  await expect(page.getByRole('img').nth(metalBar)).toHaveAttribute(
    'aria-label',
    'Metal limit 51.5 GB, 7.3 GB beyond it: in use 58.8 GB, room 0.0 GB',
  )
  const [within = 0, beyond = 0] = await page
    .getByRole('img')
    .nth(metalBar)
    .locator('> span')
    .evaluateAll((stretches) => stretches.map((one) => one.getBoundingClientRect().width))
  expect(beyond / (within + beyond)).toBeCloseTo(7.3 / 58.8, 2)
})

test('a model that idles still counts, and the screen says how much is in use now', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--replay', await writeFrom(folder, 'mac-m5max-128gb-unload', 20_000))
  await page.goto(url)
  const note = page.getByText('In use is the most of 3 min')
  await expect(engineLinesOn(page).first()).toBeVisible()
  await expect(note).toHaveCount(0)
  await expect(note).toContainText('Now: 999 MB')
  expect((await legendOf(page, metalBar)).get('in use')).toBe(72.7)
})

test('a row tells what would end with the app, what Rosetta means, and a share of the GPU', async ({
  page,
  serve,
}) => {
  const { url } = await serve('--replay', macRecording('mac-m4-16gb-swapping'))
  await page.goto(url)
  const docker = rowOf(page, 'Docker')
  const warning = 'Quitting ends its virtual machine and every container in it'
  await expect(docker).toContainText(`virtual machine3 processes. ${warning}`)
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
  await expect(rows.locator('svg')).toHaveCount(await rows.count())
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
const leastStep = 1.5

test('texts and bars of a Mac beyond its limit keep their contrast, light and dark', async ({
  page,
  serve,
  folder,
}) => {
  const { url } = await serve('--replay', await writeFrom(folder, 'mac-64gb-two-servers', 80_000))
  await page.goto(url)
  await expect(page.getByText('beyond it')).toBeVisible()
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
