import type { Page } from '@playwright/test'
import { limitGuideIn } from '../../src/shared/limit-guide.ts'
import type { LimitRaise } from '../../src/shared/limit-raise.ts'
import { expect, macWithLimit, test } from './limit-page.ts'
import { draw, tickingAtTwice, type Framing } from './picture.ts'

test.use(tickingAtTwice)

const drawn = (page: Page, name: string, framing: Framing = {}): Promise<void> =>
  draw(page, `limit-${name}`, framing)

const opened = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name }).click()
  await page.mouse.move(0, 0)
}

const mac = macWithLimit(40, 26)
const raised = macWithLimit(64, 52, true)
const refused: LimitRaise = {
  schema: 'headroom/limit/1',
  outcome: 'refused',
  guide: limitGuideIn(mac),
  toBytes: 30 * 2 ** 30,
  command: 'sudo sysctl iogpu.wired_limit_mb=30720',
  revertCommand: null,
  afterBytes: null,
  sentence: 'nothing was set: the question of macOS for an administrator was cancelled',
  help: 'An administrator can set it in a terminal',
}

test('a limit that can be raised, in the calm zone, beyond it, and where RAM is what lacks', async ({
  page,
  openMac,
}) => {
  const { url, push } = await openMac(mac)
  await page.goto(url)
  await opened(page, /^Raise the limit/)
  await drawn(page, 'offered')
  push(macWithLimit(32, 64 / 3))
  await drawn(page, 'all-calm')
  push(macWithLimit(64, 48))
  await drawn(page, 'beyond')
  push(macWithLimit(64, 48, false, 'lacks'))
  await drawn(page, 'ram-lacks')
})

test('a raise while macOS asks, and one that was refused', async ({ page, openMac }) => {
  const { url, answer, asked } = await openMac(mac)
  await page.goto(url)
  await opened(page, /^Raise the limit/)
  await page.getByRole('button', { name: 'Raise now' }).click()
  await expect.poll(() => asked.length).toBe(1)
  await drawn(page, 'working')
  answer(refused)
  await expect(page.getByText('was cancelled')).toBeVisible()
  await drawn(page, 'refused')
  await drawn(page, 'refused-narrow', { width: 320 })
})

test('a limit that was raised, and its way back', async ({ page, openMac }) => {
  const { url, answer, push, asked } = await openMac(raised)
  await page.goto(url)
  await drawn(page, 'raised-closed')
  await opened(page, /^Change it/)
  await drawn(page, 'raised')
  await drawn(page, 'raised-narrow', { width: 320 })
  await page.getByRole('button', { name: 'Set back' }).click()
  await expect.poll(() => asked.length).toBe(1)
  await drawn(page, 'set-back-narrow')
  const sentence = 'macOS chooses the limit of the GPU again: 51.5 GB'
  answer({ ...refused, outcome: 'done', toBytes: null, sentence, help: null })
  await expect(page.getByText(sentence)).toBeVisible()
  push(macWithLimit(64, 48))
  await drawn(page, 'set-back-done')
})

test('the commands, on a page that may only read', async ({ page, openMac }) => {
  const { url } = await openMac(raised, ['read'])
  await page.goto(url)
  await opened(page, /^Change it/)
  await drawn(page, 'read-only')
})
