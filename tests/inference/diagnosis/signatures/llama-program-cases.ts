import type { SignatureCase } from '../signature-case.ts'

const kernels: readonly SignatureCase[] = [
  {
    signature: 'ggml-unsupported-op',
    origin: 'recorded: ggml-org/llama.cpp#6189, one line',
    log: "ggml_metal_graph_compute_block_invoke: error: unsupported op 'SSM_CONV'",
    twin: 'ggml_metal_init: skipping kernel_get_rows_bf16 (not supported)',
  },
  {
    signature: 'ggml-pipeline-error',
    origin: 'recorded: ggml-org/llama.cpp#7261, shortened',
    log: 'ggml_metal_init: error: load pipeline error: Error Domain=AGXMetalA14 Code=3 "Compute function exceeds available temporary registers"',
    twin: 'ggml_metal_init: loaded kernel_add                         0x104806ad0 | th_max = 1024 | th_width =   32',
  },
  {
    signature: 'ggml-compile-failed',
    origin: 'composed from ggml-metal-device.m, ggml_metal_library_compile_pipeline',
    log: "ggml_metal_library_compile_pipeline: failed to compile pipeline: base = 'kernel_mul_mm_bf16_f32', name = 'kernel_mul_mm_bf16_f32_bci=0_bco=1'",
    twin: "ggml_metal_library_compile_pipeline: compiling pipeline: base = 'kernel_mul_mm_bf16_f32', name = 'kernel_mul_mm_bf16_f32'",
  },
  {
    signature: 'ggml-library-failed',
    origin: 'recorded: ggml-org/llama.cpp#6426, shortened',
    log: 'ggml_metal_init: error: Error Domain=MTLLibraryErrorDomain Code=3 "program_source:60:9: error: unions are not supported in Metal"',
    twin: 'ggml_metal_init: default.metallib not found, loading from source',
  },
  {
    signature: 'llama-metal-init-failed',
    origin: 'composed from llama-context.cpp and ggml-metal.m',
    log: 'llama_new_context_with_model: failed to initialize Metal backend',
    twin: 'ggml_metal_init: allocating',
  },
  {
    signature: 'ggml-pipeline-missing',
    origin: 'composed from inference-logs.md §3',
    log: "ggml_metal_encode_node: error: failed to get pipeline 'kernel_flash_attn_ext_q8_0_h256'",
    twin: 'gst_element: the pipeline is null',
  },
  {
    signature: 'page-tensor-not-in-metal-library',
    origin: 'composed: words of web pages that no program prints (inference-logs.md §7.3)',
    log: 'error: tensor not found in metal library',
    twin: 'People ask what "tensor not found in metal library" means',
  },
]

const onCpu: readonly SignatureCase[] = [
  {
    signature: 'llama-no-usable-gpu',
    origin: 'composed from common/arg.cpp',
    log: 'warning: no usable GPU found, --gpu-layers option will be ignored',
    twin: 'warning: the option --gpu-layers is given twice, the last one counts',
  },
  {
    signature: 'llama-no-layers',
    origin: 'composed from llama-model.cpp, load_tensors',
    log: 'load_tensors: offloaded 0/17 layers to GPU',
    twin: 'load_tensors: offloaded 17/17 layers to GPU',
    facts: { offloadedLayers: 0, totalLayers: 17, layerCount: 16 },
  },
  {
    signature: 'page-no-metal-device',
    origin: 'composed: words of small programs (inference-logs.md §7.3)',
    log: 'error: No Metal device found',
    twin: 'If there is no Metal device found here, run it natively',
  },
  {
    signature: 'llama-intel-cpu',
    origin: 'composed from common.cpp, build and system_info lines',
    log: `build: 4400 (6e1531aca) with Apple clang version 15.0.0 (clang-1500.3.9.4) for x86_64-apple-darwin23.6.0
system_info: n_threads = 4 (n_threads_batch = 4) / 8 | CPU : SSE3 = 1 | SSSE3 = 1 | AVX = 0 |`,
    twin: `build: 4400 (6e1531aca) with cc (Debian 12.2.0-14) 12.2.0 for x86_64-linux-gnu
system_info: n_threads = 4 (n_threads_batch = 4) / 8 | CPU : SSE3 = 1 | SSSE3 = 1 | AVX = 0 |`,
  },
]

const contexts: readonly SignatureCase[] = [
  {
    signature: 'llama-request-exceeds-context',
    origin: 'composed from server-context.cpp, send_error',
    log: 'srv    send_error: task id = 626, error: request (9696 tokens) exceeds the available context size (8192 tokens), try increasing it',
    twin: 'srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 200',
    facts: { requestedTokens: 9_696 },
  },
  {
    signature: 'llama-request-exceeds-context-2025',
    origin: 'composed from server.cpp of 2025, send_error',
    log: 'srv    send_error: task id = 3, error: the request exceeds the available context size. try increasing the context size or enable context shift',
    twin: 'The request exceeds the available context size: that is what the manual says',
  },
  {
    signature: 'llama-exceed-context-answer',
    origin: 'composed from server-common.cpp, format_error_response',
    log: 'Error: 400 {"error":{"code":400,"message":"request (9696 tokens) exceeds the available context size (8192 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9696,"n_ctx":8192}}',
    twin: 'if (error.type === "exceed_context_size_error") retry()',
  },
  {
    signature: 'llama-prompt-too-long',
    origin: 'composed from main.cpp and completion.cpp',
    log: 'main: prompt is too long (5000 tokens, max 4092)',
    twin: "main: prompt: 'this one is too long (5000 tokens, max 4092) they say'",
    facts: { requestedTokens: 5_000 },
  },
  {
    signature: 'llama-no-memory-slot',
    origin: 'composed from llama-context.cpp, decode',
    log: 'decode: failed to find a memory slot for batch of size 2048',
    twin: 'slot get_availabl: id  0 | task -1 | selected slot by LRU, t_last = -1',
  },
  {
    signature: 'llama-no-kv-space',
    origin: 'composed from server-context.cpp, update_slots',
    log: 'srv  update_slots: failed to find free space in the KV cache, retrying with smaller batch size, i = 0, n_batch = 1024, ret = 1',
    twin: 'slot update_slots: id  0 | task 2 | kv cache rm [0, end)',
  },
  {
    signature: 'llama-no-kv-slot-2023',
    origin: 'composed from server.cpp of 2024, update_slots',
    log: 'srv  update_slots: failed to decode the batch: KV cache is full - try increasing it via the context size, i = 0, n_batch = 1, ret = 1',
    twin: 'main: failed to decode the image, ret = 1',
  },
  {
    signature: 'llama-input-truncated',
    origin: 'composed from server.cpp of 2024, update_slots',
    log: 'slot update_slots: id  0 | task 0 | input truncated, n_ctx = 4096, n_keep = 0, n_left = 4096, n_prompt_tokens = 2590',
    twin: 'tokenizer: input truncated to 512 tokens for the embedding',
    facts: { contextTokensPerSequence: 4_096 },
  },
  {
    signature: 'llama-context-shift-off',
    origin: 'composed from server.cpp of 2025, update_slots',
    log: 'slot      release: id  0 | task 0 | context shift is disabled, n_past = 8192, n_ctx = 8192',
    twin: 'Without --context-shift the context shift is disabled',
  },
]

/** `llama-intel-on-apple` is believed on Apple silicon only: it has a test of its own. */
export const llamaProgramCases: readonly SignatureCase[] = [...kernels, ...onCpu, ...contexts]
