import { describe, expect, test } from 'vitest'
import type { LiveMoment } from '../../../src/main/inference/diagnosis/live/live-sign.ts'
import {
  absent,
  gpu,
  model,
  moment,
  ollamaId,
  reported,
  server,
} from '../../inference/diagnosis/live/moments.ts'
import { toldOf } from '../../inference/server-told.ts'
import { begins, classesOf, finding, hourMs, loaded, refused, tooLong } from './found-in-logs.ts'

// composed from llama.cpp's common/arg.cpp
const onCpu = 'warning: no usable GPU found, --gpu-layers option will be ignored\n'

describe('a failure in a log', () => {
  test('is a finding with its card, its line and its time', async () => {
    const { write, fold, host } = await finding()
    const atMs = host.clock.nowMs()
    write('/var/a.log', `one\n${begins}${refused('8484.02')}`)
    const [found] = await fold()
    expect(found).toMatchObject({
      class: 'metal-alloc-failed',
      signature: 'ggml-metal-buffer-refused',
      program: 'llama.cpp',
      serverId: null,
      facts: { modelPath: '/m/a.gguf', triedBytes: 8_896_139_756 },
      atMs,
      lastAtMs: atMs,
      count: 1,
      place: {
        path: '/var/a.log',
        lineNumber: 3,
        line: 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 8484.02 MiB',
      },
    })
    expect(found?.sentence).toContain('8.9 GB')
    expect(found?.fixes.length).toBeGreaterThan(0)
  })

  test('that comes again is one, with its first time and its last', async () => {
    const { write, fold, advance, host } = await finding()
    const atMs = host.clock.nowMs()
    write('/var/a.log', begins + loaded + tooLong(5_000))
    const [first] = await fold()
    await advance(5_000)
    write('/var/a.log', tooLong(6_000))
    const [again, ...others] = await fold()
    expect(others).toEqual([])
    expect(again).toMatchObject({ count: 2, atMs, lastAtMs: atMs + 5_000 })
    expect(again?.id).toBe(first?.id)
  })

  test('between two ticks is found at once, beside what the machine showed last', async () => {
    const { write, again } = await finding()
    write('/var/a.log', refused('9000.00'))
    expect(classesOf(again())).toEqual(['metal-alloc-failed 1'])
  })
})

describe('a failure that is past', () => {
  test('is over when a later load succeeds, and not when its own did before', async () => {
    const { write, fold } = await finding()
    write('/var/a.log', begins + loaded + tooLong(5_000))
    expect(classesOf(await fold())).toEqual(['context-full 1'])
    write('/var/a.log', begins + refused('9000.00'))
    expect(classesOf(await fold()).toSorted()).toEqual(['context-full 1', 'metal-alloc-failed 1'])
    write('/var/a.log', begins)
    expect(await fold()).toHaveLength(2)
    write('/var/a.log', loaded)
    expect(await fold()).toEqual([])
  })

  test('is gone after an hour', async () => {
    const { write, fold, advance } = await finding()
    write('/var/a.log', refused('9000.00'))
    await advance(hourMs - 1)
    expect(await fold()).toHaveLength(1)
    await advance(1)
    expect(await fold()).toEqual([])
  })

  test('of long ago is none', async () => {
    const { write, fold, host } = await finding()
    const modifiedAtMs = host.clock.nowMs() - hourMs
    write('/var/a.log', refused('9000.00'), { isBacklog: true, modifiedAtMs })
    expect(await fold()).toEqual([])
    write('/var/a.log', tooLong(5_000), { isBacklog: true, modifiedAtMs: modifiedAtMs + 1 })
    expect(classesOf(await fold())).toEqual(['context-full 1'])
  })
})

describe('what only a machine with a GPU is worse off for', () => {
  test('is said of one, and not of a machine without', async () => {
    const [mac, linux] = [await finding(), await finding({ isMac: false })]
    for (const { write } of [mac, linux]) write('/var/a.log', onCpu)
    expect(classesOf(await mac.fold())).toEqual(['cpu-fallback 1'])
    expect(await linux.fold({ gpu: absent })).toEqual([])
    expect(classesOf(await linux.fold({ gpu }))).toEqual(['cpu-fallback 1'])
  })
})

const told = toldOf('llama-server -m /m/a.gguf --log-file /var/w.log', { pid: 70 })

describe('the server of a finding', () => {
  test('is the one that writes the log', async () => {
    const { write, fold, run } = await finding({ ownFiles: [] })
    run(told)
    write('/var/w.log', refused('9000.00'))
    expect((await fold())[0]?.serverId).toBe('llama-server:70:1000')
  })

  test('is nobody any more when that has ended; the finding stays', async () => {
    const { write, fold, run, advance } = await finding({ ownFiles: [] })
    run(told)
    write('/var/w.log', refused('9000.00'))
    const [before] = await fold()
    run()
    await advance(hourMs / 2)
    const [after] = await fold()
    expect([after?.id, after?.serverId, after?.class]).toEqual([
      before?.id,
      null,
      'metal-alloc-failed',
    ])
  })

  test('is the child of the port that its line names, while that runs', async () => {
    const { write, fold, run } = await finding({ ownFiles: [], outputs: { 70: ['/var/w.log'] } })
    const router = toldOf('llama-server --models-dir /m', { pid: 70, port: 8080 })
    const facts = { port: 38_211 }
    run(
      router,
      toldOf('llama-server -m /m/a.gguf --port 38211', { pid: 71, parent: router, facts }),
    )
    write('/var/w.log', `[38211] ${refused('9000.00')}[38212] ${refused('7000.00')}`)
    const found = await fold()
    expect(found.map(({ facts: { triedBytes }, serverId }) => [triedBytes, serverId])).toEqual([
      [9_000 * 2 ** 20, 'llama-server:71:1000'],
      [7_000 * 2 ** 20, 'llama-server-router:70:1000'],
    ])
  })

  test('is the one whose usual place it is', async () => {
    const { write, fold, run, world } = await finding()
    world.set('library node/home', '{"home":"/home/user"}')
    write('/home/user/.ollama/logs/server.log', refused('9000.00'))
    run(toldOf('ollama serve', { pid: 60 }), toldOf('llama-server -m /m/a.gguf', { pid: 61 }))
    expect((await fold())[0]).toMatchObject({ serverId: 'ollama:60:1000', program: 'Ollama' })
  })
})

describe('the id of a finding', () => {
  test('stays while its figures and its server change', async () => {
    const { write, fold, run } = await finding({ ownFiles: ['/var/w.log'] })
    write('/var/w.log', begins + refused('9000.00'))
    const [before] = await fold()
    run(told)
    write(
      '/var/w.log',
      'ggml_gallocr_reserve_n: failed to allocate Metal buffer of size 8896122880\n',
    )
    const [after, ...others] = await fold({ gpu })
    expect(others).toEqual([])
    expect(after?.sentence).not.toBe(before?.sentence)
    expect([after?.id, after?.serverId]).toEqual([before?.id, 'llama-server:70:1000'])
  })

  test('is that of no other load, class or log', async () => {
    const { write, fold } = await finding({ ownFiles: ['/var/a.log', '/var/b.log'] })
    write('/var/a.log', begins + refused('9000.00') + tooLong(5_000) + begins + refused('9000.00'))
    write('/var/b.log', begins + refused('9000.00'))
    const ids = (await fold()).map(({ id }) => id)
    expect([ids.length, new Set(ids).size]).toEqual([4, 4])
  })
})

describe('findings', () => {
  const offGpu = model({
    state: 'idle',
    memory: { total: reported(6e9), onGpu: reported(0), weights: null, kv: null },
  })

  test('are twenty at most, the last ones, and what the machine shows is always among them', async () => {
    const { write, fold, advance, host } = await finding()
    const shown = (): Partial<LiveMoment> => ({
      ...moment({ models: [{ ...offGpu, atMs: host.clock.nowMs() }] }),
      gpu: { ...gpu, atMs: host.clock.nowMs() },
    })
    for (let second = 0; second <= 60; second++) {
      await fold(shown())
      await advance(1_000)
    }
    for (let load = 0; load < 25; load++) {
      await advance(1_000)
      write('/var/a.log', begins + refused(`${9_000 + load}.00`))
    }
    const found = await fold(shown())
    expect(found).toHaveLength(20)
    expect(found.at(-1)).toMatchObject({
      class: 'cpu-fallback',
      signature: 'live-zero-on-gpu',
      program: 'Ollama',
      serverId: ollamaId,
      place: null,
    })
    const tried = found.slice(0, -1).map(({ facts }) => (facts.triedBytes ?? 0) / 2 ** 20 - 9_000)
    expect(tried).toEqual(Array.from({ length: 19 }, (_, index) => 24 - index))
  })

  test('of a machine that shows nothing, and of logs that say nothing, are none', async () => {
    const { write, fold } = await finding()
    write('/var/a.log', begins + loaded)
    expect(await fold({ servers: [server()], models: [model()] })).toEqual([])
  })
})
