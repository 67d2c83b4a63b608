import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { keptActOf } from '../shared/act-of.ts'
import { actOf } from '../shared/act-of.ts'
import { actId } from '../../src/shared/ids.ts'
import { fromRoot } from '../from-root.ts'
import { answerFor, ok, refused } from './answered.ts'
import { settingsIn } from './fixtures.ts'
import { expect, loadedMac, test } from './loaded-page.ts'
import { logOf, notedActs } from './noted-acts.ts'

test.use({ isTicking: true })

const lines = (page: Page) => page.locator('li[data-outcome]')
const line = (page: Page, name: RegExp) => page.getByRole('button', { name })
const total = (page: Page) => page.locator('p[data-total]')

test('the log of this user is read from its file, each act with what came of it', async ({
  page,
  serve,
  folder,
}) => {
  const own = join(settingsIn(folder), 'headroom')
  await mkdir(own, { recursive: true })
  const { outcome, returnedBytes, tookMs, sentence, ...begun } = keptActOf({ atMs: Date.now() })
  const written = [
    { schema: 'headroom/audit/1', line: 'begun', ...begun },
    {
      schema: 'headroom/audit/1',
      line: 'ended',
      id: begun.id,
      request: begun.request,
      outcome,
      returnedBytes,
      tookMs,
      sentence,
      heldBytes: 1,
      expectedBytes: 1,
    },
  ]
  await writeFile(
    join(own, 'acts.jsonl'),
    written.map((one) => `${JSON.stringify(one)}\n`).join(''),
  )
  const { url } = await serve()
  await page.goto(`${url}&details=acts`)
  await expect(lines(page)).toHaveCount(1)
  await expect(lines(page)).toContainText('Unload gemma3:27b')
  await expect(total(page)).toHaveText('One act: 17.2 GB came back in all')
})

test('an unfolded act tells all that the log holds', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  await answerFor(page, { acts: () => ok(logOf(notedActs)) })
  await page.goto(`${url}&details=acts`)
  await expect(lines(page)).toHaveCount(notedActs.length)
  const loom = line(page, /Quit Loom/)
  await loom.press('Enter')
  await expect(loom).toHaveAttribute('aria-expanded', 'true')
  const facts = lines(page).first()
  await expect(facts).toContainText('Loom has quit: 2.1 GB came back (2.3 GB expected)')
  await expect(facts.locator('dt')).toHaveText([
    'Asked by',
    'Target',
    'Held',
    'Expected back',
    'Came back',
    'Took',
    'Sent',
  ])
  await expect(facts.locator('dd')).toHaveText([
    'a person',
    'Loom',
    '2.3 GB',
    '2.3 GB',
    '2.1 GB',
    '4.2 s',
    'SIGTERM to Loom (4242)',
  ])
  await loom.press('Enter')
  await expect(facts.locator('dt')).toHaveCount(0)
})

test('words, kinds and outcomes narrow the list, and the total is of what is shown', async ({
  page,
  open,
}) => {
  const { url } = await open(loadedMac)
  await answerFor(page, { acts: () => ok(logOf(notedActs, true)) })
  await page.goto(`${url}&details=acts`)
  await expect(total(page)).toHaveText('7 acts: about 20.2 GB came back in all')
  await expect(page.getByText('Only the last 7 are shown: the log has older ones.')).toBeVisible()
  await page.getByRole('combobox', { name: 'What was done' }).selectOption('quit')
  await expect(lines(page)).toHaveCount(3)
  await page.getByRole('combobox', { name: 'What came of it' }).selectOption('done')
  await expect(total(page)).toHaveText(/^2 acts: (?:about )?3\.0 GB came back in all$/)
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('sigkill')
  await expect(lines(page)).toHaveCount(1)
  await expect(lines(page)).toContainText('Done, forced')
  await page.keyboard.type(' nothing')
  await expect(page.getByText('No act is like that.')).toBeVisible()
})

test('what can be started again is, and the log is read again', async ({ page, open }) => {
  const { url, acting } = await open(loadedMac)
  const { asked } = await answerFor(page, { acts: () => ok(logOf(notedActs)) })
  await page.goto(`${url}&details=acts`)
  await line(page, /Quit Loom/).click()
  const act = actOf('done', { id: actId('quit'), act: 'quit', target: 'Loom', offers: ['reopen'] })
  await expect.poll(() => acting.settles.asked.length).toBeGreaterThan(0)
  acting.settles.answer(act)
  const again = page.getByRole('button', { name: 'Start again: Loom' })
  await again.click()
  await expect(page.getByText('Starting it again')).toBeVisible()
  const before = asked.length
  acting.reopens.answer({ ...act, act: 'reopen', offers: [], sentence: 'Loom is started again' })
  await expect(page.getByText('Loom is started again')).toBeVisible()
  await expect.poll(() => asked.length).toBeGreaterThan(before)
  expect(acting.reopens.asked).toEqual([{ actId: 'quit' }])
})

test('who may only look, and an act of another Headroom, are offered no way back', async ({
  page,
  open,
}) => {
  const { url, acting } = await open(loadedMac, ['read'])
  await answerFor(page, { acts: () => ok(logOf(notedActs)) })
  await page.goto(`${url}&details=acts`)
  await line(page, /Quit Loom/).click()
  await expect(page.getByText('SIGTERM to Loom (4242)')).toBeVisible()
  await expect(page.getByRole('button', { name: /Start again/ })).toHaveCount(0)
  expect(acting.settles.asked).toEqual([])
})

test('what is done while one looks appears', async ({ page, open }) => {
  const { url, push } = await open(loadedMac)
  const { also } = await answerFor(page, { acts: () => ok(logOf([])) })
  await page.goto(`${url}&details=acts`)
  await expect(page.getByText('Headroom has done nothing to this machine so far.')).toBeVisible()
  const acted = keptActOf()
  also({ acts: () => ok(logOf([acted])) })
  push({ ...loadedMac, acted })
  await expect(lines(page)).toHaveCount(1)
})

test('a log that cannot be read says why, and may be tried again', async ({ page, open }) => {
  const { url } = await open(loadedMac)
  const { also } = await answerFor(page, {
    acts: () => refused('what Headroom has done cannot be read: it is a folder'),
  })
  await page.goto(`${url}&details=acts`)
  const told = page.getByRole('group', { name: 'What was done cannot be shown' })
  await expect(told).toContainText('cannot be read: it is a folder')
  also({ acts: () => ok(logOf(notedActs)) })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(lines(page)).toHaveCount(notedActs.length)
  await expect(told).toHaveCount(0)
})

test('in a recording nothing is done, and that is said', async ({ page, serve }) => {
  const { url } = await serve('--replay', fromRoot('tests/fixtures/recordings/linux-idle.jsonl'))
  await page.goto(`${url}&details=acts`)
  await expect(page.getByText('This is a recording: Headroom does nothing in it.')).toBeVisible()
})
