import { describe, expect, test } from 'vitest'
import { folderOf, smallModel } from '../llama/made-up.ts'
import { suite } from '../suites/shapes.ts'

const row = {
  shape: 'small~',
  n_ctx_arg: 4096,
  n_parallel_arg: 1,
  kv_unified_arg: null,
  type_k: 'f16',
  type_v: 'f16',
  flash_attn: 'auto',
  n_ubatch: 512,
  swa_full: false,
}
const stated = {
  model_mib: 2,
  context_mib: 2,
  compute_buffer_mib: 5,
  output_buffer_mib: 0,
  n_ctx: 4096,
  n_ctx_seq: 4096,
  n_seq_max: 1,
  kv_unified: 'false',
  kv: [{ mib: 2, cells: 4096, layers: 2, seqs: 1, streams: 1, k_mib: 1, v_mib: 1 }],
  recurrent: [],
}
const peer = {
  shape: 'small~',
  n_ctx: 4096,
  np: 1,
  kvu: 'false',
  type_k: 'f16',
  fa: 'auto',
  ub: 512,
  swa_full: false,
  server: { model: 2, ctx_plus_compute: 7 },
  nlc: { model_v1: 3, model_v2: 2, ctx_v1: 14, ctx_v2: 7 },
}

const measured = (off: Readonly<Record<string, unknown>> = {}) =>
  suite.run(
    folderOf({
      'llama-server.json': [{ ...row, stated: { ...stated, ...off } }],
      'llama-library.json': [],
      'node-llama-cpp.json': [peer],
      'models/shape-small.gguf.meta.json': smallModel,
    }),
    new Map(),
  )

describe('the suite "shapes"', () => {
  test('a dry run is right when every figure is what was printed, whole MiB cut', async () => {
    const { total, right, wrong, further } = await measured()
    expect(wrong).toEqual([])
    expect([total, right]).toEqual([14, 14])
    expect(further).toMatchObject({
      parts: { model: { total: 1, right: 1 }, compute: { n: 1 } },
      byShape: { 'small~': { rows: 1 } },
    })
  })

  test('a figure that differs is told by its row and its field', async () => {
    const { wrong } = await measured({ model_mib: 3, context_mib: 1, n_seq_max: 4 })
    expect(wrong.map(({ field, expected, got }) => [field, expected, got])).toEqual([
      ['model_mib', 3, 2.5],
      ['context_mib', 1, 2],
      ['n_seq_max', 4, 1],
    ])
    expect(wrong[0]?.id).toBe('small~ server -c 4096 -np 1 -ub 512 -ctk f16 -fa auto')
  })

  test('a state that we do not foresee is wrong, and so is a second cache', async () => {
    const { wrong } = await measured({
      recurrent: [{ mib: 1, cells: 1, layers: 2, seqs: 1, r_mib: 1, s_mib: 0 }],
      kv: [...stated.kv, ...stated.kv],
    })
    expect(wrong.map(({ field, got }) => [field, got])).toEqual([
      ['caches', 1],
      ['recurrent', 0],
    ])
  })

  test('the errors of another estimator stand beside ours', async () => {
    const { further, tableBelow } = await measured()
    expect(further).toMatchObject({
      peers: {
        model: { peerOld: { worstPct: 50 }, peer: { worstPct: 0 } },
        'context + compute of llama-server': { peerOld: { worstPct: 100 } },
      },
    })
    expect(tableBelow?.rows).toHaveLength(9)
  })
})
