import type { Page } from '@playwright/test'
import type { PreferInput } from '../../src/shared/preferences.ts'
import type { ModelState } from '../../src/shared/server.ts'
import type { ActLog } from '../../src/shared/act.ts'
import { bridgeIn, type App } from './app.ts'
import {
  expect,
  test,
  type Notified,
  type NotifiedFixtures,
  type SeenNotification,
} from './notified.ts'

const model = 'idle:2g'
const id = 'headroom.will-not-fit'
const inMs = { timeout: 30_000 }

async function prefer(page: Page, input: PreferInput): Promise<void> {
  const bridge = await bridgeIn(page)
  const outcome = await bridge.evaluate((client, chosen) => client.request('prefer', chosen), input)
  if (outcome.kind !== 'ok') throw new Error(outcome.reason)
}

async function actsIn(page: Page): Promise<ActLog['acts']> {
  const bridge = await bridgeIn(page)
  const outcome = await bridge.evaluate((client) => client.request('acts', null))
  if (outcome.kind !== 'ok') throw new Error(outcome.reason)
  return outcome.value.acts
}

/** Only the model of this spec helps, whatever else runs on this machine. */
async function prepare(app: App, state: ModelState): Promise<void> {
  const page = await app.open()
  const found = async () =>
    (await app.snapshot(page)).models.find(({ name }) => name === model)?.state
  await expect.poll(found, inMs).toBe(state)
  const { apps, models } = await app.snapshot(page)
  const isOurs = (name: string): boolean => [model, 'ollama', 'llama-server'].includes(name)
  const others = [...apps, ...models].map(({ name }) => name).filter((name) => !isOurs(name))
  await prefer(page, { relief: { neverSuggest: [...new Set(others)].slice(0, 60) } })
  await hide(app)
}

async function hide(app: App): Promise<void> {
  await app.press('Escape')
  await expect.poll(app.isShown).toBe(false)
}

async function roomOf(app: App): Promise<number> {
  const page = await app.open()
  const { room } = await app.snapshot(page)
  await hide(app)
  if (room.kind !== 'ok') throw new Error(room.reason)
  return room.ramRoomBytes
}

/** A load for which the model of this spec must go: others may take or give back so much meanwhile that it is tried again. */
async function toldOfLoad(
  { app, made }: Notified,
  startLoading: NotifiedFixtures['startLoading'],
): Promise<SeenNotification> {
  for (let tries = 0; tries < 5; tries++) {
    const child = await startLoading((await roomOf(app)) + 0.2e9)
    const told = await helpfulIn(made)
    if (told !== null) return told
    child.kill('SIGKILL')
    const standing = async () => (await made()).filter((one) => one.isShown)
    await expect.poll(standing, inMs).toEqual([])
  }
  throw new Error('this machine is too restless')
}

async function helpfulIn(made: Notified['made']): Promise<SeenNotification | null> {
  for (let seconds = 0; seconds < 12; seconds++) {
    const one = (await made()).findLast(({ isShown }) => isShown)
    if (one?.buttons[0]?.startsWith(`Unload ${model}`) === true) return one
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  return null
}

const unloadedIn = async (page: Page) =>
  (await actsIn(page)).find(({ act, target }) => act === 'unload' && target === model)

/** What came of it: more than 1 GB is back, by the audit log, and the model is gone. */
async function expectUnloaded(app: App, page: Page): Promise<void> {
  await expect.poll(() => unloadedIn(page), inMs).toMatchObject({ outcome: 'done' })
  expect((await unloadedIn(page))?.returnedBytes).toBeGreaterThan(1e9)
  const names = async () => (await app.snapshot(page)).models.map(({ name }) => name)
  await expect.poll(names, inMs).not.toContain(model)
}

test.describe('a load that will not fit is told, and its first button', () => {
  test.skip(process.platform !== 'linux', 'the memory of this server is told by /proc')
  test.setTimeout(180_000)

  test('unloads a real model that idles, without a window', async ({
    startNotified,
    startOllama,
    startLoading,
  }) => {
    await startOllama(model, { megabytes: 2_000, hasRunner: true })
    const notified = await startNotified()
    const { app, press, titles } = notified
    await prepare(app, 'idle')
    const told = await toldOfLoad(notified, startLoading)
    expect(told).toMatchObject({
      title: expect.stringMatching(/^big\.gguf /),
      id,
      groupId: 'headroom',
      buttons: [`Unload ${model}`, 'Snooze for an hour'],
      isSilent: false,
    })
    expect(told.body).toContain('there is room for')
    await press(id, 0)
    expect(await titles()).not.toContain(told.title)
    await app.electron.evaluate(() => new Promise((resolve) => setTimeout(resolve, 3_000)))
    expect(await app.isShown()).toBe(false)
    await expectUnloaded(app, await app.open())
  })

  test('goes on in the window where the model may be at work', async ({
    startNotified,
    startOllama,
    startLoading,
  }) => {
    await startOllama(model, { megabytes: 2_000 })
    const notified = await startNotified()
    const { app, press } = notified
    await prepare(app, 'loaded')
    const told = await toldOfLoad(notified, startLoading)
    expect(told.buttons[0]).toBe(`Unload ${model}…`)
    await press(id, 0)
    const page = await app.shown()
    const suggestion = page.getByRole('group', { name: 'Suggestion' })
    await expect(suggestion).toContainText(`${model} is unloaded: `, inMs)
    await expectUnloaded(app, page)
  })
})
