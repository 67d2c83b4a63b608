import type { SignatureCase } from '../signature-case.ts'

const mib = (count: number): number => Math.round(count * 2 ** 20)

const refused: readonly SignatureCase[] = [
  {
    signature: 'ggml-metal-buffer-refused',
    origin: 'recorded: ggml-org/llama.cpp#9049, one line',
    log: 'ggml_backend_metal_buffer_type_alloc_buffer: error: failed to allocate buffer, size =  8484.02 MiB',
    twin: 'It printed "ggml_metal_buffer_init: error: failed to allocate buffer, size = 8484.02 MiB" and ended.',
    facts: { triedBytes: mib(8484.02) },
  },
  {
    signature: 'ggml-metal-add-buffer-refused',
    origin: 'composed from ggml-metal.m of 2023, ggml_metal_add_buffer',
    log: "ggml_metal_add_buffer: error: failed to allocate 'data            ' buffer, size = 19459.30 MB",
    twin: "ggml_metal_add_buffer: allocated 'data            ' buffer, size =  3647.87 MB, ( 3648.31 / 10922.67)",
    facts: { triedBytes: mib(19459.3) },
  },
  {
    signature: 'ggml-metal-init-no-buffer',
    origin: 'composed: words of web pages that no program prints (inference-logs.md §7.3)',
    log: 'ggml_metal_init: failed to allocate buffer',
    twin: 'ggml_metal_init: allocating',
  },
  {
    signature: 'ggml-gallocr-refused',
    origin: 'recorded: ggml-org/llama.cpp#9049, one line',
    log: 'ggml_gallocr_reserve_n: failed to allocate Metal buffer of size 8896122880',
    twin: 'ggml_gallocr_reserve_n: failed to allocate CUDA0 buffer of size 8896122880',
    facts: { triedBytes: 8_896_122_880 },
  },
  {
    signature: 'llama-no-metal-buffer',
    origin: 'composed from llama-model.cpp, load_tensors',
    log: 'llama_model_load: error loading model: unable to allocate MTL0 buffer',
    twin: 'llama_model_load: error loading model: unable to allocate CUDA0 buffer',
  },
  {
    signature: 'llama-no-context-buffers',
    origin: 'composed from llama-context.cpp, sched_reserve',
    log: 'llama_init_from_model: failed to initialize the context: failed to allocate compute pp buffers',
    twin: `ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9000.00 MiB on device 0: cudaMalloc failed: out of memory
ggml_gallocr_reserve_n_impl: failed to allocate CUDA0 buffer of size 9437184000
llama_init_from_model: failed to initialize the context: failed to allocate compute pp buffers`,
  },
  {
    signature: 'llama-kv-cache-init-failed',
    origin: 'composed from llama.cpp of 2024, llama_new_context_with_model',
    log: 'llama_new_context_with_model: llama_kv_cache_init() failed for self-attention cache',
    twin: `ggml_gallocr_reserve_n: failed to allocate ROCm0 buffer of size 9437184000
llama_new_context_with_model: llama_kv_cache_init() failed for self-attention cache`,
  },
]

const brokenOff: readonly SignatureCase[] = [
  {
    signature: 'ggml-command-buffer-out-of-memory',
    origin: 'recorded: ggml-org/llama.cpp#9112, two lines',
    log: `ggml_metal_graph_compute: command buffer 0 failed with status 5
error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)`,
    twin: 'ggml_metal_graph_compute: command buffer 0 failed with status 5',
  },
  {
    signature: 'ggml-command-buffer-insufficient-memory',
    origin: 'composed from ggml-metal-context.m, ggml_metal_synchronize, its code left away',
    log: 'error: Insufficient Memory',
    twin: 'wizard> error: Insufficient Memory is what I read yesterday',
  },
  {
    signature: 'ggml-gpu-timeout',
    origin: 'composed from inference-logs.md §3',
    log: 'error: Caused GPU Timeout Error (00000002:kIOGPUCommandBufferCallbackErrorTimeout)',
    twin: '- error: Caused GPU Timeout Error (00000002:kIOGPUCommandBufferCallbackErrorTimeout)',
  },
  {
    signature: 'ggml-gpu-hang',
    origin: 'recorded: ggml-org/llama.cpp#12277, one line',
    log: 'error: Caused GPU Hang Error (00000003:kIOGPUCommandBufferCallbackErrorHang)',
    twin: '`error: Caused GPU Hang Error (00000003:kIOGPUCommandBufferCallbackErrorHang)`',
  },
  {
    signature: 'ggml-impacting-interactivity',
    origin: 'composed from inference-logs.md §3',
    log: 'error: Impacting Interactivity (0000000e:kIOGPUCommandBufferCallbackErrorImpactingInteractivity)',
    twin: '# error: Impacting Interactivity (0000000e:kIOGPUCommandBufferCallbackErrorImpactingInteractivity)',
  },
  {
    signature: 'ggml-innocent-victim',
    origin:
      'composed from ggml-metal-context.m, with what Metal says of the code (inference-logs.md §0)',
    log: 'error: Discarded (victim of GPU error/recovery) (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim)',
    twin: 'note: error: Innocent Victim (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim) is harmless',
  },
  {
    signature: 'ggml-submissions-ignored',
    origin: 'composed from ggml-metal-context.m, with what Metal says of the code',
    log: 'error: Ignored (for causing prior/excessive GPU errors) (00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored)',
    twin: '> error: Ignored (for causing prior/excessive GPU errors) (00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored)',
  },
  {
    signature: 'ggml-innocent-victim',
    origin: 'recorded: ggml-org/whisper.cpp#2470, two lines',
    log: `ggml_metal_graph_compute: command buffer 0 failed with status 5
error: Discarded (victim of GPU error/recovery) (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim)`,
    twin: 'error: Discarded (victim of GPU error/recovery)',
  },
  {
    signature: 'ggml-submissions-ignored',
    origin: 'recorded: ggml-org/llama.cpp#8886, one line; an AMD GPU names it IOAccel',
    log: 'error: Ignored (for causing prior/excessive GPU errors) (00000004:kIOAccelCommandBufferCallbackErrorSubmissionsIgnored)',
    twin: 'error: Ignored (for causing prior/excessive GPU errors)',
  },
]

const onCpu: readonly SignatureCase[] = [
  {
    signature: 'ggml-cpu-out-of-memory',
    origin: 'composed from ggml.c, ggml_aligned_malloc',
    log: 'ggml_aligned_malloc: insufficient memory (attempted to allocate 62500.00 MB)',
    twin: 'warning: failed to munlock buffer: Cannot allocate memory',
    facts: { triedBytes: mib(62_500) },
  },
  {
    signature: 'ggml-cpu-buffer-refused',
    origin: 'composed from ggml-backend.cpp, ggml_backend_cpu_buffer_type_alloc_buffer',
    log: 'ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 65536000000',
    twin: 'ggml_cuda_host_malloc: failed to allocate 1024.00 MiB of pinned memory: out of memory',
    facts: { triedBytes: 65_536_000_000 },
  },
]

export const llamaMemoryCases: readonly SignatureCase[] = [...refused, ...brokenOff, ...onCpu]
