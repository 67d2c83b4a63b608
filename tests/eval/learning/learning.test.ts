import { describe, expect, test } from 'vitest'
import { estimateLlama } from '../../../src/main/inference/estimate/llama.ts'
import { defaultRun } from '../../../src/main/inference/estimate/run.ts'
import { headerOfMeta, knownModel } from '../llama/model-file.ts'
import { folderOf, smallModel } from '../llama/made-up.ts'
import { suite } from '../suites/learning.ts'

/** Like the small model, with compute buffers that are worth judging: a wide vocabulary. */
const model = {
  ...smallModel,
  metadata: { ...smallModel.metadata, 'tokenizer.ggml.tokens': { array_length: 64_000 } },
}

const known = knownModel(headerOfMeta(model, 'small.gguf'))
const computeMib = (contextTokens: number): number => {
  const asked = { ...defaultRun, build: 10_470, device: 'cpu', contextTokens, parallel: 1 } as const
  return estimateLlama(known.loaded, asked).compute.device.bytes / 2 ** 20
}

/** Servers of one build, each with another context, whose compute buffers are so much larger than estimated. */
async function measured(ratios: readonly number[]) {
  const contexts = [1_024, 2_048, 4_096, 6_144, 8_192].slice(0, ratios.length)
  const runs = contexts.map((context) => ({
    run: `c${context}`,
    build: 10_470,
    args: `llama-server -m small.gguf -c ${context} -np 1`.split(' '),
    files: ['log.txt', 'run.json'],
  }))
  const files = contexts.map((context, index) => {
    const buffers = [
      ['CPU_Mapped', 'model', 2.5],
      ['CPU', 'KV', context / 2_048],
      ['CPU', 'compute', (ratios[index] ?? 1) * computeMib(context)],
    ].map(([backend, kind, mib]) => ({ backend, kind, mib }))
    const lines = buffers.map(
      ({ backend, kind, mib }) => `x: ${backend} ${kind} buffer size = ${mib} MiB`,
    )
    const log = ["srv    load_model: loading model 'small.gguf'", ...lines].join('\n')
    const told = { exit: { code: null }, stated: { loaded: true, buffers } }
    return { [`c${context}/log.txt`]: log, [`c${context}/run.json`]: told }
  })
  const folder = folderOf({
    'MANIFEST.json': { runs },
    'models/small.gguf.meta.json': model,
    ...Object.assign({}, ...files),
  })
  const { further, ...result } = await suite.run(folder, new Map())
  const errors = further?.['errors']
  return { ...result, errors: Array.isArray(errors) ? errors : [] }
}

const median = (errors: readonly unknown[], when: string): unknown =>
  errors.find(
    (one) =>
      typeof one === 'object' &&
      one !== null &&
      'how' in one &&
      'part' in one &&
      'when' in one &&
      [one.how, one.part, one.when].join() === ['known', 'compute', when].join(),
  )

describe('the suite "learning"', () => {
  test('says how far estimates are off before, after one load and after three', async () => {
    const { total, right, errors } = await measured([1.1, 1.1, 1.1, 1.1, 1.1])
    expect([total, right]).toEqual([30, 30])
    // a tenth too little; then half of that is learnt, then three quarters
    expect(median(errors, 'before')).toMatchObject({ n: 5, medianPct: 9.09 })
    expect(median(errors, 'after one')).toMatchObject({ n: 15, medianPct: 4.55 })
    expect(median(errors, 'after three')).toMatchObject({ n: 15, medianPct: 2.27 })
  })

  test('says how far a log that lies moves them, which is no further than the bound', async () => {
    const { errors } = await measured([1, 1, 1, 1])
    expect(median(errors, 'before')).toMatchObject({ worstPct: 0 })
    expect(median(errors, 'after a lie')).toMatchObject({ worstPct: 12 })
  })

  test('calls it wrong where an estimate is worse for having learnt', async () => {
    const { wrong } = await measured([1.2, 1, 1, 1])
    expect(new Set(wrong.map(({ field }) => field))).toEqual(new Set(['after one']))
    expect(new Set(wrong.map(({ id }) => id))).not.toContain('c1024')
  })

  test('judges no load that has not three others of its model and build', async () => {
    expect(await measured([1.1, 1.1, 1.1])).toMatchObject({ total: 0, right: 0 })
  })
})
