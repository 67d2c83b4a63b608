import { describe, expect, test } from 'vitest'
import { well, type Behaviour } from '../../servers/behaviour.ts'
import {
  linesOf,
  modelNamed,
  serverOf,
  startMs,
  watchServers,
} from '../../servers/composed-world.ts'
import { startFake, startTrap } from '../../servers/fake-server.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'
import { fakeKobold } from '../../servers/kinds/others.ts'
import { fakeOllama } from '../../servers/kinds/ollama.ts'

const good = { pid: 100, command: 'ollama serve' }
const bad = { pid: 200, command: 'llama-server -m /m/bad.gguf' }
const badLlama = () => fakeLlama({ name: 'bad', path: '/m/bad.gguf' })
const goodOllama = () => fakeOllama([{ name: 'fine', bytes: 3e9 }])

/** A well-behaved Ollama beside a llama-server that behaves like this from the beginning. */
async function besideGood(behaviour: Behaviour, deadlineMs = 200) {
  const fine = await startFake(goodOllama())
  const fake = await startFake(badLlama(), { behaviour })
  // a machine that is busy may take longer for what does come
  const watching = watchServers({ late: { deadlineMs, isAt: fake.isLateAt } })
  watching.run({ ...good, ports: [fine.port] }, { ...bad, ports: [fake.port] })
  return { ...watching, fine, fake }
}

describe('a server that behaves badly', () => {
  test.each<[Behaviour['kind'], Behaviour, RegExp]>([
    ['slow', { kind: 'slow', ms: 900 }, /^no answer within/],
    ['hangs', { kind: 'hangs' }, /^no answer within/],
    ['drips', { kind: 'drips' }, /^no answer within/],
    ['resets', { kind: 'resets' }, /hung up/],
    ['huge', { kind: 'huge' }, /more than 1048576 bytes/],
  ])('that %s is silent, and holds up no other', async (_, behaviour, reason) => {
    const { tick, fake } = await besideGood(well)
    await tick(0)
    fake.behave(behaviour)
    for (const second of [10, 20, 30]) {
      const inventory = await tick(second)
      expect(modelNamed(inventory, 'fine')).toMatchObject({
        atMs: startMs + second * 1_000,
        isStale: false,
      })
    }
    const inventory = await tick(40)
    expect(serverOf(inventory, 200)).toMatchObject({
      state: 'silent',
      stateReason: expect.stringMatching(reason),
    })
    // what it told while it was well stands, and is called old
    expect(modelNamed(inventory, 'bad')).toMatchObject({ atMs: startMs, isStale: true })
  })

  test.each<[Behaviour['kind'], Behaviour]>([
    ['html', { kind: 'html' }],
    ['malformed', { kind: 'malformed' }],
    ['busy', { kind: 'busy' }],
  ])('that says only %s has its models still, as it told them before', async (_, behaviour) => {
    const { tick, ticks, fine } = await besideGood(well)
    await tick(0)
    fine.behave(behaviour)
    const soon = await ticks(10, 30)
    expect(linesOf(soon)).toContain('fine ollama loaded')
    expect(modelNamed(soon, 'fine')).toMatchObject({ atMs: startMs, isStale: false })
    expect(modelNamed(await tick(110), 'fine').isStale).toBe(true)
    fine.behave(well)
    const again = await tick(120)
    expect(modelNamed(again, 'fine')).toMatchObject({ atMs: startMs + 120_000, isStale: false })
    expect(again.unloadedCount).toBe(0)
  })
})

describe('a server whose slots wait for the work at hand', () => {
  const slots: Behaviour = { kind: 'hangs', at: /^\/slots/ }

  test('works where the rest of it answers in time, and is not left alone', async () => {
    const { tick, ticks, fake } = await besideGood(well, 80)
    expect(modelNamed(await ticks(0, 1), 'bad').state).toBe('idle')
    fake.behave(slots)
    const before = fake.asked().length
    const busy = await tick(6)
    expect(fake.asked().slice(before)).toEqual(['GET /slots', 'GET /props', 'GET /v1/models'])
    expect(serverOf(busy, 200).state).toBe('ready')
    expect(modelNamed(busy, 'bad')).toMatchObject({ state: 'generating', isStale: false })
    await ticks(7, 36)
    expect(fake.countOf('GET /slots')).toBe(1 + 4) // at 6, 16, 26 and 36
    fake.behave(well)
    expect(modelNamed(await ticks(37, 46), 'bad').state).toBe('idle')
  })

  test('is silent where the rest of it does not answer either', async () => {
    const { tick, fake } = await besideGood(well, 80)
    await tick(0)
    fake.behave({ kind: 'hangs' })
    const before = fake.asked().length
    expect(serverOf(await tick(6), 200).state).toBe('silent')
    expect(fake.asked().slice(before)).toEqual(['GET /slots', 'GET /props'])
  })
})

describe('a server that was never well', () => {
  test('one that is slow is ready all the same', async () => {
    const { tick } = await besideGood({ kind: 'slow', ms: 60 }, 2_000)
    expect(serverOf(await tick(0), 200).state).toBe('ready')
  })

  test('one that has never answered names the model of its command line, as its process holds it', async () => {
    const { tick } = await besideGood({ kind: 'resets' })
    const inventory = await tick(0)
    expect(linesOf(inventory)).toEqual(['fine ollama loaded', 'bad.gguf llama-server loaded'])
    expect(serverOf(inventory, 200)).toMatchObject({ state: 'silent', port: null })
  })

  test('a redirect is an answer: where it leads to nobody goes', async () => {
    const { tick, fake } = await besideGood({ kind: 'redirect', toPort: await startTrap() })
    const inventory = await tick(0)
    expect(fake.asked()).toContain('GET /health')
    expect(serverOf(inventory, 200)).toMatchObject({
      state: 'unasked',
      stateReason: `what answers on port ${fake.port} is not llama-server`,
    })
  })

  test('a page in place of its API leaves it unasked', async () => {
    const { tick, fake } = await besideGood({ kind: 'html' })
    expect(serverOf(await tick(0), 200).state).toBe('unasked')
    expect(fake.asked()).toEqual(['GET /health', 'GET /v1/models', 'GET /props'])
  })
})

describe('a server that does not answer', () => {
  test('is asked less and less often, up to once a minute', async () => {
    const { ticks, fake } = await besideGood({ kind: 'resets' })
    // what only reads is asked twice where it is reset
    const attempts = () => fake.noted.length / 2
    await ticks(0, 60)
    expect(attempts()).toBe(6) // at 0, 1, 3, 7, 15 and 31
    await ticks(61, 600)
    expect(attempts()).toBe(6 + 9) // at 63 and each minute behind it
  })

  test('is asked at once when somebody hurries', async () => {
    const { ticks, tick, watch, fake } = await besideGood({ kind: 'resets' })
    await ticks(0, 40)
    fake.behave(well)
    expect(serverOf(await tick(41), 200).state).toBe('silent')
    watch.hurry(null)
    expect(serverOf(await tick(42), 200).state).toBe('ready')
  })
})

describe('a server that comes and goes', () => {
  test('is starting while its process is young, and the model is loading', async () => {
    const fine = await startFake(goodOllama())
    const { run, tick, ticks } = watchServers()
    const young = { ...bad, startedAtMs: startMs - 2_000 }
    run({ ...good, ports: [fine.port] }, young)
    expect(serverOf(await tick(0), 200)).toMatchObject({
      state: 'starting',
      stateReason: 'it does not listen yet',
      port: null,
    })
    const kind = fakeLlama({ name: 'bad', path: '/m/bad.gguf', isLoading: true })
    const fake = await startFake(kind)
    run({ ...good, ports: [fine.port] }, { ...young, ports: [fake.port] })
    const loading = await tick(6)
    expect(serverOf(loading, 200)).toMatchObject({
      state: 'starting',
      stateReason: 'Loading model',
      port: fake.port,
    })
    expect(modelNamed(loading, 'bad.gguf').state).toBe('loading')
    kind.become({ isLoading: false })
    expect(serverOf(await tick(12), 200).state).toBe('ready')
    expect(modelNamed(await ticks(13, 18), 'bad').state).toBe('idle')
  })

  test('is gone with its process, and comes anew with another', async () => {
    const first = await startFake(goodOllama())
    const { run, tick, watch } = watchServers()
    run({ ...good, ports: [first.port] })
    expect(linesOf(await tick(0))).toEqual(['fine ollama loaded'])
    run()
    expect(await tick(1)).toMatchObject({ servers: [], models: [], unloadedCount: 1 })
    const second = await startFake(fakeOllama([{ name: 'other', bytes: 2e9 }]))
    run({ ...good, pid: 101, ports: [second.port] })
    expect(linesOf(await tick(8))).toEqual(['other ollama loaded'])
    expect(watch.held().map(({ model }) => model.name)).toEqual(['other'])
  })

  test('whose port is closed while its process runs does not listen any more', async () => {
    const fine = await startFake(goodOllama())
    const { run, tick } = watchServers()
    run({ ...good, ports: [fine.port] })
    await tick(0)
    await fine.stop()
    const inventory = await tick(6)
    expect(serverOf(inventory, 100)).toMatchObject({
      state: 'unasked',
      stateReason: 'it does not listen any more',
    })
    expect(modelNamed(inventory, 'fine').eject.kind).toBe('none')
  })
})

describe('a process that takes the place of another behind the same root', () => {
  const root = { pid: 300, command: 'koboldcpp --admin' }
  const runner = (id: number, port: number, startedAtMs: number) => ({
    pid: id,
    parentPid: 300,
    command: 'koboldcpp --admin',
    ports: [port],
    startedAtMs,
  })

  test('knows nothing of what the one before has told', async () => {
    const first = await startFake(fakeKobold('first', true))
    const { run, tick } = watchServers()
    run(root, runner(301, first.port, startMs - 60_000))
    const before = await tick(0)
    expect(linesOf(before)).toEqual(['koboldcpp/first koboldcpp idle'])
    const second = await startFake(fakeKobold('second', false))
    run(root, runner(302, second.port, startMs + 5_000))
    const after = await tick(10)
    expect(linesOf(after)).toEqual(['koboldcpp/second koboldcpp idle'])
    expect(modelNamed(after, 'koboldcpp/second').eject.kind).toBe('none')
    expect(second.countOf('GET /api/extra/version')).toBe(2)
  })
})

describe('ports', () => {
  test('that no server listens on get no connection', async () => {
    const fine = await startFake(goodOllama())
    const trap = await startTrap()
    const { run, ticks } = watchServers()
    run({ ...good, ports: [fine.port] }, { pid: 300, command: '/usr/bin/nginx', ports: [trap] })
    expect((await ticks(0, 40)).servers).toHaveLength(1)
  })

  test('of a service that may not be looked into are its own where a mark proves it', async () => {
    const fine = await startFake(goodOllama())
    const trap = await startTrap()
    const { run, tick } = watchServers()
    // its command line names the port; the other one is of nobody known
    run(
      { pid: 100, command: `llama-server -m /m/a.gguf --port ${fine.port}`, isHidden: true },
      { pid: 1, command: 'init', ports: [trap], isHidden: true },
      { pid: 2, command: 'init', ports: [fine.port], isHidden: true },
    )
    const server = serverOf(await tick(0), 100)
    expect([server.state, server.stateReason]).toEqual([
      'unasked',
      `what answers on port ${fine.port} is not llama-server`,
    ])
    expect(fine.asked()).toEqual(['GET /health', 'GET /v1/models', 'GET /props'])
  })
})
