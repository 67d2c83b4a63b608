import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/main/host/attempt.ts'
import type { LanguageChoice } from '../../src/shared/language.ts'
import { until } from '../processes.ts'
import { createFakeCore, snapshotAt } from './fake-core.ts'
import { openSocket, type Socket } from './socket.ts'
import { startWeb, token } from './web-server.ts'

/** Said right after the token. */
const view = (mayAct: boolean) => ({
  kind: 'view',
  value: { isShown: true, isGaugeHidden: false, mayAct },
})
const first = view(false)
const push = (atMs: number) => ({ kind: 'snapshot', value: snapshotAt(atMs) })
const ask = (id: number, name: string, input: unknown) => ({ kind: 'request', id, name, input })

/** A server, and one client that has said its token and heard the view and the first Snapshot. */
async function connected() {
  const core = createFakeCore()
  const port = await startWeb(core)
  const socket = await admitted(port)
  return { core, port, socket }
}

async function admitted(port: number): Promise<Socket> {
  const socket = await openSocket(port)
  socket.say({ kind: 'token', token })
  await socket.hears(2)
  return socket
}

describe('a WebSocket says its token first', () => {
  test.each([
    ['another token', { kind: 'token', token: 'another-token-of-some' }],
    ['a request', ask(1, 'snapshot', null)],
    ['no JSON', 'hello'],
    ['a token that is none', { kind: 'token', token: 5 }],
    ['a token without end', { kind: 'token', token: 'x'.repeat(600) }],
  ])('and is sent away for %s', async (_, message) => {
    const core = createFakeCore()
    const socket = await openSocket(await startWeb(core))
    socket.say(message)
    socket.say({ kind: 'token', token }) // too late
    expect(await socket.closed).toEqual({ code: 4401, reason: 'wrong token' })
    expect([socket.heard(), core.lookers()]).toEqual([[], 0])
  })

  test('and is sent away when it does not say one', async () => {
    const core = createFakeCore()
    const socket = await openSocket(await startWeb(core))
    core.push(snapshotAt(2))
    expect(await socket.closed).toEqual({ code: 4401, reason: 'no token' })
    expect(socket.heard()).toEqual([])
  })

  test('then hears the view, the last Snapshot, and each new one', async () => {
    const { core, socket } = await connected()
    expect(core.lookers()).toBe(1)
    core.push(snapshotAt(2))
    core.push(snapshotAt(3))
    expect(await socket.hears(4)).toEqual([first, push(1), push(2), push(3)])
  })
})

describe('a client', () => {
  test('asks and is answered under the number of its request', async () => {
    const { socket } = await connected()
    socket.say(ask(7, 'snapshot', null))
    socket.say(ask(8, 'no such', null))
    const refused = { kind: 'refused', reason: 'there is no such request' }
    const answers = await socket.hears(4)
    const outcome = { kind: 'ok', value: snapshotAt(1) }
    expect(answers).toContainEqual({ kind: 'reply', id: 7, outcome })
    expect(answers).toContainEqual({ kind: 'reply', id: 8, outcome: refused })
  })

  test('that looks away hears no Snapshots, and the last one when it looks again', async () => {
    const { core, socket } = await connected()
    socket.say(ask(1, 'look', { isLooking: false }))
    await socket.hears(3)
    expect(core.lookers()).toBe(0)
    core.push(snapshotAt(2))
    core.push(snapshotAt(3))
    socket.say(ask(2, 'look', { isLooking: true }))
    const done = (id: number) => ({ kind: 'reply', id, outcome: { kind: 'ok', value: null } })
    expect(await socket.hears(5)).toEqual([first, push(1), done(1), push(3), done(2)])
    expect(core.lookers()).toBe(1)
  })

  test('that goes looks no longer', async () => {
    const { core, socket } = await connected()
    socket.close()
    await socket.closed
    await until('nobody looks', () => (core.lookers() === 0 ? true : null))
    core.push(snapshotAt(2))
  })
})

describe('a client that only hears', () => {
  test('is told each Snapshot as it comes, and nobody looks', async () => {
    const { core, socket } = await connected()
    socket.say(ask(1, 'look', { isLooking: false, isHearing: true }))
    await socket.hears(3)
    expect(core.lookers()).toBe(0)
    core.push(snapshotAt(2))
    await socket.hears(4)
    socket.say(ask(2, 'look', { isLooking: true, isHearing: true }))
    await socket.hears(5)
    expect(core.lookers()).toBe(1)
    core.push(snapshotAt(3))
    const done = (id: number) => ({ kind: 'reply', id, outcome: { kind: 'ok', value: null } })
    // what it has heard is not told once more when it looks
    expect(await socket.hears(6)).toEqual([first, push(1), done(1), push(2), done(2), push(3)])
  })

  test('is told the last Snapshot at once, and nothing more when it goes', async () => {
    const { core, socket } = await connected()
    socket.say(ask(1, 'look', { isLooking: false }))
    await socket.hears(3)
    core.push(snapshotAt(2))
    socket.say(ask(2, 'look', { isLooking: false, isHearing: true }))
    expect((await socket.hears(5)).slice(3)).toMatchObject([push(2), { id: 2 }])
    expect(core.lookers()).toBe(0)
    socket.close()
    await socket.closed
    core.push(snapshotAt(3))
    expect(socket.heard()).toHaveLength(5)
  })
})

describe('a client of a server that lets act', () => {
  test('is told so before it hears anything else, and its request reaches Core', async () => {
    const asked: unknown[] = []
    const core = createFakeCore(snapshotAt(1), async (input) => {
      asked.push(input)
      throw new Refusal('it has gone')
    })
    const socket = await admitted(await startWeb(core, ['read', 'act']))
    expect(socket.heard()).toEqual([view(true), push(1)])
    const input = { modelId: 'gemma', isDryRun: false, isConfirmed: false }
    socket.say(ask(3, 'unload', input))
    const outcome = { kind: 'refused', reason: 'it has gone' }
    expect((await socket.hears(3)).at(-1)).toEqual({ kind: 'reply', id: 3, outcome })
    expect(asked).toEqual([input])
  })

  test('is refused where the server does not, a dry run too', async () => {
    const { socket } = await connected()
    socket.say(ask(3, 'unload', { modelId: 'gemma', isDryRun: true, isConfirmed: false }))
    const outcome = { kind: 'refused', reason: 'acting is not allowed here: --allow-acts' }
    expect((await socket.hears(3)).at(-1)).toEqual({ kind: 'reply', id: 3, outcome })
  })
})

/** Requests in ten seconds. */
const most = 200

describe('a client that does not behave is sent away', () => {
  test('for a flood', async () => {
    const { core, socket } = await connected()
    const askUpTo = (last: number, from: number): void => {
      for (let id = from; id <= last; id++) socket.say(ask(id, 'snapshot', null))
    }
    askUpTo(most, 1)
    await socket.hears(2 + most) // all answered: so many are no flood
    askUpTo(3 * most, most + 1)
    expect(await socket.closed).toEqual({ code: 4429, reason: 'too many requests' })
    expect(socket.heard()).toHaveLength(2 + most)
    await until('nobody looks', () => (core.lookers() === 0 ? true : null))
  })

  test('for what is no request', async () => {
    const { socket } = await connected()
    socket.say('{"kind":"request"')
    expect(await socket.closed).toEqual({ code: 4400, reason: 'not a request' })
  })

  test('for a message too large, with the token said or not', async () => {
    const { port, socket } = await connected()
    socket.say('x'.repeat(20_000))
    expect(await socket.closed).toMatchObject({ code: 1009 })
    const stranger = await openSocket(port)
    stranger.say('x'.repeat(20_000))
    expect(await stranger.closed).toMatchObject({ code: 1009 })
  })
})

describe('strangers', () => {
  test('that say nothing take few places, and free them again', async () => {
    const { port } = await connected()
    const silent: Socket[] = []
    while (silent.length < 16) silent.push(await openSocket(port))
    const oneTooMany = await openSocket(port)
    expect(await oneTooMany.closed).toEqual({ code: 4429, reason: 'too many connections' })
    silent[0]?.close()
    await silent[0]?.closed
    expect((await admitted(port)).heard()).toEqual([first, push(1)])
  })
})

describe('the language of the settings', () => {
  test('is said with the view, and again when it is changed, to all who have said their token', async () => {
    const wakes: (() => void)[] = []
    let language: LanguageChoice = 'de'
    const core = {
      ...createFakeCore(),
      language: () => language,
      onLanguage: (wake: () => void) => {
        wakes.push(wake)
        return () => undefined
      },
    }
    const port = await startWeb(core)
    const stranger = await openSocket(port)
    const socket = await admitted(port)
    language = 'zh-Hans'
    wakes.forEach((wake) => wake())
    const said = (one: LanguageChoice) => ({ ...first, value: { ...first.value, language: one } })
    expect(await socket.hears(3)).toEqual([said('de'), push(1), said('zh-Hans')])
    expect(stranger.heard()).toEqual([])
  })
})

describe('many clients', () => {
  test('hear the same, up to the bound; those beyond it are sent away', async () => {
    const { core, port, socket } = await connected()
    const others: Socket[] = []
    while (others.length < 127) others.push(await admitted(port))
    const oneTooMany = await openSocket(port)
    expect(await oneTooMany.closed).toEqual({ code: 4429, reason: 'too many connections' })

    expect(core.lookers()).toBe(128)
    core.push(snapshotAt(2))
    for (const each of [socket, ...others])
      expect(await each.hears(3)).toEqual([first, push(1), push(2)])

    socket.close()
    await until('a place is free', () => (core.lookers() === 127 ? true : null))
    expect((await admitted(port)).heard()).toEqual([first, push(2)])
  })
})
