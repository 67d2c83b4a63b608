import type { BufferKind, LogEvent, MessageForm } from '../message-form.ts'
import { isShareOfRam } from '../../metal-init.ts'
import { figureIn, known, mibIn, sizeIn } from '../figures.ts'
import { formsOf, says } from './form.ts'

const form = formsOf('llama.cpp')

const kinds: Readonly<Record<string, BufferKind>> = {
  model: 'model',
  KV: 'kv',
  RS: 'recurrent',
  compute: 'compute',
  output: 'output',
}

// load_tensors: Metal_Mapped model buffer size =  4403.49 MiB
// llama_kv_cache:       MTL0 KV buffer size =  1088.00 MiB
// llm_load_tensors:      Metal buffer size =  2021.83 MiB        (to 2025-01: of the weights)
// ggml_metal_add_buffer: allocated 'kv              ' buffer, size =  3202.00 MB, (11226.52 / 21845.34)
// ggml_backend_metal_log_allocated_size: allocated buffer, size =  2021.84 MiB, ( 2021.91 / 11453.00)
/** What llama.cpp was granted, as it printed it from 2023 to 2026 (inference-logs.md §2, §3). */
export const llamaBuffers: readonly MessageForm[] = [
  form(
    'llama-buffer',
    ' buffer size ',
    /^\S+:? +(\S+) +(?:(model|KV|RS|compute|output) +)?buffer size += *(\d+(?:[.,]\d+)?) MiB/,
    ([, device = '', kind = 'model', figure]) => bufferOf(kinds[kind], device, mibIn(figure)),
  ),
  form(
    'llama-added-buffer',
    'ggml_metal_add_buffer: allocated',
    /^ggml_metal_add_buffer: allocated '(\w+) *' buffer, size = *(\d+(?:[.,]\d+)?) MB, \( *(\d+(?:[.,]\d+)?) *\/ *(\d+(?:[.,]\d+)?)\)/,
    ([, name = '', figure, , limit]) =>
      bufferOf(addedKinds[name], 'Metal', sizeIn(figure, 'MB', megabytesBy(limit))),
  ),
  form(
    'llama-added-total',
    'ggml_metal_add_buffer: allocated',
    /^ggml_metal_add_buffer: allocated '.*\( *(\d+(?:[.,]\d+)?) *\/ *(\d+(?:[.,]\d+)?)\)/,
    ([, held, limit]) =>
      says(
        known({
          allocatedBytes: sizeIn(held, 'MB', megabytesBy(limit)),
          limitBytes: sizeIn(limit, 'MB', megabytesBy(limit)),
        }),
      ),
  ),
  form(
    'llama-allocated-total',
    'allocated buffer, size =',
    /^(?:ggml_\w+: )?allocated buffer, size = *\d+(?:[.,]\d+)? MiB, \( *(\d+(?:[.,]\d+)?) *\/ *(\d+(?:[.,]\d+)?)\)/,
    ([, held, limit]) => says(known({ allocatedBytes: mibIn(held), limitBytes: mibIn(limit) })),
  ),
  form(
    'llama-kv-self',
    ['kv self size', 'KV self size'],
    /^(?:llama|llm)_\w+: (?:kv|KV) self size *= *(\d+(?:[.,]\d+)?) (MB|MiB)/,
    ([, figure, unit]) => says(known({ gpuKvBytes: sizeIn(figure, unit, 'binary') })),
  ),
]

/** Names of buffers in 2023. `eval`, `scr0` and `scr1` are scratch, which later is part of the compute buffer. */
const addedKinds: Readonly<Record<string, BufferKind>> = {
  data: 'model',
  kv: 'kv',
  alloc: 'compute',
}

function bufferOf(
  what: BufferKind | undefined,
  device: string,
  bytes: number | null,
): LogEvent | null {
  return what === undefined || bytes === null ? null : { kind: 'buffer', what, device, bytes }
}

/** llama.cpp's MB were 2^20 until 2023-12-21, whisper.cpp's until 2023-11-15 (inference-logs.md §3): the limit beside tells. */
export function megabytesBy(limit: string | undefined): 'decimal' | 'binary' {
  const value = figureIn(limit)
  if (value === null) return 'decimal'
  return !isShareOfRam(value, 1e6) && isShareOfRam(value, 2 ** 20) ? 'binary' : 'decimal'
}
