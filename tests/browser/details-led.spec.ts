import type { Page } from '@playwright/test'
import { refused } from '../shared/found.ts'
import { failure } from '../shared/warned.ts'
import { serverId } from '../../src/shared/ids.ts'
import { detailsAt, detailsSize, headOf } from './details-page.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { plainPreferences } from './preferences-page.ts'
import { inventoryMac } from './states-of-details.ts'
import { asWindow, begin } from './window-page.ts'

test.use({ viewport: detailsSize })

const search = (page: Page) => page.getByRole('searchbox')

test('a finding that a filter brings back does not take the keyboard from who types', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, alerts: [failure], findings: [refused] })
  await page.goto(url)
  await page
    .getByRole('button', { name: `Details: ${failure.title}` })
    .first()
    .click()
  const fold = page.getByRole('button', { name: 'The GPU refused memory, Ollama' })
  await expect(fold).toBeFocused()
  await search(page).focus()
  await page.keyboard.type('zzz')
  await expect(fold).toHaveCount(0)
  for (const _ of 'zzz') await page.keyboard.press('Backspace')
  await expect(fold).toBeVisible()
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('GPU')
  await expect(search(page)).toHaveValue('GPU')
})

test('an alert leads nowhere from among the findings where its own stands in sight', async ({
  page,
  open,
}) => {
  const { url } = await open({ ...loadedMac, alerts: [failure], findings: [refused] })
  await page.goto(detailsAt(url, 'findings'))
  await expect(page.getByRole('button', { name: 'The GPU refused memory, Ollama' })).toBeVisible()
  const link = page.getByRole('button', { name: `Details: ${failure.title}` })
  await expect(link).toHaveCount(0)
  await search(page).fill('zzz')
  await expect(link).toBeVisible()
})

test('the arrows walk the groups of the settings after a link has led to a rule', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await asWindow(page, loadedMac, { ...plainPreferences, isIntroduced: true })
  await page.goto(`${url}&details=log`)
  await expect(headOf(page, 'Log')).toBeVisible()
  const focus = { kind: 'rule', ruleId: 'swap-disk' } as const
  await begin(page, { kind: 'details', place: { section: 'settings', focus } })
  await expect(page.getByRole('listitem', { name: 'No disk left for swap' })).toBeFocused()
  await page.getByRole('tab', { name: 'Sampling' }).click()
  await page.keyboard.press('ArrowLeft')
  const alerts = page.getByRole('tab', { name: 'Alerts', selected: true })
  await expect(alerts).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('tab', { name: 'General', selected: true })).toBeFocused()
})

test('a link leads to a group of the settings, and to a server, with the keyboard', async ({
  page,
  open,
}) => {
  const { url } = await open(inventoryMac)
  await asWindow(page, inventoryMac, { ...plainPreferences, isIntroduced: true })
  await page.goto(`${url}&details=models`)
  await expect(headOf(page, 'Models and servers')).toBeVisible()
  await search(page).fill('zzz')
  const server = inventoryMac.servers.at(-1)
  const lead = async (id: string): Promise<void> => {
    const focus = { kind: 'server', serverId: serverId(id) } as const
    await begin(page, { kind: 'details', place: { section: 'models', focus } })
    await begin(page, null)
  }
  await lead(server?.id ?? '')
  await expect(page.locator(`[data-server="${server?.id}"]`)).toBeFocused()
  await lead('gone')
  await expect(
    page.getByRole('group', { name: 'The server that this led to is not there any more' }),
  ).toBeVisible()
  await begin(page, {
    kind: 'details',
    place: { section: 'settings', focus: { kind: 'group', group: 'sources' } },
  })
  await expect(page.getByRole('tab', { name: 'Sources', selected: true })).toBeFocused()
})

test('out of details that were opened by their address the keyboard comes to the overview', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await page.goto(detailsAt(url, 'acts'))
  await expect(headOf(page, 'Acts')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1, name: /free for models/ })).toBeFocused()
})
