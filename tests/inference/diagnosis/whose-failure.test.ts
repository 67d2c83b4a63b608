import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'
import { cpuMs } from '../../cpu-ms.ts'

const index = createCatalogue()
const reading = () => createLogReader(index, { program: null, isAppleSilicon: null })

function readWhole(text: string) {
  const reader = reading()
  reader.read(text)
  return { failures: reader.failures(), facts: reader.facts() }
}

// composed from ggml-metal-device.m, ggml_metal_buffer_init
const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size =  8484.02 MiB'
const gin = (clock: string): string =>
  `[GIN] 2026/11/21 - ${clock} | 200 | 1.2s | 127.0.0.1 | POST "/api/chat"\n`
const outOfMemory =
  'error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)\n'
/** Composed after inference-logs.md §2: a child of Ollama's that has loaded. */
const started = (model: string, port: number): string =>
  [
    `time=2026-11-21T10:00:00.000Z level=INFO source=server.go:400 msg="starting llama-server" cmd="/x/llama-server --model /m/${model} --port ${port} --host 127.0.0.1 -c 4096 -np 1"`,
    `llama_kv_cache: MTL0 KV buffer size = ${port}.00 MiB`,
    'time=2026-11-21T10:00:04.000Z level=INFO source=server.go:400 msg="llama-server started in 4.80 seconds"',
    '',
  ].join('\n')
const died = (port: number): string =>
  `time=2026-11-21T10:02:00.000Z level=ERROR source=server.go:1 msg="post predict" error="Post \\"http://127.0.0.1:${port}/completion\\": EOF"\n`

describe('the time of a line without a date', () => {
  const spoken = new Date('2026-11-21T18:59:00').getTime()

  test('is that of the nearest line above with one, whatever that says', () => {
    const whole = started('a', 1_111) + gin('18:59:00') + outOfMemory
    expect(readWhole(whole).failures.map(({ atMs }) => atMs)).toEqual([spoken])
    const reader = reading()
    for (const line of whole.split(/(?<=\n)/)) reader.read(line)
    expect(reader.failures().map(({ atMs }) => atMs)).toEqual([spoken])
  })

  test('is found in time in a log that does nothing but fail', () => {
    const text = `${gin('18:59:00')}${'x\n'.repeat(16)}${outOfMemory.repeat(50_000)}`
    const beforeMs = cpuMs()
    const [failure] = readWhole(text).failures
    expect([failure?.atMs, failure?.lastAtMs, failure?.count]).toEqual([spoken, spoken, 50_000])
    expect(cpuMs() - beforeMs).toBeLessThan(5_000)
  })
})

describe('a failure among several children that have no prefix', () => {
  const both = started('a', 1_111) + started('b', 2_222)

  test('is nobody’s, until its parent says who has died', () => {
    const reader = reading()
    reader.read(both + outOfMemory)
    expect(reader.failures()[0]).toMatchObject({ port: null })
    expect(reader.failures()[0]?.facts).not.toHaveProperty('modelPath')
    reader.read(`goroutine 1\n${died(1_111)}`)
    expect(reader.failures()).toMatchObject([
      { port: 1_111, facts: { modelPath: '/m/a', gpuKvBytes: 1_111 * 2 ** 20 }, count: 1 },
    ])
    expect([...reader.states()].map(([port, { stage }]) => [port, stage])).toEqual([
      [null, 'unknown'],
      [1_111, 'ended'],
      [2_222, 'loaded'],
    ])
  })

  test('is that of the one that loads, and of the one that is left', () => {
    const loading = `${started('b', 2_222).split('\n', 1).join('')}\n`
    expect(readWhole(started('a', 1_111) + loading + outOfMemory).failures).toMatchObject([
      { port: 2_222, facts: { modelPath: '/m/b' } },
    ])
    expect(readWhole(both + died(2_222) + outOfMemory).failures).toMatchObject([
      { port: 1_111, facts: { modelPath: '/m/a' } },
    ])
  })

  test('is not another’s that died long after', () => {
    const { failures } = readWhole(both + outOfMemory + 'x\n'.repeat(600) + died(1_111))
    expect(failures.map(({ port }) => port)).toEqual([null])
  })

  test('is that of its model: another for the same has taken the place of the first', () => {
    const again = started('a', 1_111) + started('a', 2_222)
    expect(readWhole(again + outOfMemory).failures).toMatchObject([{ port: 2_222 }])
  })
})

describe('a failure is over', () => {
  const oversOf = (text: string): readonly string[] =>
    readWhole(text).failures.map(({ isOver }) => isOver)
  const failed = `[1111] srv    load_model: loading model '/m/a.gguf'\n[1111] ${refused}\n`
  const loads = (port: number, model: string): string =>
    `[${port}] srv    load_model: loading model '/m/${model}.gguf'\n[${port}] srv  llama_server: model loaded\n`

  test.each([
    ['no load', '', 'no'],
    ['another child with another model', loads(2_222, 'b'), 'perhaps'],
    ['another child with the same model', loads(2_222, 'a'), 'yes'],
    ['the same child', loads(1_111, 'c'), 'yes'],
  ])('or not, after %s', (_, text, isOver) => {
    expect(oversOf(failed + text)).toEqual([isOver])
  })

  test('when its model is loaded by Ollama, whatever the port', () => {
    const all = started('a', 1_111) + outOfMemory + died(1_111)
    expect(oversOf(all + started('b', 2_222))).toEqual(['perhaps'])
    expect(oversOf(all + started('a', 3_333))).toEqual(['yes'])
  })
})

describe('what a log claims', () => {
  test('is not believed where no machine has so much', () => {
    const flood = 'llama_kv_cache: MTL0 KV buffer size = 99999999.00 MiB\n'.repeat(50)
    const tokens = 'llama_context: n_ctx                 = 99999999999\n'
    expect(readWhole(flood + tokens).facts).toEqual({})
    const many = 'llama_kv_cache: MTL0 KV buffer size = 4194304.00 MiB\n'
    expect(readWhole(many.repeat(4)).facts).toEqual({ gpuKvBytes: 16 * 2 ** 40 })
    expect(readWhole(many.repeat(5)).facts).toEqual({})
  })

  test('is of the program that is known to write it, also where that became known later', () => {
    const options: { program: 'lm-studio' | null; readonly isAppleSilicon: null } = {
      program: null,
      isAppleSilicon: null,
    }
    const reader = createLogReader(index, options)
    reader.read(`srv    load_model: loading model 'a.gguf'\n`)
    options.program = 'lm-studio'
    expect(reader.read(`${refused}\n`)[0]?.program).toBe('lm-studio')
  })
})
