import { expect, loadedMac, test } from './loaded-page.ts'
import { roomyMac } from './fit-page.ts'
import { troublesOf } from './troubles.ts'

test('a page that is older than its Headroom says so, keeps its last figures, and can be loaded again', async ({
  page,
  open,
}) => {
  const { url, push } = await open(roomyMac)
  let isNewer = false
  await page.routeWebSocket(/\/ws$/, (route) => {
    const server = route.connectToServer()
    server.onMessage((text) => {
      const form = isNewer ? 'headroom/snapshot/2' : 'headroom/snapshot/1'
      route.send(String(text).replace('headroom/snapshot/1', form))
    })
  })
  await page.goto(url)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('17.4 GB')
  isNewer = true
  push(loadedMac)
  const notice = page.getByRole('group', { name: 'This page is older than its Headroom' })
  await expect(notice).toContainText(/These figures are \d+ s old\./)
  await expect(heading).toContainText('17.4 GB')
  expect(await troublesOf(page, 'main > [role="group"]')).toEqual([])
  isNewer = false
  await notice.getByRole('button', { name: 'Load the page again' }).click()
  await expect(heading).toContainText('6.4 GB')
  await expect(notice).toHaveCount(0)
})

test('before the first figures it says that it looks, and when they come', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.routeWebSocket(/\/ws$/, () => undefined)
  await page.goto(url)
  const notice = page.getByRole('group', { name: 'Looking at this machine …' })
  await expect(notice).toContainText('The first figures come within seconds.')
  await expect(page.getByRole('heading')).toHaveCount(0)
  // settings wait for no figures
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading')).toHaveCount(0)
})

test('a page that has failed says so, and can be loaded again', async ({ page, open }) => {
  const { url } = await open(roomyMac)
  let isOlder = true
  await page.routeWebSocket(/\/ws$/, (route) => {
    const server = route.connectToServer()
    // a Headroom that knows nothing of models
    server.onMessage((text) =>
      route.send(isOlder ? String(text).replace('"models":', '"before":') : text),
    )
  })
  await page.goto(url)
  const notice = page.getByRole('main').getByRole('group', { name: 'This page has failed' })
  await expect(notice).toContainText('Headroom itself is not affected.')
  expect(await troublesOf(page, 'main > [role="group"]')).toEqual([])
  isOlder = false
  await notice.getByRole('button', { name: 'Load the page again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('17.4 GB')
})

test('a part that cannot be loaded says so in its place, and leads back', async ({
  page,
  open,
}) => {
  const { url } = await open(roomyMac)
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.route(/SettingsView-[^/]*\.js$/, (route) => route.abort())
  await page.locator('footer button').last().click()
  const notice = page.getByRole('group', { name: 'This part could not be loaded' })
  await expect(notice).toContainText('Load the page again')
  await notice.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('17.4 GB')
})
