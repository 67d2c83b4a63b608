import type { Page } from '@playwright/test'
import { actOf } from '../shared/act-of.ts'
import { gemma, llamaServer, lmStudio, ollama, phi, qwen } from '../shared/loaded.ts'
import { modelId } from '../../src/shared/ids.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { draw, tickingAtTwice, type Framing } from './picture.ts'

test.use(tickingAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `models-${name}`, framing)

const long = 'lmstudio-community/Qwen3-Coder-480B-A35B-Instruct-GGUF-UD-Q4_K_XL'
const several = {
  ...loadedMac,
  servers: [
    ollama,
    { ...lmStudio, state: 'closed' as const },
    llamaServer,
    {
      ...llamaServer,
      id: lmStudio.id,
      title: 'vLLM',
      state: 'silent' as const,
      stateReason: 'no answer within 2 s',
      memoryBytes: null,
    },
  ],
  models: [
    gemma,
    qwen,
    {
      ...gemma,
      id: modelId('ollama long'),
      name: long,
      state: 'sleeping' as const,
      // it has given its memory back
      memory: {
        total: { bytes: 9e7, origin: 'process' as const },
        onGpu: null,
        weights: null,
        kv: null,
      },
      contextUsedTokens: null,
      contextRatio: null,
      expiresAtMs: null,
    },
    phi,
  ],
}

test('models that generate, idle, sleep and load, and servers without one', async ({
  page,
  open,
}) => {
  const { url } = await open(several)
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Models' })).toBeVisible()
  await drawn(page, 'several')
  await drawn(page, 'narrow', { width: 320 })
})

test('a question in place, then memory that is held', async ({ page, open }) => {
  const { url, answer } = await open(loadedMac)
  await page.goto(url)
  const eject = page.getByRole('button', { name: 'Unload gemma3:27b' })
  await eject.click()
  await expect(page.getByText('unloading…')).toBeVisible()
  await drawn(page, 'unloading')
  answer(
    actOf('unconfirmed', {
      sentence: 'Unload gemma3:27b? It is at work: its answer is cut off.',
    }),
  )
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible()
  await drawn(page, 'question')
  await page.getByRole('button', { name: 'Unload: gemma3:27b' }).click()
  answer(
    actOf('held', {
      sentence: 'Ollama says that gemma3:27b is gone, but 17.4 GB did not come back',
      help: 'Quit Ollama to free them',
    }),
  )
  await expect(page.getByRole('group', { name: /did not come back/ })).toBeVisible()
  await drawn(page, 'held')
})

test('memory that came back, and a list that is old', async ({ page, open }) => {
  const { url, answer, push } = await open(loadedMac)
  await page.goto(url)
  await page.getByRole('button', { name: 'Unload gemma3:27b' }).click()
  answer(actOf('done', { returnedBytes: 17.2e9 }))
  await expect(page.getByText('17.2 GB came back')).toBeVisible()
  push({ ...loadedMac, models: [qwen] })
  await drawn(page, 'came-back')
  const sources = loadedMac.sources.map((source) =>
    source.id === 'servers' ? { ...source, isStale: true, ageMs: 34_000 } : source,
  )
  const remote = { kind: 'none', reason: 'it is in the cloud' } as const
  push({
    ...loadedMac,
    sources,
    models: [
      { ...gemma, isRemote: true, eject: remote },
      { ...qwen, sharesFile: true, eject: { kind: 'none', reason: 'its key is not known' } },
    ],
  })
  await page.waitForTimeout(6_500)
  await drawn(page, 'old')
})

test('a server that wants a key: its form, what is no key, and a key that it refuses', async ({
  page,
  open,
}) => {
  const closed = { ...llamaServer, state: 'closed' as const, stateReason: 'it wants a key' }
  const studio = { ...lmStudio, state: 'closed' as const, stateReason: 'it wants a key' }
  const wants = { kind: 'none', reason: 'it wants a key' } as const
  const first = {
    ...loadedMac,
    servers: [ollama, closed, studio],
    models: [gemma, { ...qwen, eject: wants }],
  }
  const { url, push, answerKey } = await open(first)
  await page.goto(url)
  const button = page.getByRole('button', { name: 'Enter key for LM Studio' })
  await expect(button).toBeVisible()
  await drawn(page, 'closed')
  await button.click()
  const field = page.getByLabel('Key for LM Studio on port 1234')
  await field.fill('sk-of-this-picture')
  await drawn(page, 'key')
  await field.fill('two words')
  await page.keyboard.press('Enter')
  await drawn(page, 'no-key')
  await drawn(page, 'key-narrow', { width: 320 })
  await field.fill('sk-of-this-picture')
  await page.keyboard.press('Enter')
  answerKey(null)
  await expect(page.getByText('not accepted yet')).toBeVisible()
  push({ ...first, atMs: first.atMs + 4_000 })
  await expect(page.getByText('the server refuses this key')).toBeVisible()
  await drawn(page, 'key-refused')
})
