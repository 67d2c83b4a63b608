import type { About } from '../../src/shared/about.ts'
import { shippedFile } from '../../build/licences.ts'
import { answerFor, ok, refused } from './answered.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

test.use({ isTicking: true })

const about: About = {
  schema: 'headroom/about/1',
  version: '0.1.0',
  parts: [
    { name: 'Node', version: '24.21.0' },
    { name: 'Electron', version: '45.4.1' },
    { name: 'macOS', version: '26.1' },
  ],
  folder: '/Users/alice/Library/Application Support/Headroom',
}

test('what it is and runs on stands there, and its versions are copied without the folder', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await answerFor(page, { about: () => ok(about) })
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
    })
  })
  await page.goto(`${url}&details=about`)
  const versions = page.getByRole('region', { name: 'Versions' })
  await expect(versions.locator('dt')).toHaveText([
    'Headroom',
    'Node',
    'Electron',
    'macOS',
    'Settings, keys, log of acts',
  ])
  await expect(versions.locator('dd').last()).toHaveText(about.folder ?? '')
  await expect(page.getByText('Nothing here has run on a Mac yet', { exact: false })).toBeVisible()
  await versions.getByRole('button', { name: 'Copy versions' }).click()
  await expect(versions.locator('pre')).toHaveText(
    'Headroom 0.1.0\nNode 24.21.0\nElectron 45.4.1\nmacOS 26.1',
  )
})

test('every package has its licence, found by name and by licence, and its text unfolds', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  const outside: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) outside.push(request.url())
  })
  await page.goto(`${url}&details=about`)
  const part = page.getByRole('region', { name: 'Licences' })
  await expect(part.locator('li').first()).toBeVisible()
  expect(await part.locator('li').count()).toBeGreaterThan(100)
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('lucide')
  await expect(part.getByText('One package')).toBeVisible()
  const lucide = part.getByRole('button', { name: /lucide-react .* ISC/ })
  await lucide.press('Enter')
  await expect(part.locator('pre')).toContainText('Permission to use, copy, modify')
  await page.getByRole('searchbox').fill('apache-2.0')
  await expect(part.locator('li').first()).toContainText('Apache-2.0')
  await page.getByRole('searchbox').fill('nobody made this')
  await expect(part.getByText('No package and no licence is called that.')).toBeVisible()
  expect(outside).toEqual([])
})

test('the licences are loaded when the section is opened, and not before', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  const asked: string[] = []
  page.on('request', (request) => void asked.push(request.url()))
  await page.goto(`${url}&details=doctor`)
  await expect(page.getByRole('heading', { level: 1, name: 'Doctor' })).toBeVisible()
  expect(asked.filter((address) => address.endsWith(shippedFile))).toEqual([])
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^About/ })
    .click()
  await expect(page.getByRole('region', { name: 'Licences' }).locator('li').first()).toBeVisible()
  expect(asked.filter((address) => address.endsWith(shippedFile))).toHaveLength(1)
})

test('licences that cannot be had, and versions that are refused, are said', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  const { also } = await answerFor(page, { about: () => refused('Headroom is not connected') })
  await page.route(`**/${shippedFile}`, (route) => route.abort())
  await page.goto(`${url}&details=about`)
  const told = page.getByRole('group', { name: 'Its versions cannot be told' })
  await expect(told).toContainText('not connected')
  await expect(page.getByRole('region', { name: 'Licences' }).getByRole('group')).toBeVisible()
  also({ about: () => ok({ ...about, folder: null }) })
  await told.getByRole('button', { name: 'Try again' }).click()
  await expect(told).toHaveCount(0)
  await expect(page.getByText('none: this is a recording')).toBeVisible()
})
