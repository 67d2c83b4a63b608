import type { Locator, Page } from '@playwright/test'
import type { App } from '../../src/shared/app.ts'
import { pid } from '../../src/shared/ids.ts'
import { gemma, ollama, qwen } from '../shared/loaded.ts'
import { runningOut } from '../shared/warned.ts'
import { appOf, boxes, finder, loom, weaver, withApps } from './apps-page.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

const models = (page: Page): Locator => page.getByRole('region', { name: 'Models' })
const apps = (page: Page): Locator => page.getByRole('region', { name: 'Apps by memory' })

/** An app of several processes, the first of which has half of it. */
function manyOf(name: string, count: number, bytes: number): App {
  const app = appOf(name, bytes, { growthBytesPerMinute: 120e6 })
  const [one] = app.processes
  if (one === undefined) throw new Error('it has one')
  const processes = Array.from({ length: count }, (_, at) => ({
    ...one,
    pid: pid(4_000 + at),
    name: at === 0 ? name : `${name} Helper ${at}`,
    memoryBytes: at === 0 ? bytes / 2 : bytes / 2 / (count - 1),
  }))
  return { ...app, processes: processes.toReversed() }
}

const chrome = manyOf('Chrome', 24, 5.9e9)

test('the processes of an app unfold below it, the biggest first, and add up to it', async ({
  page,
  open,
}) => {
  const { url } = await open(withApps(chrome, loom))
  await page.goto(url)
  const unfold = page.getByRole('button', { name: '24 processes of Chrome' })
  await expect(unfold).toHaveAttribute('aria-expanded', 'false')
  await unfold.focus()
  await page.keyboard.press('Enter')
  const rows = page.getByRole('list', { name: 'Processes of Chrome' }).getByRole('listitem')
  await expect(rows).toHaveCount(9)
  await expect(rows.first()).toHaveText('Chrome40003.0 GB')
  await expect(rows.last()).toHaveText(/^16 others\d\.\d GB$/)
  const figures = (await rows.allInnerTexts()).map((text) =>
    Math.round(10 * Number(/([\d.]+)\s*GB$/.exec(text)?.[1])),
  )
  expect(figures.reduce((sum, figure) => sum + figure, 0)).toBe(59)
  await page.keyboard.press('Escape')
  await expect(rows).toHaveCount(0)
  await expect(unfold).toBeFocused()
})

test('five apps stand by name, the rest is a count and a sum that shows them all', async ({
  page,
  open,
}) => {
  const { url } = await open(
    withApps(chrome, loom, weaver, boxes, finder, appOf('Six', 3e8), appOf('Seven', 2e8)),
  )
  await page.goto(url)
  const rows = apps(page).locator('> ul > li')
  await expect(rows).toHaveCount(5)
  const all = page.getByRole('button', { name: 'Show all 7' })
  await expect(all).toContainText('2 others: 500 MB')
  await all.click()
  await expect(rows).toHaveCount(7)
})

test('each app takes one line on 380 pixels, and its columns stay where they are', async ({
  page,
  open,
}) => {
  const long = appOf('Visual Studio Code - Insiders', 2e9, { gpuRatio: 0.5 })
  const quiet = withApps(chrome, long, weaver)
  const { url, push } = await open(quiet)
  await page.setViewportSize({ width: 380, height: 640 })
  await page.goto(url)
  const rows = apps(page).locator('> ul > li')
  const places = (): Promise<readonly number[]> =>
    rows
      .locator('button[aria-label^="Quit"]')
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().x)))
  await expect(rows).toHaveCount(3)
  for (const height of await rows.evaluateAll((all) => all.map((one) => one.clientHeight)))
    expect(height).toBeLessThan(30)
  const before = await places()
  expect(new Set(before).size).toBe(1)
  push(withApps({ ...chrome, memoryBytes: 11.9e9, gpuRatio: 1 }, { ...long, gpuRatio: 0 }, weaver))
  await expect(rows.first()).toContainText('11.9 GB')
  expect(await places()).toEqual(before)
})

test('arrows go from row to row, to the ends, and along a row; as the page is read', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...withApps(chrome, loom, weaver), models: [gemma, qwen] })
  await page.goto(url)
  const quitOf = (name: string): Locator =>
    page.getByRole('button', { name: `Quit ${name}`, exact: true })
  const unfold = page.getByRole('button', { name: '24 processes of Chrome' })
  await unfold.focus()
  for (const [key, place] of [
    ['ArrowRight', quitOf('Chrome')],
    ['ArrowDown', quitOf('Loom')],
    ['End', quitOf('Weaver')],
    ['ArrowDown', quitOf('Weaver')],
    ['ArrowUp', quitOf('Loom')],
    ['Home', page.getByRole('button', { name: 'by memory' })],
    ['ArrowDown', unfold],
  ] as const) {
    await page.keyboard.press(key)
    await expect(place).toBeFocused()
  }
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  await page.keyboard.press('ArrowLeft')
  await expect(quitOf('Chrome')).toBeFocused()
  await page.getByRole('button', { name: 'Unload gemma3:27b' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /^Quit llama-server/ })).toBeFocused()
})

test('Escape folds what has the keyboard, and answers a question before that', async ({
  page,
  open,
}) => {
  const second = { ...runningOut, about: { ...runningOut.about, appId: loom.id } }
  const { url, acting } = await open({ ...withApps(chrome, loom), alerts: [second] })
  await page.goto(url)
  await page.getByRole('button', { name: '24 processes of Chrome' }).click()
  await page.getByRole('button', { name: 'Quit Chrome', exact: true }).focus()
  await page.keyboard.press('Enter')
  acting.quits.answer('no')
  const processes = page.getByRole('list', { name: 'Processes of Chrome' })
  await expect(processes).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(processes).toHaveCount(0)
})

test.describe('where no model stands', () => {
  test('it says that none is loaded, with the way to what fits', async ({ page, open }) => {
    const { url, disk } = await open({ ...loadedMac, models: [], servers: [ollama] })
    disk.models = () => 'this test has no disk'
    await page.goto(url)
    await expect(models(page)).toContainText('No model is loaded')
    await models(page).getByRole('button', { name: 'What fits now' }).click()
    await expect(models(page)).toBeHidden()
  })

  test('it says that they are looked for, and why they are not known', async ({ page, open }) => {
    const [processes, servers] = loadedMac.sources
    if (processes === undefined || servers === undefined) throw new Error('both are there')
    const empty = { ...loadedMac, models: [], servers: [] }
    const waiting = { ...servers, kind: 'waiting', reason: 'not asked yet', ageMs: null } as const
    const { url, push } = await open({ ...empty, sources: [processes, waiting] })
    await page.goto(url)
    await expect(models(page)).toContainText('Looking for engines and their models…')
    await expect(models(page)).not.toContainText('No engine runs')
    const absent = { ...servers, kind: 'absent', reason: 'not on this machine' } as const
    push({ ...empty, sources: [processes, absent] })
    await expect(models(page)).toContainText('not on this machine')
    await expect(models(page)).not.toContainText('No engine runs')
  })

  test('of a recording it says once that nothing is unloaded', async ({ page, open }) => {
    const eject = { kind: 'none', reason: 'this is a recording' } as const
    const recorded = [gemma, qwen].map((model) => ({ ...model, eject }))
    const { url } = await open({ ...loadedMac, models: recorded, mode: 'replay' }, ['read'])
    await page.goto(url)
    await expect(models(page)).toContainText('from a recording: cannot be unloaded here')
    await expect(models(page).getByText('recording')).toHaveCount(1)
  })
})
