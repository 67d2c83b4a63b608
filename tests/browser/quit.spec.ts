import type { Locator, Page } from '@playwright/test'
import { appId } from '../../src/shared/ids.ts'
import {
  anotherByNow,
  appOf,
  appsMac,
  asksOf,
  boxes,
  doneOf,
  finder,
  keptAlive,
  loom,
  quitOf,
  stillOpen,
  weaver,
  withApps,
} from './apps-page.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, test } from './loaded-page.ts'

const section = (page: Page): Locator => page.getByRole('region', { name: 'Apps by memory' })
const rowOf = (page: Page, name: string): Locator =>
  section(page).getByRole('listitem').filter({ hasText: name })
const quitButton = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: `Quit ${name}`, exact: true })
const yes = (page: Page): Locator => page.getByRole('button', { name: 'Quit: Loom' })
const input = {
  appId: loom.id,
  isDryRun: false,
  isConfirmed: false,
  answers: [],
  forceAfter: null,
}

test('an app that can be quit has a button; one that cannot says why to who points at it', async ({
  page,
  open,
}) => {
  const { url } = await open(appsMac)
  await page.goto(url)
  await expect(section(page).getByRole('button', { name: /^Quit / })).toHaveCount(3)
  await expect(quitButton(page, 'Finder')).toHaveCount(0)
  await expect(
    page.getByTitle('Finder. Cannot be quit from here: the session of its user ends with it'),
  ).toBeVisible()
  await expect(page.getByTitle(/^Boxes\. Quitting ends its virtual machine/)).toBeVisible()
})

test('what may be lost is asked in place; Escape cancels it, and the keyboard stays in its row', async ({
  page,
  open,
}) => {
  const { url, acting } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => acting.quits.asked).toEqual([input])
  acting.quits.answer(asksOf())
  const question = page.getByRole('group', { name: 'Quit Loom? It may hold unsaved work.' })
  await expect(question.getByRole('button', { name: 'Cancel: Loom' })).toBeFocused()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(quitButton(page, 'Loom')).toBeFocused()
  expect(acting.quits.asked).toHaveLength(1)
})

test('an app that quits keeps its place while it goes; then its row says what came back, and it can be had again', async ({
  page,
  open,
}) => {
  const { url, acting, push } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').click()
  acting.quits.answer(asksOf())
  await yes(page).click()
  await expect(rowOf(page, 'Loom')).toContainText('quitting…')
  await expect(quitButton(page, 'Loom')).toHaveAttribute('aria-busy', 'true')
  push(withApps(weaver, boxes, { ...loom, memoryBytes: 1e8 }, finder))
  await expect(rowOf(page, 'Loom')).toContainText('100 MB')
  await expect(section(page).getByRole('listitem').first()).toContainText('Loom')
  push(withApps(weaver, boxes, finder))
  acting.quits.answer(doneOf({ offers: ['reopen'] }))
  const first = section(page).getByRole('listitem').first()
  await expect(first).toContainText('Quit: 2.1 GB came back (2.3 GB expected)')
  expect(acting.quits.asked).toEqual([input, { ...input, answers: ['question'] }])
  await expect.poll(() => acting.settles.asked).toEqual([{ actId: 'act-1' }])
  await first.getByRole('button', { name: 'Reopen Loom' }).click()
  await expect(first).toContainText('starting again…')
  acting.settles.answer(doneOf())
  acting.reopens.answer(quitOf('done', { act: 'reopen', sentence: 'Loom runs again' }))
  await expect(first).toContainText('Loom runs again')
  expect(acting.reopens.asked).toEqual([{ actId: 'act-1' }])
  await page.mouse.move(0, 0)
  await expect(first).toContainText('Weaver', { timeout: 8_000 })
})

test('what is safe quits at the click', async ({ page, open }) => {
  const safe = appOf('Idler', 0.9e9, { quit: { kind: 'ask', isSafe: true, risk: null } })
  const { url, acting } = await open(withApps(safe))
  await page.goto(url)
  await quitButton(page, 'Idler').click()
  acting.quits.answer(doneOf({ target: 'Idler', appId: safe.id }))
  await expect(rowOf(page, 'Idler')).toContainText('2.1 GB came back')
  acting.settles.answer(doneOf())
  await expect(rowOf(page, 'Idler')).not.toContainText('came back', { timeout: 9_000 })
})

test('what is still open is forced only after a second question, which can be left', async ({
  page,
  open,
}) => {
  const { url, acting, push } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').click()
  acting.quits.answer(stillOpen)
  const row = rowOf(page, 'Loom')
  await expect(row).toContainText('it may be asking you to save')
  const force = row.getByRole('button', { name: 'Force quit…: Loom' })
  await force.focus()
  await page.keyboard.press('Enter')
  const question = page.getByRole('group', { name: /^Force Loom to quit\?/ })
  await expect(question.getByRole('button', { name: 'Cancel: Loom' })).toBeFocused()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faintTextsOf(page)).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(row).toContainText('it may be asking you to save')
  await expect(quitButton(page, 'Loom')).toBeFocused()
  expect(acting.quits.asked).toHaveLength(1)
  await force.click()
  await question.getByRole('button', { name: 'Force quit: Loom' }).click()
  await expect.poll(() => acting.quits.asked).toEqual([input, { ...input, forceAfter: 'act-1' }])
  await expect(row).toContainText('forcing to end…')
  push(withApps(weaver))
  acting.quits.answer(doneOf({ isForced: true }))
  await expect(row).toContainText('2.1 GB came back')
})

test('an app that goes while it is asked about drops the question, and is not said to be open', async ({
  page,
  open,
}) => {
  const { url, acting, push } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').click()
  acting.quits.answer(asksOf())
  await expect(page.getByRole('button', { name: 'Cancel: Loom' })).toBeVisible()
  push(withApps(weaver))
  await expect(page.getByRole('button', { name: 'Cancel: Loom' })).toHaveCount(0)
  push(appsMac)
  await expect(quitButton(page, 'Loom')).toBeEnabled()
  await quitButton(page, 'Loom').click()
  acting.quits.answer(stillOpen)
  await expect(rowOf(page, 'Loom')).toContainText('still open')
  push(withApps(weaver))
  await expect(section(page)).not.toContainText('still open')
})

test('what comes back by itself is told with who keeps it alive, until it was read', async ({
  page,
  open,
}) => {
  const { url, acting, push } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').click()
  push(withApps(weaver))
  acting.quits.answer(doneOf())
  await expect(section(page)).toContainText('2.1 GB came back')
  acting.settles.answer(keptAlive)
  const notice = page.getByRole('group', { name: /^Loom is back: kept alive by launchd/ })
  await expect(notice).toContainText('under Login Items')
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(notice).toHaveCount(0)
  await expect(section(page).getByRole('heading')).toBeFocused()
})

test('a refusal is told where it was pressed', async ({ page, open }) => {
  const { url, acting } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').click()
  acting.quits.answer(anotherByNow)
  await expect(rowOf(page, 'Loom')).toContainText('Loom was not quit')
  await expect(rowOf(page, 'Loom')).toContainText(anotherByNow.replace('process', 'Process'))
  await expect(quitButton(page, 'Loom')).toBeEnabled()
})

test.describe('the order', () => {
  test('is by memory, or by the time of the GPU where that is told, until it is changed', async ({
    page,
    open,
  }) => {
    const { url, push } = await open(appsMac)
    await page.goto(url)
    const first = section(page).getByRole('listitem').first()
    await expect(first).toContainText('Loom')
    await page.getByRole('button', { name: 'by GPU time' }).click()
    await expect(first).toContainText('Weaver')
    push(withApps(loom, boxes, weaver))
    await expect(section(page).getByRole('listitem')).toHaveCount(3)
    await expect(first).toContainText('Weaver')
    await page.getByRole('button', { name: 'by memory' }).click()
    await expect(first).toContainText('Loom')
    push(withApps({ ...loom, gpuRatio: null }))
    await expect(page.getByRole('button', { name: 'by GPU time' })).toHaveCount(0)
  })

  test('does not change under the pointer, nor under the keyboard', async ({ page, open }) => {
    const { url, push } = await open(appsMac)
    await page.goto(url)
    const names = section(page).getByRole('listitem').locator('[dir=auto]')
    await rowOf(page, 'Weaver').hover()
    push(withApps({ ...weaver, memoryBytes: 9e9 }, appOf('New', 5e9), boxes, finder))
    await expect(rowOf(page, 'Weaver')).toContainText('9.0 GB')
    await expect(names).toHaveText(['Loom', 'Weaver', 'Boxes', 'Finder', 'New'])
    await expect(rowOf(page, 'Loom')).toContainText('has ended')
    await page.mouse.move(0, 0)
    push(withApps(appOf('New', 5e9), weaver, boxes, finder))
    await expect(names).toHaveText(['New', 'Weaver', 'Boxes', 'Finder'])
    await page.getByRole('button', { name: 'by memory' }).focus()
    for (const _ of ['by GPU time', 'New', 'Weaver']) await page.keyboard.press('Tab')
    await expect(quitButton(page, 'Weaver')).toBeFocused()
    push(withApps(boxes, weaver, finder, appOf('New', 1e8)))
    await expect(rowOf(page, 'New')).toContainText('100 MB')
    await expect(names).toHaveText(['New', 'Weaver', 'Boxes', 'Finder'])
    await expect(quitButton(page, 'Weaver')).toBeFocused()
  })
})

const hostile = {
  markup: '<img src=x onerror=alert(1)><script>alert(2)</script>',
  'ten thousand letters': 'n'.repeat(10_000),
  'another direction': '\u202Eمحرر النصوص العربي\u202C',
} as const
for (const [kind, name] of Object.entries(hostile)) {
  test(`a name of ${kind} is text, on 360 pixels`, async ({ page, open }) => {
    const app = appOf(name, 2e9, { id: appId('hostile'), gpuRatio: 0.5 })
    const { url, acting } = await open(withApps(app, loom))
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.setViewportSize({ width: 360, height: 700 })
    await page.goto(url)
    const row = section(page).getByRole('listitem').first()
    await row.getByRole('button', { name: /^Quit/ }).click()
    const ofIt = { target: name, appId: app.id, offers: ['force'] } as const
    acting.quits.answer(quitOf('still-open', { ...ofIt, sentence: `${name} is still open` }))
    await row.getByRole('button', { name: /^Force quit/ }).click()
    await expect(row.getByRole('button', { name: /^Cancel/ })).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await expect(page.locator('main img')).toHaveCount(0)
    expect(dialogs).toEqual([])
  })
}
