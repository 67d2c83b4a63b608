import type { Page } from '@playwright/test'
import { rendererFolder } from '../../src/main/host/package-root.ts'
import { createWebServer } from '../../src/main/web/server.ts'
import type { Scope } from '../../src/shared/contract.ts'
import type { PowerRule, PowerRuleInput } from '../../src/shared/power-rule.ts'
import { ruleNotSet } from '../../src/shared/power-rule-text.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { expect, test as base } from './fixtures.ts'
import { macWithLimit } from './limit-page.ts'
import { powerRules } from './power-rules.ts'
import { givePreferences, plainPreferences } from './preferences-page.ts'
import { createQuestions } from './questions.ts'

interface Mac {
  readonly asked: readonly PowerRuleInput[]
  /** How often the rule was looked at. */
  looks(): number
  /** What macOS has come to; a text refuses it. */
  answer(end: PowerRule | string): void
}

const mac = {
  ...macWithLimit(40, 26),
  power: { kind: 'absent', reason: 'needs permission for powermetrics, or macmon' },
} as const

const test = base.extend<{
  readonly openPower: (page: Page, first: PowerRule, scopes?: readonly Scope[]) => Promise<Mac>
}>({
  // oxlint-disable-next-line no-empty-pattern
  openPower: async ({}, provide) => {
    const ends: (() => Promise<void>)[] = []
    await provide(async (page, first, scopes = ['read', 'act']) => {
      const questions = createQuestions<PowerRuleInput, PowerRule>()
      let rule = first
      let looks = 0
      const fake = createFakeCore(mac)
      const server = await createWebServer({
        core: {
          ...fake,
          powerRule: async () => {
            looks += 1
            return rule
          },
          setPowerRule: async (input: PowerRuleInput) => {
            rule = await questions.ask(input)
            return rule
          },
        },
        address: '127.0.0.1',
        port: 0,
        keys: [{ token: 'the-token-of-this-test', scopes: new Set(scopes) }],
        rendererDir: rendererFolder,
      })
      const timer = setInterval(() => fake.push(mac), 1_000)
      ends.push(async () => {
        clearInterval(timer)
        await server.close()
      })
      await givePreferences(page, plainPreferences)
      await page.goto(
        `http://127.0.0.1:${server.port}/#token=the-token-of-this-test&details=settings`,
      )
      await page.getByRole('tab', { name: 'Sampling', exact: true }).click()
      return { asked: questions.asked, looks: () => looks, answer: questions.answer }
    })
    for (const end of ends) await end()
  },
})

const region = (page: Page) => page.getByRole('region', { name: 'Power of the GPU' })
const button = (page: Page, name: string) => region(page).getByRole('button', { name, exact: true })

test('the rule is read before it is written, written by one more press, and told when it holds', async ({
  page,
  openPower,
}) => {
  const { asked, answer } = await openPower(page, powerRules.missing)
  await expect(button(page, 'Write this rule')).toBeHidden()
  const allow = button(page, 'Allow powermetrics…')
  await allow.click()
  await expect(allow).toHaveAttribute('aria-expanded', 'true')
  await expect(region(page)).toContainText(
    'alice ALL = (root) NOPASSWD: /usr/bin/powermetrics --samplers',
  )
  await expect(region(page)).toContainText('/etc/sudoers.d/headroom-powermetrics')
  await expect(region(page)).toContainText('sudo visudo -cf')
  expect(asked).toEqual([])
  await button(page, 'Write this rule').click()
  await expect(region(page)).toContainText('macOS is asking for an administrator…')
  await expect(button(page, 'Write this rule')).toBeDisabled()
  expect(asked).toEqual([{ isAllowed: true, isConfirmed: true }])
  answer(powerRules.allowed)
  await expect(region(page)).toContainText('powermetrics is allowed.')
  const shown = button(page, 'What is allowed…')
  await expect(shown).toBeFocused()
  await expect(shown).toHaveAttribute('aria-expanded', 'false')
})

test('it is removed after a question, and the keyboard stays where it was', async ({
  page,
  openPower,
}) => {
  const { asked, answer } = await openPower(page, powerRules.allowed)
  await button(page, 'Remove the rule').press('Enter')
  await expect(region(page).getByRole('group')).toContainText('may not run powermetrics then')
  expect(asked).toEqual([])
  await region(page).getByRole('group').getByRole('button', { name: 'Remove the rule' }).click()
  answer(powerRules.missing)
  await expect(region(page)).toContainText('powermetrics is not allowed any more.')
  await expect(button(page, 'Allow powermetrics…')).toBeFocused()
  expect(asked).toEqual([{ isAllowed: false, isConfirmed: true }])
})

test('what macOS was told no is told, and can be tried again', async ({ page, openPower }) => {
  const { answer, asked } = await openPower(page, powerRules.missing)
  await button(page, 'Allow powermetrics…').click()
  await button(page, 'Write this rule').click()
  answer(ruleNotSet.cancelled)
  await expect(region(page).getByRole('alert').last()).toContainText(
    'Nothing was changed: the question of macOS for an administrator was cancelled',
  )
  await button(page, 'Write this rule').click()
  await expect(region(page)).not.toContainText('was cancelled')
  answer(powerRules.overruled)
  await expect(region(page)).toContainText('sudo refuses all the same')
  await expect(button(page, 'Remove the rule')).toBeVisible()
  expect(asked).toHaveLength(2)
})

test('where acting is not allowed it is shown and not written', async ({ page, openPower }) => {
  await openPower(page, powerRules.missing, ['read'])
  await button(page, 'Allow powermetrics…').click()
  await expect(region(page)).toContainText(
    'alice ALL = (root) NOPASSWD: /usr/bin/powermetrics --samplers',
  )
  await expect(button(page, 'Write this rule')).toHaveCount(0)
})

test('where there can be no rule it says why, and sudo is not asked again and again', async ({
  page,
  openPower,
}) => {
  const { looks } = await openPower(page, powerRules.none)
  await expect(region(page)).toContainText('The name of this user cannot stand in a rule of sudo')
  await expect(button(page, 'Allow powermetrics…')).toHaveCount(0)
  const before = looks()
  await page.waitForTimeout(6_000)
  expect(looks()).toBe(before)
})
