import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { macRecording } from '../browser/mac-recording.ts'
import { endBy, expect, test, type App } from './app.ts'
import { lookOf } from './spy.ts'

const twoServers = macRecording('mac-64gb-two-servers')

/** The state of each image that was set, in order, without repetition. */
async function statesOf(app: App): Promise<readonly string[]> {
  const images = await app.electron.evaluate(() => globalThis.spy.images)
  const states = images.map((image) => lookOf(image)?.state ?? 'not a gauge')
  return states.filter((state, index) => state !== states[index - 1])
}

test('starts without a window, in the menu bar only', async ({ launch }) => {
  const app = await launch({ replay: twoServers })
  expect(await app.windowCount()).toBe(0)
  expect(app.electron.windows()).toHaveLength(0)
  const seen = await app.electron.evaluate(() => ({
    trays: globalThis.spy.trays.length,
    policies: globalThis.spy.policies,
    isSandboxed: globalThis.spy.isSandboxed,
    images: globalThis.spy.images.map(({ isTemplate, scaleFactors }) => ({
      isTemplate,
      scaleFactors,
    })),
  }))
  expect(seen.trays).toBe(1)
  expect(seen.policies).toEqual(['accessory'])
  expect(seen.isSandboxed).toBe(true)
  expect(seen.images.length).toBeGreaterThan(0)
  for (const image of seen.images) expect(image).toEqual({ isTemplate: true, scaleFactors: [1, 2] })
})

test('the gauge, its text and its sentence follow a replayed Mac from plenty to full and back', async ({
  launch,
}) => {
  const app = await launch({ replay: macRecording('mac-m2max-32gb-loading'), speed: 20 })
  const course = ['unknown', 'plenty', 'tight', 'full']
  const firstOf = async (): Promise<readonly string[]> =>
    (await statesOf(app)).slice(0, course.length)
  await expect.poll(firstOf, { timeout: 20_000 }).toEqual(course)
  await expect
    .poll(async () => (await statesOf(app)).slice(course.length).includes('plenty'), {
      timeout: 30_000,
    })
    .toBe(true)
  const hasRepeated = async (): Promise<boolean> => {
    const looks = await app.electron.evaluate(() => globalThis.spy.images.map(({ twice }) => twice))
    return looks.length > new Set(looks).size
  }
  await expect.poll(hasRepeated, { timeout: 30_000 }).toBe(true)

  const { images, titles, toolTips } = await app.electron.evaluate(() => {
    const { images, titles, toolTips } = globalThis.spy
    return { images, titles, toolTips }
  })
  expect(images.map((image) => lookOf(image)?.isReplay).slice(1)).toEqual(
    images.slice(1).map(() => true),
  )
  // each look is drawn once, and kept
  const lookCount = new Set(images.map(({ twice }) => twice)).size
  expect(new Set(images.map(({ number }) => number)).size).toBe(lookCount)
  expect(images.length).toBeGreaterThan(lookCount)
  // it is as wide from the first time on, whatever it says
  expect(new Set(titles.map(({ title }) => title.length)).size).toBe(1)
  expect(new Set(titles.map(({ title }) => title)).size).toBeGreaterThan(3)
  expect(new Set(titles.map(({ fontType }) => fontType))).toEqual(new Set(['monospacedDigit']))
  // what warns comes first, wherever the recording is by now
  expect(toolTips.at(-1)).toMatch(/(?:^|\. )Replay of 2026-11-20: .* for models/)
  expect(toolTips.some((text) => /^Replay of 2026-11-20: .* for models/.test(text))).toBe(true)
  for (const seen of [images, titles]) {
    const gaps = seen.slice(1).map(({ atMs }, index) => atMs - (seen[index]?.atMs ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(990) // a timer may fire a little early
  }
})

test('the menu tells the sentence, opens, switches the text off and keeps that, and quits', async ({
  launch,
  folder,
}) => {
  const userData = join(folder, 'kept')
  const app = await launch({ replay: twoServers, userData })
  const choose = (label: string): Promise<void> =>
    app.electron.evaluate((_electron, wanted) => {
      globalThis.spy.trays[0]?.emit('right-click', {}, {})
      const entries = globalThis.spy.menus.at(-1)?.items ?? []
      const all = entries.flatMap((entry) => [entry, ...(entry.submenu?.items ?? [])])
      all.find((entry) => entry.label === wanted)?.click()
    }, label)
  await app.click({ ctrlKey: true })
  expect(await app.isShown()).toBe(false)
  const labels = await app.electron.evaluate(() =>
    (globalThis.spy.menus.at(-1)?.items ?? []).map(({ label, enabled }) => [label, enabled]),
  )
  expect(labels[0]?.[0]).toMatch(/^Replay of /)
  expect(labels[0]?.[1]).toBe(false)
  expect(labels.map(([label]) => label)).toEqual(
    expect.arrayContaining(['Open Headroom', 'Settings', 'Quit Headroom']),
  )

  await choose('Nothing')
  const lastTitle = (): Promise<string | undefined> =>
    app.electron.evaluate(() => globalThis.spy.titles.at(-1)?.title)
  await expect.poll(lastTitle).toBe('')
  const settings = join(userData, 'settings.json')
  await expect.poll(() => readFile(settings, 'utf8').catch(() => '')).toContain('"off"')

  await choose('Open Headroom')
  await expect.poll(app.isShown).toBe(true)
  await endBy(app, () => choose('Quit Headroom'))

  const again = await launch({ replay: twoServers, userData })
  expect(
    await again.electron.evaluate(() => globalThis.spy.titles.map(({ title }) => title)),
  ).toEqual([])
})

test('the menu lists the biggest apps, and why none is quit in a recording', async ({ launch }) => {
  const app = await launch({ replay: twoServers })
  const appsInMenu = (): Promise<readonly (readonly [string, readonly string[]])[]> =>
    app.electron.evaluate(() => {
      globalThis.spy.trays[0]?.emit('right-click', {}, {})
      const entries = globalThis.spy.menus.at(-1)?.items ?? []
      return entries
        .filter(({ label }) => /^(UTM|llama-server) {2}/.test(label))
        .map(({ label, submenu }) => [label, (submenu?.items ?? []).map((one) => one.label)])
    })
  await expect.poll(async () => (await appsInMenu()).length, { timeout: 20_000 }).toBe(2)
  const found = new Map(await appsInMenu())
  const utm = [...found].find(([label]) => label.startsWith('UTM'))
  expect(utm?.[0]).toMatch(/^UTM {2}\d+\.\d GB/)
  expect(utm?.[1]).toContain('Cannot be quit from here: this is a recording')
  expect([...found.values()].flat()).not.toContain('Quit')
  expect([...found.values()].flat()).not.toContain('Quit…')
})

test('a broken file of settings is kept aside, and the defaults are in force', async ({
  launch,
  folder,
}) => {
  const userData = join(folder, 'broken')
  const first = await launch({ replay: twoServers, userData })
  await first.electron.close()
  await writeFile(join(userData, 'settings.json'), '{"menuBarText": 42')
  const app = await launch({ replay: twoServers, userData })
  const titles = await app.electron.evaluate(() => globalThis.spy.titles.map(({ title }) => title))
  expect(titles.at(-1)).toMatch(/ GB$/)
  expect(await readFile(join(userData, 'settings.json.broken'), 'utf8')).toBe('{"menuBarText": 42')
})

test('a gauge that macOS does not show is told once, in a window at the top', async ({
  launch,
}) => {
  const app = await launch({
    replay: twoServers,
    trayBounds: { x: 0, y: 5_000, width: 30, height: 22 },
  })
  const page = await app.electron.firstWindow()
  await expect.poll(app.isShown).toBe(true)
  await expect(page.getByRole('group', { name: 'The gauge is not in the menu bar' })).toBeVisible()
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  await page.waitForTimeout(2_500)
  expect(await app.isShown()).toBe(false)
})
