import type { Locator, Page } from '@playwright/test'
import type { Act } from '../../src/shared/act.ts'
import type { Relieved } from '../../src/shared/contract.ts'
import { appId, modelId } from '../../src/shared/ids.ts'
import type { Suggestion } from '../../src/shared/relief.ts'
import type { Snapshot, Source } from '../../src/shared/snapshot.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'
import { actOf } from '../shared/act-of.ts'
import { ofSource } from '../web/fake-core.ts'
import { gemma } from '../shared/loaded.ts'
import { asksOf, loom, stillOpen, tight, withApps } from './apps-page.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, test } from './loaded-page.ts'

const sdxl = { ...gemma, id: modelId('sdxl'), name: 'sdxl' }
const ofSdxl = candidateOf('unload', 'sdxl', 4.1e9)
const ofLoom = candidateOf('quit', 'Loom', 2.3e9, {
  isSafe: false,
  risk: 'it may hold unsaved work',
})
const macOf = (suggestion: Suggestion | null): Snapshot => ({
  ...tight(withApps(loom)),
  models: [gemma, sdxl],
  suggestion,
})
const one = macOf(suggestionOf(ofSdxl))
const two = macOf(suggestionOf(ofSdxl, ofLoom))

const relieved = (acts: readonly Act[], change: Partial<Relieved> = {}): Relieved => ({
  schema: 'headroom/relieved/1',
  acts,
  expectedBytes: 4.1e9,
  returnedBytes: 4e9,
  isEnough: true,
  sentence: '4.0 GB came back (4.1 GB expected): qwen3:30b has its room',
  ...change,
})
const doneSdxl = actOf('done', { target: 'sdxl', modelId: sdxl.id, returnedBytes: 4e9 })

const card = (page: Page): Locator => page.getByRole('region', { name: 'Suggestion' })
const stepOf = (page: Page, name: string): Locator =>
  card(page).getByRole('listitem').filter({ hasText: name })

test('what lacks memory is said with the one thing that helps, and nothing where nothing lacks', async ({
  page,
  open,
}) => {
  const { url, push } = await open(one)
  await page.goto(url)
  await expect(card(page)).toContainText('qwen3:30b needs room')
  await expect(card(page)).toContainText('To load qwen3:30b 3.6 GB are missing.')
  await expect(stepOf(page, 'sdxl')).toContainText('4.1 GB')
  await expect(card(page).getByRole('button', { name: 'Unload sdxl' })).toBeVisible()
  const [at, models] = await Promise.all([
    card(page).boundingBox(),
    page.getByRole('region', { name: 'Models' }).boundingBox(),
  ])
  // what to press stands at the end, and stays in sight
  expect(at?.y).toBeGreaterThan(models?.y ?? Infinity)
  push(macOf(null))
  await expect(card(page)).toHaveCount(0)
})

test('what to press stays in sight, and stands out from what is behind it', async ({
  page,
  open,
}) => {
  const failed: Source = {
    ...ofSource,
    id: 'machine',
    title: 'machine',
    kind: 'failed',
    reason: 'no such program',
  }
  const { url, push } = await open({ ...two, sources: [...two.sources, failed] })
  await page.setViewportSize({ width: 380, height: 420 })
  await page.goto(url)
  const button = card(page).getByRole('button', { name: 'Unload and quit' })
  await expect(button).toBeInViewport({ ratio: 1 })
  await expect(card(page)).toHaveAttribute('data-stuck', 'true')
  // also when what stood behind it has gone
  push(two)
  await expect(page.getByText('no such program')).toHaveCount(0)
  await page.locator('footer').scrollIntoViewIfNeeded()
  await expect(card(page)).toHaveAttribute('data-stuck', 'false')
})

test('several steps stand below each other with what each frees and costs, and add up', async ({
  page,
  open,
}) => {
  const { url } = await open(two)
  await page.goto(url)
  await expect(stepOf(page, 'sdxl')).toContainText('idle 12 min')
  await expect(stepOf(page, 'sdxl')).toContainText('4.1 GB')
  await expect(stepOf(page, 'Loom')).toContainText('up to 2.3 GB')
  await expect(stepOf(page, 'Loom')).toContainText('it may hold unsaved work')
  await expect(card(page)).toContainText('In all up to 6.4 GB')
  // what the rows say the sentence above them does not
  await expect(card(page)).toContainText('5.9 GB are missing')
  await expect(card(page)).not.toContainText('unload sdxl (4.1 GB)')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
  }
})

test('the click that is safe does it: what came back is said in the card, which then goes', async ({
  page,
  open,
}) => {
  const { url, acting, push } = await open(one)
  await page.goto(url)
  const button = card(page).getByRole('button', { name: 'Unload sdxl' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(button).toHaveAttribute('aria-busy', 'true')
  await expect(stepOf(page, 'sdxl')).toContainText('unloading…')
  expect(acting.relieves.asked).toEqual([
    {
      steps: [{ kind: 'unload', modelId: sdxl.id }],
      until: null, // a load eats the room meanwhile
      isDryRun: false,
      isConfirmed: false,
      answers: [],
    },
  ])
  // main has no suggestion any more: what was pressed stays until it was answered
  push({ ...macOf(null), models: [gemma] })
  await expect(stepOf(page, 'sdxl')).toContainText('has gone')
  acting.relieves.answer(relieved([doneSdxl]))
  await expect(card(page).getByText('qwen3:30b has its room')).toBeVisible()
  await expect(card(page)).toHaveCount(0, { timeout: 15_000 })
})

test('what may be lost is asked about first; Cancel leaves all as it is', async ({
  page,
  open,
}) => {
  const { url, acting } = await open(two)
  await page.goto(url)
  const button = card(page).getByRole('button', { name: 'Unload and quit', exact: true })
  await button.click()
  acting.relieves.answer(relieved([asksOf()], { isEnough: false }))
  const question = page.getByRole('group', { name: 'Quit Loom? It may hold unsaved work.' })
  await expect(question.getByRole('button', { name: 'Cancel: sdxl and Loom' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(card(page).getByRole('heading')).toBeFocused()
  await button.click()
  acting.relieves.answer(relieved([asksOf()], { isEnough: false }))
  await question.getByRole('button', { name: /^Unload and quit/ }).click()
  await expect
    .poll(() => acting.relieves.asked.map(({ answers }) => answers))
    .toEqual([[], [], ['question']])
  expect(acting.relieves.asked.every(({ isConfirmed }) => !isConfirmed)).toBe(true)
})

test('a failure is not taken away by the time of the run before it', async ({ page, open }) => {
  const { url, acting } = await open(one)
  await page.goto(url)
  const button = card(page).getByRole('button', { name: 'Unload sdxl' })
  await button.click()
  acting.relieves.answer(relieved([]))
  await card(page)
    .getByRole('button', { name: /^Dismiss/ })
    .click()
  await button.click()
  acting.relieves.answer('this is a recording')
  await expect(card(page)).toContainText('Nothing was let go')
  await page.waitForTimeout(10_500) // the first one was told for 10 s
  await expect(card(page)).toContainText('Nothing was let go')
})

test('each step tells how far it is, and what did not work says why, with the rung above', async ({
  page,
  open,
}) => {
  const { url, acting, push } = await open(two)
  await page.goto(url)
  await card(page).getByRole('button', { name: 'Unload and quit' }).click()
  await expect(stepOf(page, 'sdxl')).toContainText('unloading…')
  await expect(stepOf(page, 'Loom')).not.toContainText('quitting…')
  push({ ...two, models: [gemma] })
  await expect(stepOf(page, 'sdxl')).toContainText('has gone')
  await expect(stepOf(page, 'Loom')).toContainText('quitting…')
  acting.relieves.answer(
    relieved([doneSdxl, stillOpen], {
      isEnough: false,
      sentence: '4.0 GB came back (6.4 GB expected): 1.9 GB are still missing',
    }),
  )
  await expect(card(page).getByText('1.9 GB are still missing')).toBeVisible()
  await expect(stepOf(page, 'Loom')).toContainText('it may be asking you to save')
  await expect(stepOf(page, 'sdxl')).toContainText('is unloaded4.0 GB')
  await expect(card(page).getByRole('button', { name: /^Dismiss/ })).toHaveCount(1)
  await stepOf(page, 'Loom').getByRole('button', { name: 'Force quit…: Loom' }).click()
  await stepOf(page, 'Loom').getByRole('button', { name: 'Force quit: Loom' }).click()
  await expect
    .poll(() => acting.quits.asked)
    .toEqual([
      {
        appId: appId('Loom'),
        isDryRun: false,
        isConfirmed: false,
        answers: [],
        forceAfter: 'act-1',
      },
    ])
  await card(page).getByRole('button', { name: 'Dismiss: qwen3:30b needs room' }).click()
  await expect(card(page)).toContainText('5.9 GB are missing')
})

test('what is still open may be tried again, without what has gone', async ({ page, open }) => {
  const { url, acting, push } = await open(two)
  await page.goto(url)
  await card(page).getByRole('button', { name: 'Unload and quit' }).click()
  push({ ...two, models: [gemma] })
  acting.relieves.answer(relieved([doneSdxl, stillOpen], { isEnough: false }))
  await card(page).getByRole('button', { name: 'Try again: qwen3:30b needs room' }).click()
  await expect(stepOf(page, 'Loom')).toContainText('quitting…')
  await expect(stepOf(page, 'Loom')).not.toContainText('it may be asking you to save')
  await expect.poll(() => acting.relieves.asked.map(({ steps }) => steps.length)).toEqual([2, 1])
  acting.relieves.answer(relieved([asksOf()], { isEnough: false }))
  await card(page)
    .getByRole('button', { name: /^Unload and quit/ })
    .click()
  await expect
    .poll(() => acting.relieves.asked.at(-1)?.steps)
    .toEqual([{ kind: 'quit', appId: 'Loom' }])
  push({ ...two, apps: [], models: [gemma] })
  acting.relieves.answer(relieved([]))
  await expect(card(page).getByRole('button', { name: /^Try again/ })).toHaveCount(0)
})

test('a refusal is told in the card', async ({ page, open }) => {
  const { url, acting } = await open(one)
  await page.goto(url)
  await card(page).getByRole('button', { name: 'Unload sdxl' }).click()
  acting.relieves.answer('this is a recording')
  await expect(card(page)).toContainText('Nothing was let go')
  await expect(card(page)).toContainText('This is a recording')
})

test('a page that may only read shows the commands to copy', async ({ page, open }) => {
  const { url } = await open(two, ['read'])
  await page.goto(url)
  await expect(card(page).getByRole('button', { name: /Unload|Quit/ })).toHaveCount(0)
  await expect(card(page).locator('code')).toHaveText([
    'headroom unload sdxl',
    'headroom quit Loom',
  ])
  await expect(card(page).getByRole('button', { name: /^Copy/ })).toHaveCount(2)
})

test('names of any kind fit on 360 pixels', async ({ page, open }) => {
  const long = candidateOf('unload', 'n'.repeat(10_000), 4.1e9)
  const markup = candidateOf('quit', '<img src=x onerror=alert(1)>', 2e9)
  const turned = candidateOf('quit', '\u202Eمحرر النصوص العربي', 1e9)
  const { url } = await open(macOf(suggestionOf(long, markup, turned)))
  await page.setViewportSize({ width: 360, height: 700 })
  await page.goto(url)
  await expect(card(page).getByRole('listitem')).toHaveCount(3)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await expect(page.locator('main img')).toHaveCount(0)
})
