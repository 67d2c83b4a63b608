import { describe, expect, test } from 'vitest'
import { unknownMachine } from '../../../src/main/inference/diagnosis/case.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createExplainer } from '../../../src/main/inference/diagnosis/explain.ts'
import type { Explain } from '../../../src/shared/explain.ts'

const catalogue = createCatalogue()

function explained(...lines: readonly string[]): Explain {
  const options = { program: null, isAppleSilicon: null }
  const explainer = createExplainer(catalogue, options, unknownMachine)
  explainer.read(lines.map((line) => `${line}\n`).join(''))
  return explainer.done(0)
}

/** Composed after inference-logs.md §3. */
const status = 'ggml_metal_synchronize: error: command buffer 0 failed with status 5'
const outOfMemory =
  'error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)'
const loading = "srv    load_model: loading model 'm.gguf'"
const torn =
  "llama_model_load: error loading model: tensor 'blk.2.ffn_gate.weight' data is not within the file bounds, model is corrupted or incomplete"
const ofTorch =
  'RuntimeError: MPS backend out of memory (MPS allocated: 17.90 GB, other allocations: 384.00 KB, max allowed: 18.13 GB). Tried to allocate 500.00 MB on private pool.'
const ofMlx =
  'RuntimeError: [METAL] Command buffer execution failed: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)'

describe('that something failed and no line says of what', () => {
  test.each([
    ['a status alone', status],
    [
      'a refusal without its size',
      'llama_model_load: error loading model: failed to allocate buffer',
    ],
    ['the end of a runner', 'Error: llama runner process has terminated: exit status 2'],
    ["LM Studio's crash", 'The model has crashed without additional information. (Exit code: 6)'],
    ['a load that failed', 'main: exiting due to model loading error'],
  ])('is no finding, and no good news: %s', (_, line) => {
    expect(explained(line)).toMatchObject({ findings: [], isUnexplained: true })
  })

  test('is not so where another line says it, above or below', () => {
    expect(explained(status, outOfMemory)).toMatchObject({
      findings: [{ class: 'metal-oom-mid-generation' }],
      isUnexplained: false,
    })
    expect(explained(torn, 'main: exiting due to model loading error').isUnexplained).toBe(false)
  })

  test('is over with the next load', () => {
    expect(explained(status, loading).isUnexplained).toBe(false)
  })
})

describe('what failed again and again', () => {
  test('of one model is told once, with how often', () => {
    const { findings } = explained(loading, torn, loading, torn, loading, torn)
    expect(findings).toMatchObject([{ class: 'gguf-incompatible', count: 3, lineNumber: 6 }])
  })

  test('of another model is another', () => {
    const other = "srv    load_model: loading model 'other.gguf'"
    expect(explained(loading, torn, other, torn).findings).toHaveLength(2)
  })
})

describe('a scroll of several programs', () => {
  test('has the figures of each with its own', () => {
    const [torch, mlx] = explained(ofTorch, ofMlx).findings
    expect(torch?.facts).toMatchObject({ allocatedBytes: Math.round(17.9 * 2 ** 30) })
    expect(mlx?.facts.allocatedBytes).toBeUndefined()
  })

  test('has none of what failed before at a command that was killed after it', () => {
    const [, killed] = explained(ofTorch, 'zsh: killed     ./run.sh').findings
    expect(killed).toMatchObject({ class: 'killed-by-system', facts: {} })
  })
})

test('figures of another engine in one log do not tear a failure apart', () => {
  const progress = '2026-03-16 20:40:22,469 - INFO - Prompt processing progress: 512/4096'
  const { findings } = explained(status, outOfMemory, progress, status, outOfMemory)
  expect(findings).toMatchObject([{ class: 'metal-oom-mid-generation', count: 2 }])
})
