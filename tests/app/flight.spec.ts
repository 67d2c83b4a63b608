import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'

test('the app records its last minutes while it runs, and an ordinary end of it is told to nobody', async ({
  launch,
}) => {
  const app = await launch({})
  const session = join(app.userData, 'flight', 'session.json')
  await expect.poll(() => existsSync(session)).toBe(true)
  await expect.poll(() => existsSync(join(app.userData, 'flight', '000001.jsonl'))).toBe(true)
  const ended = new Promise((resolve) => app.electron.process().on('exit', resolve))
  await app.electron.evaluate(({ app: electronApp }) => electronApp.quit())
  await ended
  expect(existsSync(session)).toBe(false)
})
