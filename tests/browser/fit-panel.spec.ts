import type { Locator, Page } from '@playwright/test'
import type { FitInput, FitShown } from '../../src/shared/fit-shown.ts'
import { fitAnswer, qwen14, several, shelfOf } from '../shared/shelf.ts'
import { barsOf, contrastOf, faintTextsOf } from './contrast.ts'
import { expect, test } from './fit-page.ts'
import type { Disk } from './loaded-page.ts'
import { troublesOf } from './troubles.ts'

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Fit', exact: true })
const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Context' })
const choose = (page: Page): Promise<void> =>
  page.getByRole('button', { name: qwen14.name }).click()

/** A disk whose answers are as they should be, and what was asked of it. */
function createDisk(): { readonly asked: readonly FitInput[]; readonly disk: Disk } {
  const asked: FitInput[] = []
  const fit = (input: FitInput): FitShown => {
    asked.push(input)
    return fitAnswer(input)
  }
  return { asked, disk: { models: () => shelfOf(several), fit } }
}

const asItIs = {
  model: qwen14.wanted,
  engine: null,
  contextTokens: null,
  kvType: null,
  parallel: null,
}

test('a chosen model says what it would take as its engine runs it by itself', async ({
  page,
  openFit,
}) => {
  const { asked, disk } = createDisk()
  await openFit(disk)
  await choose(page)
  await expect(panel(page)).toContainText('needs 10.7 GB')
  await expect(panel(page)).toContainText('room 17.4 GB: this machine now')
  await expect(panel(page).getByRole('img')).toHaveAttribute(
    'aria-label',
    'Metal limit 22.9 GB: taken 5.5 GB, weights 9.0 GB, KV cache 1.4 GB, compute 0.4 GB, left 6.6 GB',
  )
  await expect(panel(page).getByRole('code')).toHaveText(
    `llama-server -m '${qwen14.wanted}' -c 8192`,
  )
  expect(asked[0]).toEqual(asItIs)
})

test('sliding by the keyboard moves the bar, the verdict and the command', async ({
  page,
  openFit,
}) => {
  const { asked, disk } = createDisk()
  await openFit(disk)
  await choose(page)
  await slider(page).focus()
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '8192 tokens')
  await page.keyboard.press('ArrowRight')
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '9216 tokens')
  await expect(panel(page).getByRole('code')).toContainText('-c 9216')
  await page.keyboard.press('End')
  await expect(panel(page)).toContainText('Does not fit: 13.5 GB too much')
  await expect(panel(page).getByRole('status').filter({ hasText: 'Does not fit' })).toHaveText(
    'Does not fit', // without the figure: that is not said at each step
  )
  await expect(panel(page).getByRole('button', { name: 'Copy -c 16384' })).toBeVisible()
  await page.getByRole('button', { name: 'longest that fits: 48k' }).click()
  await expect(panel(page)).toContainText('Fits, but it is tight')
  expect(asked.at(-1)?.contextTokens).toBe(fitAnswer(asItIs).fit.maxContextThatFits)
  await panel(page).getByRole('button', { name: 'default' }).click()
  await expect.poll(() => asked.at(-1)).toEqual(asItIs)
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '8192 tokens')
})

test('type of the cache, engine and how many at once are asked for as they are chosen', async ({
  page,
  openFit,
}) => {
  const { asked, disk } = createDisk()
  await openFit(disk)
  await choose(page)
  await panel(page).getByRole('combobox', { name: 'KV cache' }).selectOption('q8_0')
  await expect.poll(() => asked.at(-1)).toEqual({ ...asItIs, kvType: 'q8_0' })
  await panel(page).getByRole('spinbutton', { name: 'At once' }).fill('4')
  await expect.poll(() => asked.at(-1)).toEqual({ ...asItIs, kvType: 'q8_0', parallel: 4 })
  await panel(page).getByRole('spinbutton').fill('999')
  await expect.poll(() => asked.at(-1)?.parallel).toBeNull()
  await panel(page).getByRole('combobox', { name: 'Engine' }).selectOption('ollama')
  await expect.poll(() => asked.at(-1)).toEqual({ ...asItIs, kvType: 'q8_0', engine: 'ollama' })
})

test('a context that several have says whose it is, and LM Studio is named as what runs its models', async ({
  page,
  openFit,
}) => {
  const asked: FitInput[] = []
  await page.setViewportSize({ width: 320, height: 640 })
  await openFit({
    models: () => shelfOf(several),
    fit: (input) => {
      asked.push(input)
      const answer = fitAnswer(input)
      const model =
        input.engine === null
          ? ({ ...answer.fit.model, program: 'lm-studio' } as const)
          : answer.fit.model
      return { ...answer, fit: { ...answer.fit, model, parallel: 4, sharing: 'split' } }
    },
  })
  await choose(page)
  await slider(page).press('End')
  await expect(panel(page)).toContainText(/all 4 together, \d+k each/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  const engine = panel(page).getByRole('combobox', { name: 'Engine' })
  await expect(engine.locator('option:checked')).toHaveText('LM Studio')
  await engine.selectOption('llama.cpp')
  const contextTokens = 131_072
  await expect.poll(() => asked.at(-1)).toEqual({ ...asItIs, engine: 'llama.cpp', contextTokens })
  await engine.selectOption('LM Studio')
  await expect.poll(() => asked.at(-1)).toEqual({ ...asItIs, contextTokens })
})

test('the newest answer wins, and a slider that is dragged asks at most ten times a second', async ({
  page,
  openFit,
}) => {
  const { asked, disk } = createDisk()
  const { disk: now } = await openFit(disk)
  await choose(page)
  await expect(slider(page)).toBeVisible()
  const late = Promise.withResolvers<FitShown>()
  now.fit = (input) => (input.contextTokens === 9_216 ? late.promise : fitAnswer(input))
  await slider(page).press('ArrowRight')
  await page.waitForTimeout(200)
  await slider(page).press('ArrowRight')
  await expect(panel(page).getByRole('code')).toContainText('-c 10240')
  late.resolve(fitAnswer({ ...asItIs, contextTokens: 9_216 }))
  await page.waitForTimeout(300)
  await expect(panel(page).getByRole('code')).toContainText('-c 10240')

  if (disk.fit !== undefined) now.fit = disk.fit
  const box = await slider(page).boundingBox()
  if (box === null) throw new Error('there is no slider')
  const before = asked.length
  await page.mouse.move(box.x + 10, box.y + box.height / 2)
  await page.mouse.down()
  const startMs = Date.now()
  for (let x = 10; x < box.width - 4; x += 3)
    await page.mouse.move(box.x + x, box.y + box.height / 2)
  const seconds = (Date.now() - startMs) / 1_000
  await page.mouse.up()
  await page.waitForTimeout(400)
  expect(asked.length - before).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 2)
  const shown = (await slider(page).getAttribute('aria-valuetext')) ?? ''
  const command = panel(page).getByRole('code').last()
  await expect(command).toContainText(`-c ${parseInt(shown, 10)}`)
})

test('a refusal is a sentence; what was said before is not taken for the present, and can be mended', async ({
  page,
  openFit,
}) => {
  const { disk } = createDisk()
  const { disk: now } = await openFit(disk)
  await choose(page)
  const types = panel(page).getByRole('combobox', { name: 'KV cache' })
  await expect(types).toBeVisible()
  now.fit = ({ kvType, ...input }) =>
    kvType === 'q4_0' ? 'its values are kept in f16 only' : fitAnswer({ ...input, kvType })
  await types.selectOption('q4_0')
  const notice = page.getByRole('group', { name: 'It cannot be run like this' })
  await expect(notice).toContainText('its values are kept in f16 only')
  await expect(panel(page).locator('[data-stale="true"]')).toHaveCount(1)
  await types.selectOption('f16')
  await expect(notice).toHaveCount(0)
})

const drop = (
  page: Page,
  what: { uriList?: string; name?: string; size?: number },
): Promise<void> =>
  page.evaluate(({ uriList, name, size }) => {
    const dataTransfer = new DataTransfer()
    if (uriList !== undefined) dataTransfer.setData('text/uri-list', uriList)
    if (name !== undefined) {
      const file = new File([], name)
      Object.defineProperty(file, 'size', { value: size })
      dataTransfer.items.add(file)
      Object.defineProperty(dataTransfer, 'files', { value: [file] })
    }
    const init = { dataTransfer, bubbles: true, cancelable: true }
    document.body.dispatchEvent(new DragEvent('dragover', init))
    document.body.dispatchEvent(new DragEvent('drop', init))
  }, what)

test('a dropped file is found by its path, or in the list, or it is said why not', async ({
  page,
  openFit,
}) => {
  const { asked, disk } = createDisk()
  await openFit(disk)
  await expect(page.getByText('8 models', { exact: true })).toBeVisible()
  await drop(page, { name: 'unknown.gguf', size: 12 })
  const notice = page.getByRole('group', { name: 'This file was not found' })
  await expect(notice).toContainText('Browsers do not tell where a dropped file lies')
  expect(asked).toEqual([])
  await drop(page, { name: qwen14.name, size: qwen14.fileBytes ?? 0 })
  await expect.poll(() => asked.at(-1)?.model).toBe(qwen14.wanted)
  await expect(notice).toHaveCount(0)
  await drop(page, { uriList: 'file:///Volumes/My%20Models/x.gguf' })
  await expect.poll(() => asked.at(-1)?.model).toBe('/Volumes/My Models/x.gguf')
})

test('it stands beside the list where there is room, in its place where there is not', async ({
  page,
  openFit,
}) => {
  const { disk } = createDisk()
  await openFit(disk)
  await choose(page)
  const row = page.getByRole('button', { name: 'phi4:14b' })
  await page.setViewportSize({ width: 1_200, height: 800 })
  await expect(row).toBeVisible()
  await expect(page.getByRole('button', { name: 'Overview' })).toBeVisible()
  await page.setViewportSize({ width: 380, height: 640 })
  await expect(row).toBeHidden()
  await expect(page.getByRole('button', { name: 'Overview' })).toBeHidden()
})

test('texts and bar keep their contrast, and nothing overflows 320 px', async ({
  page,
  openFit,
}) => {
  const { disk } = createDisk()
  await page.setViewportSize({ width: 320, height: 640 })
  await openFit(disk)
  await choose(page)
  for (const key of ['Home', 'End']) {
    await slider(page).press(key)
    await expect(panel(page)).toContainText(key === 'Home' ? 'Fits' : 'Does not fit')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await faintTextsOf(page)).toEqual([])
      const [bar] = await barsOf(page)
      for (const color of bar?.colors ?? [])
        expect(contrastOf(color, bar?.surface ?? '')).toBeGreaterThanOrEqual(3)
      expect(bar?.colors.length).toBeGreaterThanOrEqual(2)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  }
})

test('from right to left the slider fills from the right, and nothing overflows', async ({
  page,
  openFit,
}) => {
  await page.setViewportSize({ width: 380, height: 640 })
  await openFit(createDisk().disk)
  await choose(page)
  await slider(page).press('End')
  await expect(panel(page)).toContainText('Does not fit')
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  const boxOf = (name: string) => panel(page).locator(`[class*="${name}"]`).boundingBox()
  const [filled, over] = [await boxOf('filled'), await boxOf('over')]
  if (filled === null || over === null) throw new Error('nothing is drawn')
  expect(filled.x).toBeCloseTo(over.x + over.width, 0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(380)
})

test('axe finds nothing wrong with the list, nor with a model', async ({ page, openFit }) => {
  await openFit(createDisk().disk)
  await expect(page.getByRole('list', { name: 'Models on this disk' })).toBeVisible()
  expect(await troublesOf(page, 'main')).toEqual([])
  await choose(page)
  await expect(panel(page)).toContainText('needs 10.7 GB')
  expect(await troublesOf(page, 'main')).toEqual([])
})
