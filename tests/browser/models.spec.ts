import type { Locator, Page } from '@playwright/test'
import type { Model, Server } from '../../src/shared/server.ts'
import { actId, modelId, serverId } from '../../src/shared/ids.ts'
import { actOf } from '../shared/act-of.ts'
import { gemma, llamaServer, lmStudio, ollama, phi, qwen } from '../shared/loaded.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

const section = (page: Page): Locator => page.getByRole('region', { name: 'Models' })
const rowOf = (page: Page, name: string): Locator =>
  section(page).getByRole('listitem').filter({ hasText: name })
const ejectOf = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: `Unload ${name}` })

test('each model stands with its server, its size, its context and what it does', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await page.goto(url)
  const first = rowOf(page, 'gemma3:27b')
  await expect(first).toContainText('Ollama · Q4_K_M · reported')
  await expect(first).toContainText('17.4 GB by Ollama’s own account')
  await expect(first.getByTitle('generating 41 tok/s, goes in 4 min')).toContainText('41 tok/s')
  const meter = first.getByRole('meter', { name: 'Context of gemma3:27b', exact: true })
  await expect(meter).toHaveAttribute('aria-valuenow', '26')
  await expect(meter).toHaveAttribute('aria-valuetext', '2134 of 8192 tokens')
  await expect(first).toContainText('2.1k of 8k')
  const other = rowOf(page, 'Qwen3')
  await expect(other).toContainText('idle 4 min')
  // its button says how its memory comes back
  await expect(other).not.toContainText('to free it')
  await expect(ejectOf(page, 'gemma3:27b')).toHaveCount(1)
  await expect(ejectOf(page, 'Qwen3-8B-Q4_K_M.gguf')).toHaveCount(0)
  await expect(
    page.getByRole('button', { name: 'Quit llama-server to free Qwen3-8B-Q4_K_M.gguf' }),
  ).toHaveCount(1)
})

test('a page that may only read has no way to unload', async ({ page, open }) => {
  const { url } = await open(loadedMac, ['read'])
  await page.goto(url)
  await expect(rowOf(page, 'gemma3:27b')).toBeVisible()
  await expect(page.getByRole('button', { name: /Unload|Quit/ })).toHaveCount(0)
  await expect(rowOf(page, 'Qwen3')).toContainText('quit llama-server to free it')
})

test('a model that is unloaded stays until main says that it is gone, then what came back', async ({
  page,
  open,
}) => {
  const { url, asked, answer, push } = await open(loadedMac)
  await page.goto(url)
  const eject = ejectOf(page, 'gemma3:27b')
  await eject.focus()
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'gemma3:27b')).toContainText('unloading…')
  await expect(eject).toBeDisabled()
  await expect(eject).toHaveAttribute('aria-busy', 'true')
  await page.keyboard.press('Enter') // a second time changes nothing
  expect(asked).toEqual([
    { modelId: gemma.id, isDryRun: false, isConfirmed: false, answers: [], forceAfter: null },
  ])
  answer(actOf('done', { returnedBytes: 17.2e9 }))
  await expect(rowOf(page, 'gemma3:27b')).toContainText('Unloaded: 17.2 GB came back')
  await expect(eject).toBeEnabled()
  push({ ...loadedMac, models: [qwen], servers: [ollama, llamaServer] })
  const gone = section(page).getByRole('listitem').first()
  await expect(gone).toHaveText('gemma3:27b Unloaded: 17.2 GB came back (17.4 GB expected)')
  await expect(section(page).getByRole('heading')).toBeFocused()
  await expect(gone).toContainText('Qwen3', { timeout: 8_000 })
})

test.describe('a model at work', () => {
  test('is asked about in place; Escape cancels it, and the keyboard stays in its row', async ({
    page,
    open,
  }) => {
    const { url, asked, answer } = await open(loadedMac)
    await page.goto(url)
    await ejectOf(page, 'gemma3:27b').click()
    answer(actOf('unconfirmed', { sentence: 'gemma3:27b works at a request' }))
    const question = page.getByRole('group', { name: 'gemma3:27b works at a request' })
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    expect(await faintTextsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(question).toHaveCount(0)
    await expect(ejectOf(page, 'gemma3:27b')).toBeFocused()
    expect(asked).toHaveLength(1)
  })

  test('is unloaded for a yes to just what was asked about', async ({ page, open }) => {
    const { url, asked, answer } = await open(loadedMac)
    await page.goto(url)
    await ejectOf(page, 'gemma3:27b').click()
    answer(actOf('unconfirmed', { id: actId('question') }))
    await page.getByRole('button', { name: 'Unload: gemma3:27b' }).click()
    await expect(rowOf(page, 'gemma3:27b')).toContainText('unloading…')
    await expect.poll(() => asked.map(({ answers }) => answers)).toEqual([[], ['question']])
    expect(asked.every(({ isConfirmed }) => !isConfirmed)).toBe(true)
  })

  test('that goes by itself takes its question along, and is not asked about when it is back', async ({
    page,
    open,
  }) => {
    const { url, answer, push } = await open(loadedMac)
    await page.goto(url)
    await ejectOf(page, 'gemma3:27b').click()
    answer(actOf('unconfirmed'))
    const cancel = page.getByRole('button', { name: 'Cancel' })
    await expect(cancel).toBeVisible()
    push({ ...loadedMac, models: [] })
    await expect(cancel).toHaveCount(0)
    push(loadedMac)
    await expect(ejectOf(page, 'gemma3:27b')).toBeEnabled()
    await expect(cancel).toHaveCount(0)
  })
})

test('a server that unloads all its models at once is asked about once, in the words of Core', async ({
  page,
  open,
}) => {
  const all: Model = { ...gemma, eject: { kind: 'unload', takesAll: true } }
  const { url, asked, answer } = await open({ ...loadedMac, models: [all, phi] })
  await page.goto(url)
  await ejectOf(page, 'gemma3:27b').click()
  answer(actOf('unconfirmed', { id: actId('all'), sentence: 'phi4:14b would be unloaded too' }))
  const question = page.getByRole('group', { name: 'phi4:14b would be unloaded too' })
  await question.getByRole('button', { name: 'Unload: gemma3:27b' }).click()
  answer(actOf('done', { returnedBytes: 17.2e9 }))
  await expect(rowOf(page, 'gemma3:27b')).toContainText('17.2 GB came back')
  expect(asked.map(({ answers }) => answers)).toEqual([[], ['all']])
})

test('two models of one name are told apart by their servers, for who listens too', async ({
  page,
  open,
}) => {
  const second: Server = { ...ollama, id: serverId('second'), port: 11_435 }
  const twin: Model = { ...gemma, id: modelId('twin'), serverId: second.id }
  const { url } = await open({ ...loadedMac, servers: [ollama, second], models: [gemma, twin] })
  await page.goto(url)
  const name = 'gemma3:27b in Ollama on port 11435'
  await expect(page.getByRole('button', { name: `Unload ${name}`, exact: true })).toHaveCount(1)
  await expect(page.getByRole('meter', { name: `Context of ${name}`, exact: true })).toHaveCount(1)
  await expect(section(page)).toContainText('Ollama on port 11434 · Q4_K_M')
})

test('what is spoken has no blank before its comma', async ({ page, open }) => {
  const { url } = await open({ ...loadedMac, models: [phi, { ...gemma, state: 'loaded' }] })
  await page.goto(url)
  await expect(page.getByText('loaded, goes in 4 min', { exact: true })).toHaveCount(1)
})

test('a server that does nothing else is quit after a question, and forced only after another', async ({
  page,
  open,
}) => {
  const { url, asked, answer } = await open(loadedMac)
  await page.goto(url)
  const id = actId('act-1')
  const ofServer = { id, target: qwen.name, server: 'llama-server' }
  await page.getByRole('button', { name: 'Quit llama-server to free Qwen3' }).click()
  answer(actOf('unconfirmed', { ...ofServer, sentence: 'llama-server ends with its model' }))
  await page.getByRole('button', { name: 'Quit llama-server: Qwen3' }).click()
  answer(
    actOf('still-open', {
      ...ofServer,
      sentence: 'llama-server has not ended yet',
      offers: ['force'],
    }),
  )
  const row = rowOf(page, 'Qwen3')
  await expect(row).toContainText('llama-server has not ended yet')
  await row.getByRole('button', { name: /^Force it to end…/ }).click()
  await expect(row).toContainText('Force llama-server to end')
  expect(asked).toHaveLength(2)
  await row.getByRole('button', { name: /^Force it to end:/ }).click()
  await expect.poll(() => asked.map(({ forceAfter }) => forceAfter)).toEqual([null, null, id])
})

test('memory that does not come back is told until it was read, also when the model has gone', async ({
  page,
  open,
}) => {
  const { url, answer, push } = await open(loadedMac)
  await page.goto(url)
  await ejectOf(page, 'gemma3:27b').click()
  answer(actOf('held', { sentence: 'Ollama says it is gone', help: 'quit Ollama to free it' }))
  const notice = page.getByRole('group', { name: 'Ollama says it is gone' })
  await expect(notice).toContainText('Quit Ollama to free it')
  push({ ...loadedMac, models: [], servers: [] })
  await expect(notice).toBeVisible()
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(notice).toHaveCount(0)
  await expect(section(page)).toContainText('No engine runs')
})

test('a refusal is told with its reason', async ({ page, open }) => {
  const { url, answer } = await open(loadedMac)
  await page.goto(url)
  await ejectOf(page, 'gemma3:27b').click()
  answer('the model is gone already')
  const notice = page.getByRole('group', { name: 'gemma3:27b was not unloaded' })
  await expect(notice).toContainText('The model is gone already')
  await expect(ejectOf(page, 'gemma3:27b')).toBeEnabled()
})

test('servers without a model are told each on a line, those of a model’s family are not', async ({
  page,
  open,
}) => {
  const closed: Server = { ...lmStudio, state: 'closed' }
  const { url, push } = await open({ ...loadedMac, servers: [ollama, closed], models: [] })
  await page.goto(url)
  const rows = section(page).getByRole('listitem')
  await expect(rows).toHaveText([
    /no model loadedholds 18\.0 GB footprint$/,
    /key neededholds 9\.1 GB footprintEnter keyEnter key for LM Studio on port 1234$/,
  ])
  push({ ...loadedMac, servers: [ollama, closed], models: [gemma] })
  await expect(rows).toHaveCount(2)
  await expect(rows.last()).toContainText('LM Studio')
})

test('without any server it says what is looked for; where they are not known it says why', async ({
  page,
  open,
}) => {
  const { url, push } = await open({ ...loadedMac, servers: [], models: [] })
  await page.goto(url)
  await expect(section(page)).toContainText('No engine runs')
  await expect(section(page)).toContainText('Headroom finds Ollama, LM Studio, llama.cpp')
  const failed = { kind: 'failed', reason: 'exit 9' } as const
  const sources = loadedMac.sources.map((source) =>
    source.id === 'servers' ? { ...source, ...failed } : source,
  )
  push({ ...loadedMac, servers: [], models: [], sources })
  await expect(section(page)).toContainText('not known exit 9')
  await expect(section(page)).not.toContainText('No engine runs')
})

test('a long name keeps its end in sight, on 320 pixels too, and is told whole', async ({
  page,
  open,
}) => {
  const name = 'lmstudio-community/Qwen3-Coder-480B-A35B-Instruct-GGUF-UD-Q4_K_XL'
  const { url } = await open({ ...loadedMac, models: [{ ...gemma, name }] })
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(url)
  await expect(page.getByTitle(name, { exact: true })).toHaveText(new RegExp(`^${name}`))
  await expect(page.getByText('F-UD-Q4_K_XL', { exact: true })).toBeInViewport()
  const wider = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wider).toBe(320)
})

test('texts of old models keep their contrast, light and dark', async ({ page, open }) => {
  const old: Model = { ...gemma, isStale: true, atMs: gemma.atMs - 12_000 }
  const { url } = await open({ ...loadedMac, models: [old, qwen] })
  await page.goto(url)
  await expect(rowOf(page, 'gemma3:27b')).toContainText('as of 12 s ago')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
  }
})
