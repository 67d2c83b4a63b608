import type { BlackBox, BlackBoxReport } from '../../src/shared/black-box.ts'
import { endedReport, lastState } from '../shared/ended.ts'
import { answerFor, ok, type Answered } from './answered.ts'
import { expect, loadedMac, test } from './loaded-page.ts'

test.describe.configure({ mode: 'parallel' })
test.use({ isTicking: true, locale: 'en-GB' })

const panic = endedReport({
  id: 'panic',
  end: 'gpu-panic',
  title: 'The driver of the GPU brought the Mac down',
  story: [
    'macOS panicked.',
    '<b>qwen3</b> held 18.4 GB.',
    'Nothing was recorded of the time before.',
  ],
  last: lastState({}),
})
const alone = endedReport({
  id: 'alone',
  end: 'ended',
  endedAtMs: 5,
  title: 'Headroom was ended, and nothing else',
})

/** A Core that keeps which of them were seen. */
async function keeping(
  page: Parameters<typeof answerFor>[0],
  ...first: readonly BlackBoxReport[]
): Promise<Answered & { readonly seen: readonly string[] }> {
  const seen: string[] = []
  const boxNow = (): BlackBox => ({
    schema: 'headroom/blackbox/1',
    reports: first.map((report) => ({
      ...report,
      isSeen: report.isSeen || seen.includes(report.id),
    })),
    isUnread: false,
    trouble: null,
  })
  const answered = await answerFor(page, {
    blackBox: () => ok(boxNow()),
    seenBlackBox: (input) => {
      seen.push((input as { id: string }).id)
      return ok(boxNow())
    },
  })
  return { ...answered, seen }
}

test('the newest end that matters has a card, which goes for good when it is dismissed', async ({
  page,
  open,
}) => {
  const { seen } = await keeping(page, alone, panic)
  const { url } = await open(loadedMac)
  await page.goto(url)
  const card = page.getByRole('group', { name: panic.title })
  await card.getByRole('button', { name: /^Dismiss/ }).click()
  await expect(card).toHaveCount(0)
  await expect.poll(() => seen).toEqual(['panic'])
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect(page.getByRole('group', { name: panic.title })).toHaveCount(0)
})

test('it leads to all that is known of it, unfolded and with the keyboard, and is seen with that', async ({
  page,
  open,
}) => {
  const { seen } = await keeping(page, panic, alone)
  const { url } = await open(loadedMac)
  await page.goto(url)
  await page.getByRole('button', { name: `What happened: ${panic.title}` }).press('Enter')
  const fold = page.getByRole('button', { name: new RegExp(`^${panic.title}`) })
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  await expect(fold).toBeFocused()
  // foreign text is no markup
  await expect(page.getByText('<b>qwen3</b> held 18.4\u00a0GB.')).toBeVisible()
  await expect(page.getByRole('row', { name: /^qwen3-30b Ollama/ })).toContainText('18.4 GB')
  expect(seen).toEqual(['panic'])
})

test('where Headroom alone was ended there is no card, and a line among the findings', async ({
  page,
  open,
}) => {
  const { asked } = await keeping(page, alone)
  const { url } = await open(loadedMac)
  await page.goto(url)
  await expect.poll(() => asked.filter((name) => name === 'blackBox').length).toBe(1)
  await expect(page.getByRole('group', { name: alone.title })).toHaveCount(0)
  await page.goto(`${url}&details=findings`)
  await expect(page.getByRole('button', { name: new RegExp(`^${alone.title}`) })).toBeVisible()
})
