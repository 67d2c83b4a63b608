import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../../src/main/inference/diagnosis/failure.ts'
import { createLogReader } from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { lmStudioSignatures } from '../../../../src/main/inference/diagnosis/signatures/lm-studio.ts'
import { otherServerSignatures } from '../../../../src/main/inference/diagnosis/signatures/other-servers.ts'
import { pytorchSignatures } from '../../../../src/main/inference/diagnosis/signatures/pytorch.ts'
import { shellSignatures } from '../../../../src/main/inference/diagnosis/signatures/shell.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { llamaLoad } from '../../../../src/main/inference/logs/forms/llama-load.ts'
import { lmStudioForms } from '../../../../src/main/inference/logs/forms/lm-studio.ts'
import { otherServerForms } from '../../../../src/main/inference/logs/forms/other-servers.ts'
import { pytorchForms } from '../../../../src/main/inference/logs/forms/pytorch.ts'
import { whisperForms } from '../../../../src/main/inference/logs/forms/whisper.ts'
import { lmStudioCases } from './lm-studio-cases.ts'
import { otherServersCases } from './other-servers-cases.ts'
import { pytorchCases } from './pytorch-cases.ts'
import { shellCases } from './shell-cases.ts'

const signatures = [
  ...pytorchSignatures,
  ...lmStudioSignatures,
  ...otherServerSignatures,
  ...shellSignatures,
]
const cases = [...pytorchCases, ...lmStudioCases, ...otherServersCases, ...shellCases]
const index = indexOfForms([
  ...llamaLoad,
  ...pytorchForms,
  ...lmStudioForms,
  ...whisperForms,
  ...otherServerForms,
  ...signatures,
])

function failuresIn(log: string): readonly Failure[] {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${log}\n`)
  return reader.failures()
}

describe('signatures of PyTorch, LM Studio, smaller servers and shells', () => {
  it.each(cases.map((one) => [one.signature, one.log, one] as const))(
    '%s is known by: %s',
    (signature, log, { facts = {} }) => {
      const [failure] = failuresIn(log)
      expect(failure).toMatchObject({ signature, facts })
      expect(failuresIn(log)).toHaveLength(1)
    },
  )

  it.each(cases.map(({ signature, twin }) => [signature, twin] as const))(
    '%s stays silent for: %s',
    (_, twin) => {
      expect(failuresIn(twin)).toEqual([])
    },
  )

  it('every signature has a case', () => {
    const shown = new Set(cases.map(({ signature }) => signature))
    expect(signatures.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
  })

  it('every anchor is long enough to be rare', () => {
    const anchors = signatures.flatMap((one) => one.anchors)
    expect(anchors.filter(({ length }) => length < 6)).toEqual([])
  })
})
