import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { createRecorder } from '../../../src/main/host/recorder.ts'
import { tempFolder } from '../../processes.ts'
import type { FakeKind } from '../../servers/answering.ts'
import { well } from '../../servers/behaviour.ts'
import { linesOf, serverOf, watchServers } from '../../servers/composed-world.ts'
import { startFake } from '../../servers/fake-server.ts'
import { fakeLmStudio } from '../../servers/kinds/lmstudio.ts'
import { fakeOllama } from '../../servers/kinds/ollama.ts'
import { fakeLocalAi } from '../../servers/kinds/others.ts'

const key = 'a-key-of-13-words'

const studio = (): FakeKind =>
  fakeLmStudio([{ key: 'gemma', format: 'gguf', bytes: 6e9, contextTokens: 4096 }])

describe('a server that wants a key', () => {
  test.each<[string, string, FakeKind, RegExp, string]>([
    ['lmstudio', 'llmster', studio(), /^\/lmstudio-greeting$/, 'gemma lmstudio loaded'],
    ['lmstudio', 'llmster', studio(), /^$/, 'gemma lmstudio loaded'],
    ['localai', 'local-ai run', fakeLocalAi('phi'), /^\/\.well-known/, 'phi localai idle'],
    ['localai', 'local-ai run', fakeLocalAi('phi'), /^$/, 'phi localai idle'],
  ])('%s is closed until it is given one, and is not asked in a loop', async (...given) => {
    const [kind, command, fake, open, line] = given
    const server = await startFake(fake, { behaviour: { kind: 'keyed', key, open } })
    let typed: string | null = null
    const { run, tick, ticks } = watchServers({
      apiKeyFor: (of, port) => (of === kind && port === server.port ? typed : null),
    })
    run({ pid: 100, command, ports: [server.port] })
    const closed = await tick(0)
    expect(serverOf(closed, 100)).toMatchObject({
      kind,
      state: 'closed',
      stateReason: 'it wants a key',
      port: server.port,
    })
    const countBefore = server.noted.length
    expect(countBefore).toBeLessThanOrEqual(4)
    await ticks(1, 120)
    expect(server.noted.length).toBe(countBefore)
    expect(server.noted.filter(({ headers }) => headers['authorization'] !== undefined)).toEqual([])

    typed = key
    const opened = await tick(121)
    expect(serverOf(opened, 100).state).toBe('ready')
    expect(linesOf(opened)).toEqual([line])
  })

  test('is not opened by a wrong key, and that is not tried again', async () => {
    const server = await startFake(studio(), { behaviour: { kind: 'keyed', key } })
    const { run, ticks } = watchServers({ apiKeyFor: () => 'a-wrong-one' })
    run({ pid: 100, command: 'llmster', ports: [server.port] })
    expect(serverOf(await ticks(0, 60), 100).state).toBe('closed')
    expect(server.noted.length).toBeLessThanOrEqual(4)
  })
})

describe('a server that wants a key no more', () => {
  test.each([
    ['its mark', /^$/],
    ['what it holds', /^\/lmstudio-greeting$/],
  ])('is asked again for %s after five minutes, once', async (_, open) => {
    const server = await startFake(studio(), { behaviour: { kind: 'keyed', key, open } })
    const { run, tick, ticks } = watchServers()
    run({ pid: 100, command: 'llmster', ports: [server.port] })
    await tick(0)
    const before = server.noted.length
    expect(serverOf(await ticks(1, 299), 100).state).toBe('closed')
    expect(server.noted.length).toBe(before)
    expect(serverOf(await ticks(300, 500), 100).state).toBe('closed')
    expect(server.noted.length).toBe(before + 1)
    server.behave(well)
    expect(serverOf(await tick(501), 100).state).toBe('closed')
    expect(linesOf(await tick(600))).toEqual(['gemma lmstudio loaded'])
  })

  test('is asked again when somebody hurries, as with the same key', async () => {
    const server = await startFake(studio(), { behaviour: { kind: 'keyed', key: 'another' } })
    const { run, tick, watch } = watchServers({ apiKeyFor: () => key })
    run({ pid: 100, command: 'llmster', ports: [server.port] })
    expect(serverOf(await tick(0), 100).state).toBe('closed')
    server.behave({ kind: 'keyed', key })
    expect(serverOf(await tick(1), 100).state).toBe('closed')
    watch.hurry(null)
    expect(serverOf(await tick(2), 100).state).toBe('ready')
  })

  test('is asked for nothing but its mark before that has come', async () => {
    const server = await startFake(studio(), { behaviour: { kind: 'keyed', key } })
    const { run, ticks } = watchServers({ apiKeyFor: () => 'a-wrong-one' })
    run({ pid: 100, command: 'llmster', ports: [server.port] })
    await ticks(0, 700)
    expect(new Set(server.asked())).toEqual(new Set(['GET /lmstudio-greeting']))
    expect(server.noted.length).toBe(3 * 2)
  })
})

describe('a key', () => {
  test('goes to the server that it was typed for, and into no recording and no Snapshot', async () => {
    const path = join(tempFolder(), 'recording.jsonl')
    const recorder = await createRecorder(createLocalHost(), path)
    onTestFinished(() => recorder.host.close())
    const keyed = await startFake(studio(), { behaviour: { kind: 'keyed', key } })
    const other = await startFake(fakeOllama([{ name: 'qwen', bytes: 2e9 }]))
    const { run, ticks } = watchServers({
      host: recorder.host,
      apiKeyFor: (_, port) => (port === keyed.port ? key : null),
    })
    run(
      { pid: 100, command: 'llmster', ports: [keyed.port] },
      { pid: 101, command: 'ollama serve', ports: [other.port] },
    )
    const inventory = await ticks(0, 10)
    expect(linesOf(inventory).toSorted()).toEqual(['gemma lmstudio loaded', 'qwen ollama loaded'])
    await recorder.close()

    const sent = (headers: Readonly<Record<string, unknown>>) => headers['authorization']
    // who it is, is asked without it first
    const [first, ...later] = keyed.noted.map(({ headers }) => sent(headers))
    expect(first).toBeUndefined()
    expect(new Set(later)).toEqual(new Set([`Bearer ${key}`]))
    expect(other.noted.filter(({ headers }) => sent(headers) !== undefined)).toEqual([])
    const recording = readFileSync(path, 'utf8')
    expect(recording).toContain('/api/v1/models')
    expect(recording).not.toContain(key)
    const { servers, models } = inventory
    expect(JSON.stringify({ servers, models })).not.toContain(key)
  })
})
