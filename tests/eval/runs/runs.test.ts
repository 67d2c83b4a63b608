import { describe, expect, test } from 'vitest'
import { folderOf, smallModel } from '../llama/made-up.ts'
import { suite } from '../suites/runs.ts'

interface Line {
  readonly backend: string
  readonly kind: string
  readonly mib: number
}

const bufferOf = (kind: string, mib: number, backend = 'CPU'): Line => ({ backend, kind, mib })

/** What a b10470 prints of the small model with 4096 tokens. */
const printed: readonly Line[] = [
  bufferOf('model', 2.5, 'CPU_Mapped'),
  bufferOf('output', 0),
  bufferOf('KV', 2),
  bufferOf('compute', 1),
]
const cache = { mib: 2, cells: 4096, layers: 2, seqs: 1, streams: 1, k_mib: 1, v_mib: 1 }

const componentOf: Readonly<Record<string, string>> = {
  model: 'load_tensors',
  KV: 'llama_kv_cache',
  output: 'llama_context',
  compute: 'sched_reserve',
}

const logOf = (lines: readonly Line[]): string =>
  [
    "srv    load_model: loading model 'small.gguf'",
    ...lines.map(
      ({ backend, kind, mib }) =>
        `${componentOf[kind] ?? ''}: ${backend} ${kind} buffer size = ${mib.toFixed(2)} MiB`,
    ),
  ].join('\n')

interface MadeUp {
  readonly args?: string
  readonly buffers?: readonly Line[]
  readonly caches?: readonly unknown[]
  readonly text?: string
  readonly stated?: Readonly<Record<string, unknown>>
}

async function measured({ args = '', buffers = printed, caches = [cache], ...run }: MadeUp) {
  const command = `llama-server -m small.gguf -c 4096 -np 1 ${args}`.trim().split(' ')
  const folder = folderOf({
    'MANIFEST.json': {
      runs: [{ run: 'made-up', build: 10_470, args: command, files: ['log.txt', 'run.json'] }],
    },
    'models/small.gguf.meta.json': smallModel,
    'made-up/run.json': {
      exit: { code: null },
      stated: { loaded: false, buffers, kv_cache: caches, ...run.stated },
    },
    'made-up/log.txt': run.text ?? logOf(buffers),
  })
  const result = await suite.run(folder, new Map())
  const isOfLog = (field: string): boolean => field.startsWith('log: ')
  return { ...result, foretold: result.wrong.filter(({ field }) => !isOfLog(field)) }
}

describe('the suite "runs"', () => {
  test('what a run printed is right when it is what its header and arguments give', async () => {
    const { wrong, further } = await measured({})
    expect(wrong).toEqual([])
    expect(further).toMatchObject({
      parts: { model: { total: 1, right: 1 }, KV: { total: 1, right: 1 }, compute: { n: 1 } },
      byBuild: { b10470: { runs: 1 } },
      notDecidable: [],
    })
  })

  test('a hundredth of a MiB too much is wrong, in weights, cache and output', async () => {
    const off = printed.map((line) => ({ ...line, mib: line.mib + 0.01 }))
    const { foretold } = await measured({ buffers: off })
    expect(foretold).toEqual([
      { id: 'made-up', field: 'model', expected: 2.51, got: 2.5 },
      { id: 'made-up', field: 'KV', expected: 2.01, got: 2 },
      { id: 'made-up', field: 'output', expected: 0.01, got: 0.004 },
    ])
  })

  test('cells, slots and the context are compared as well', async () => {
    const { foretold } = await measured({
      caches: [{ ...cache, cells: 8192 }],
      stated: { n_ctx: 8192, n_slots: 2 },
    })
    expect(foretold.map(({ field, got }) => [field, got])).toEqual([
      ['cache 1 cells', 4096],
      ['n_ctx', 4096],
      ['n_slots', 1],
    ])
  })

  test('a line that is missing from a whole load is wrong', async () => {
    const { foretold } = await measured({
      buffers: printed.filter(({ kind }) => kind !== 'KV'),
      caches: [],
    })
    expect(foretold).toEqual([{ id: 'made-up', field: 'KV in all', expected: 0, got: 2 }])
  })
})

describe('loads of the suite "runs"', () => {
  test('of a load that ended early what it came to is compared', async () => {
    const { foretold } = await measured({ buffers: printed.slice(0, 2), caches: [] })
    expect(foretold).toEqual([])
  })

  test('shards are compared together, with the model that they were cut from', async () => {
    const shards = [bufferOf('model', 1.25, 'CPU_Mapped'), bufferOf('model', 1.26, 'CPU_Mapped')]
    const { foretold, further } = await measured({
      args: '-m small-00001-of-00002.gguf',
      buffers: [...shards, ...printed.slice(1)],
      stated: { file_size_mib: 2.5 },
    })
    expect(foretold).toEqual([])
    expect(further).toMatchObject({ parts: { model: { total: 1 } }, notDecidable: [] })
  })

  test('with a draft model both are compared, each with its own cache', async () => {
    const draft = printed.map((line) => (line.kind === 'KV' ? { ...line, mib: 1.06 } : line))
    const { foretold } = await measured({
      args: '-md small.gguf -ctkd q8_0 -ctvd q8_0',
      buffers: [...printed, ...draft],
      caches: [cache, { ...cache, mib: 1.06, k_mib: 0.53, v_mib: 0.53 }],
    })
    expect(foretold).toEqual([])
  })

  test('of passes that were tried out before, the last one counts', async () => {
    const probe = printed.map((line) => ({ ...line, mib: 0 }))
    const { foretold } = await measured({
      buffers: [...probe, ...printed],
      caches: [{ ...cache, cells: 1 }, cache],
    })
    expect(foretold).toEqual([])
  })
})

describe('what the suite "runs" leaves to the log', () => {
  test('a model of which nothing is known is told apart, and is not right', async () => {
    const { further } = await measured({ args: '-m other.gguf' })
    expect(further).toMatchObject({
      notDecidable: [{ run: 'made-up', why: 'no header of other.gguf' }],
    })
    expect(further?.['parts']).not.toHaveProperty('model')
  })

  test('a log that states no size is told apart', async () => {
    const { further } = await measured({ buffers: [], caches: [], text: 'quiet' })
    expect(further).toMatchObject({
      notDecidable: [{ run: 'made-up', why: 'its log states no size' }],
    })
  })

  test('what the log says otherwise than it was stated is found by the log engine', async () => {
    const { wrong } = await measured({
      text: logOf(printed.map((line) => (line.kind === 'KV' ? { ...line, mib: 3 } : line))),
    })
    expect(wrong.map(({ field, got }) => [field, got])).toEqual([
      ['log: buffers.2', 'KV CPU 3.00'],
      ['log: load 1.KV', 3],
    ])
  })
})
