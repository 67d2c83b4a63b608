import type { MessageForm } from '../../logs/message-form.ts'
import { countIn, known, mibIn, sizeIn } from '../../logs/figures.ts'
import { consequence, formsOf, symptom } from '../../logs/forms/form.ts'

const form = formsOf('llama.cpp')

// ggml_backend_metal_buffer_type_alloc_buffer: error: failed to allocate buffer, size =  8484.02 MiB
// ggml_gallocr_reserve_n: failed to allocate Metal buffer of size 8896122880
// ggml_metal_synchronize: error: command buffer 0 failed with status 5
// error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)
/** Memory that llama.cpp, and what has it inside, was refused, and work that the GPU broke off (inference-logs.md §0, §3). */
export const llamaMemorySignatures: readonly MessageForm[] = [
  form(
    'ggml-metal-buffer-refused',
    'failed to allocate buffer, size =',
    /^ggml_(?:backend_)?metal_\w+: error: failed to allocate buffer, size = *(\d+(?:[.,]\d+)?) MiB/,
    ([, size]) => symptom('metal-alloc-failed', known({ triedBytes: mibIn(size) })),
  ),
  form(
    'ggml-metal-add-buffer-refused',
    'ggml_metal_add_buffer: ',
    /^ggml_metal_add_buffer: (?:error: )?failed to allocate '(\w+) *' buffer(?:, size = *(\d+(?:[.,]\d+)?) MB)?/,
    ([, , size]) =>
      symptom(
        'metal-alloc-failed',
        known({ triedBytes: size === undefined ? null : sizeIn(size, 'MB', 'binary') }),
      ),
  ),
  form(
    'ggml-metal-init-no-buffer', // the page's own words: no source prints them so (§7.3)
    'ggml_metal_init: failed to allocate',
    /^ggml_metal_init: (?:error: )?failed to allocate (?:a )?(?:[Mm]etal )?buffer(?:[.!]|, size .{1,60})?$/,
    () => symptom('metal-alloc-failed'),
  ),
  form(
    'ggml-gallocr-refused',
    ['failed to allocate Metal buffer of size', 'failed to allocate MTL'],
    /^(?:ggml_gallocr_\w+|alloc_tensor_range|ggml_\w+|llama_\w+): (?:error: )?failed to allocate (?:Metal|MTL)\S* buffer of size (\d+)/,
    ([, size]) => consequence('metal-alloc-failed', known({ triedBytes: countIn(size) })),
  ),
  form(
    'llama-no-metal-buffer',
    'unable to allocate M',
    /(?<=^|\w: )unable to allocate (?:Metal|MTL)\S* buffer\b/,
    () => consequence('metal-alloc-failed'),
  ),
  form(
    'llama-no-context-buffers',
    [
      'failed to allocate compute',
      'failed to allocate buffer for kv cache',
      'failed to allocate buffer for rs cache',
    ],
    /^(?:\w+: )+(?:error: )?(?:failed to initialize the context: )?failed to allocate (?:compute (?:pp )?buffers|buffer for (?:kv|rs) cache)/,
    () => consequence('metal-alloc-failed'),
  ),
  form(
    'llama-kv-cache-init-failed',
    'llama_kv_cache_init() failed',
    /^\w+: llama_kv_cache_init\(\) failed for self-attention cache/,
    () => consequence('metal-alloc-failed'),
  ),
  form(
    'ggml-command-buffer-out-of-memory',
    '(00000008:',
    /^error: (?:Insufficient Memory|\S[^()]*) \(0{7}8:/,
    () => symptom('metal-oom-mid-generation'),
  ),
  form(
    'ggml-command-buffer-insufficient-memory',
    'error: Insufficient Memory',
    /^error: Insufficient Memory\b/,
    () => symptom('metal-oom-mid-generation'),
  ),
  form(
    'ggml-gpu-timeout',
    '(00000002:',
    /^error: (?:Caused GPU Timeout Error|\S[^()]*) \(0{7}2:/,
    () => symptom('gpu-timeout'),
  ),
  form('ggml-gpu-hang', '(00000003:', /^error: (?:Caused GPU Hang Error|\S[^()]*) \(0{7}3:/, () =>
    symptom('gpu-timeout'),
  ),
  form(
    'ggml-impacting-interactivity',
    '(0000000e:',
    /^error: (?:Impacting Interactivity|\S[^()]*) \(0{7}e:/,
    () => symptom('gpu-timeout'),
  ),
  form(
    'ggml-innocent-victim',
    '(00000005:',
    /^error: (?:Discarded \(victim of GPU error\/recovery\)|\S[^()]*) \(0{7}5:/,
    () => symptom('gpu-reset'),
  ),
  form(
    'ggml-submissions-ignored',
    '(00000004:',
    /^error: (?:Ignored \(for causing prior\/excessive GPU errors\)|\S[^()]*) \(0{7}4:/,
    () => symptom('gpu-reset'),
  ),
  form(
    'ggml-cpu-out-of-memory',
    'insufficient memory (attempted to allocate',
    /^ggml_aligned_malloc: insufficient memory \(attempted to allocate *(\d+(?:[.,]\d+)?) MB\)/,
    ([, size]) =>
      symptom('system-memory-refused', known({ triedBytes: sizeIn(size, 'MB', 'binary') })),
  ),
  form(
    'ggml-cpu-buffer-refused',
    ['failed to allocate buffer of size', 'failed to allocate CPU'],
    /^(?:ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer|\w+: failed to allocate CPU\S* buffer) of size (\d+)/,
    ([, size]) => symptom('system-memory-refused', known({ triedBytes: countIn(size) })),
  ),
  // another device's: told for its figures, and so that what follows from it is not taken for Metal's
  form(
    'ggml-refused-elsewhere',
    [
      'failed to allocate CUDA',
      'failed to allocate Vulkan',
      'failed to allocate ROCm',
      'failed to allocate SYCL',
      'failed to allocate HIP',
      'failed to allocate MUSA',
      'failed to allocate CANN',
      'failed to allocate CPU',
      'failed to allocate RPC',
      'ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate',
    ],
    /^(?:ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer|\w+: (?:error: )?failed to allocate (?!Metal|MTL)[\w-]+(?:\[[^\]]*\])? buffer) of size (\d+)/,
    ([, size]) => ({ kind: 'refused-elsewhere', facts: known({ triedBytes: countIn(size) }) }),
  ),
  form(
    'ggml-cuda-out-of-memory',
    [
      'cudaMalloc failed: out of memory',
      'hipMalloc failed: out of memory',
      'ErrorOutOfDeviceMemory',
      'Device memory allocation of size',
    ],
    /^(?:ggml_\w+: )?.*(?:(?:cuda|hip)Malloc failed: out of memory|ErrorOutOfDeviceMemory|Device memory allocation of size \d+ failed)/,
    () => ({ kind: 'refused-elsewhere', facts: {} }),
  ),
]
