import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tempFolder } from '../../processes.ts'

/** Two layers, one KV head of 64, a vocabulary of 1024: in whole MiB wherever that goes. */
export const smallModel = {
  metadata: {
    'general.architecture': 'llama',
    'llama.block_count': 2,
    'llama.context_length': 8192,
    'llama.embedding_length': 128,
    'llama.feed_forward_length': 256,
    'llama.attention.head_count': 2,
    'llama.attention.head_count_kv': 1,
    'tokenizer.ggml.tokens': { array_length: 1024 },
  },
  tensors_name_shape_type_bytes: [
    ['token_embd.weight', [128, 1024], 'f16', 262_144],
    ['blk.0.ffn_up.weight', [128, 4096], 'f16', 1_048_576],
    ['blk.1.ffn_up.weight', [128, 4096], 'f16', 1_048_576],
    ['output.weight', [128, 1024], 'f16', 262_144],
  ],
} as const

/** A folder with these files: JSON but for texts. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = tempFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(
      join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    )
  }
  return folder
}
