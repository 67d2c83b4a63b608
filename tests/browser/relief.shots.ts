import type { Page } from '@playwright/test'
import { relievedOf } from '../../src/main/core/relieve-words.ts'
import { modelId } from '../../src/shared/ids.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'
import { actOf } from '../shared/act-of.ts'
import { gemma, qwen } from '../shared/loaded.ts'
import {
  anotherByNow,
  asksOf,
  boxes,
  doneOf,
  finder,
  keptAlive,
  loom,
  stillOpen,
  tight,
  weaver,
  withApps,
} from './apps-page.ts'
import { expect, test } from './loaded-page.ts'
import { draw, tickingAtTwice, type Framing } from './picture.ts'

test.use(tickingAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `relief-${name}`, framing)

const sdxl = {
  ...gemma,
  id: modelId('sdxl'),
  name: 'sdxl',
  state: 'idle',
  quantization: null,
  memory: { total: { bytes: 4.1e9, origin: 'reported' }, onGpu: null, weights: null, kv: null },
} as const
const ofSdxl = candidateOf('unload', 'sdxl', 4.1e9)
const ofLoom = candidateOf('quit', 'Loom', 2.3e9, {
  isSafe: false,
  risk: 'it may hold unsaved work',
  words: 'has windows',
})
const mac = withApps(loom, weaver, boxes, finder)
const one = { ...tight(mac), models: [gemma, sdxl], suggestion: suggestionOf(ofSdxl) }
const two = { ...one, suggestion: suggestionOf(ofSdxl, ofLoom) }
const quit = (page: Page) => page.getByRole('button', { name: 'Quit Loom', exact: true })

test('the one suggestion, of one step and of two', async ({ page, open }) => {
  const { url, push } = await open(one)
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Suggestion' })).toBeVisible()
  await drawn(page, 'one')
  push(two)
  await expect(page.getByText('In all')).toBeVisible()
  await drawn(page, 'two')
  await drawn(page, 'two-narrow', { width: 320 })
})

test('a suggestion on a page that may only read', async ({ page, open }) => {
  const { url } = await open(two, ['read'])
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Suggestion' }).locator('code')).not.toHaveCount(0)
  await drawn(page, 'read-only')
})

test('a suggestion that is asked about, done, and not done', async ({ page, open }) => {
  const { url, acting, push } = await open(two)
  await page.goto(url)
  await page.getByRole('button', { name: 'Unload and quit' }).click()
  const asks = { acts: [asksOf()], want: null, room: null, isEnough: false }
  acting.relieves.answer(relievedOf(asks))
  await expect(page.getByRole('button', { name: /^Cancel/ })).toBeVisible()
  await drawn(page, 'suggestion-asks')
  await page.getByRole('button', { name: /^Unload and quit/ }).click()
  push({ ...two, models: [gemma] })
  await expect(page.getByText('quitting…')).toBeVisible()
  await drawn(page, 'suggestion-working')
  const returned = { returnedBytes: 4e9, expectedBytes: 4.1e9 }
  const acts = [actOf('done', { target: 'sdxl', modelId: sdxl.id, ...returned }), stillOpen]
  const { want } = two.suggestion.relief
  const after = { ...tight(mac, 5.1e9), suggestion: two.suggestion, models: [gemma] }
  push(after)
  acting.relieves.answer(relievedOf({ acts, want, room: after.room, isEnough: false }))
  await expect(page.getByText('still missing')).toBeVisible()
  await drawn(page, 'suggestion-over')
})

test('an app that is asked about, quits, and is gone', async ({ page, open }) => {
  const { url, acting, push } = await open(mac)
  await page.goto(url)
  await expect(quit(page)).toBeVisible()
  await drawn(page, 'apps')
  await quit(page).click()
  acting.quits.answer(asksOf())
  await expect(page.getByRole('button', { name: 'Cancel: Loom' })).toBeVisible()
  await drawn(page, 'asks')
  await page.getByRole('button', { name: 'Quit: Loom' }).click()
  await expect(page.getByText('quitting…')).toBeVisible()
  await drawn(page, 'quitting')
  push(withApps(weaver, boxes, finder))
  acting.quits.answer(doneOf({ offers: ['reopen'] }))
  await expect(page.getByText('came back')).toBeVisible()
  await drawn(page, 'done')
  push(mac)
  acting.settles.answer(keptAlive)
  await expect(page.getByText('kept alive by')).toBeVisible()
  await drawn(page, 'kept-alive')
})

test('an app that is still open, the second question, and a refusal', async ({ page, open }) => {
  const { url, acting } = await open({ ...mac, models: [qwen] })
  await page.goto(url)
  await quit(page).click()
  acting.quits.answer(stillOpen)
  await expect(page.getByText('still open')).toBeVisible()
  await drawn(page, 'still-open')
  await page.getByRole('button', { name: /^Force quit…/ }).click()
  await drawn(page, 'force')
  await drawn(page, 'force-narrow', { width: 320 })
  await page.getByRole('button', { name: 'Cancel: Loom' }).click()
  await quit(page).click()
  acting.quits.answer(anotherByNow)
  await expect(page.getByText('4242')).toBeVisible()
  await drawn(page, 'refused')
})
