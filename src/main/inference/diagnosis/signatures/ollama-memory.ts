import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { LogEvent, MessageForm } from '../../logs/message-form.ts'
import { countIn, known, mibIn } from '../../logs/figures.ts'
import { consequence, formsOf, symptom } from '../../logs/forms/form.ts'
import {
  countOf,
  failed,
  withMessage,
  withMessageLike,
  sizeOf,
  type OllamaKeys,
} from '../../logs/forms/ollama-line.ts'
import { modelIn } from '../../logs/forms/ollama-start.ts'

const form = formsOf('ollama')

const ofAnotherGpu = /cuda|rocm|\bhip|vulkan|sycl/i

// unable to allocate Metal buffer
// ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 2147483648
/** Whose memory it was that Ollama's sentence speaks of; the engine's own line above it, if any, is the sign. */
function outOfMemory(text: string, facts: LogFacts = {}): LogEvent {
  if (ofAnotherGpu.test(text)) return { kind: 'refused-elsewhere', facts: {} }
  if (/Insufficient Memory \(0{7}8/.test(text))
    return consequence('metal-oom-mid-generation', facts)
  const tried =
    mibIn(/buffer, size = *(\d+(?:[.,]\d+)?) MiB/.exec(text)?.[1]) ??
    countIn(/ of size (\d+)/.exec(text)?.[1])
  const all = { ...facts, ...known({ triedBytes: tried }) }
  return consequence(
    /\bCPU\b|_cpu_/.test(text) ? 'system-memory-refused' : 'metal-alloc-failed',
    all,
  )
}

// model=/Users/user/.ollama/models/blobs/sha256-…, cmd="…/llama-server --model /Users/user/.ollama/models/blobs/sha256-… --port …"
function ofModel(keys: OllamaKeys): LogFacts {
  const modelPath = keys.get('model') ?? modelIn(keys.get('cmd') ?? '')
  return modelPath ? { modelPath } : {}
}

// panic: insufficient memory - required allocations: {InputWeights:550502400A CPU:{Name:CPU ID: Weights:[…] Cache:[…] Graph:0U}
//   GPUs:[{Name:Metal ID:0 Weights:[60561408A …] Cache:[…] Graph:1212612608F}]}
/** What Ollama's own engine wanted, by device (ml/backend.go): A was granted, U not asked for yet, F refused. */
function wanted(allocations: string): LogEvent {
  const at = allocations.indexOf('GPUs:[')
  const gpus = at === -1 ? '' : allocations.slice(at)
  const sizes = [...allocations.matchAll(/\b(\d+)[AUF]\b/g)].map(([, size]) => countIn(size) ?? 0)
  const refused = /\b(\d+)F\b/
  const facts = known({
    triedBytes: countIn(refused.exec(allocations)?.[1]),
    requiredBytes: sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0),
  })
  const isOnGpu = refused.test(gpus) || (gpus.includes('Name:') && !refused.test(allocations))
  if (!isOnGpu) return symptom('system-memory-refused', facts)
  return /\b(?:Name|Library):(?:Metal|MTL)/i.test(gpus)
    ? symptom('metal-alloc-failed', facts)
    : { kind: 'refused-elsewhere', facts: {} }
}

/** Memory that was refused, by Ollama itself or by the engine in its runner (inference-logs.md §3). */
export const ollamaMemorySignatures: readonly MessageForm[] = [
  // WARN msg="model request too large for system" requested="5.3 GiB" available="4.8 GiB" total="10.0 GiB" free="4.8 GiB" swap="0 B"
  withMessage('ollama-request-too-large', 'model request too large for system', (keys) =>
    symptom(
      'system-memory-refused',
      known({
        triedBytes: sizeOf(keys.get('requested')),
        availableBytes: sizeOf(keys.get('available')),
        systemTotalBytes: sizeOf(keys.get('total')),
        systemFreeBytes: sizeOf(keys.get('free')),
      }),
    ),
  ),
  failed(
    'ollama-needs-more-memory',
    'model requires more system memory (',
    /(?:^|: )model requires more system memory \((\d[\d.]* [KMGT]?i?B)\) than is available \((\d[\d.]* [KMGT]?i?B)\)/,
    ([, need, available]) =>
      consequence(
        'system-memory-refused',
        known({ triedBytes: sizeOf(need), availableBytes: sizeOf(available) }),
      ),
  ),
  withMessage('ollama-too-large', 'model is too large for system memory', (keys) =>
    symptom('system-memory-refused', ofModel(keys)),
  ),
  // model requires 18.3 GiB but only 15.5 GiB are available (after 512.0 MiB overhead)
  failed(
    'ollama-mlx-too-large',
    ' are available (after ',
    /(?:^|: )model requires (\d[\d.]* [KMGT]?i?B) (?:\([^)]{0,200}\) )?but only (\d[\d.]* [KMGT]?i?B) are available \(after/,
    ([, need, available]) =>
      symptom(
        'system-memory-refused',
        known({ triedBytes: sizeOf(need), availableBytes: sizeOf(available) }),
      ),
  ),
  failed(
    'ollama-startup-memory',
    'llama-server reported out-of-memory during startup',
    /(?:^|: )llama-server reported out-of-memory during startup\b/,
    (_, text) => outOfMemory(text),
  ),
  // WARN msg="llama-server load failed; reducing automatic context and retrying once" … effective_num_ctx=32768 … error="…"
  withMessageLike(
    'ollama-retries-load',
    ['load failed; reducing automatic context', 'load failed; evicting all other models'],
    /(?:(?:llama-server|model) )?load failed; (?:reducing automatic context|evicting all other models) and retrying once/,
    (keys) =>
      outOfMemory(keys.get('error') ?? '', {
        ...ofModel(keys),
        ...known({ contextTokensPerSequence: countOf(keys, 'effective_num_ctx') }),
      }),
  ),
  withMessageLike(
    'ollama-retries-projector',
    'failed with projector GPU offload; retrying',
    /llama-server startup failed with projector GPU offload; retrying[^"]*/,
    (keys) => outOfMemory(keys.get('error') ?? ''),
  ),
  failed(
    'ollama-buffer-refused',
    ['unable to allocate ', 'failed to allocate '],
    /(?:: |\n)(?:unable to allocate (?:Metal|MTL|backend|CPU)\S* buffer|failed to allocate (?:(?:Metal|MTL|CPU)\S* )?buffer(?:,| of) size)/,
    (_, text) => outOfMemory(text),
  ),
  form(
    'ollama-engine-memory',
    'panic: insufficient memory - required',
    /^panic: insufficient memory - required allocations: \{(.*)/,
    ([, allocations = '']) => wanted(allocations),
  ),
  // It is printed when an answer fails, after a load that fitted (server/sched.go).
  withMessage(
    'ollama-runtime-memory',
    'runtime OOM detected; expiring loaded models to clear memory before next request',
    (keys) =>
      ofAnotherGpu.test(keys.get('error') ?? '') ? null : consequence('metal-oom-mid-generation'),
  ),
]
