import type { Locator, Page } from '@playwright/test'
import type { Server } from '../../src/shared/server.ts'
import { atMs, gemma, llamaServer, lmStudio, ollama, qwen } from '../shared/loaded.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

const closed: Server = { ...lmStudio, state: 'closed', stateReason: 'it wants a key' }
const closedMac = { ...loadedMac, servers: [ollama, closed], models: [gemma] }
const key = 'sk-of-this-test'

const row = (page: Page): Locator =>
  page.getByRole('listitem').filter({ hasText: 'closed, key needed' })
const opener = (page: Page): Locator => page.getByRole('button', { name: 'Enter key' })
const fieldOf = (page: Page): Locator =>
  page.getByLabel('Key for LM Studio on port 1234', { exact: true })

test('a key is typed into a field that hides it, and is sent once, to its server alone', async ({
  page,
  open,
}) => {
  const { url, keys, answerKey, push } = await open(closedMac)
  await page.goto(url)
  await opener(page).click()
  const field = fieldOf(page)
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('type', 'password')
  await expect(field).toHaveAttribute('autocomplete', 'off')
  await expect(field).toHaveAttribute('spellcheck', 'false')
  await page.keyboard.type(` ${key} `)
  await page.keyboard.press('Enter')
  await expect.poll(() => keys).toEqual([{ serverId: closed.id, apiKey: key }])
  await expect(field).toHaveValue('')
  await page.keyboard.press('Enter') // nothing more to send
  answerKey(null)
  await expect(field).toHaveCount(0)
  await expect(row(page)).toContainText('key given, not accepted yet')
  await expect(opener(page)).toBeFocused()
  expect(keys).toHaveLength(1)
  push({ ...closedMac, servers: [ollama, lmStudio] })
  await expect(page.getByText('LM Studio, no model loaded')).toBeVisible()
  await expect(opener(page)).toHaveCount(0)
  await expect(page.getByText('not accepted yet')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeFocused()
  expect(await page.content()).not.toContain(key)
})

test('a server that is still closed seconds later refuses the key, and takes another', async ({
  page,
  open,
}) => {
  const { url, keys, answerKey, push } = await open(closedMac)
  await page.goto(url)
  await opener(page).click()
  await fieldOf(page).fill('wrong')
  await page.getByRole('button', { name: 'Use key' }).click()
  await expect.poll(() => keys.length).toBe(1)
  answerKey(null)
  await expect(row(page)).toContainText('not accepted yet')
  push({ ...closedMac, atMs: atMs + 3_000 })
  await expect(row(page)).toContainText('the server refuses this key')
  await opener(page).click()
  await expect(row(page)).not.toContainText('refuses')
  await fieldOf(page).fill(key)
  await page.keyboard.press('Enter')
  await expect.poll(() => keys.map(({ apiKey }) => apiKey)).toEqual(['wrong', key])
})

test('what is no key is refused in the form, and nobody is asked', async ({ page, open }) => {
  const { url, keys } = await open(closedMac)
  await page.goto(url)
  await opener(page).click()
  const field = fieldOf(page)
  await page.getByRole('button', { name: 'Use key' }).click()
  await expect(field).toHaveAccessibleDescription('no key was typed')
  await expect(field).toBeFocused()
  await field.fill('two words')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('no spaces')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
  }
  expect(keys).toEqual([])
})

test('what Headroom says against a key stands in the form, and stays until it was read where the server takes the key', async ({
  page,
  open,
}) => {
  const reason = 'it is used until Headroom ends, but could not be kept: the disk is full'
  const { url, keys, answerKey, push } = await open(closedMac)
  await page.goto(url)
  await opener(page).click()
  await fieldOf(page).fill(key)
  await page.keyboard.press('Enter')
  await expect.poll(() => keys.length).toBe(1)
  answerKey(reason)
  await expect(fieldOf(page)).toHaveAccessibleDescription(reason)
  await expect(fieldOf(page)).toHaveValue('')
  push({ ...closedMac, servers: [ollama, lmStudio] })
  const notice = page.getByRole('group', { name: 'Key for LM Studio on port 1234' })
  await expect(notice).toContainText(reason)
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(notice).toHaveCount(0)
})

test('Escape and Cancel leave without sending, and what was typed is gone', async ({
  page,
  open,
}) => {
  const { url, keys } = await open(closedMac)
  await page.goto(url)
  for (const leave of ['Escape', 'Cancel']) {
    await opener(page).click()
    await expect(fieldOf(page)).toHaveValue('')
    await fieldOf(page).fill(key)
    if (leave === 'Escape') await page.keyboard.press('Escape')
    else await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(fieldOf(page)).toHaveCount(0)
    await expect(opener(page)).toBeFocused()
  }
  expect(keys).toEqual([])
})

test('the form of a server that opens by itself goes, and does not come back with it', async ({
  page,
  open,
}) => {
  const { url, push } = await open(closedMac)
  await page.goto(url)
  await opener(page).click()
  await expect(fieldOf(page)).toBeFocused()
  push({ ...closedMac, servers: [ollama, lmStudio] })
  await expect(fieldOf(page)).toHaveCount(0)
  push(closedMac)
  await expect(opener(page)).toHaveAttribute('aria-expanded', 'false')
  await expect(fieldOf(page)).toHaveCount(0)
})

test('a server that tells its model without a key has its row all the same', async ({
  page,
  open,
}) => {
  const server: Server = { ...llamaServer, state: 'closed', stateReason: 'it wants a key' }
  const { url } = await open({ ...closedMac, servers: [server], models: [qwen] })
  await page.goto(url)
  await expect(page.getByRole('listitem').filter({ hasText: 'Qwen3' })).toContainText('5.2 GB')
  await expect(row(page)).toHaveText(
    'llama-server: closed, key neededEnter keyEnter key for llama-server on port 8080',
  )
})

test('a page that may only read says how a key is entered, and offers nothing', async ({
  page,
  open,
}) => {
  const { url } = await open(closedMac, ['read'])
  await page.goto(url)
  await expect(row(page)).toContainText('headroom serve --allow-acts')
  await expect(row(page).getByTitle(/headroom serve --allow-acts$/)).toBeVisible()
  await expect(opener(page)).toHaveCount(0)
})

test('the form fits on 320 pixels', async ({ page, open }) => {
  const { url } = await open(closedMac)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(url)
  await opener(page).click()
  await expect(page.getByRole('button', { name: 'Use key' })).toBeInViewport()
  const wider = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wider).toBe(320)
})
