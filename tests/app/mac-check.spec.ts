import { join } from 'node:path'
import type { Asked } from '../mac-check/ask-all.ts'
import { askAll } from '../mac-check/ask-all.ts'
import { createAppAccess } from '../mac-check/app/start-app.ts'
import { appDoubts } from '../mac-check/doubts/of-app.ts'
import { shellDoubts } from '../mac-check/doubts/of-shell.ts'
import { replayedMac } from '../mac-check/replayed-mac.ts'
import { expect, test } from './app.ts'
import { executablePath } from './launching.ts'

const all = [...appDoubts, ...shellDoubts(3_000)]

/** In the stand-in, or in the Electron that runs the specs; what macOS answers is a composed recording's. */
async function ask(folder: string, ...ids: readonly string[]): Promise<readonly Asked[]> {
  const app = createAppAccess(executablePath, join(folder, 'app'))
  try {
    const mac = replayedMac('mac-m2max-32gb-loading', {}, { app })
    const wanted = all.filter(({ id }) => ids.includes(id))
    return await askAll(wanted, mac, (need) => (need === 'changes' ? 'not in a test' : null))
  } finally {
    await app.close()
  }
}

test('the gauge has a place, and Escape closes the popover: asked of the running app', async ({
  folder,
}) => {
  const [gauge, escape] = await ask(folder, 'gauge-place', 'escape-closes')
  expect([gauge?.verdict, gauge?.why]).toEqual(['holds', null])
  expect(gauge?.evidence).toMatch(/^shown\n\{"bounds":\{"x":\d+/)
  expect([escape?.verdict, escape?.why]).toEqual(['holds', null])
  expect(escape?.evidence).toMatch(/^closed by Escape; in front before ASN:/)
})

test('the state of the login item is told as it is', async ({ folder }) => {
  const [login] = await ask(folder, 'login-item-state')
  expect(login?.evidence).toMatch(/^\{.*"status":"[a-z-]+"/)
})

test('timers are counted in the main process while it has no window', async ({ folder }) => {
  const [drift] = await ask(folder, 'timer-drift')
  expect(drift?.evidence).toMatch(/^\d+ ticks in 3 s, the longest gap \d+ ms\n/)
})

test('what shows something on the screen is not asked without leave', async ({ folder }) => {
  const [notification] = await ask(folder, 'notification-shows')
  expect([notification?.verdict, notification?.why]).toEqual([
    'could not be asked',
    'not in a test',
  ])
})
