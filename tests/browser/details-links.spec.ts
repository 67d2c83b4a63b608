import type { Page } from '@playwright/test'
import { gemma } from '../shared/loaded.ts'
import { refused } from '../shared/found.ts'
import { failure, idle, runningOut } from '../shared/warned.ts'
import { detailsSize, headOf } from './details-page.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { inventoryMac } from './states-of-details.ts'
import { asWindow, begin } from './window-page.ts'
import { plainPreferences } from './preferences-page.ts'

test.use({ viewport: detailsSize })

const detailsOf = (page: Page, title: string) =>
  page.getByRole('button', { name: `Details: ${title}` })

test('an alert leads to where there is more about it, and Escape back to its button', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, alerts: [runningOut] })
  await page.goto(url)
  const link = detailsOf(page, runningOut.title)
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(headOf(page, 'History')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(link).toBeVisible()
  await expect(link).toBeFocused()
})

test('an alert of a failure leads to its finding, unfolded and with the keyboard', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, alerts: [failure], findings: [refused] })
  await page.goto(url)
  await detailsOf(page, failure.title).first().click()
  await expect(headOf(page, 'Findings')).toBeVisible()
  const fold = page.getByRole('button', { name: 'The GPU refused memory, Ollama' })
  await expect(fold).toBeFocused()
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByText('What does not help')).toBeVisible()
})

test('an idle model leads to its facts, with who says so; one that is gone is said to be gone', async ({
  page,
  open,
}) => {
  const alert = { ...idle, about: { ...idle.about, modelId: gemma.id } }
  const { url, push } = await open({ ...inventoryMac, alerts: [alert] })
  await page.goto(url)
  await detailsOf(page, alert.title).click()
  await expect(headOf(page, 'Models and servers')).toBeVisible()
  const facts = page.getByRole('table', { name: `All facts of ${gemma.name}` })
  await expect(facts.getByRole('row', { name: /^Context 8192 tokens its log$/ })).toBeVisible()
  await expect(facts).toBeInViewport()
  await page.goBack()
  push({ ...inventoryMac, models: [], alerts: [alert] })
  await detailsOf(page, alert.title).click()
  await expect(
    page.getByRole('group', { name: 'The model that this led to is not loaded any more' }),
  ).toBeVisible()
})

test('the menu of an alert leads to its rule, and a finding to its line in the log', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, alerts: [runningOut], findings: [refused] })
  await page.goto(url)
  await page.getByRole('button', { name: `Snooze: ${runningOut.title}` }).click()
  await page.getByRole('menuitem', { name: 'Settings of this rule' }).click()
  await expect(headOf(page, 'Settings')).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'The GPU refused memory, Ollama' }).click()
  await page.getByRole('button', { name: 'Show server.log, line 1204 in the log' }).click()
  await expect(headOf(page, 'Log')).toBeVisible()
})

test('in the window a link asks the shell for the other window, and stays where it is', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await page.addInitScript(() => {
    const wanted: unknown[] = []
    Object.assign(window, { wanted })
    addEventListener('DOMContentLoaded', () => {
      const { headroom } = window as unknown as { readonly headroom: object }
      Object.assign(headroom, { openDetails: (place: unknown) => void wanted.push(place) })
    })
  })
  await asWindow(page, { ...loadedMac, alerts: [runningOut] }, plainPreferences)
  await page.goto(url)
  await detailsOf(page, runningOut.title).click()
  expect(await page.evaluate('wanted')).toEqual([
    { section: 'history', focus: { kind: 'instant', atMs: runningOut.sinceMs } },
  ])
  await expect(page.getByRole('heading', { level: 1, name: /free for models/ })).toBeVisible()
})

test('the shell leads the page of the details to a place, and once more to the same', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await asWindow(page, { ...loadedMac, findings: [refused] }, plainPreferences)
  await page.goto(`${url}&details=log`)
  await expect(headOf(page, 'Log')).toBeVisible()
  const place = {
    section: 'findings',
    focus: { kind: 'finding', findingId: refused.id },
  } as const
  const fold = page.getByRole('button', { name: 'The GPU refused memory, Ollama' })
  for (const time of [1, 2]) {
    await begin(page, { kind: 'details', place })
    await expect(fold, `time ${time}`).toBeFocused()
    await headOf(page, 'Findings').focus()
    await begin(page, null)
  }
})
