import { describe, expect, test } from 'vitest'
import { createLogNotices } from '../../../src/main/monitor/logs/notices.ts'
import type { LogNotice } from '../../../src/shared/log-notice.ts'
import { toldOf } from '../../inference/server-told.ts'
import { begins, loaded, tooLong } from './found-in-logs.ts'
import { watchLogs, type WatchedLogsOptions } from './watched-logs.ts'

// composed from llama.cpp's src/llama-model.cpp, src/llama-kv-cache.cpp and tools/server
const limit = 'ggml_metal_device_init: recommendedMaxWorkingSetSize  = 12000.00 MB\n'
const weights = 'load_tensors:  MTL0_Mapped model buffer size =  9000.00 MiB\n'
const cache = 'llama_kv_cache:       MTL0 KV buffer size = 4000.00 MiB\n'
const prompt = (tokens: number): string =>
  `slot update_slots: id  0 | task 3 | new prompt, n_ctx_slot = 4096, n_keep = 0, task.n_tokens = ${tokens}\n`
const tooMuch = begins + limit + weights + cache

const minuteMs = 60_000

async function noticing(options: WatchedLogsOptions = { ownFiles: ['/var/a.log'] }) {
  const logs = watchLogs(options)
  const noticesAt = createLogNotices({ logs: logs.watch, told: logs.told })
  let wakes = 0
  logs.watch.onNews(() => {
    wakes += 1
  })
  await logs.look()
  const now = (): readonly LogNotice[] => noticesAt(logs.host.clock.nowMs())
  return { ...logs, now, noticesAt, wakes: () => wakes }
}

const kindsOf = (all: readonly LogNotice[]): readonly string[] =>
  all.map(({ figures: { kind } }) => kind)

describe('a load that will not fit', () => {
  test('is told with its figures, its line and its time, before the next tick', async () => {
    const { write, now, host, wakes } = await noticing()
    const atMs = host.clock.nowMs()
    write('/var/a.log', tooMuch)
    expect(wakes()).toBe(1)
    expect(now()).toEqual([
      {
        id: '/var/a.log::0:load',
        serverId: null,
        model: '/m/a.gguf',
        figures: {
          kind: 'granted',
          needBytes: 13_000 * 2 ** 20,
          haveBytes: 12_000e6,
          line: 'gpu',
        },
        place: { path: '/var/a.log', lineNumber: 4, line: cache.trim() },
        atMs,
      },
    ])
    write('/var/a.log', 'an idle line\n')
    expect(wakes()).toBe(1)
  })

  test('keeps its name while its figures grow, and wakes again', async () => {
    const { write, now, wakes } = await noticing()
    write('/var/a.log', tooMuch)
    const [before] = now()
    write('/var/a.log', 'sched_reserve:       MTL0 compute buffer size =   500.00 MiB\n')
    const [after] = now()
    expect(after?.id).toBe(before?.id)
    expect(after?.figures).toMatchObject({ needBytes: 13_500 * 2 ** 20 })
    expect(wakes()).toBe(2)
  })

  test('is gone when it is loaded, and after some minutes', async () => {
    const one = await noticing()
    one.write('/var/a.log', tooMuch)
    one.write('/var/a.log', loaded)
    expect(one.now()).toEqual([])

    const other = await noticing()
    other.write('/var/a.log', tooMuch)
    await other.advance(5 * minuteMs - 1)
    expect(kindsOf(other.now())).toEqual(['granted'])
    await other.advance(1)
    expect(other.now()).toEqual([])
  })

  test('is another one when it is tried again', async () => {
    const { write, now } = await noticing()
    write('/var/a.log', tooMuch)
    const [first] = now()
    write('/var/a.log', tooMuch)
    const [second] = now()
    expect([first?.id, second?.id]).toEqual(['/var/a.log::0:load', '/var/a.log::1:load'])
  })
})

describe('a prompt that is too long', () => {
  test('is told, until one fits', async () => {
    const { write, now } = await noticing()
    write('/var/a.log', begins + loaded + prompt(5_000))
    expect(now()).toMatchObject([
      { figures: { kind: 'tokens', promptTokens: 5_000, contextTokens: 4_096 } },
    ])
    write('/var/a.log', prompt(400))
    expect(now()).toEqual([])
  })

  test('is told for a minute', async () => {
    const { write, now, advance } = await noticing()
    write('/var/a.log', begins + loaded + prompt(5_000))
    await advance(minuteMs - 1)
    expect(kindsOf(now())).toEqual(['tokens'])
    await advance(1)
    expect(now()).toEqual([])
  })

  test('is told by its failure when it is refused', async () => {
    const { write, now } = await noticing()
    write('/var/a.log', begins + loaded + prompt(5_000) + tooLong(5_000))
    expect(now()).toEqual([])
  })
})

describe('what stood in a log before it was followed', () => {
  test('counts when its load still goes on, and wakes nobody', async () => {
    const { write, now, look, wakes, run } = await noticing({ ownFiles: [] })
    run(toldOf('llama-server -m /m/a.gguf --log-file /var/w.log'))
    write('/var/w.log', tooMuch)
    await look()
    expect([kindsOf(now()), wakes()]).toEqual([['granted'], 0])
  })

  test.each([
    ['the log was changed last long ago', tooMuch, 5 * minuteMs],
    ['the load is done', tooMuch + loaded, 0],
    ['a prompt was asked a while ago', begins + loaded + prompt(5_000), minuteMs],
    ['its date is of an earlier day', `2025-01-02T03:04:05Z ${prompt(5_000)}`, 0],
    ['many lines without a date stand below it', prompt(5_000) + 'an idle line\n'.repeat(201), 0],
  ])('does not count where %s', async (_, text, ageMs) => {
    const logs = watchLogs({ ownFiles: ['/var/b.log'] })
    const nowMs = logs.host.clock.nowMs()
    logs.write('/var/b.log', text, { isBacklog: true, modifiedAtMs: nowMs - ageMs })
    await logs.look()
    expect(createLogNotices({ logs: logs.watch, told: logs.told })(nowMs)).toEqual([])
  })
})

const told = (pid: number) => toldOf('llama-server -m /m/a.gguf --log-file /var/w.log', { pid })

describe('the server of a notice', () => {
  test('is the one that writes the log, and its notice ends with it', async () => {
    const { write, now, run, look } = await noticing({ ownFiles: [] })
    run(told(70))
    write('/var/w.log', tooMuch)
    await look()
    expect(now().map(({ serverId }) => serverId)).toEqual(['llama-server:70:1000'])
    run()
    expect(now()).toEqual([])
    run(told(71))
    expect(now()).toEqual([])
  })

  test('is the child of the port that its lines name, as soon as that is known', async () => {
    const { write, now, run, look } = await noticing({
      ownFiles: [],
      outputs: { 70: ['/var/w.log'] },
    })
    const router = toldOf('llama-server --models-dir /m', { pid: 70, port: 8080 })
    const child = toldOf('llama-server -m /m/a.gguf --port 38211', {
      pid: 71,
      parent: router,
      facts: { port: 38_211 },
    })
    const writers = () => now().map(({ serverId }) => serverId)
    run(router)
    write('/var/w.log', '')
    await look()
    write('/var/w.log', tooMuch.replaceAll(/^(?=.)/gm, '[38211] '))
    expect(writers()).toEqual(['llama-server-router:70:1000'])
    run(router, child)
    expect(writers()).toEqual(['llama-server:71:1000'])
    run(router)
    expect(writers()).toEqual([])
    expect(writers()).toEqual([])
  })
})

test('of many logs the newest are told', async () => {
  const ownFiles = Array.from({ length: 25 }, (_, index) => `/var/${index}.log`)
  const { write, now, advance } = await noticing({ ownFiles })
  for (const path of ownFiles) {
    write(path, tooMuch)
    await advance(1)
  }
  expect(now()).toHaveLength(20)
  expect(now()[0]?.place.path).toBe('/var/24.log')
})
