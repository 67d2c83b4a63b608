import type { Locator, Page } from '@playwright/test'
import { limitGuideIn } from '../../src/shared/limit-guide.ts'
import type { LimitRaise } from '../../src/shared/limit-raise.ts'
import { faintTextsOf } from './contrast.ts'
import { expect, macWithLimit, test } from './limit-page.ts'
import { troublesOf } from './troubles.ts'
import { unifiedMac } from './unified-mac.ts'

const gib = 2 ** 30
const mac32 = macWithLimit(32, 64 / 3)
const mac40 = macWithLimit(40, 26)
const mac64 = macWithLimit(64, 48)
const raised = macWithLimit(64, 52, true)

const opener = (page: Page): Locator => page.getByRole('button', { name: 'Raise the limit…' })
const changer = (page: Page): Locator => page.getByRole('button', { name: /^Change it…/ })
const panel = (page: Page): Locator =>
  page.getByRole('group', { name: 'Limit of the GPU', exact: true })
const slider = (page: Page): Locator => page.getByRole('slider', { name: 'New limit' })

const answerOf = (more: Partial<LimitRaise>): LimitRaise => ({
  schema: 'headroom/limit/1',
  outcome: 'done',
  guide: limitGuideIn(mac64),
  toBytes: 56 * gib,
  command: null,
  revertCommand: 'sudo sysctl iogpu.wired_limit_mb=0',
  afterBytes: 56 * gib,
  sentence: 'The limit of the GPU is 60.1 GB now, until the next restart',
  help: null,
  ...more,
})

test('the way to a higher limit says what it does, what it risks, and until when', async ({
  page,
  openMac,
}) => {
  const { url, asked } = await openMac(mac32)
  await page.goto(url)
  await expect(opener(page)).toHaveAttribute('aria-expanded', 'false')
  await expect(panel(page)).toHaveCount(0)
  await opener(page).click()
  await expect(panel(page)).toContainText('until the next restart of this Mac')
  await expect(panel(page)).toContainText('what is not saved is lost')
  await expect(panel(page)).toContainText('macOS keeps 9.7 GB, as usual')
  await expect(panel(page).getByRole('code')).toHaveText('sudo sysctl iogpu.wired_limit_mb=23552')
  expect(asked).toEqual([])
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await expect(opener(page)).toBeFocused()
})

test('where the calm zone ends is told where it ends before the most, and is where it begins', async ({
  page,
  openMac,
}) => {
  const { url, push } = await openMac(mac40)
  await page.goto(url)
  await opener(page).click()
  await expect(panel(page)).toContainText('calm up to 32.2 GB')
  await expect(panel(page).getByRole('code')).toHaveText('sudo sysctl iogpu.wired_limit_mb=30720')
  for (const other of [mac32, mac64]) {
    push(other)
    await expect(panel(page)).not.toContainText('calm up to')
    expect(await slider(page).inputValue()).not.toBe(await slider(page).getAttribute('max'))
  }
})

test('where RAM is what lacks, that is said, and only while it is so', async ({
  page,
  openMac,
}) => {
  const { url, push } = await openMac(macWithLimit(64, 48, false, 'lacks'))
  await page.goto(url)
  await opener(page).click()
  const lacks = panel(page).getByText('Now RAM is what lacks: a higher limit gives no more room.')
  await expect(lacks).toBeVisible()
  push(mac64)
  await expect(lacks).toHaveCount(0)
})

test('sliding by the keyboard moves the figure, what macOS keeps, and the command', async ({
  page,
  openMac,
}) => {
  const { url } = await openMac(mac64)
  await page.goto(url)
  await opener(page).click()
  await slider(page).focus()
  await expect(slider(page)).toHaveAttribute(
    'aria-valuetext',
    '55.8 GB, macOS keeps 12.9 GB, less than usual',
  )
  await page.keyboard.press('End')
  await expect(slider(page)).toHaveAttribute(
    'aria-valuetext',
    '60.1 GB, macOS keeps 8.6 GB, less than usual',
  )
  await expect(panel(page).getByRole('code')).toHaveText('sudo sysctl iogpu.wired_limit_mb=57344')
  await page.keyboard.press('ArrowLeft')
  await expect(panel(page).getByRole('code')).toHaveText('sudo sysctl iogpu.wired_limit_mb=56320')
})

test('raising asks once, says that macOS asks, and tells in place what came of it', async ({
  page,
  openMac,
}) => {
  const { url, asked, answer, push } = await openMac(mac64)
  await page.goto(url)
  await opener(page).click()
  await slider(page).press('End')
  const raise = panel(page).getByRole('button', { name: 'Raise now' })
  await raise.click()
  await expect(panel(page).getByText('answer macOS in its own window…')).toBeVisible()
  await expect(panel(page).getByText('macOS asks for an administrator')).toHaveCount(0)
  await expect(raise).toHaveAttribute('aria-disabled', 'true')
  await expect(raise).toBeFocused()
  await raise.click({ force: true })
  answer(answerOf({}))
  const told = page.getByRole('group', {
    name: 'The limit of the GPU is 60.1 GB now, until the next restart',
  })
  await expect(told).toBeVisible()
  expect(asked).toEqual([{ toBytes: 56 * gib, isDryRun: false, isConfirmed: true }])
  push(macWithLimit(64, 56, true))
  await expect(page.getByText('Raised to 60.1 GB until the next restart')).toBeVisible()
  await expect(told).toBeVisible()
  await expect(slider(page)).toHaveCount(0)
  await expect(panel(page)).toContainText('It is not raised further')
  await expect(changer(page)).toBeFocused()
})

for (const width of [360, 480]) {
  test(`at ${width} px how far it is stands by the button that was pressed, and what came of it below`, async ({
    page,
    openMac,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const { url, asked, answer } = await openMac(raised)
    await page.goto(url)
    await changer(page).click()
    await expect(panel(page).getByText('macOS asks for an administrator')).toHaveCount(1)
    for (const [name, other] of [
      ['Raise now', 'Set back'],
      ['Set back', 'Raise now'],
    ] as const) {
      const pressed = panel(page).getByRole('button', { name, exact: true })
      const asksBeside = panel(page).getByText('answer macOS in its own window…')
      const requests = asked.length
      await pressed.click()
      await expect(asksBeside).toHaveCount(1)
      const own = pressed.locator('..')
      await expect(own).toContainText('answer macOS')
      await expect(own.getByRole('button')).toHaveCount(1)
      await expect.poll(() => asked.length).toBe(requests + 1)
      answer(answerOf({ outcome: 'refused', sentence: 'nothing was set', afterBytes: null }))
      const told = page.getByRole('group', { name: 'nothing was set' })
      const [ownBox, toldBox, otherBox] = await Promise.all(
        [pressed, told, panel(page).getByRole('button', { name: other, exact: true })].map(
          (locator) => locator.boundingBox(),
        ),
      )
      const topOf = (box: typeof ownBox): number => box?.y ?? Number.NaN
      expect(topOf(toldBox)).toBeGreaterThan(topOf(ownBox))
      if (name === 'Raise now') expect(topOf(toldBox)).toBeLessThan(topOf(otherBox))
      await told.getByRole('button', { name: /^Dismiss/ }).click()
      await expect(changer(page)).toBeFocused()
    }
  })
}

test('a refusal stands with its reason, and the command for who may', async ({ page, openMac }) => {
  const { url, answer, asked } = await openMac(mac64)
  await page.goto(url)
  await opener(page).click()
  await panel(page).getByRole('button', { name: 'Raise now' }).click()
  await expect.poll(() => asked.length).toBe(1)
  const sentence = 'nothing was set: the question of macOS for an administrator was cancelled'
  const help = 'An administrator can set it in a terminal'
  answer(answerOf({ outcome: 'refused', sentence, help, afterBytes: null }))
  const told = page.getByRole('group', { name: sentence })
  await expect(told).toContainText('An administrator can set it in a terminal')
  await told.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(told).toHaveCount(0)
})

test('what somebody has raised is told, and can be set back', async ({ page, openMac }) => {
  const { url, asked, answer, push } = await openMac(raised)
  await page.goto(url)
  await expect(page.getByText('Raised to 55.8 GB until the next restart')).toBeVisible()
  await changer(page).click()
  await expect(panel(page).getByRole('code').last()).toHaveText(
    'sudo sysctl iogpu.wired_limit_mb=0',
  )
  await panel(page).getByRole('button', { name: 'Set back' }).click()
  await expect.poll(() => asked).toEqual([{ toBytes: null, isDryRun: false, isConfirmed: true }])
  answer(answerOf({ toBytes: null, sentence: 'macOS chooses the limit of the GPU again: 51.5 GB' }))
  await expect(panel(page)).toContainText('macOS chooses the limit of the GPU again: 51.5 GB')
  push(mac64)
  await expect(opener(page)).toBeVisible()
  await expect(panel(page)).toContainText('macOS chooses the limit of the GPU again')
})

test('whoever may only read has the commands, and no button that acts', async ({
  page,
  openMac,
}) => {
  const { url } = await openMac(raised, ['read'])
  await page.goto(url)
  await changer(page).click()
  await expect(panel(page).getByRole('code')).toHaveCount(2)
  await expect(panel(page).getByRole('button', { name: 'Raise now' })).toHaveCount(0)
  await expect(panel(page).getByRole('button', { name: 'Set back' })).toHaveCount(0)
})

test('nothing is offered where no raise is left, on Linux, and in a recording', async ({
  page,
  openMac,
}) => {
  const { url, push } = await openMac(macWithLimit(16, 32 / 3))
  await page.goto(url)
  await expect(page.getByText(/^Limit /).first()).toBeVisible()
  await expect(opener(page)).toHaveCount(0)
  for (const other of [unifiedMac, { ...mac64, mode: 'replay' as const }]) {
    push(other)
    await expect(opener(page)).toHaveCount(0)
  }
  push(mac64)
  await expect(opener(page)).toBeVisible()
})

for (const width of [360, 480]) {
  test(`at ${width} px nothing overflows, and texts keep their contrast, light and dark`, async ({
    page,
    openMac,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const { url } = await openMac(raised)
    await page.goto(url)
    await changer(page).click()
    await slider(page).press('End')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await faintTextsOf(page)).toEqual([])
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
}

test('axe finds nothing wrong with the way to a higher limit', async ({ page, openMac }) => {
  const { url } = await openMac(raised)
  await page.goto(url)
  await changer(page).click()
  await expect(panel(page).getByRole('code')).toHaveCount(2)
  expect(await troublesOf(page, '[role="group"]')).toEqual([])
})
