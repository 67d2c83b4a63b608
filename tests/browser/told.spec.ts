import type { Page } from '@playwright/test'
import type { MenuBegins, MenuTold } from '../../src/shared/contract.ts'
import { actId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'
import { appsMac, loom } from './apps-page.ts'
import { keptActOf } from '../shared/act-of.ts'
import { gemma } from '../shared/loaded.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

/** The page as the window of the menu bar has it: its Client stands in it, and what it is told comes as an event. */
async function asWindow(page: Page, first: Snapshot = loadedMac): Promise<void> {
  await page.addInitScript((snapshot) => {
    const none = (): void => undefined
    const view = { isShown: true, isGaugeHidden: false, mayAct: true }
    Object.assign(window, {
      headroom: {
        request: (name: string, input: unknown) => {
          return Promise.resolve({
            kind: 'refused',
            reason: `not in this test: ${name} ${JSON.stringify(input)}`,
          })
        },
        onSnapshot: (wake: (value: unknown) => void) => {
          wake(snapshot)
          return none
        },
        onConnection: (wake: (connection: string) => void) => {
          wake('live')
          return none
        },
        onPreferences: () => none,
        onView: (wake: (value: unknown) => void) => {
          wake(view)
          window.addEventListener('told', (event) => {
            if (event instanceof CustomEvent) wake({ ...view, told: event.detail as unknown })
          })
          window.addEventListener('begins', (event) => {
            if (event instanceof CustomEvent) wake({ ...view, begins: event.detail as unknown })
          })
          return none
        },
      },
    })
  }, first)
}

const begin = (page: Page, begins: MenuBegins | null): Promise<void> =>
  page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent('begins', { detail }))
  }, begins)

const tell = (page: Page, told: MenuTold | null): Promise<void> =>
  page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent('told', { detail }))
  }, told)

const stillOpen: MenuTold = {
  sentence: 'Loom is still open: it may be asking you to save',
  help: 'Look at its windows',
}

test('what came of the menu is said in the window, until it was read', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  await asWindow(page)
  await page.goto(url)
  const notice = page.getByRole('group', { name: stillOpen.sentence })
  await expect(page.getByRole('region', { name: 'Models' })).toBeVisible()
  await expect(notice).toHaveCount(0)
  await tell(page, stillOpen)
  await expect(notice).toContainText('Look at its windows')
  expect(await faintTextsOf(page)).toEqual([])
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(notice).toHaveCount(0)
  // the window is told how it is shown again and again
  await tell(page, stillOpen)
  await expect(notice).toHaveCount(0)
})

test('what is said again once the window was closed is news', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  await asWindow(page)
  await page.goto(url)
  const notice = page.getByRole('group', { name: stillOpen.sentence })
  await tell(page, stillOpen)
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await tell(page, null)
  await tell(page, stillOpen)
  await expect(notice).toBeVisible()
  await tell(page, null)
  await expect(notice).toHaveCount(0)
})

test('what was chosen in the menu is begun in the window once, and comes into sight', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await page.setViewportSize({ width: 380, height: 300 })
  await asWindow(page, appsMac)
  await page.goto(url)
  const row = page.getByRole('listitem').filter({ hasText: 'Loom' })
  await expect(row).not.toBeInViewport()
  await begin(page, { kind: 'quit', appId: loom.id })
  const notice = row.getByRole('group', { name: 'Loom was not quit' })
  await expect(notice).toContainText('"isConfirmed":false')
  await expect(notice).toBeInViewport()
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  // the window is told how it is shown again and again
  await begin(page, { kind: 'quit', appId: loom.id })
  await expect(notice).toHaveCount(0)
  await begin(page, null)
  await begin(page, { kind: 'quit', appId: loom.id })
  await expect(notice).toBeVisible()
})

test('a model and the one suggestion are begun too, also from the screen that says what fits', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  const suggestion = suggestionOf(candidateOf('quit', 'Loom', 2.3e9))
  await asWindow(page, { ...appsMac, suggestion })
  await page.goto(url)
  await begin(page, { kind: 'unload', modelId: gemma.id })
  await expect(page.getByRole('group', { name: 'gemma3:27b was not unloaded' })).toBeVisible()
  await page.getByRole('button', { name: /fits/ }).first().click()
  await expect(page.getByRole('region', { name: 'Suggestion' })).toBeHidden()
  await begin(page, { kind: 'suggested' })
  await expect(page.getByRole('region', { name: 'Suggestion' })).toContainText('Nothing was let go')
})

test('what was done by itself is said quietly, until it was read', async ({ page, open }) => {
  const acted = keptActOf({ returnedBytes: 600e6 })
  const { url, push } = await open({ ...loadedMac, acted })
  await page.goto(url)
  const notice = page.getByRole('group', { name: /^Headroom unloaded .* by itself/ })
  await expect(notice).toContainText('600 MB came back')
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(notice).toHaveCount(0)
  push({ ...loadedMac, acted: { ...acted, id: actId('another') } })
  await expect(notice).toBeVisible()
  push(loadedMac)
  await expect(notice).toHaveCount(0)
})
