import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { macRecording } from '../browser/mac-recording.ts'
import { expect, test } from './app.ts'

const loading = macRecording('mac-m2max-32gb-loading')

test('every section of the popover stands in its window, in its order', async ({ launch }) => {
  const app = await launch({ replay: loading, speed: 4 })
  const page = await app.open()
  const sections = [
    page.getByRole('heading', { level: 1 }),
    page.getByRole('img', { name: /^RAM/ }),
    page.getByRole('img', { name: /^Room over/ }),
    page.getByRole('region', { name: 'Models' }),
    page.getByRole('region', { name: 'Apps by memory' }),
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
