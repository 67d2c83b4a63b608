import { describe, expect, test } from 'vitest'
import { toldOf } from '../../inference/server-told.ts'
import { alone, looked } from '../driven.ts'
import { watchLogs } from './watched-logs.ts'

const mib = (count: number): number => count * 2 ** 20

// composed from llama.cpp's server-context.cpp, llama-model.cpp and llama-kv-cache.cpp
const loading = `srv    load_model: loading model '/m/a.gguf'
load_tensors: MTL0_Mapped model buffer size =  4096.00 MiB
llama_kv_cache:       MTL0 KV buffer size =   512.00 MiB
`
const loaded = 'srv  llama_server: model loaded\n'
const loadFailed = "srv    load_model: failed to load model, '/m/a.gguf'\n"
const facts = { modelPath: '/m/a.gguf', gpuModelBytes: mib(4096), gpuKvBytes: mib(512) }
const limitLine = (megabytes: string): string =>
  `ggml_metal_device_init: recommendedMaxWorkingSetSize  = ${megabytes} MB\n`

const startedAtMs = 1_795_199_990_000
const server = toldOf('llama-server -m /m/a.gguf --log-file /var/a.log', { pid: 70, startedAtMs })

describe('what a log says of a server', () => {
  test('is what stands in the log that it writes, while it loads and after', async () => {
    const { watch, write, run, look } = watchLogs()
    run(server)
    write('/var/a.log', loading)
    await look()
    expect(watch.factsOf(server)).toEqual(facts)
    write('/var/a.log', loaded)
    expect(watch.factsOf(server)).toEqual(facts)
    expect(watch.factsOf(toldOf('llama-server -m /m/b.gguf', { pid: 71 }))).toBeNull()
  })

  test.each([
    ['a load that has failed', loadFailed],
    ['a program that has ended', 'srv    operator(): operator(): cleaning up before exit...\n'],
  ])('is nothing after %s', async (_, line) => {
    const { watch, write, run, look } = watchLogs()
    run(server)
    write('/var/a.log', loading + line)
    await look()
    expect(watch.factsOf(server)).toBeNull()
  })

  test('stands in the one of its logs that says something', async () => {
    const outputs = { 70: ['/var/out.log', '/var/err.log'] }
    const { watch, write, run, look } = watchLogs({ outputs })
    run(toldOf('llama-server -m /m/a.gguf', { pid: 70, startedAtMs }))
    write('/var/out.log', 'hello\n')
    write('/var/err.log', loading)
    await look()
    expect(watch.factsOf(server)).toEqual(facts)
  })
})

describe('what a log says of a server is nothing', () => {
  test('where the log was written before it began', async () => {
    const { watch, write, run, look } = watchLogs()
    const later = toldOf('llama-server --log-file /var/a.log', {
      startedAtMs: startedAtMs + 60_000,
    })
    run(later)
    write('/var/a.log', loading, { modifiedAtMs: startedAtMs })
    await look()
    expect(watch.factsOf(later)).toBeNull()
  })

  test('where the program before it has said it of another file', async () => {
    const { watch, write, run, look } = watchLogs({ outputs: { 70: ['/var/out.log'] } })
    const next = toldOf('llama-server -m /m/new.gguf', { pid: 70, startedAtMs })
    run(next)
    write('/var/out.log', loading + loaded)
    await look()
    expect(watch.factsOf(next)).toBeNull()
    write('/var/out.log', loading.replace('a.gguf', 'new.gguf'))
    expect(watch.factsOf(next)).toEqual({ ...facts, modelPath: '/m/new.gguf' })
  })

  test('where it was said before the program began, until it says it itself', async () => {
    const outputs = { 70: ['/var/out.log'], 71: ['/var/out.log'] }
    const { watch, write, run, look, advance, host } = watchLogs({ outputs })
    const [before, next] = [70, 71].map((id) =>
      toldOf('llama-server -m /m/a.gguf', {
        pid: id,
        startedAtMs: host.clock.nowMs() + (id === 71 ? 60_000 : -60_000),
      }),
    )
    if (before === undefined || next === undefined) throw new Error('two servers')
    run(before)
    write('/var/out.log', loading + loaded)
    await look()
    expect(watch.factsOf(before)).toEqual(facts)
    await advance(61_000)
    run(next)
    await look()
    write('/var/out.log', 'hello\n')
    await look()
    expect(watch.factsOf(next)).toBeNull()
    write('/var/out.log', loading)
    await look()
    expect(watch.factsOf(next)).toEqual(facts)
  })
})

describe('whose a log is', () => {
  test('is nobody’s where two programs may have written it', async () => {
    const { watch, write, run, look, world } = watchLogs()
    world.set('library node/home', '{"home":"/home/user"}')
    const [app, other] = [
      toldOf('ollama serve', { pid: 60, port: 11_434, startedAtMs }),
      toldOf('ollama serve', { pid: 61, port: 11_500, startedAtMs }),
    ]
    write('/home/user/.ollama/logs/server.log', loading)
    run(app)
    await look()
    expect(watch.factsOf(app)).toEqual(facts)
    run(app, other)
    expect([watch.factsOf(app), watch.factsOf(other)]).toEqual([null, null])
  })
})

describe('what a log says of a child', () => {
  const router = toldOf('llama-server --models-dir /m', { pid: 70, port: 8080, startedAtMs })
  const childOf = (port: number, pid: number) =>
    toldOf(`llama-server --port ${port}`, { pid, startedAtMs, parent: router, facts: { port } })
  // composed: a router's children, each line with its port (inference-logs.md §2)
  const ofChild = (port: number, size: string): string =>
    `[${port}] srv    load_model: loading model '/m/${port}.gguf'\n` +
    `[${port}] load_tensors: MTL0_Mapped model buffer size =  ${size} MiB\n`

  test('is what its port has in the log of the server that has started it', async () => {
    const { watch, write, run, look } = watchLogs({ outputs: { 70: ['/var/router.log'] } })
    const [first, second] = [childOf(38_211, 71), childOf(38_212, 72)]
    run(router, first, second)
    write('/var/router.log', ofChild(38_211, '100.00') + ofChild(38_212, '200.00'))
    await look()
    const bytesOf = (told: typeof first) => watch.factsOf(told)?.gpuModelBytes ?? null
    expect([first, second, router].map(bytesOf)).toEqual([mib(100), mib(200), null])
    expect(watch.factsOf(childOf(38_213, 73))).toBeNull()
  })

  test('is nothing where its port is not known, or where it is the child of another', async () => {
    const { watch, write, run, look } = watchLogs({ outputs: { 70: ['/var/router.log'] } })
    const portless = toldOf('llama-server', { pid: 74, startedAtMs, parent: router })
    const other = toldOf('llama-swap', { pid: 80, startedAtMs })
    const theirs = { pid: 81, startedAtMs, parent: other, facts: { port: 38_211 } }
    const stranger = toldOf('llama-server --port 38211', theirs)
    run(router, other, portless, stranger)
    write('/var/router.log', loading + ofChild(38_211, '100.00'))
    await look()
    expect([watch.factsOf(portless), watch.factsOf(stranger)]).toEqual([null, null])
  })

  test('is found in the usual place of its parent, and is not that of another program', async () => {
    const { watch, write, run, look, world } = watchLogs()
    world.set('library node/home', '{"home":"/home/user"}')
    const ollama = toldOf('ollama serve', { pid: 60, port: 11_434, startedAtMs })
    const ofOllama = { pid: 61, startedAtMs, parent: ollama, facts: { port: 50_001 } }
    const child = toldOf('llama-server --port 50001', ofOllama)
    const swap = toldOf('llama-swap', { pid: 80, startedAtMs })
    const ofSwap = { pid: 81, startedAtMs, parent: swap, facts: { port: 50_001 } }
    const stranger = toldOf('llama-server --port 50001', ofSwap)
    run(ollama, child, swap, stranger)
    // composed from llm/llama_server.go
    const start = `time=2026-11-21T12:00:00.000Z level=INFO source=llama_server.go:433 msg="starting llama-server" cmd="/usr/lib/ollama/llama-server --model /m/blob --port 50001"\n`
    write('/home/user/.ollama/logs/server.log', `${start}${loading}`)
    await look()
    expect(watch.factsOf(child)).toMatchObject({ gpuModelBytes: mib(4096) })
    expect(watch.factsOf(stranger)).toBeNull()
  })
})

describe('the limit that engines have logged', () => {
  const gib = 2 ** 30
  const writer = (path: string, id: number) =>
    toldOf(`llama-server -m /m/a.gguf --log-file ${path}`, { pid: id, startedAtMs })
  const limitOf = async (text: string, ramBytes = 32 * gib): Promise<number | null> => {
    const { watch, write, look, run } = watchLogs()
    run(writer('/var/a.log', 70))
    write('/var/a.log', text)
    await look()
    return watch.limit(ramBytes)?.limitBytes ?? null
  }

  test('is the last one of a log, and of several logs that of the one written to last', async () => {
    expect(await limitOf(limitLine('17179.87') + limitLine('22906.50'))).toBe(22_906_500_000)
    const { watch, write, look, run } = watchLogs()
    run(writer('/var/a.log', 70), writer('/var/b.log', 71))
    write('/var/a.log', limitLine('22906.50'), { modifiedAtMs: startedAtMs + 2_000 })
    write('/var/b.log', limitLine('17179.87'), { modifiedAtMs: startedAtMs + 1_000 })
    await look()
    expect(watch.limit(32 * gib)?.limitBytes ?? null).toBe(22_906_500_000)
  })

  test.each([
    ['nobody has said', loading],
    ['less than half of the RAM', limitLine('11453.25')],
    ['more than the RAM', limitLine('115448.73')],
  ])('is not known where it is %s', async (_, text) => {
    expect(await limitOf(text)).toBeNull()
  })

  test.each([
    ['/x/from-a-colleague.log', null],
    ['/tmp/llama-server.log', null],
    ['/home/user/.ollama/logs/server.log', 22_906_500_000],
  ])('is said of this machine, which is not sure of every log: %s', async (path, limitBytes) => {
    const { watch, write, look, world } = watchLogs({ ownFiles: [path] })
    world.set('library node/home', '{"home":"/home/user"}')
    write(path, limitLine('22906.50'))
    await look()
    expect(watch.limit(32 * gib)?.limitBytes ?? null).toBe(limitBytes)
  })
})

describe('the source of logs', () => {
  test('says that there are none, and whether servers run all the same', async () => {
    const { look, run } = watchLogs()
    expect(await look()).toMatchObject({ kind: 'absent', reason: 'there are none' })
    run(toldOf('llama-server -m /m/a.gguf'))
    expect(await look()).toMatchObject({
      kind: 'absent',
      reason: 'no server that runs writes one to a file',
    })
  })

  test('has an answer where logs are read', async () => {
    const { look, run, write } = watchLogs()
    run(server)
    write('/var/a.log', loading)
    expect(await look()).toMatchObject({ id: 'logs', kind: 'ok', reason: null })
  })

  test('names the log that cannot be read, until it can', async () => {
    const { look, trouble, write } = watchLogs({ ownFiles: ['/var/a.log', '/var/b.log'] })
    write('/var/a.log', '')
    write('/var/b.log', '')
    await look()
    trouble('/var/b.log', { kind: 'failed', reason: 'permission denied', atMs: 0, tookMs: 0 })
    expect(await look()).toMatchObject({
      kind: 'failed',
      reason: '/var/b.log: permission denied',
    })
    trouble('/var/b.log', null)
    expect((await look()).kind).toBe('ok')
  })
})

describe('the watch over logs', () => {
  test.each([
    ['each five seconds while somebody looks', looked, [0, 5, 10]],
    ['each half a minute while nobody does', alone, [0]],
  ] as const)('looks for new logs %s', async (_, attention, seconds) => {
    const { look, world, advance } = watchLogs({ ownFiles: ['/var/a.log'] })
    const lookedAt: number[] = []
    let second = 0
    world.get = (name) => {
      if (name === 'stat /var/a.log') lookedAt.push(second)
      return undefined
    }
    for (; second <= 12; second++) {
      await look(attention)
      await advance(1_000)
    }
    expect(lookedAt).toEqual(seconds)
  })

  test('looks for the log of a new server at the next tick', async () => {
    const { look, run, write, advance, watch } = watchLogs()
    await look(alone)
    write('/var/a.log', loading)
    await advance(1_000)
    await look(alone)
    expect(watch.followed()).toEqual([])
    run(server)
    await advance(1_000)
    await look(alone)
    expect(watch.followed().map((log) => log.file().path)).toEqual(['/var/a.log'])
  })
})
