import type { Page } from '@playwright/test'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { fromRoot } from '../from-root.ts'
import { ailing, ailingMac, ailingSources } from './ailing.ts'
import { answerFor, ok, refused } from './answered.ts'
import { expect, test } from './loaded-page.ts'

test.use({ isTicking: true })

const rows = (page: Page) => page.locator('li[data-source]')
const row = (page: Page, id: string) => page.locator(`li[data-source="${id}"]`)
const find = (page: Page) => page.getByRole('searchbox', { name: 'Find a source' })

test('over a recording every source stands there, and the counts are those of the rows', async ({
  page,
  serve,
}) => {
  const file = fromRoot('tests/fixtures/recordings/mac-m4-16gb-swapping.jsonl')
  const { url, snapshot } = await serve('--replay', file)
  await page.goto(`${url}&details=doctor`)
  await expect(page.getByRole('heading', { level: 1, name: 'Doctor' })).toBeVisible()
  const { sources } = await snapshot()
  await expect(rows(page)).toHaveCount(sources.length)
  const said = await page
    .getByText(/^\d+ \w+.*, \d+ not here$|^\d+ live/)
    .first()
    .innerText()
  const counted = [...said.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0)
  expect(counted).toBe(sources.length)
})

test('everything of this machine is examined, and what has come of it is told', async ({
  page,
  serve,
}) => {
  const { url } = await serve()
  await page.goto(`${url}&details=doctor`)
  const examine = page.getByRole('button', { name: 'Examine everything' })
  await examine.click()
  await expect(page.getByText(/^Examined at \d\d:\d\d:\d\d: /)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'Abilities' })).toBeVisible()
  await expect(page.getByText('history (SQLite)')).toBeVisible()
  await expect(examine).toHaveAttribute('aria-disabled', 'false')
})

test('what has failed stands first, with its reason, what mends it, and what it costs', async ({
  page,
  open,
}) => {
  const { url } = await open(ailingMac)
  await page.goto(`${url}&details=doctor`)
  await expect(rows(page).first()).toContainText('GPU memory (ioreg IOAccelerator)')
  const gpu = row(page, 'gpu')
  await expect(gpu).toContainText('Failed: no answer within 2 s')
  await expect(gpu.locator('code')).toHaveText('ioreg -r -d 1 -w 0 -c IOAccelerator')
  await expect(row(page, 'top').locator('[data-figure]')).toHaveText([
    '48 s ago',
    'every 12 s',
    'took 640 ms',
    '5.3 %',
  ])
  await expect(row(page, 'memory').locator('code')).toHaveCount(0)
  await expect(page.getByText('2 failed, 1 late, 1 waiting, 2 live, 2 not here')).toBeVisible()
})

test('the keys of searching lead to the field, words filter by what is seen, Escape shows all again', async ({
  page,
  open,
}) => {
  const { url } = await open(ailingMac)
  await page.goto(`${url}&details=doctor`)
  await expect(rows(page)).toHaveCount(ailingSources.length)
  await page.keyboard.press('ControlOrMeta+f')
  await expect(find(page)).toBeFocused()
  await page.keyboard.type('failed gpu')
  await expect(rows(page)).toHaveCount(1)
  await find(page).fill('no such source')
  await expect(page.getByText('No source is called that, or says it.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(find(page)).toHaveValue('')
  await expect(rows(page)).toHaveCount(ailingSources.length)
  await expect(page.getByRole('heading', { level: 1, name: 'Doctor' })).toBeVisible()
})

test('an examination that is refused says why, keeps what stood there, and may be asked for again', async ({
  page,
  open,
}) => {
  const { url } = await open(ailingMac)
  const { also, asked } = await answerFor(page, { doctor: () => ok(ailing) })
  await page.goto(`${url}&details=doctor`)
  const examine = page.getByRole('button', { name: 'Examine everything' })
  await examine.click()
  await expect(page.getByText('Examined at', { exact: false })).toContainText(
    '2 sources have failed',
  )
  await expect(page.getByRole('region', { name: 'What is wrong' })).toContainText('Rosetta')
  const slow = Promise.withResolvers<ReturnType<typeof refused>>()
  also({ doctor: () => slow.promise })
  await examine.click()
  await expect(examine).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText(/^Asking everything;.* \d+ s$/)).toBeVisible()
  await examine.click({ force: true }) // once is enough
  slow.resolve(refused('the disk is full'))
  const told = page.getByRole('group', { name: 'Not everything could be examined' })
  await expect(told).toContainText('the disk is full')
  expect(asked).toEqual(['doctor', 'doctor'])
  await expect(page.getByRole('region', { name: 'What is wrong' })).toContainText('Rosetta')
  also({ doctor: () => ok({ ...ailing, findings: [], sources: [], abilities: [] }) })
  await examine.click()
  await expect(page.getByText(/nothing has failed, and nothing was found/)).toBeVisible()
  await expect(told).toHaveCount(0)
})

test('a source that waits for another leads to it, and one that the settings mend leads there', async ({
  page,
  open,
}) => {
  const [first] = ailingSources
  const broken: Snapshot = {
    ...ailingMac,
    sources: [
      ...ailingSources,
      ...(first === undefined
        ? []
        : [
            {
              ...first,
              id: 'servers',
              title: 'servers',
              kind: 'failed' as const,
              reason: 'the processes are not known',
            },
            { ...first, id: 'processes', title: 'processes (ps)' },
          ]),
    ],
  }
  const { url } = await open(broken)
  await page.goto(`${url}&details=doctor`)
  await find(page).fill('servers')
  await row(page, 'servers').getByRole('button', { name: 'Show that source' }).click()
  await expect(row(page, 'processes')).toBeFocused()
  await expect(find(page)).toHaveValue('')
  await row(page, 'power').getByRole('button', { name: 'Open settings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
})

test('the whole is copied as text without names of users; where the clipboard is closed it is shown and selected', async ({
  page,
  open,
}) => {
  const { url } = await open(ailingMac)
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
    })
  })
  await page.goto(`${url}&details=doctor`)
  await page.getByRole('button', { name: 'Copy as text' }).click()
  await expect(page.locator('pre')).toBeFocused()
  const selected = await page.evaluate(() => String(getSelection()))
  expect(selected).toMatch(/^Headroom doctor, /)
  expect(selected).toMatch(/failed {3}gpu: /)
  expect(selected).toMatch(/\/Users\/user1\/Library/)
  expect(selected).not.toMatch(/alice/)
})

test('opening the section examines nothing: what it shows is what Headroom knows anyway', async ({
  page,
  open,
}) => {
  const { url } = await open(ailingMac)
  const { asked } = await answerFor(page, { doctor: () => ok(ailing) })
  await page.goto(`${url}&details=doctor`)
  await expect(rows(page).first()).toBeVisible()
  expect(asked).toEqual([]) // examining is costly: only who asks for it gets it
})
