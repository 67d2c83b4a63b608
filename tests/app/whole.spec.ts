import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { macRecording } from '../browser/mac-recording.ts'
import { expect, test } from './victims.ts'

const loading = macRecording('mac-m2max-32gb-loading')

const apps = (page: Page) => page.getByRole('region', { name: 'Apps by memory' })
const models = (page: Page) => page.getByRole('region', { name: 'Models' })

test('every section of the popover stands in its window, in its order', async ({ launch }) => {
  const app = await launch({ replay: loading, speed: 4 })
  const page = await app.open()
  const sections = [
    page.getByRole('heading', { level: 1 }),
    page.getByRole('img', { name: /^RAM/ }),
    page.getByRole('img', { name: /^Room over/ }),
    models(page),
    apps(page),
    page.locator('footer'),
  ]
  for (const section of sections) await expect(section).toBeVisible({ timeout: 20_000 })
  const tops = await Promise.all(
    sections.map(async (section) => (await section.boundingBox())?.y ?? Number.NaN),
  )
  expect(tops).toEqual(tops.toSorted((one, other) => one - other))
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(scrolls).toBe(380)
})

test('in the window a real process is quit and a real model unloaded by the keyboard', async ({
  launch,
  startHog,
  startOllama,
}) => {
  test.skip(process.platform !== 'linux', 'the memory of this server is told by /proc')
  await startOllama('window:200m')
  const child = await startHog('window-hog.mjs')
  const app = await launch()
  const page = await app.open()
  await expect(models(page)).toContainText('window:200m', { timeout: 20_000 })

  const unload = page.getByRole('button', { name: 'Unload window:200m' })
  await unload.focus()
  await page.keyboard.press('Enter')
  await expect(models(page)).toContainText('came back', { timeout: 20_000 })

  const row = apps(page).getByRole('listitem').filter({ hasText: 'window-hog.mjs' })
  const more = page.getByRole('button', { name: /^Show all/ })
  await expect(row.or(more).first()).toBeVisible()
  if ((await row.count()) === 0) await more.press('Enter')
  await row.getByRole('button', { name: 'Quit window-hog.mjs' }).press('Enter')
  await expect(row.getByRole('button', { name: /^Cancel/ })).toBeFocused()
  await row.getByRole('button', { name: 'Quit: window-hog.mjs' }).press('Enter')
  await expect(row).toContainText('came back', { timeout: 30_000 })
  expect(child.signalCode).toBe('SIGTERM')
})

test('by arrows the keyboard goes from row to row, and along each of them', async ({
  launch,
  startHog,
}) => {
  await startHog('arrow-hog.mjs')
  const app = await launch()
  const page = await app.open()
  const list = apps(page)
  const buttons = list.getByRole('button', { name: /^Quit / })
  await expect(buttons.first()).toBeVisible()
  await buttons.first().focus()
  await noteRowSteps(list)
  const stepsTaken = (): Promise<string | null> => list.getAttribute('data-steps')
  await app.press('Down')
  await expect.poll(stepsTaken).toBe('1')
  await app.press('Up')
  await expect.poll(stepsTaken).toBe('1 -1')
})

/**
 * By how many rows each key moves the keyboard, within that very key: rows of this machine's own apps change places at any tick,
 * and those that offer nothing are passed over.
 */
const noteRowSteps = (list: Locator): Promise<void> =>
  list.evaluate((section) => {
    const rowsNow = (): readonly Element[] =>
      [...section.querySelectorAll('[data-row]')].filter((row) =>
        [...row.querySelectorAll('button, [tabindex="0"]')].some((one) => one.checkVisibility()),
      )
    const rowOfFocus = (): number =>
      rowsNow().findIndex((row) => row.contains(document.activeElement))
    const steps: number[] = []
    let before = -1
    document.addEventListener('keydown', () => (before = rowOfFocus()), { capture: true })
    document.addEventListener('keydown', () => {
      steps.push(rowOfFocus() - before)
      section.setAttribute('data-steps', steps.join(' '))
    })
  })

test('the first run stands on the first start, and after "Done" never again', async ({
  launch,
  folder,
}) => {
  const userData = join(folder, 'first-user')
  const app = await launch({ isFirstRun: true, userData })
  const page = await app.shown()
  const welcome = page.getByRole('region', { name: 'First run' })
  for (const title of ['What the gauge means', 'Warned before it fails']) {
    await expect(welcome).toContainText(title)
    await welcome.getByRole('button', { name: 'Next' }).click()
  }
  await expect(welcome).toContainText('There when it is needed')
  await welcome.getByRole('button', { name: 'Done' }).click()
  await expect(welcome).toHaveCount(0)
  await expect
    .poll(() => readFile(join(userData, 'settings.json'), 'utf8').catch(() => ''))
    .toContain('"isIntroduced": true')
  await app.electron.close()

  const again = await launch({ isFirstRun: true, userData })
  const later = await again.open()
  await expect(later.getByRole('heading', { level: 1 })).toContainText('free for models')
  await expect(later.getByRole('region', { name: 'First run' })).toHaveCount(0)
})

for (const [language, words] of [
  ['de', 'frei für Modelle'],
  ['zh-Hans', '可供模型使用'],
] as const)
  test(`the window speaks the language of the settings file: ${language}`, async ({
    launch,
    folder,
  }) => {
    const userData = join(folder, `user-${language}`)
    await mkdir(userData)
    await writeFile(
      join(userData, 'settings.json'),
      JSON.stringify({ isIntroduced: true, language }),
    )
    const page = await (await launch({ userData })).open()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(words)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
  })

test('React draws once a Snapshot in the window, and never while it is hidden', async ({
  launch,
}) => {
  const app = await launch({ replay: loading, speed: 4 })
  const page = await app.open()
  await page.addInitScript(() => {
    const count = { commits: 0 }
    Object.assign(window, {
      count,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        checkDCE: () => undefined,
        inject: () => 1,
        onCommitFiberRoot: () => void count.commits++,
        onCommitFiberUnmount: () => undefined,
      },
    })
  })
  await page.reload()
  const commits = (): Promise<number> => page.evaluate('window.count.commits')
  await expect.poll(commits).toBeGreaterThan(3)
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  await page.waitForTimeout(300) // that it is hidden is drawn
  const before = await commits()
  await page.waitForTimeout(3_000)
  expect(await commits()).toBe(before)
  await app.click()
  await expect.poll(commits).toBeGreaterThan(before)
})
