import { copyFile, link, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import type { Page } from '@playwright/test'
import { fromRoot } from '../from-root.ts'
import { expect, test, type Fixtures } from './fixtures.ts'

type World = Pick<Fixtures, 'folder' | 'start'>

/** Takes 400 MB and really touches them. */
const hog = `
const held = []
for (let taken = 0; taken < 400; taken += 20) held.push(Buffer.alloc(20_000_000, 1))
process.stdout.write('taken\\n')
setInterval(() => held.length, 1000)
`

const printed = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.stdout?.once('data', resolve))

async function startHog({ folder, start }: World): Promise<ChildProcess> {
  const script = join(folder, 'walk-hog.mjs')
  await writeFile(script, hog)
  const child = start(process.execPath, script)
  await printed(child)
  return child
}

/** A process that calls itself `ollama serve`, listens, and holds 200 MB for its model. */
async function startOllama({ folder, start }: World): Promise<void> {
  const program = join(folder, 'ollama')
  const node = await realpath(process.execPath)
  await link(node, program).catch(() => copyFile(node, program)) // EXDEV: on another disk
  const script = fromRoot('tests/servers/children/ollama-serve.ts')
  await writeFile(join(folder, 'serve'), `import(${JSON.stringify(script)})\n`)
  const env = 'FAKE_MODEL=walk:200m FAKE_MB=200'
  await printed(start('/bin/sh', '-c', `cd '${folder}' && ${env} exec ./ollama serve`))
}

/** What has the keyboard, as it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent?.trim() ?? ''
  })

/** Presses a key until what is meant has the keyboard. */
async function pressUntil(page: Page, key: string, name: RegExp | string): Promise<void> {
  const isThere = async (): Promise<boolean> => {
    const now = await focused(page)
    return typeof name === 'string' ? now === name : name.test(now)
  }
  for (let count = 0; count < 80 && !(await isThere()); count++) await page.keyboard.press(key)
  expect(await focused(page)).toMatch(name)
}

test('by keyboard alone a real model is unloaded and a real process is quit', async ({
  page,
  serve,
  start,
  folder,
}) => {
  test.skip(process.platform !== 'linux', 'the memory of this server is told by /proc')
  await startOllama({ folder, start })
  const child = await startHog({ folder, start })
  const { url } = await serve('--allow-acts')
  await page.goto(url)
  const models = page.getByRole('region', { name: 'Models' })
  await expect(models).toContainText('walk:200m', { timeout: 20_000 })

  await pressUntil(page, 'Tab', 'Unload walk:200m')
  await page.keyboard.press('Enter')
  await expect(models).toContainText('came back', { timeout: 20_000 })
  // the keyboard is where it was pressed, or at the head of its section
  expect(await focused(page)).toMatch(/^(Unload walk:200m|Models)$/)

  const apps = page.getByRole('region', { name: 'Apps by memory' })
  const row = apps.getByRole('listitem').filter({ hasText: 'walk-hog.mjs' })
  // another server of this machine may have a model that is let go by quitting it
  const isInApps = (): Promise<boolean> =>
    apps.evaluate((section) => section.contains(document.activeElement))
  for (let count = 0; count < 80 && !(await isInApps()); count++) await page.keyboard.press('Tab')
  await pressUntil(page, 'Tab', /^Quit /)
  if ((await row.count()) === 0) {
    await pressUntil(page, 'End', /^Show all/)
    await page.keyboard.press('Enter')
    await pressUntil(page, 'Home', /^(?!Show)/)
  }
  // among them are some of many processes, whose first control unfolds them
  for (let count = 0; count < 60; count++) {
    if (await row.evaluate((one) => one.contains(document.activeElement))) break
    await page.keyboard.press('ArrowDown')
  }
  await pressUntil(page, 'ArrowRight', 'Quit walk-hog.mjs')
  await page.keyboard.press('Enter')
  await expect(row.getByRole('button', { name: /^Cancel/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(row.getByRole('button', { name: 'Quit walk-hog.mjs' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row.getByRole('button', { name: /^Cancel/ })).toBeFocused()
  await pressUntil(page, 'ArrowRight', /Quit: walk-hog\.mjs$/)
  await page.keyboard.press('Enter')
  await expect(row).toContainText('came back', { timeout: 30_000 })
  expect(child.signalCode).toBe('SIGTERM')
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false)
})
