import type { Page } from '@playwright/test'
import { fitAnswer, manyModels, several, shelfOf } from '../shared/shelf.ts'
import { expect, showFit, test } from './fit-page.ts'
import { draw, tickingAtTwice, type Framing } from './picture.ts'

test.use(tickingAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `fit-${name}`, framing)

const choose = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name }).click()

test('the list: several, one filter, a path', async ({ page, openFit }) => {
  await openFit({ models: () => shelfOf(several), fit: fitAnswer })
  await expect(page.getByText('8 models', { exact: true })).toBeVisible()
  await drawn(page, 'list')
  const field = page.getByRole('searchbox')
  await field.fill('/Users/alice/Downloads/Mistral-Nemo-12B.gguf')
  await drawn(page, 'list-path')
  await field.fill('14b')
  await page.getByLabel('Sort by').selectOption('size')
  await expect(page.getByText('2 of 8 models')).toBeVisible()
  await drawn(page, 'list-filtered')
})

test('the list: none, reading, many, refused', async ({ page, openFit }) => {
  const { disk } = await openFit({
    models: () =>
      shelfOf([], {
        places: [
          { source: 'ollama', path: '/Users/alice/.ollama/models', modelCount: 0, reason: null },
          {
            source: 'lm-studio',
            path: '/Volumes/Old/models',
            modelCount: 0,
            reason: 'it cannot be read: permission denied',
          },
        ],
      }),
    fit: fitAnswer,
  })
  await expect(page.getByText('No models found')).toBeVisible()
  await drawn(page, 'list-empty')
  disk.models = () => shelfOf(manyModels(300), { isReading: true })
  await page.reload()
  await showFit(page)
  await expect(page.getByText('300 models', { exact: true })).toBeVisible()
  await drawn(page, 'list-many', { height: 'view' })
  disk.models = () => 'a replay has no disks to look at'
  await page.reload()
  await showFit(page)
  await expect(page.getByText('no disks')).toBeVisible()
  await drawn(page, 'list-refused')
})

test('the panel: fits, tight, too much, refused', async ({ page, openFit }) => {
  const { disk } = await openFit({ models: () => shelfOf(several), fit: fitAnswer })
  await choose(page, 'Qwen3-14B')
  await expect(page.getByText('Fits', { exact: true }).first()).toBeVisible()
  await drawn(page, 'fits')
  const slider = page.getByRole('slider', { name: 'Context' })
  await slider.fill('41')
  await expect(page.getByText('Fits, but it is tight').first()).toBeVisible()
  await drawn(page, 'tight')
  await page.keyboard.press('End')
  await slider.press('End')
  await expect(page.getByText('Does not fit: ').first()).toBeVisible()
  await drawn(page, 'no')
  await drawn(page, 'no-narrow', { width: 320 })
  await drawn(page, 'no-wide', { width: 1_100 })
  disk.fit = () => 'llama.cpp keeps the values of this model in f16 only'
  await page.getByRole('combobox', { name: 'KV cache' }).selectOption('q8_0')
  await expect(page.getByText('in f16 only')).toBeVisible()
  await drawn(page, 'refused')
})
