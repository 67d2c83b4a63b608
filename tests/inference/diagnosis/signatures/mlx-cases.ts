import type { SignatureCase } from '../signature-case.ts'

/** MLX itself: memory, the GPU, its kernels. */
export const mlxCases: readonly SignatureCase[] = [
  {
    signature: 'mlx-array-too-large',
    origin: 'recorded: lmstudio-ai/lmstudio-bug-tracker#2240',
    log: 'RuntimeError: [metal::malloc] Attempting to allocate 48736917632 bytes which is greater than the maximum allowed buffer size of 30150672384 bytes.',
    twin: '    raise RuntimeError("[metal::malloc] Attempting to allocate 48736917632 bytes which is greater than the maximum allowed buffer size of 30150672384 bytes.")',
    facts: { triedBytes: 48_736_917_632, maxBufferBytes: 30_150_672_384 },
  },
  {
    signature: 'mlx-array-too-large',
    origin: 'recorded: jjang-ai/mlxstudio#83',
    log: 'ERROR:vmlx_engine.mllm_batch_generator:Prefill failed for chatcmpl-b8beec9d: RuntimeError: [metal::malloc] Attempting to allocate 21902407808 bytes which is greater than the maximum allowed buffer size of 9534832640 bytes.',
    twin: 'If you see this error: [metal::malloc] Attempting to allocate 21902407808 bytes which is greater than the maximum allowed buffer size of 9534832640 bytes, use a smaller step.',
    facts: { triedBytes: 21_902_407_808, maxBufferBytes: 9_534_832_640 },
  },
  {
    signature: 'mlx-unable-to-allocate',
    origin: 'composed from mlx/allocator.cpp: `[malloc_or_wait] Unable to allocate N bytes.`',
    log: 'libc++abi: terminating due to uncaught exception of type std::runtime_error: [malloc_or_wait] Unable to allocate 268435456 bytes.',
    twin: '/// A "[malloc_or_wait] Unable to allocate 268435456 bytes." string is overwhelmingly allocation, never a',
    facts: { triedBytes: 268_435_456 },
  },
  {
    signature: 'mlx-unable-to-allocate',
    origin: 'composed from mlx/allocator.cpp of 2025: `[malloc] Unable to allocate N bytes.`',
    log: 'RuntimeError: [malloc] Unable to allocate 9000000000 bytes.',
    twin: 'malloc: Unable to allocate 9000000000 bytes',
    facts: { triedBytes: 9_000_000_000 },
  },
  {
    signature: 'mlx-resource-limit',
    origin: 'recorded: raullenchai/Rapid-MLX#2836',
    log: 'ERROR:rapid_mlx.scheduler:Error in batch generation step: [metal::malloc] Resource limit (499000) exceeded.\nRuntimeError: [metal::malloc] Resource limit (499000) exceeded.',
    twin: '#   RuntimeError: [metal::malloc] Resource limit (499000) exceeded.\n[generation_error_recovery] aborted 1 running requests, batch generator closed, Metal cache cleared',
  },
  {
    signature: 'mlx-gpu-out-of-memory',
    origin: 'recorded: ml-explore/mlx#479',
    log: 'libc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] Command buffer execution failed: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)',
    twin: 'libc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] Command buffer execution failed: Internal Error (0000000e:Internal Error)',
  },
  {
    signature: 'mlx-gpu-out-of-memory',
    origin: 'recorded: jjang-ai/vmlx#58',
    log: '[error] libc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] Command buffer execution failed: Insufficient Memory',
    twin: '- Known crash signature: `[METAL] Command buffer execution failed: Insufficient Memory`. Mitigation: fewer requests.',
  },
  {
    signature: 'mlx-gpu-timeout',
    origin: 'recorded: an exo.log of 2026-08 (public file no. 59691558027); its names are blanked',
    log: '[ 2026-08-23 13:51:43.489 | WARNING | exo.worker.runner.bootstrap:entrypoint:368 ] Runner 6ac91846 crashed with critical exception [METAL] Command buffer execution failed: Caused GPU Timeout Error (00000002:***)',
    twin: '# causes [METAL] Command buffer execution failed: Caused GPU Timeout Error.',
  },
  {
    signature: 'mlx-gpu-hang',
    origin: 'composed from mlx/backend/metal/eval.cpp `check_error`, with the text of Metal',
    log: 'RuntimeError: [METAL] Command buffer execution failed: Caused GPU Hang Error (00000003:kIOGPUCommandBufferCallbackErrorHang).',
    twin: 'RuntimeError: [METAL] Command buffer execution failed: Caused GPU Address Fault Error (0000000b:kIOGPUCommandBufferCallbackErrorPageFault).',
  },
  {
    signature: 'mlx-gpu-interactivity',
    origin: 'recorded: Acelogic/LTX-2-MLX#5',
    log: '  Processing through connector...\nlibc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] Command buffer execution failed: Impacting Interactivity (0000000e:kIOGPUCommandBufferCallbackErrorImpactingInteractivity)',
    twin: 'RuntimeError: [METAL] Command buffer execution failed: Invalid Resource (00000009:kIOGPUCommandBufferCallbackErrorInvalidResource).',
  },
  {
    signature: 'mlx-gpu-victim',
    origin: 'composed from mlx/backend/metal/eval.cpp `check_error`, with the text of Metal',
    log: 'RuntimeError: [METAL] Command buffer execution failed: Discarded (victim of GPU error/recovery) (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim).',
    twin: 'The command buffer was discarded (victim of GPU error/recovery), as the report says.',
  },
  {
    signature: 'mlx-gpu-ignored',
    origin: 'composed from mlx/backend/metal/eval.cpp `check_error`, with the text of Metal',
    log: 'RuntimeError: [METAL] Command buffer execution failed: Ignored (for causing prior/excessive GPU errors) (00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored).',
    twin: '  submission after that failed with `Command buffer execution failed: Ignored (for causing prior/excessive GPU errors)`',
  },
  {
    signature: 'mlx-gpu-out-of-memory-wrapped',
    origin:
      'composed: the message of mlx/backend/metal/eval.cpp over four lines, as pasted from a narrow terminal',
    log: 'libc++abi: terminating due to uncaught exception of type\n  std::runtime_error: [METAL] Command buffer execution failed:\n  Insufficient Memory\n  (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)',
    twin: '  (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory), which means that the GPU had no room\nkIOGPUCommandBufferCallbackErrorOutOfMemory = 8,',
  },
  {
    signature: 'mlx-gpu-timeout-wrapped',
    origin: 'composed: the message of mlx/backend/metal/eval.cpp over three lines',
    log: '[METAL] Command buffer execution failed:\nCaused GPU Timeout Error\n(00000002:kIOGPUCommandBufferCallbackErrorTimeout)',
    twin: '    case "(00000002:kIOGPUCommandBufferCallbackErrorTimeout)":',
  },
  {
    signature: 'mlx-gpu-victim-wrapped',
    origin: 'composed: the message of mlx/backend/metal/eval.cpp over three lines',
    log: '[METAL] Command buffer execution failed: Discarded\n(victim of GPU error/recovery)\n(00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim)',
    twin: '(00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim) is the fault of another program',
  },
  {
    signature: 'mlx-gpu-ignored-wrapped',
    origin: 'composed: the message of mlx/backend/metal/eval.cpp over two lines',
    log: '[METAL] Command buffer execution failed: Ignored\n(for causing prior/excessive GPU errors) (00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored)',
    twin: '#define IGNORED "(00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored)"',
  },
  {
    signature: 'mlx-kernel-missing',
    origin: 'composed from mlx/backend/metal/device.cpp: `[metal::Device] Unable to load kernel `',
    log: 'RuntimeError: [metal::Device] Unable to load kernel steel_gemm_fused_nt_float16',
    twin: '/// dylib → "Unable to load kernel arangeint32" at first generate). Each',
  },
  {
    signature: 'mlx-library-not-built',
    origin:
      'composed from mlx/backend/metal/device.cpp: `[metal::Device] Unable to build metal library from source`',
    log: 'RuntimeError: [metal::Device] Unable to build metal library from source\nprogram_source:14:10: error: no member named simd_max',
    twin: '### `RuntimeError: [metal::Device] Unable to build metal library from source`',
  },
  {
    signature: 'mlx-metallib-missing',
    origin: 'recorded: a README (public file no. 23225356292)',
    log: 'MLX error: Failed to load the default metallib. library not found library not found',
    twin: 'fails at the first inference with Failed to load the default metallib',
  },
  {
    signature: 'mlx-no-metal-device',
    origin: 'recorded: a report of an agent in a sandbox (public file no. 61376560493)',
    log: 'RuntimeError: [metal::load_device] No Metal device available. This typically occurs in headless, sandboxed, or virtualized macOS sessions where the GPU is not accessible.',
    twin: '        "[metal::load_device] No Metal device available",\nRuntimeError: Failed to load device driver nvme0',
  },
]
