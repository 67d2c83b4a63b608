import type { FindingClass } from '../../../../shared/finding.ts'
import { countIn, known } from '../../logs/figures.ts'
import { consequence, formsOf, symptom } from '../../logs/forms/form.ts'
import type { MessageForm } from '../../logs/message-form.ts'
import { thrownOf } from './thrown.ts'

const form = formsOf('mlx')
const thrown = thrownOf('mlx')

// RuntimeError: [metal::malloc] Attempting to allocate 135383101952 bytes which is greater than the maximum allowed buffer size of 86586540032 bytes.
// libc++abi: terminating due to uncaught exception of type std::runtime_error: [malloc_or_wait] Unable to allocate 268435456 bytes.
// [metal::malloc] Resource limit (499000) exceeded.
/** MLX was refused memory (mlx/allocator.cpp, mlx/backend/metal/allocator.cpp; inference-logs.md §3). */
const refused: readonly MessageForm[] = [
  thrown(
    'mlx-array-too-large',
    ['[metal::malloc] Attempting to allocate'],
    /\[metal::malloc\] Attempting to allocate (\d+) bytes which is greater(?: than)?[a-z ]{0,40}(?:(\d+) bytes)?/,
    ([, tried, most]) =>
      symptom(
        'mlx-alloc-too-large',
        known({ triedBytes: countIn(tried), maxBufferBytes: countIn(most) }),
      ),
  ),
  thrown(
    'mlx-unable-to-allocate',
    ['[malloc_or_wait] Unable to', '[malloc] Unable to', '[metal::malloc] Unable to'],
    /\[(?:malloc_or_wait|malloc|metal::malloc)\] Unable to allocate (\d+) bytes/,
    ([, tried]) => symptom('metal-alloc-failed', known({ triedBytes: countIn(tried) })),
  ),
  // a count of buffers, not bytes (iogpu.rsrc_limit)
  thrown(
    'mlx-resource-limit',
    ['[metal::malloc] Resource limit'],
    /\[metal::malloc\] Resource limit \(\d+\) exceeded/,
    () => symptom('metal-alloc-failed'),
  ),
]

/** `reason`: as Metal words it. Other languages and versions are known by the name behind the number; some logs blank that. */
const commandBuffer = (
  id: string,
  failure: FindingClass,
  reason: string,
  code: string,
): MessageForm =>
  thrown(
    id,
    ['[METAL] Command buffer execution failed'],
    new RegExp(
      String.raw`\[METAL\] Command buffer execution failed: (?:${reason}(?: \(0{7}[\da-f]:[^()]{0,80}\))?|[^()]{1,80} \(0{7}${code}\w{0,40}\))`,
    ),
    () => symptom(failure),
  )

// libc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] Command buffer execution failed: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)
// [METAL] Command buffer execution failed: Caused GPU Timeout Error (00000002:***)
// RuntimeError: [METAL] Command buffer execution failed: Discarded (victim of GPU error/recovery) (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim).
/**
 * The GPU did not do what it was given (mlx/backend/metal/eval.cpp `check_error`). `Internal Error (0000000e:Internal Error)`,
 * address faults and numbers that are not here say nothing of memory, nor of time.
 */
const brokenOff: readonly MessageForm[] = [
  commandBuffer(
    'mlx-gpu-out-of-memory',
    'metal-oom-mid-generation',
    'Insufficient Memory',
    '8:kIOGPUCommandBufferCallbackErrorOutOfMemory',
  ),
  commandBuffer(
    'mlx-gpu-timeout',
    'gpu-timeout',
    'Caused GPU Timeout Error',
    '2:kIOGPUCommandBufferCallbackErrorTimeout',
  ),
  commandBuffer(
    'mlx-gpu-hang',
    'gpu-timeout',
    'Caused GPU Hang Error',
    '3:kIOGPUCommandBufferCallbackErrorHang',
  ),
  commandBuffer(
    'mlx-gpu-interactivity',
    'gpu-timeout',
    'Impacting Interactivity',
    'e:kIOGPUCommandBufferCallbackErrorImpactingInteractivity',
  ),
  commandBuffer(
    'mlx-gpu-victim',
    'gpu-reset',
    String.raw`(?:Innocent Victim|Discarded \(victim of GPU error\/recovery\))`,
    '5:kIOGPUCommandBufferCallbackErrorInnocentVictim',
  ),
  commandBuffer(
    'mlx-gpu-ignored',
    'gpu-reset',
    String.raw`Ignored \(for causing prior\/excessive GPU errors\)`,
    '4:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored',
  ),
]

// libc++abi: terminating due to uncaught exception of type std::runtime_error:
// [METAL] Command buffer execution failed: Insufficient Memory
// (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)
/** The last of several lines that a narrow terminal, or a person, made of one message. */
const wrapped: readonly MessageForm[] = [
  form(
    'mlx-gpu-out-of-memory-wrapped',
    '(00000008:kIOGPU',
    /^(?:Insufficient Memory )?\(00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory\)\.?$/,
    () => consequence('metal-oom-mid-generation'),
  ),
  form(
    'mlx-gpu-timeout-wrapped',
    ['(00000002:kIOGPU', '(00000003:kIOGPU', '(0000000e:kIOGPU'],
    /^(?:[A-Z][A-Za-z ]{1,40} )?\(0000000[23e]:kIOGPUCommandBufferCallbackError(?:Timeout|Hang|ImpactingInteractivity)\)\.?$/,
    () => consequence('gpu-timeout'),
  ),
  form(
    'mlx-gpu-victim-wrapped',
    '(00000005:kIOGPU',
    /^(?:(?:Discarded )?\(victim of GPU error\/recovery\) |Innocent Victim )?\(00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim\)\.?$/,
    () => consequence('gpu-reset'),
  ),
  form(
    'mlx-gpu-ignored-wrapped',
    '(00000004:kIOGPU',
    /^(?:(?:Ignored )?\(for causing prior\/excessive GPU errors\) )?\(00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored\)\.?$/,
    () => consequence('gpu-reset'),
  ),
]

// RuntimeError: [metal::Device] Unable to load kernel steel_gemm_fused_nt_float16_float16_bm64_bn64_bk16_wm2_wn2
// MLX error: Failed to load the default metallib. library not found library not found library not found
// RuntimeError: [metal::load_device] No Metal device available. This typically occurs in headless, sandboxed, or virtualized macOS sessions …
/** MLX has no kernel, no library of kernels, or no GPU (mlx/backend/metal/device.cpp; inference-logs.md §7.3). */
const without: readonly MessageForm[] = [
  thrown(
    'mlx-kernel-missing',
    ['[metal::Device] Unable to load '],
    /\[metal::Device\] Unable to load (?:kernel|function) \S+/,
    () => symptom('metal-unsupported-op'),
  ),
  thrown(
    'mlx-library-not-built',
    ['Unable to build metal library from source'],
    /(?:\[metal::Device\] )?Unable to build metal library from source/,
    () => symptom('metal-unsupported-op'),
  ),
  thrown(
    'mlx-metallib-missing',
    ['Failed to load the default metallib', 'Failed to load device library from <'],
    /Failed to load (?:the default metallib(?:\. library not found.{0,200})?|device library from <.{0,400}>)/,
    () => symptom('metal-unsupported-op'),
  ),
  thrown(
    'mlx-no-metal-device',
    ['[metal::load_device] ', 'Failed to create Metal device', 'Error: Failed to load device'],
    /\[metal::load_device\] No Metal device available(?:\. This typically .{0,300})?|Failed to create Metal device|(?<=RuntimeError: )Failed to load device/,
    () => symptom('cpu-fallback'),
  ),
]

/** MLX itself, printed by whatever runs it: mlx-lm, LM Studio's MLX engine, mlx-vlm, Ollama's MLX runner, exo. */
export const mlxSignatures: readonly MessageForm[] = [
  ...refused,
  ...brokenOff,
  ...wrapped,
  ...without,
]
