import { macRecording } from '../browser/mac-recording.ts'
import { expect, test } from './victims.ts'

const unload = macRecording('mac-m5max-128gb-unload')

test('Escape closes what is open in the page first, and the window when nothing is', async ({
  launch,
  startHog,
}) => {
  const child = await startHog('escape-hog.mjs')
  const app = await launch()
  const page = await app.open()
  const heading = page.getByRole('heading', { level: 1, name: /free for models/ })
  await expect(heading).toBeVisible()

  await page.getByRole('button', { name: /fits/ }).first().click()
  await expect(heading).toBeHidden()
  await app.press('Escape')
  await expect(heading).toBeVisible()
  expect(await app.isShown()).toBe(true)

  const row = page.getByRole('listitem').filter({ hasText: 'escape-hog.mjs' })
  const more = page.getByRole('button', { name: /^Show all/ })
  await expect(row.or(more).first()).toBeVisible()
  if ((await row.count()) === 0) await more.click()
  await row.getByRole('button', { name: 'Quit escape-hog.mjs' }).click()
  const cancel = row.getByRole('button', { name: /^Cancel/ })
  await expect(cancel).toBeFocused()
  await app.press('Escape')
  await expect(cancel).toHaveCount(0)
  // longer than a page has to say what it did with the key
  await page.waitForTimeout(600)
  expect([await app.isShown(), child.exitCode, child.signalCode]).toEqual([true, null, null])

  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
})

test('what is searched for is emptied by Escape, then the screen is left, then the window closes', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  await page.getByRole('button', { name: /fits/ }).first().click()
  const search = page.getByRole('searchbox')
  await search.fill('gemma')
  await app.press('Escape')
  await expect(search).toHaveValue('')
  await app.press('Escape')
  await expect(search).toHaveCount(0)
  expect(await app.isShown()).toBe(true)
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
})

test('a page that is stuck keeps nobody: Escape closes its window all the same', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  let isStuck = true
  const stuck = page
    .evaluate(() => {
      const endMs = Date.now() + 6_000
      while (Date.now() < endMs);
    })
    .finally(() => (isStuck = false))
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
  expect(isStuck).toBe(true)
  await stuck
})

test('a page that says nothing of the key is closed by it', async ({ launch }) => {
  const app = await launch({ replay: unload })
  const page = await app.open()
  await page.evaluate(() => {
    // as where the page has failed before it could listen
    window.addEventListener('keydown', (event) => event.stopImmediatePropagation(), true)
  })
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
})

test('an open menu is closed by Escape, and the window stays', async ({ launch }) => {
  const app = await launch({ replay: macRecording('mac-m4-16gb-swapping'), speed: 4 })
  const page = await app.open()
  const snooze = page.getByRole('button', { name: /^Snooze/ }).first()
  await expect(snooze).toBeVisible({ timeout: 20_000 })
  await snooze.click()
  const menu = page.getByRole('menu')
  await expect(menu).toBeVisible()
  await app.press('Escape')
  await expect(menu).toHaveCount(0)
  await page.waitForTimeout(600) // longer than a page has to say what it did with the key
  expect(await app.isShown()).toBe(true)
  await expect(snooze).toBeFocused()
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
})
