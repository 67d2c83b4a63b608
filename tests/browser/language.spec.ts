import type { Page } from '@playwright/test'
import { roomyMac } from './fit-page.ts'
import { expect, test } from './loaded-page.ts'
import { givePreferences, plainPreferences } from './preferences-page.ts'

const replayed = { ...roomyMac, mode: 'replay', atMs: Date.UTC(2026, 10, 20, 12) } as const
const languageOf = (page: Page): Promise<string | null> => page.locator('html').getAttribute('lang')

test.use({ timezoneId: 'UTC' })

for (const [locale, language, replay, date] of [
  ['en-GB', 'en', 'Replay', '2026-11-20'],
  ['de-AT', 'de', 'Wiedergabe', '20.11.2026'],
  ['zh-CN', 'zh-Hans', '回放', '2026年11月20日'],
  ['zh-TW', 'en', 'Replay', '2026-11-20'],
  ['fr-FR', 'en', 'Replay', '2026-11-20'],
] as const)
  test.describe(`a reader of ${locale}`, () => {
    test.use({ locale })
    test(`is spoken to in ${language}, dates included`, async ({ page, open }) => {
      const { url } = await open(replayed)
      await page.goto(url)
      const notice = page.getByRole('group', { name: replay })
      await expect(notice).toContainText(date)
      expect(await languageOf(page)).toBe(language)
    })
  })

test.describe('a reader of German', () => {
  test.use({ locale: 'de-DE' })

  test('gets what is chosen in the settings, whatever the browser prefers', async ({
    page,
    open,
  }) => {
    const { url } = await open(replayed)
    await givePreferences(page, { ...plainPreferences, language: 'zh-Hans' })
    await page.goto(url)
    await expect(page.getByRole('group', { name: '回放' })).toBeVisible()
    expect(await languageOf(page)).toBe('zh-Hans')
  })

  test('gets English where the words cannot be loaded', async ({ page, open }) => {
    await page.route(/\/assets\/(?:de|other-words|book-de)-[^/]*\.js$/, (route) => route.abort())
    const { url } = await open(replayed)
    await page.goto(url)
    await expect(page.getByRole('group', { name: 'Replay' })).toBeVisible()
    expect(await languageOf(page)).toBe('en')
    const why = page.getByRole('group', { name: 'The words of your language could not be loaded' })
    await expect(why.getByRole('button', { name: 'Load the page again' })).toBeVisible()
  })

  test('keeps the words that are there where others cannot be loaded', async ({ page, open }) => {
    await page.route(/\/assets\/(?:zh-hans|book-zh-hans)-[^/]*\.js$/, (route) => route.abort())
    const { url } = await open(replayed)
    await givePreferences(page)
    await page.goto(url)
    await page.getByRole('group', { name: 'Wiedergabe' }).waitFor()
    await page.locator('footer button').last().click()
    await page.getByRole('radio', { name: '简体中文' }).check()
    await expect(page.getByRole('radio', { name: '简体中文' })).toBeChecked()
    await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible()
    expect(await languageOf(page)).toBe('de')
    const name = 'Die Texte dieser Sprache konnten nicht geladen werden'
    await expect(page.getByRole('group', { name })).toBeVisible()
  })

  test('needs no word of English, and gets all of them when it is chosen', async ({
    page,
    open,
  }) => {
    const late: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/en-late-')) late.push(request.url())
    })
    const { url } = await open(replayed)
    await givePreferences(page)
    await page.goto(url)
    await page.getByRole('group', { name: 'Wiedergabe' }).waitFor()
    await page.locator('footer button').last().click()
    await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible()
    expect(late).toEqual([])
    await page.getByRole('radio', { name: 'English' }).check()
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    expect(late).toHaveLength(1)
  })
})

test('a reader of English waits for no words, and none of another language are loaded', async ({
  page,
  open,
}) => {
  const files: string[] = []
  page.on('request', (request) => files.push(new URL(request.url()).pathname))
  const { url } = await open(replayed)
  await page.goto(url)
  await page.getByRole('group', { name: 'Replay' }).waitFor()
  expect(files.filter((file) => /\/(?:de|zh-hans|book-|other-words|en-late)/.test(file))).toEqual(
    [],
  )
})
