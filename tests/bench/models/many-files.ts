import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { llama } from '../../engine/tiny-gguf/attention-kinds.ts'
import { pairing } from '../../engine/tiny-gguf/vocabulary.ts'
import { writeModel } from '../../engine/tiny-gguf/write-model.ts'
import { languageModel } from '../../fit/model-plans.ts'
import { writeGguf, type GgufPlan } from '../../gguf-file.ts'

export const fileCount = 20_000
export const modelCount = 300
const folderCount = 60
/** As people have them: some models in several quantizations, no two of the others alike. */
const shapeCount = 100
const endings = ['.txt', '.json', '.png', '', '.v2']

const shapes: readonly ((index: number) => GgufPlan)[] = [
  (index) => languageModel({ layers: 16 + (index % 48), trainedTokens: 131_072 }),
  (index) => languageModel({ architecture: 'qwen3', layers: 16 + (index % 48) }),
  (index) => languageModel({ architecture: 'qwen3moe', layers: 12 + (index % 36), experts: 16 }),
  (index) =>
    languageModel({
      architecture: 'gemma3',
      layers: 18 + (index % 44),
      trainedTokens: 131_072,
      metadata: [['gemma3.attention.sliding_window', { u32: 1_024 }]],
    }),
]

/** A folder of its own, which is gone in the end; all weights in it are holes. */
export function writeManyFiles(): string {
  const root = folderOfOwn()
  for (let index = 0; index < folderCount; index += 1) mkdirSync(join(root, `folder-${index}`))
  for (let index = 0; index < fileCount; index += 1) {
    const folder = join(root, `folder-${index % folderCount}`)
    const shape = index % shapeCount
    const plan = index < modelCount ? shapes[shape % shapes.length]?.(shape) : undefined
    if (plan === undefined)
      writeFileSync(join(folder, `note-${index}${endings[index % endings.length] ?? ''}`), '')
    else writeGguf(join(folder, `model-${index}.gguf`), plan)
  }
  // what has changed within the last seconds is not trusted to stay so
  for (let index = 0; index < folderCount; index += 1)
    utimesSync(join(root, `folder-${index}`), 1_000, 1_000)
  return root
}

const tokens = 150_000

/** Models with as large a vocabulary as those of today. */
export function writeFullVocabularies(count: number): string {
  const root = folderOfOwn()
  const words = pairing(tokens, tokens)
  for (let index = 0; index < count; index += 1) {
    const shape = { layers: 24 + index, width: 2_048, heads: 16, kvHeads: 8, headWidth: 128 }
    const model = llama({ ...shape, feedForward: 4_096, trainTokens: 65_536 }, tokens)
    writeModel(join(root, `full-${index}.gguf`), model, words, { isHollow: true })
  }
  return root
}

function folderOfOwn(): string {
  const root = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  process.on('exit', () => rmSync(root, { recursive: true, force: true }))
  return root
}
