import type { Page } from '@playwright/test'
import { test } from './loaded-page.ts'
import { toldMac } from './overview-page.ts'
import { givePreferences, plainPreferences } from './preferences-page.ts'
import { asWindow } from './window-page.ts'
import { draw, tickingAtTwice } from './picture.ts'

test.use({ ...tickingAtTwice, isIntroduced: false })

const absent = { kind: 'absent', reason: 'only the packaged app can start at login' } as const

// another language is drawn for its words
const drawn = (page: Page, name: string): Promise<void> =>
  draw(page, name, /-(de|zh-Hans)$/.test(name) ? { themes: ['light'] } : {})

const card = (page: Page) => page.locator('main section[data-step]')

/** Each step of the first run, and the settings. */
async function walked(page: Page, language: string): Promise<void> {
  for (const step of ['gauge', 'alerts', 'login']) {
    await page.locator(`main section[data-step="${step}"]`).waitFor()
    await drawn(page, `welcome-${step}-${language}`)
    await card(page).locator('button').last().click()
  }
  await page.locator('footer button').last().click()
  await page.getByRole('radio').first().waitFor()
  await drawn(page, `settings-${language}`)
}

for (const language of ['en', 'de', 'zh-Hans'] as const)
  test.describe(`in ${language}`, () => {
    test.use({ locale: language })
    test('the first run, and the settings', async ({ page, open }) => {
      const { url } = await open(toldMac)
      await givePreferences(page)
      await page.goto(url)
      await walked(page, language)
    })
  })

test('the first run and the settings of the window', async ({ page, open }) => {
  const { url } = await open(toldMac)
  await asWindow(page, toldMac, { ...plainPreferences, openAtLogin: absent })
  await page.goto(url)
  await walked(page, 'window')
})

test('the settings for who may only look, and one that was not changed', async ({ page, open }) => {
  const { url } = await open(toldMac, ['read'])
  await givePreferences(page)
  await page.goto(url)
  await card(page).waitFor()
  await page.locator('footer button').last().click()
  await page.getByRole('radio').first().waitFor()
  await drawn(page, 'settings-only-to-look')
})
