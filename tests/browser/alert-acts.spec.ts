import type { Locator, Page } from '@playwright/test'
import type { Alert } from '../../src/shared/alert.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'
import { atMs } from '../shared/loaded.ts'
import { beyond } from '../shared/loading.ts'
import { clearing, hog, runningOut, willNotFit } from '../shared/warned.ts'
import { appsMac, asksOf, doneOf, loom, withApps } from './apps-page.ts'
import { faintTextsOf } from './contrast.ts'
import { endingMac, loadingMac, severalMac } from './judged.ts'
import { expect, test } from './loaded-page.ts'

const section = (page: Page): Locator => page.getByRole('region', { name: 'Alerts' })
const cards = (page: Page): Locator => section(page).locator('> ul > li')
const suggestion = (page: Page): Locator => page.getByLabel('Suggestion')

const ofLoom: Alert = {
  ...hog,
  title: 'Loom holds much of the memory',
  about: { ...hog.about, appId: loom.id },
}
const macOf = (...alerts: readonly Alert[]): Snapshot => ({ ...appsMac, alerts })

test('the figures of an alert stand below its sentence, in which each of them stands too', async ({
  page,
  open,
}) => {
  const { url, push } = await open(endingMac)
  await page.goto(url)
  for (const snapshot of [endingMac, loadingMac, severalMac]) {
    push(snapshot)
    const [first] = snapshot.alerts
    if (first === undefined) throw new Error('it has alerts')
    const figures = cards(page).first().locator('dl dd')
    await expect(figures.first()).toBeVisible()
    const said = `${first.sentence} ${first.title}`
    await expect(async () => {
      for (const figure of await figures.allInnerTexts())
        expect(said).toContain(figure.replace('~', ''))
    }).toPass()
  }
})

test('the app that an alert is about is quit in its card, which stays until that was said', async ({
  page,
  open,
}) => {
  const { url, acting, push } = await open(macOf(ofLoom))
  await page.goto(url)
  const card = cards(page).first()
  await card.getByRole('button', { name: 'Quit Loom', exact: true }).click()
  acting.quits.answer(asksOf())
  const question = card.getByRole('group', { name: 'Quit Loom? It may hold unsaved work.' })
  await expect(question.getByRole('button', { name: 'Cancel: Loom' })).toBeFocused()
  await question.getByRole('button', { name: 'Quit: Loom' }).click()
  await expect(card).toContainText('quitting…')
  push({ ...withApps(), alerts: [clearing(ofLoom)] })
  push({ ...withApps(), alerts: [] })
  acting.quits.answer(doneOf())
  await expect(card).toContainText('is over')
  await expect(card).toContainText('Quit: 2.1 GB came back (2.3 GB expected)')
  expect(await faintTextsOf(page)).toEqual([])
  acting.settles.answer(doneOf())
  await page.mouse.move(0, 0)
  await expect(section(page)).toHaveCount(0, { timeout: 12_000 })
})

test('nothing is offered where nothing may be done, and not against what the user has said', async ({
  page,
  open,
}) => {
  const { url, push } = await open(macOf({ ...ofLoom, advice: null }))
  await page.goto(url)
  await expect(cards(page)).toContainText('Loom holds much')
  await expect(section(page).getByRole('button', { name: /^Quit/ })).toHaveCount(0)
  push(macOf(clearing(ofLoom)))
  await expect(cards(page)).toContainText('Seems to be over')
  await expect(section(page).getByRole('button', { name: /^Quit/ })).toHaveCount(0)
  const reading = await open(macOf(ofLoom), ['read'])
  await page.goto(reading.url)
  await expect(cards(page)).toContainText('Try first')
  await expect(section(page).getByRole('button', { name: /^Quit/ })).toHaveCount(0)
})

test('the one suggestion stands in the card of the alert that it answers, and nowhere else', async ({
  page,
  open,
}) => {
  const step = candidateOf('quit', 'Loom', 2.3e9)
  const forRoom = { ...suggestionOf(step), cause: { kind: 'room' } } as const
  const both = { ...macOf(hog, { ...runningOut, atMs }), suggestion: forRoom }
  const { url, acting, push } = await open(both)
  await page.goto(url)
  const card = cards(page).nth(1)
  await expect(suggestion(page)).toHaveCount(1)
  await expect(card.getByLabel('Suggestion')).toContainText('2.3 GB')
  // the same in fewer words
  await expect(card).not.toContainText('Try first')
  await card.getByRole('button', { name: 'Quit Loom' }).click()
  await expect(card).toContainText('quitting…')
  push({ ...macOf(hog), suggestion: null })
  await expect(card).toContainText('is over')
  acting.relieves.answer({
    schema: 'headroom/relieved/1',
    acts: [doneOf()],
    expectedBytes: 2.3e9,
    returnedBytes: 2.1e9,
    isEnough: true,
    sentence: '2.1 GB came back (2.3 GB expected)',
  })
  await expect(card.getByRole('status').first()).toHaveText('2.1 GB came back (2.3 GB expected)')
  expect(acting.relieves.asked).toHaveLength(1)
  push({ ...macOf(), suggestion: forRoom })
  await page.mouse.move(0, 0)
  await expect(page.getByRole('region', { name: 'Suggestion' })).toBeVisible({ timeout: 15_000 })
})

test('a load that does not fit has it in its own card', async ({ page, open }) => {
  const { cause, relief } = suggestionOf(candidateOf('unload', 'sdxl', 4.1e9))
  if (cause.kind !== 'load') throw new Error('it is for a load')
  const { url } = await open({
    ...macOf(willNotFit),
    loads: [beyond],
    suggestion: { cause: { ...cause, loadId: beyond.id }, relief },
  })
  await page.goto(url)
  await expect(cards(page)).toContainText('Will not fit: 3.2 GB too much')
  await expect(cards(page).getByRole('button', { name: 'Unload sdxl' })).toBeVisible()
  await expect(suggestion(page)).toHaveCount(1)
})
