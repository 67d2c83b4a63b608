import type { Locator, Page } from '@playwright/test'
import { popoverSize } from '../../src/main/electron/popover/popover-port.ts'
import type { Alert } from '../../src/shared/alert.ts'
import { alertId } from '../../src/shared/ids.ts'
import { refused } from '../shared/found.ts'
import { atMs } from '../shared/loaded.ts'
import { beyond } from '../shared/loading.ts'
import {
  clearing,
  endingRoom,
  endingTokens,
  failure,
  hog,
  idle,
  pastLimit,
  runningOut,
  snoozed,
  stale,
  willNotFit,
} from '../shared/warned.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, test } from './loaded-page.ts'
import { unifiedMac } from './unified-mac.ts'

const ok = { kind: 'ok', atMs, isStale: false } as const
const section = (page: Page): Locator => page.getByRole('region', { name: 'Alerts' })
const cards = (page: Page): Locator => section(page).locator('> ul > li')
const header = (page: Page): Locator => page.locator('header')
const alerting = (...alerts: readonly Alert[]) => ({ ...unifiedMac, alerts })

test('without alerts there is nothing at all', async ({ page, open }) => {
  const { url, push } = await open(unifiedMac)
  await page.goto(url)
  await expect(header(page)).toContainText('plenty')
  await expect(section(page)).toHaveCount(0)
  push(alerting(runningOut))
  await expect(cards(page)).toHaveCount(1)
  push(unifiedMac)
  await expect(section(page)).toHaveCount(0)
})

test('the worst stands in full under the headline, and the bar is in the popover still', async ({
  page,
  open,
}) => {
  await page.setViewportSize(popoverSize)
  const { url } = await open(alerting(runningOut, pastLimit, hog, idle, failure))
  await page.goto(url)
  const worst = cards(page).first()
  await expect(worst).toContainText('About to fail')
  await expect(worst).toContainText('python uses up the RAM')
  await expect(worst).toContainText('About 40 s are left')
  await expect(worst).toContainText('Try first: stop python')
  for (const part of [header(page), worst, ...(await page.locator('figure').all())])
    await expect(part).toBeInViewport({ ratio: 1 })
  const [above, below] = await Promise.all([header(page).boundingBox(), worst.boundingBox()])
  expect((below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0)).toBeLessThan(60)
})

test('the others are a line each, and what is more a count', async ({ page, open }) => {
  const { url } = await open(alerting(runningOut, pastLimit, hog, idle))
  await page.goto(url)
  await expect(cards(page)).toHaveCount(3)
  const second = cards(page).nth(1)
  await expect(second).not.toContainText('24.1 GB')
  await second.getByRole('button', { name: `warning: ${pastLimit.title}` }).click()
  await expect(second).toContainText('24.1 GB are in use')
  await section(page).getByRole('button', { name: '1 more' }).click()
  await expect(cards(page)).toHaveCount(4)
})

test('while an alert is loud the headline says its word, and keeps its figure', async ({
  page,
  open,
}) => {
  const { url, push } = await open(alerting(runningOut))
  await page.goto(url)
  await expect(header(page)).toContainText('4.1 GB')
  await expect(header(page)).toContainText('about to fail')
  await expect(header(page)).not.toContainText('room to load and to grow')
  for (const quiet of [stale(runningOut), clearing(runningOut), snoozed(runningOut), idle]) {
    push(alerting(quiet))
    await expect(header(page)).toContainText('room to load and to grow')
    push(alerting(hog))
    await expect(header(page)).toContainText('warning')
    await expect(header(page)).not.toContainText('plenty')
  }
})

test('a load and a finding that an alert is about are said once, by their own cards', async ({
  page,
  open,
}) => {
  const snapshot = { ...alerting(willNotFit, failure), loads: [beyond], findings: [refused] }
  const { url, push } = await open(snapshot)
  await page.goto(url)
  const [load, finding] = [cards(page).first(), cards(page).nth(1)]
  await expect(load).toContainText('Warning')
  await expect(load).toContainText('Will not fit: 3.2 GB too much')
  await expect(load.getByRole('progressbar')).toBeVisible()
  await expect(finding).toContainText('The GPU refused memory')
  await expect(page.getByRole('region', { name: 'Loads' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Findings' })).toHaveCount(0)
  await expect(page.getByText(/Will not fit:/)).toHaveCount(1)
  push({ ...snapshot, alerts: [snoozed(willNotFit)] })
  await expect(page.getByRole('region', { name: 'Loads' })).toContainText('Will not fit')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('refused memory')
})

test('what is not known any more shows its age, and none of its figures', async ({
  page,
  open,
}) => {
  const { url } = await open(alerting(stale(runningOut)))
  await page.goto(url)
  await expect(cards(page)).toContainText('Not known for 40 s')
  await expect(cards(page)).not.toContainText('About to fail')
  await expect(cards(page)).not.toContainText('102 MB/s')
})

test('one is snoozed by the keyboard, and stands then in a quiet line', async ({ page, open }) => {
  const { url, push, snoozed: asked, answerSnooze } = await open(alerting(runningOut, hog))
  await page.goto(url)
  const snooze = cards(page).first().getByRole('button', { name: 'Snooze: python' })
  const menu = page.getByRole('menu', { name: 'Snooze: python uses up the RAM' })
  await snooze.focus()
  await page.keyboard.press('Enter')
  await expect(menu.getByRole('menuitem')).toHaveText([
    '1 hour',
    'this run',
    'until restart',
    'Settings of this rule…',
  ])
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(snooze).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu.getByRole('menuitem', { name: '1 hour' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => asked).toEqual([{ target: 'running-out', span: '1h' }])
  answerSnooze([])
  push(alerting(snoozed(runningOut), hog))
  await expect(cards(page)).toHaveCount(1)
  await expect(section(page).getByRole('heading', { level: 2 })).toBeFocused()

  await section(page).getByRole('button', { name: '1 snoozed' }).click()
  await expect(section(page)).toContainText(/python uses up the RAM · snoozed until \d\d:/)
  await section(page).getByRole('button', { name: 'Tell again: python' }).click()
  await expect.poll(() => asked[1]).toEqual({ target: 'running-out', span: null })
  answerSnooze([{ target: 'all', span: '1h', untilMs: atMs, madeAtMs: atMs }])
  await expect.poll(() => asked[2]).toEqual({ target: 'all', span: null })
})

test('what is refused is said; who may not act is not offered it', async ({ page, open }) => {
  const allowed = await open(alerting(runningOut))
  await page.goto(allowed.url)
  await page.getByRole('button', { name: 'Snooze: python' }).click()
  await page.getByRole('menuitem', { name: 'until restart' }).click()
  allowed.answerSnooze('the settings cannot be written')
  await expect(section(page).getByRole('status')).toHaveText('the settings cannot be written')
  const { url } = await open(alerting(runningOut, snoozed(hog)), ['read'])
  await page.goto('about:blank')
  await page.goto(url)
  await section(page).getByRole('button', { name: '1 snoozed' }).click()
  await expect(section(page)).toContainText('Google Chrome')
  await expect(section(page).getByRole('button', { name: /^(Snooze|Tell again)/ })).toHaveCount(0)
})

test('nothing moves under the pointer', async ({ page, open }) => {
  const { url, push } = await open(alerting(pastLimit, hog))
  await page.goto(url)
  const second = cards(page).nth(1)
  await second.hover()
  const before = await second.boundingBox()
  push(alerting(runningOut, hog))
  await expect(cards(page)).toHaveCount(3)
  await expect(cards(page).last()).toContainText('python')
  await expect(cards(page).first()).toContainText('is over')
  await page.mouse.move(1, 1)
  await expect(cards(page)).toHaveCount(2)
  await expect(cards(page).first()).toContainText('python')
  expect(before).not.toBeNull()
})

test('an alert is heard once, at once where it is urgent, and never for its figures', async ({
  page,
  open,
}) => {
  const { url, push } = await open(unifiedMac)
  await page.goto(url)
  await expect(header(page)).toBeVisible()
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    for (const place of document.querySelectorAll('[aria-live].spoken'))
      new MutationObserver(() => {
        const text = place.textContent ?? ''
        if (text !== '') said.push(`${place.getAttribute('aria-live')}: ${text}`)
      }).observe(place, { characterData: true, childList: true, subtree: true })
  })
  const said = (): Promise<unknown> =>
    page.evaluate(() => Object.entries(window).find(([name]) => name === 'said')?.[1])
  const heard = [`polite: warning: ${hog.title}`, `assertive: about to fail: ${runningOut.title}`]
  push(alerting(hog))
  await expect.poll(said).toEqual(heard.slice(0, 1))
  push(alerting({ ...hog, sentence: 'It holds 15.0 GB' }))
  push(alerting(runningOut, hog))
  await expect.poll(said).toEqual(heard)
  push(alerting(stale(hog)))
  push(alerting({ ...hog, id: alertId('the next') }))
  await expect.poll(said).toEqual([...heard, heard[0]])
})

test('what is to come stands below the bars, where no alert says it', async ({ page, open }) => {
  const { url, push } = await open({ ...unifiedMac, forecast: { ...endingTokens, ...ok } })
  await page.goto(url)
  const forecast = page.getByRole('list', { name: 'Forecast' })
  await expect(forecast).toHaveText('~96k tokens / 27 min left at this pace')
  push({ ...unifiedMac, forecast: { ...endingRoom, ...ok } })
  await expect(forecast).toHaveText('Runs out in about 40 s at 102 MB/s')
  push({ ...alerting(runningOut), forecast: { ...endingRoom, ...ok } })
  await expect(forecast).toHaveCount(0)
})

test('every state keeps its contrast, and nothing overflows 320 px', async ({ page, open }) => {
  const all = alerting(runningOut, pastLimit, hog, snoozed(failure))
  const { url, push } = await open(all)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(url)
  await section(page).getByRole('button', { name: '1 snoozed' }).click()
  await cards(page).nth(1).getByRole('button').click()
  await page.mouse.move(1, 639) // what is pointed at does not change its rows
  for (const snapshot of [
    all,
    {
      ...alerting(willNotFit, { ...failure, severity: 'imminent' }),
      loads: [beyond],
      findings: [refused],
    },
    alerting(stale(runningOut), clearing(hog)),
  ]) {
    push(snapshot)
    const [last] = snapshot.alerts.filter((alert) => alert.snoozed === null).slice(-1)
    await expect(section(page)).toContainText(last?.title ?? '')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await faintTextsOf(page)).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  }
})
