import type { Locator, Page } from '@playwright/test'
import { appId, pid } from '../../src/shared/ids.ts'
import { appsMac, asksOf, doneOf, loom, stillOpen, weaver, withApps } from './apps-page.ts'
import { expect, test } from './loaded-page.ts'

const section = (page: Page): Locator => page.getByRole('region', { name: 'Apps by memory' })
const rowOf = (page: Page, name: string): Locator =>
  section(page).getByRole('listitem').filter({ hasText: name })
const quitButton = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: `Quit ${name}`, exact: true })

test('a page that may only read has no way to quit', async ({ page, open }) => {
  const { url } = await open(appsMac, ['read'])
  await page.goto(url)
  await expect(rowOf(page, 'Loom')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Quit/ })).toHaveCount(0)
  await expect(page.locator('footer')).toContainText(
    'Only to look at: headroom serve --allow-acts lets it act',
  )
})

test('a page that may act has no such word, nor a recording', async ({ page, open }) => {
  const { url } = await open(appsMac)
  await page.goto(url)
  await expect(quitButton(page, 'Loom')).toBeVisible()
  await expect(page.locator('footer')).not.toContainText('Only to look at')
  const recording = await open({ ...appsMac, mode: 'replay' }, ['read'])
  await page.goto(recording.url)
  await expect(page.locator('footer')).toBeVisible()
  await expect(page.locator('footer')).not.toContainText('Only to look at')
})

test('which of two of one name it is stays said, when the other stands alone and when it has gone', async ({
  page,
  open,
}) => {
  const [one] = loom.processes
  if (one === undefined) throw new Error('it has one')
  const twin = { ...loom, id: appId('twin'), processes: [{ ...one, pid: pid(24_589) }] }
  const { url, acting, push } = await open(withApps(twin, loom))
  await page.goto(url)
  const row = section(page).getByRole('listitem').first()
  await expect(row).toContainText('Loom(24589)')
  await quitButton(page, 'Loom (24589)').click()
  acting.quits.answer({ ...asksOf(), appId: twin.id })
  await expect(row).toContainText('Quit Loom (24589)? It may hold unsaved work.')
  push(withApps(twin))
  await expect(row).toContainText('Loom(24589)')
  await page.getByRole('button', { name: 'Quit: Loom (24589)' }).click()
  push(withApps(weaver))
  acting.quits.answer(doneOf({ appId: twin.id }))
  await expect(row).toContainText('Loom (24589)')
  await expect(row).toContainText('Quit: 2.1 GB came back')
  await row.hover()
  acting.settles.answer(doneOf({ appId: twin.id }))
  // somebody is at it: it tells so until it is dismissed
  for (let tick = 0; tick < 8; tick++) {
    await page.waitForTimeout(1_000)
    push(withApps(weaver)) // a page that hears nothing says so above, and the rows move
  }
  await expect(row).toContainText('Quit: 2.1 GB came back')
  await row.getByRole('button', { name: 'Dismiss: Loom (24589)' }).click()
  await expect(section(page)).not.toContainText('Loom (24589)')
})

test('the ring of a button lies above what came of it', async ({ page, open }) => {
  const { url, acting } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').focus()
  await page.keyboard.press('Enter')
  acting.quits.answer(stillOpen)
  await expect(rowOf(page, 'Loom')).toContainText('still open')
  await expect(quitButton(page, 'Loom')).toBeFocused()
  await expect(quitButton(page, 'Loom')).toHaveCSS('z-index', '1')
})

test('two apps of one name are told apart for who listens', async ({ page, open }) => {
  const [first] = loom.processes
  if (first === undefined) throw new Error('it has one')
  const { url } = await open(withApps(loom, { ...loom, id: appId('twin') }))
  await page.goto(url)
  await expect(quitButton(page, `Loom (${first.pid})`)).toHaveCount(2)
})

test('processes that cannot be loaded are said to be missing, and are asked for again when unfolded again', async ({
  page,
  open,
}) => {
  const [one] = loom.processes
  if (one === undefined) throw new Error('it has one')
  const both = { ...loom, processes: [one, { ...one, pid: pid(24_589) }] }
  const { url } = await open(withApps(both))
  await page.route(/AppProcesses-[^/]*\.js$/, (route) => route.abort())
  await page.goto(url)
  const unfold = rowOf(page, 'Loom').getByRole('button', { expanded: false })
  await unfold.click()
  const notice = page.getByRole('group', { name: 'This part could not be loaded' })
  await expect(notice.getByRole('button', { name: 'Load the page again' })).toBeVisible()
  await rowOf(page, 'Loom').getByRole('button', { expanded: true }).click()
  await expect(notice).toHaveCount(0)
  await unfold.click()
  await expect(notice).toBeVisible()
})
