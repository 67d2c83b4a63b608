import { cardOf } from '../../src/main/inference/diagnosis/card-of.ts'
import { unknownMachine, type Case } from '../../src/main/inference/diagnosis/case.ts'
import type { Finding } from '../../src/shared/finding.ts'
import { findingId } from '../../src/shared/ids.ts'
import * as found from '../shared/found.ts'
import { atMs } from '../shared/loaded.ts'

/** With the card that Headroom writes for it, so that the pictures show what people see. */
function written(finding: Finding, told: Pick<Case, 'program'> & Partial<Case>): Finding {
  const facts = { ...finding.facts, ...told.facts }
  const machine = { ...unknownMachine, limitBytes: 22_906_500_000 }
  return { ...finding, facts, ...cardOf({ ...finding, version: null, machine, ...told, facts }) }
}

export const writtenRefused = written(found.refused, {
  program: 'ollama',
  facts: { gpuModelBytes: 17.4e9, gpuKvBytes: 12_288 * 2 ** 20 },
})
const full = written(found.full, { program: 'llama.cpp' })
export const writtenFlat: Finding = {
  ...written(found.flat, { program: 'llama.cpp' }),
  sentence:
    'Qwen3-8B-Q4_K_M.gguf on llama-server generates, and for more than 20 s the GPU has been busy for less than 5 % of the time: it seems to work on the CPU',
}
const killed = written(found.killed, { program: 'shell' })
export const fiveWritten: readonly Finding[] = [
  writtenRefused,
  full,
  writtenFlat,
  killed,
  { ...writtenRefused, id: findingId('older'), atMs: atMs - 86_400_000, count: 1 },
]
