import type { Locator, Page } from '@playwright/test'
import { actId } from '../../src/shared/ids.ts'
import { appsMac, asksOf, loom, quitOf } from './apps-page.ts'
import { expect, test } from './loaded-page.ts'

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

test('a yes is to what was asked about: where that is another by then, it is asked about anew', async ({
  page,
  open,
}) => {
  const { url, acting } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').click()
  acting.quits.answer(asksOf())
  await yes(page).click()
  const machine = 'Quitting Loom ends its virtual machine'
  acting.quits.answer(quitOf('unconfirmed', { id: actId('grown'), sentence: machine }))
  await expect(page.getByRole('group', { name: machine })).toBeVisible()
  await yes(page).click()
  await expect
    .poll(() => acting.quits.asked)
    .toEqual([input, { ...input, answers: ['question'] }, { ...input, answers: ['grown'] }])
})

test('Escape cancels the one of two that has the keyboard, then the other', async ({
  page,
  open,
}) => {
  const { url, acting } = await open(appsMac)
  await page.goto(url)
  await quitButton(page, 'Loom').click()
  acting.quits.answer(asksOf())
  const cancelLoom = page.getByRole('button', { name: 'Cancel: Loom' })
  const cancelWeaver = page.getByRole('button', { name: 'Cancel: Weaver' })
  await expect(cancelLoom).toBeFocused()
  await quitButton(page, 'Weaver').click()
  acting.quits.answer(asksOf('Weaver'))
  await expect(cancelWeaver).toBeVisible()
  await cancelLoom.focus()
  await page.keyboard.press('Escape')
  await expect(cancelLoom).toHaveCount(0)
  await expect(cancelWeaver).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cancelWeaver).toHaveCount(0)
})
