import { describe, expect, it } from 'vitest'
import { createLogReader } from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { mlxFileSignatures } from '../../../../src/main/inference/diagnosis/signatures/mlx-files.ts'
import { mlxServerSignatures } from '../../../../src/main/inference/diagnosis/signatures/mlx-servers.ts'
import { mlxSignatures } from '../../../../src/main/inference/diagnosis/signatures/mlx.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { mlxServerForms } from '../../../../src/main/inference/logs/forms/mlx-servers.ts'
import { mlxForms } from '../../../../src/main/inference/logs/forms/mlx.ts'
import { mlxCases } from './mlx-cases.ts'
import { mlxFileCases } from './mlx-files-cases.ts'
import { mlxServerCases } from './mlx-servers-cases.ts'

const signatures = [...mlxSignatures, ...mlxFileSignatures, ...mlxServerSignatures]
const cases = [...mlxCases, ...mlxFileCases, ...mlxServerCases]
const index = indexOfForms([...mlxForms, ...mlxServerForms, ...signatures])

const failuresOf = (log: string) => {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${log}\n`)
  return reader.failures()
}

describe('the signatures of MLX and its servers', () => {
  it.each(cases)('$signature is known in: $log', ({ signature, log, facts = {} }) => {
    const [failure, ...others] = failuresOf(log)
    expect(failure).toMatchObject({ signature, facts })
    expect(others).toEqual([])
  })

  it.each(cases)('$signature is not taken from: $twin', ({ twin }) => {
    expect(failuresOf(twin)).toEqual([])
  })

  it('have a case each', () => {
    const covered = new Set(cases.map(({ signature }) => signature))
    expect(signatures.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
  })

  it('take what stands behind a progress bar, and what a shell prints behind it', () => {
    const line =
      ' 44%|████      | 2048/4611 [00:01<00:01, 33.69s/it]libc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] Command buffer execution failed: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)zsh: abort      mlx_lm.generate'
    expect(failuresOf(line).map(({ class: found }) => found)).toEqual(['metal-oom-mid-generation'])
  })

  it('count a message that is wrapped over three lines once', () => {
    const log =
      'libc++abi: terminating due to uncaught exception of type std::runtime_error:\n[METAL] Command buffer execution failed: Caused GPU Timeout Error\n(00000002:kIOGPUCommandBufferCallbackErrorTimeout)'
    expect(failuresOf(log).map(({ class: found, count }) => ({ found, count }))).toEqual([
      { found: 'gpu-timeout', count: 1 },
    ])
  })

  it('read a line of 64 KiB that never ends its message in no time that shows', () => {
    const line = `${'error '.repeat(5_000)}[METAL] Command buffer execution failed: ${'a '.repeat(17_000)}`
    expect(failuresOf(line)).toEqual([])
  })
})
