import type { ShownLine } from '../../src/shared/log-view.ts'
import { expect, linesOf, rowOfLine, test } from './log-page.ts'
import { troublesOf } from './troubles.ts'

test.use({ viewport: { width: 960, height: 680 }, locale: 'en-GB' })

const path = '/Users/user/.ollama/logs/server.log'
const log = { path, program: 'Ollama', isOwn: false, changedAtMs: null, trouble: null }
const linesTo = (count: number): readonly ShownLine[] =>
  Array.from({ length: count }, (_, at) => ({
    lineNumber: at + 1,
    text: `srv  line: ${at + 1}`,
    mark: at === 699 ? { kind: 'failure', class: 'metal-alloc-failed' } : null,
  }))
const to = (lineNumber: number | null) => ({
  section: 'log' as const,
  focus: { kind: 'line' as const, path, lineNumber },
})

test('without a log it is said how one comes to be read, and where others are named', async ({
  page,
  openTold,
}) => {
  await openTold({})
  await expect(page.getByText('No logs are followed')).toBeVisible()
  expect(await troublesOf(page, 'main')).toEqual([])
  await page.getByRole('button', { name: 'Name a log in the settings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
})

test('a log that may not be read says why, and stays to be chosen', async ({ page, openTold }) => {
  await openTold({
    logs: [{ ...log, trouble: 'permission denied' }],
    refusal: 'permission denied',
  })
  await expect(page.getByRole('group', { name: 'This log cannot be read' })).toContainText(
    'permission denied',
  )
  await expect(page.getByLabel('Which log')).toContainText('Ollama · server.log · cannot be read')
})

test('the first log that can be read is opened, and another by its name', async ({
  page,
  openTold,
}) => {
  const other = { ...log, path: '/var/log/other.log', program: null, isOwn: true }
  await openTold({ logs: [{ ...other, trouble: 'permission denied' }, log], lines: linesTo(9) })
  await expect(page.getByLabel('Which log')).toHaveValue(path)
  await page.getByLabel('Which log').selectOption({ label: 'other.log · cannot be read' })
  await expect(page.getByText('named by you')).toBeVisible()
})

test.describe('a link', () => {
  for (const [lineNumber, shown] of [
    [42, 42],
    [null, 700],
  ] as const)
    test(`to line ${lineNumber ?? 'that is not known'} leads there`, async ({ page, openTold }) => {
      await openTold({ logs: [log], lines: linesTo(2_000), begins: to(lineNumber) })
      const row = rowOfLine(page, new RegExp(`srv {2}line: ${shown}$`))
      await expect(row).toBeInViewport()
      await expect(linesOf(page)).toBeFocused()
      await expect(row).toHaveAttribute('aria-selected', 'true')
    })

  test('to a line that is not kept any more says so', async ({ page, openTold }) => {
    await openTold({ logs: [log], lines: linesTo(20), begins: to(4_000) })
    await expect(page.getByText('The line you were led to is not kept any more.')).toBeVisible()
  })
})
