import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { llama } from '../../engine/tiny-gguf/attention-kinds.ts'
import { pairing } from '../../engine/tiny-gguf/vocabulary.ts'
import { writeModel } from '../../engine/tiny-gguf/write-model.ts'

const tokens = 250_000
const merges = 500_000
/** Nine tensors each, and three around them: 1 002. */
const layers = 111

export const largeHeaderWords = '250 000 tokens, 500 000 merges, 1 002 tensors'

/** As large as headers of today are, before 36 GB of weights that are a hole. In a folder of its own, which is gone in the end. */
export function writeLargeHeader(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'large.gguf')
  const shape = { layers, width: 4_096, heads: 32, kvHeads: 8, headWidth: 128 }
  const model = llama({ ...shape, feedForward: 8_192, trainTokens: 131_072 }, tokens)
  writeModel(path, model, pairing(tokens, merges), { isHollow: true })
  return path
}
