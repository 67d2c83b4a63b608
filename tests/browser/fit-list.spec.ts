import type { Locator, Page } from '@playwright/test'
import { popoverSize } from '../../src/main/electron/popover/popover-port.ts'
import { actOf } from '../shared/act-of.ts'
import { fitAnswer, manyModels, several, shelfOf } from '../shared/shelf.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, roomyMac, showFit, test } from './fit-page.ts'

const list = (page: Page): Locator => page.getByRole('list', { name: 'Models on this disk' })
const rows = (page: Page): Locator => list(page).getByRole('button')
const field = (page: Page): Locator => page.getByRole('searchbox')

test('its files are loaded when it is opened, by the keyboard too, and the way back is remembered', async ({
  page,
  open,
}) => {
  const files: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => void files.push(new URL(request.url()).pathname))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const { url, disk } = await open(roomyMac)
  disk.models = () => shelfOf(several)
  await page.goto(url)
  const way = page.getByRole('button', { name: 'What fits now' })
  await way.focus()
  await expect(way).toBeFocused()
  const itsScript = (): readonly string[] => files.filter((file) => /FitView-[^/]*\.js$/.test(file))
  expect(itsScript()).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What fits now' })).toBeFocused()
  expect(itsScript()).toHaveLength(1)
  await expect(page.getByRole('region', { name: 'Models', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Overview' }).press('Enter')
  await expect(way).toBeFocused()
  await expect(page.getByRole('region', { name: 'Models', exact: true })).toBeVisible()
  expect(complaints).toEqual([])
})

test('what comes of an unloading is told when one comes back from it', async ({ page, open }) => {
  const { url, answer, disk } = await open(roomyMac)
  disk.models = () => shelfOf(several)
  await page.goto(url)
  await page.getByRole('button', { name: 'Unload gemma3:27b' }).click()
  await showFit(page)
  await expect(rows(page)).toHaveCount(7)
  answer(actOf('held', { sentence: 'Ollama says it is gone' }))
  await page.getByRole('button', { name: 'Overview' }).click()
  await expect(page.getByRole('group', { name: 'Ollama says it is gone' })).toBeVisible()
})

test('each model has its size, its verdict and its longest context; broken ones stand last', async ({
  page,
  openFit,
}) => {
  await openFit({ models: () => shelfOf(several) })
  await expect(rows(page)).toHaveCount(7)
  await expect(rows(page).filter({ hasText: 'mistral-small' })).toContainText(
    '14.3 GBQ4_K_M · llama · Ollamatight, up to 9k',
  )
  await expect(rows(page).filter({ hasText: 'gemma3' })).toContainText('loaded now, up to 32k')
  const unread = page.getByRole('region', { name: 'Models that cannot be read' })
  await expect(unread.getByRole('listitem')).toContainText(['as a download that is not complete'])
  await expect(unread.getByRole('button')).toHaveCount(0)
})

test('the arrow keys go from row to row, in one stop of the Tab key', async ({ page, openFit }) => {
  await openFit({ models: () => shelfOf(several), fit: fitAnswer })
  await expect(rows(page)).toHaveCount(7)
  await page.getByLabel('Sort by').focus()
  await page.keyboard.press('Tab')
  await expect(rows(page).first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(rows(page).nth(2)).toBeFocused()
  await page.keyboard.press('End')
  await expect(rows(page).last()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(rows(page).last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
  await expect(list(page).locator(':focus')).toHaveCount(0)
  await page.keyboard.press('Shift+Tab')
  await expect(rows(page).first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Fit' })).toBeFocused()
})

test('words filter, Enter takes the first; a path is asked for as it was typed', async ({
  page,
  openFit,
}) => {
  const asked: string[] = []
  await openFit({
    models: () => shelfOf(several),
    fit: (input) => {
      asked.push(input.model)
      return fitAnswer(input)
    },
  })
  await page.setViewportSize(popoverSize)
  await field(page).fill('14b')
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByText('2 of 8 models')).toHaveRole('status')
  await page.getByLabel('Sort by').selectOption('context')
  await expect(rows(page).first()).toContainText('Qwen3-14B')
  await field(page).press('Enter')
  await expect(page.getByRole('heading', { level: 2 })).toContainText('Qwen3-14B')
  await page.getByRole('button', { name: 'All models' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await field(page).fill('"/Volumes/Models/My Llama.gguf"')
  await page.getByRole('button', { name: 'What would /Volumes/Models/My Llama.gguf take?' }).click()
  await expect
    .poll(() => new Set(asked))
    .toEqual(
      new Set(['/Users/alice/models/Qwen3-14B-Q4_K_M.gguf', '/Volumes/Models/My Llama.gguf']),
    )
})

test('a name that is in no row may be asked for as well', async ({ page, openFit }) => {
  await openFit({ models: () => shelfOf(several), fit: () => 'there is no such model' })
  await field(page).fill('llama3.3:70b')
  await expect(rows(page)).toHaveCount(0)
  await field(page).press('Enter')
  const notice = page.getByRole('group', { name: 'Nothing can be said of it' })
  await expect(notice).toContainText('there is no such model')
})

test('while it is being read it is asked for once a second, and not at all while nobody looks', async ({
  page,
  openFit,
}) => {
  let askedCount = 0
  const { disk } = await openFit({
    models: () => shelfOf(manyModels(++askedCount), { isReading: true }),
  })
  await expect(rows(page)).toHaveCount(3, { timeout: 5_000 })
  await expect(page.getByText('reading more …')).toBeVisible()
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.waitForTimeout(300)
  const before = askedCount
  await page.waitForTimeout(2_500)
  expect(askedCount).toBe(before)
  disk.models = () => shelfOf(manyModels(++askedCount))
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(page.getByText('reading more …')).toHaveCount(0)
  const last = askedCount
  await page.waitForTimeout(3_000)
  expect(askedCount).toBe(last)
})

test('where nothing was found it says where was looked; a replay says that it has no disk', async ({
  page,
  openFit,
}) => {
  const { disk } = await openFit({ models: () => shelfOf([]) })
  await expect(page.getByText('No models found on this disk')).toHaveRole('status')
  await expect(page.getByText('LM Studio, /Users/alice/.lmstudio/models: no models')).toBeVisible()
  disk.models = () => 'a replay has no disks'
  await page.getByRole('button', { name: 'Overview' }).click()
  await showFit(page)
  await expect(page.getByRole('group', { name: 'No list of models' })).toContainText('no disks')
})

test('300 rows are all there, and nothing of them moves while nothing changes', async ({
  page,
  openFit,
}) => {
  await openFit({ models: () => shelfOf(manyModels(300)) })
  await expect(rows(page)).toHaveCount(300)
  const changes = await list(page).evaluate(
    (rows_) =>
      new Promise<number>((resolve) => {
        let count = 0
        const observer = new MutationObserver((records) => {
          count += records.length
        })
        observer.observe(rows_, { attributes: true, childList: true, subtree: true })
        setTimeout(() => resolve(count), 3_000)
      }),
  )
  expect(changes).toBe(0)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('texts keep their contrast, light and dark, and nothing overflows 320 px', async ({
  page,
  openFit,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openFit({ models: () => shelfOf(several) })
  await expect(rows(page)).toHaveCount(7)
  await field(page).fill('/a/very/long/path/of/which/nobody/knows/where/it/ends.gguf')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
