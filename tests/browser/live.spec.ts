import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { barOf } from '../../src/shared/memory-bar.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { formatRoom, formatSum } from '../../src/shared/units.ts'
import { expect, legendOf, test } from './fixtures.ts'

/** Takes memory and really touches it, until it is ended. */
const hog = `
const held = []
for (let taken = 0; taken < 400; taken += 20) held.push(Buffer.alloc(20_000_000, 1))
process.stdout.write('taken\\n')
setInterval(() => held.length, 1000)
`

test('the first screen shows this machine, and its figures add up', async ({ page, serve }) => {
  const { url } = await serve()
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  const legend = await legendOf(page)
  const total = legend.get('RAM') ?? Number.NaN
  const parts = [...legend].filter(([name]) => name !== 'RAM').map(([, figure]) => figure)
  expect(parts.length).toBeGreaterThan(3)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 6)
})

test('the headline is the room of the Snapshot that was pushed', async ({ page, serve }) => {
  const frames: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => void frames.push(String(payload))),
  )
  const { url } = await serve()
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  await expect(async () => {
    const shown = await page.getByRole('heading', { level: 1 }).locator('span').first().innerText()
    const last = JSON.parse(frames.at(-1) ?? '{}') as { value: { room: { roomBytes: number } } }
    expect(shown).toBe(formatRoom(last.value.room.roomBytes))
  }).toPass()
})

test('each figure of the bar is of the Snapshot of the same tick', async ({ page, serve }) => {
  const frames: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).startsWith('{"kind":"snapshot"')) frames.push(String(payload))
    }),
  )
  const { url } = await serve()
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('free for models')
  await expect(async () => {
    const shown = [...(await legendOf(page)).values()]
    const { value } = JSON.parse(frames.at(-1) ?? '{}') as { value: Snapshot }
    const bar = barOf(value)
    if (bar === null) throw new Error('the room is known')
    const figures = formatSum(
      bar.stretches.map((one) => one.bytes),
      bar.stretches.findIndex(({ kind }) => kind === 'room'),
    )
    const there = bar.stretches.filter(
      ({ kind }, index) => kind === 'room' || Number.parseFloat(figures.parts[index] ?? '') > 0,
    )
    expect(shown.length).toBe(there.length + 1)
    for (const [index, { bytes }] of [{ bytes: bar.wholeBytes }, ...there].entries())
      expect(Math.abs((shown[index] ?? Number.NaN) - bytes / 1e9)).toBeLessThanOrEqual(0.1)
  }).toPass()
})

test('a program that takes 400 MB stands in the list within 3 s, and is gone within 3 s of its end', async ({
  page,
  serve,
  start,
  folder,
}) => {
  const script = join(folder, 'big-hog.mjs')
  await writeFile(script, hog)
  const { url } = await serve()
  await page.goto(url)
  await expect(page.getByRole('region', { name: 'Apps by memory' })).toBeVisible()

  const child = start(process.execPath, script)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  const row = page.getByRole('listitem').filter({ hasText: 'big-hog.mjs' })
  await expect(row).toContainText(/4\d\d MB/, { timeout: 3_000 })

  child.kill('SIGKILL')
  await expect(row).toHaveCount(0, { timeout: 3_000 })
})

test('the list unfolds to all apps and folds again', async ({ page, serve, start, folder }) => {
  for (let count = 1; count <= 9; count++) {
    const program = join(folder, `sleeper-${count}`)
    await copyFile('/bin/sleep', program)
    start(program, '60')
  }
  const { url } = await serve()
  await page.goto(url)
  const rows = page.getByRole('region', { name: 'Apps by memory' }).getByRole('listitem')
  const more = page.getByRole('button', { name: /^Show all/ })
  await expect(more).toHaveAttribute('aria-expanded', 'false')
  await expect(rows).toHaveCount(5)
  await more.click()
  await expect(page.getByRole('button', { name: 'Show the biggest only' })).toBeVisible()
  expect(await rows.count()).toBeGreaterThan(5)
})

test('a hostile name is text', async ({ page, serve, start, folder }) => {
  const script = join(folder, 'titled.mjs')
  const name = '<img src=x onerror=alert(1)>'
  await writeFile(script, `process.title = ${JSON.stringify(name)}\n${hog}`)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const { url } = await serve()
  await page.goto(url)
  start(process.execPath, script)
  await expect(page.getByRole('listitem').filter({ hasText: '<img src=x' })).toBeVisible()
  await expect(page.locator('main img')).toHaveCount(0)
  expect(dialogs).toEqual([])
})
