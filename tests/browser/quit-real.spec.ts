import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import type { Locator, Page } from '@playwright/test'
import { cameBackText } from '../../src/shared/act-text.ts'
import { expect, settingsIn, test, type Fixtures } from './fixtures.ts'

/** Takes 400 MB and really touches them. */
const hog = `
const held = []
for (let taken = 0; taken < 400; taken += 20) held.push(Buffer.alloc(20_000_000, 1))
process.stdout.write('taken\\n')
setInterval(() => held.length, 1000)
`
const stubborn = `process.on('SIGTERM', () => process.stdout.write('no\\n'))\n${hog}`

async function startHog(
  { folder, start }: Pick<Fixtures, 'folder' | 'start'>,
  name: string,
  text: string,
): Promise<ChildProcess> {
  const script = join(folder, name)
  await writeFile(script, text)
  const child = start(process.execPath, script)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return child
}

/** It may stand behind the count. */
async function rowOf(page: Page, name: string): Promise<Locator> {
  const row = page.getByRole('listitem').filter({ hasText: name })
  const more = page.getByRole('button', { name: /^Show all/ })
  await expect(row.or(more).first()).toBeVisible()
  if ((await row.count()) === 0) await more.click()
  await expect(row).toContainText(/4\d\d MB/)
  return row
}

const ended = (child: ChildProcess): string | null =>
  child.signalCode ?? (child.exitCode === null ? null : `exit ${child.exitCode}`)

interface Line {
  readonly id: string
  readonly outcome?: string
  readonly target?: string
  readonly by?: string
  readonly isForced?: boolean
  readonly returnedBytes?: number
  readonly expectedBytes?: number
}

async function auditOf(folder: string): Promise<readonly Line[]> {
  const text = await readFile(join(settingsIn(folder), 'headroom', 'acts.jsonl'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

test('a real hog is quit by its button, after a question: gone, its memory is back, and it is noted', async ({
  page,
  serve,
  start,
  folder,
}) => {
  test.skip(process.platform !== 'linux', 'what it keeps lies elsewhere on a Mac')
  const { url } = await serve('--allow-acts')
  const child = await startHog({ folder, start }, 'quit-hog.mjs', hog)
  await page.goto(url)
  const row = await rowOf(page, 'quit-hog.mjs')
  const quit = row.getByRole('button', { name: 'Quit quit-hog.mjs' })
  await quit.click()
  await row.getByRole('button', { name: /^Cancel/ }).click()
  expect(ended(child)).toBeNull()
  await quit.click()
  await row.getByRole('button', { name: 'Quit: quit-hog.mjs' }).click()
  await expect(row).toContainText('came back', { timeout: 20_000 })
  expect(ended(child)).toBe('SIGTERM')
  const [begun, done] = await auditOf(folder)
  expect(begun).toMatchObject({ target: 'quit-hog.mjs', by: 'person', isForced: false })
  expect(done).toMatchObject({ id: begun?.id, outcome: 'done' })
  expect(done?.expectedBytes).toBeGreaterThan(3.8e8)
  // how much of it is there still is for the machine to say: others take memory too
  const { returnedBytes = null, expectedBytes = null } = done ?? {}
  await expect(row).toContainText(cameBackText({ returnedBytes, expectedBytes }) ?? 'not known')
  await page.mouse.move(0, 0)
  await expect(row).toHaveCount(0, { timeout: 40_000 })
})

test('a real stubborn one has not ended, and is forced only after a second question', async ({
  page,
  serve,
  start,
  folder,
}) => {
  const { url } = await serve('--allow-acts')
  const child = await startHog({ folder, start }, 'stubborn-hog.mjs', stubborn)
  await page.goto(url)
  const row = await rowOf(page, 'stubborn-hog.mjs')
  await row.getByRole('button', { name: 'Quit stubborn-hog.mjs' }).click()
  await row.getByRole('button', { name: 'Quit: stubborn-hog.mjs' }).click()
  await expect(row).toContainText('has not ended yet', { timeout: 25_000 })
  await row.getByRole('button', { name: /^Force quit…/ }).click()
  expect(ended(child)).toBeNull()
  await row.getByRole('button', { name: /^Force quit:/ }).click()
  await expect(row).toContainText('came back', { timeout: 25_000 })
  expect(ended(child)).toBe('SIGKILL')
})

test('where Headroom ends meanwhile, what came of it is not known', async ({
  page,
  serve,
  start,
  folder,
}) => {
  const served = await serve('--allow-acts')
  const child = await startHog({ folder, start }, 'stubborn-hog.mjs', stubborn)
  await page.goto(served.url)
  const row = await rowOf(page, 'stubborn-hog.mjs')
  await row.getByRole('button', { name: 'Quit stubborn-hog.mjs' }).click()
  await row.getByRole('button', { name: 'Quit: stubborn-hog.mjs' }).click()
  await expect(row).toContainText('quitting…')
  await served.stop()
  await expect(row).toContainText('What became of stubborn-hog.mjs is not known')
  child.kill('SIGKILL')
})
