import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createCore, type Core } from '../../src/main/core/core.ts'
import { noLoginItem, openOwnPreferences } from '../../src/main/core/own-preferences.ts'
import { openServerKeys } from '../../src/main/settings/server-keys.ts'
import { followSettings } from '../../src/main/settings/follow-settings.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { createFakeHost } from '../fake-host.ts'
import { localHost } from '../host/local-host.ts'
import { sleep, tempFolder, until } from '../processes.ts'
import { openSocket, type Socket } from '../web/socket.ts'
import { startWeb, token } from '../web/web-server.ts'
import { createDrivenClock } from '../electron/driven-clock.ts'
import { withoutApp } from '../without-app.ts'

/** A Headroom of this machine whose settings lie in a folder of the test; the machine itself is a fake. */
async function headroomOver(folder: string): Promise<Core> {
  const host = localHost()
  const settings = await openSettings(host, join(folder, 'settings.json'))
  const keys = await openServerKeys(host, join(folder, 'server-keys.json'))
  const preferences = openOwnPreferences({
    settings,
    keys,
    loginItem: noLoginItem('not here'),
    shell: withoutApp,
  })
  const core = await createCore(createFakeHost(new Map()).host, {
    roomCapBytes: null,
    keys,
    preferences,
  })
  onTestFinished(() => core.close())
  core.start()
  return core
}

async function viewer(port: number): Promise<Socket> {
  const socket = await openSocket(port)
  socket.say({ kind: 'token', token })
  await until('the first preferences', () => (languagesOf(socket).length > 0 ? true : null))
  return socket
}

const pushShape = z.object({
  kind: z.literal('preferences'),
  value: z.object({ language: z.string() }),
})
const languagesOf = (socket: Socket): readonly string[] =>
  socket.heard().flatMap((message) => {
    const push = pushShape.safeParse(message)
    return push.success ? [push.data.value.language] : []
  })
const hasHeard = (socket: Socket, language: string): Promise<true> =>
  until(`the language ${language}`, () => (languagesOf(socket).at(-1) === language ? true : null))
const prefer = (language: string) => ({
  kind: 'request',
  id: 1,
  name: 'prefer',
  input: { language },
})

describe('two windows stay in step', () => {
  test('where one changes a setting, the other is told, and so is one that comes later', async () => {
    const port = await startWeb(await headroomOver(tempFolder()), ['read', 'act'])
    const [one, other] = [await viewer(port), await viewer(port)]
    one.say(prefer('de'))
    await Promise.all([hasHeard(one, 'de'), hasHeard(other, 'de')])
    other.say(prefer('zh-Hans'))
    await Promise.all([hasHeard(one, 'zh-Hans'), hasHeard(other, 'zh-Hans')])
    expect(languagesOf(await viewer(port))).toEqual(['zh-Hans'])
    expect(languagesOf(one)).toEqual(['system', 'de', 'zh-Hans'])
  })

  test('where another Headroom, or a person by hand, has changed the file', async () => {
    const folder = tempFolder()
    const port = await startWeb(await headroomOver(folder))
    const socket = await viewer(port)
    const another = await openSettings(localHost(), join(folder, 'settings.json'))
    await another.change({ language: 'de' })
    await hasHeard(socket, 'de')
    writeFileSync(join(folder, 'settings.json'), '{"language":"zh-Hans"}')
    await hasHeard(socket, 'zh-Hans')
  })

  test('where it was changed while nobody looks: the rules and the menu bar go by it then, too', async () => {
    const folder = tempFolder()
    const core = await headroomOver(folder)
    const heard: string[] = []
    core.onPreferences(({ language }) => heard.push(language))
    await sleep(100)
    writeFileSync(join(folder, 'settings.json'), '{"language":"de"}')
    await until('the language de', () => (heard.at(-1) === 'de' ? true : null))
  })

  test('where another has given or forgotten a key', async () => {
    const folder = tempFolder()
    const core = await headroomOver(folder)
    const heard: string[] = []
    core.onPreferences(({ serverKeys }) => heard.push(serverKeys.map((one) => one.server).join()))
    await sleep(100)
    const another = await openServerKeys(localHost(), join(folder, 'server-keys.json'))
    await another.keep('jan', 1337, 'a')
    await until('the key', () => (heard.at(-1) === 'jan:1337' ? true : null))
    rmSync(join(folder, 'server-keys.json'))
    await until('no key', () => (heard.at(-1) === '' ? true : null))
  })
})

describe('settings whose folder cannot be watched', () => {
  test('are read every five seconds, one time after the other, and no more once nobody follows', async () => {
    const clock = createDrivenClock()
    const failed = { kind: 'failed', reason: 'not here', atMs: 0, tookMs: 0 } as const
    let readCount = 0
    const refresh = async (): Promise<void> => void readCount++
    const stop = followSettings({ clock, watch: () => failed }, '/nowhere', [{ refresh }])
    const after = async (ms: number): Promise<number> => {
      clock.advance(ms)
      await sleep(1)
      return readCount
    }
    expect([readCount, await after(4_999), await after(1), await after(5_000)]).toEqual([
      1, 1, 2, 3,
    ])
    stop()
    expect(await after(60_000)).toBe(3)
  })

  test('are watched from then on where it came later', async () => {
    const clock = createDrivenClock()
    const failed = { kind: 'failed', reason: 'not here', atMs: 0, tookMs: 0 } as const
    const world = { isThere: false, readCount: 0, wake: (): void => undefined }
    const watch = (_: string, wake: () => void) => {
      world.wake = wake
      return world.isThere ? { ...failed, kind: 'ok' as const, value: () => undefined } : failed
    }
    const refresh = async (): Promise<void> => void world.readCount++
    const stop = followSettings({ clock, watch }, '/nowhere', [{ refresh }])
    world.isThere = true
    clock.advance(5_000)
    await sleep(1)
    clock.advance(60_000)
    expect(world.readCount).toBe(2)
    world.wake()
    await sleep(1)
    expect(world.readCount).toBe(3)
    stop()
  })
})

test('one reading that fails does not end the following', async () => {
  const world = { readCount: 0 }
  const host = { clock: createDrivenClock(), watch: createFakeHost(new Map()).host.watch }
  const refresh = async (): Promise<void> => {
    world.readCount++
    if (world.readCount === 1) throw new Error('a listener')
  }
  const failures: unknown[] = []
  const heed = (error: unknown): void => void failures.push(error)
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', heed)
  const stop = followSettings(host, '/nowhere', [{ refresh }])
  await sleep(5)
  host.clock.advance(5_000)
  await sleep(5)
  stop()
  process.removeAllListeners('unhandledRejection')
  others.forEach((other) => process.on('unhandledRejection', other))
  expect([failures.length, world.readCount]).toEqual([1, 2])
})
