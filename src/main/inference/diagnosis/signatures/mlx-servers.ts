import { countIn, known, sizeIn } from '../../logs/figures.ts'
import { formsOf, symptom } from '../../logs/forms/form.ts'
import type { MessageForm } from '../../logs/message-form.ts'
import { thrownOf } from './thrown.ts'

const omlx = thrownOf('omlx')
const vllmMlx = thrownOf('vllm-mlx')
const exo = formsOf('exo')
const exoThrown = thrownOf('exo')
const page = formsOf('mlx')

const gib = (figure: string | undefined): number | null => sizeIn(figure, 'GB', 'binary')
const gb = (figure: string | undefined): number | null => sizeIn(figure, 'GB', 'decimal')

// Model 'gemma-4-12b-it-4bit' (10.70GB) does not fit under the dynamic memory ceiling (10.44GB). Free system memory or raise …
// Model 'gemma-4-26b-a4b-it-bf16' (50.47GB) exceeds max-model-memory (50.40GB)
// Cannot load GLM-5.1-MXFP4-Q8: projected memory 774.68GB would exceed the memory ceiling 506.00GB (current: 378.17GB, model: 396.52GB). …
/** oMLX did not load a model (omlx/exceptions.py, engine_pool.py). Its GB are 2^30. */
const omlxLoads: readonly MessageForm[] = [
  omlx(
    'omlx-model-over-ceiling',
    ['memory ceiling (', 'exceeds max-model-memory ('],
    /Model '([^']{1,300})' \((\d+(?:\.\d+)?)GB\) (?:does not fit under the (?:[\w/]{1,40} )?memory ceiling|exceeds max-model-memory) \((\d+(?:\.\d+)?)GB\)(?:\. [A-Z].{0,400})?/,
    ([, modelPath = '', need, most]) =>
      symptom('system-memory-refused', {
        modelPath,
        ...known({ requiredBytes: gib(need), availableBytes: gib(most) }),
      }),
  ),
  omlx(
    'omlx-load-over-ceiling',
    [': projected memory '],
    /Cannot load (\S{1,300}): projected memory (\d+(?:\.\d+)?)GB would exceed the (?:[\w/]{1,40} )?memory ceiling (\d+(?:\.\d+)?)GB \(current: (\d+(?:\.\d+)?)GB\b.{0,500}/,
    ([, modelPath = '', need, most, held]) =>
      symptom('system-memory-refused', {
        modelPath,
        ...known({
          requiredBytes: gib(need),
          availableBytes: gib(most),
          allocatedBytes: gib(held),
        }),
      }),
  ),
]

// Preflight rejected (33384 tokens, cached=0): Prefill would require ~43.56 GB peak (current 28.00 GB + KV+SDPA 15.56 GB) but dynamic ceiling is 40.00 GB …
// RuntimeError: Prefill context too large for available memory (preflight safety guard, kv_len=33384, min_chunk=32): predicted peak would require ~21.14 GB (current 18.61 GB + …) but prefill safety cap is 20.81 GB …
// Request aborted: process memory limit exceeded (usage 49.8 GB, abort threshold (hard watermark) 49.2 GB, ceiling 51.8 GB). Reduce …
// Prompt too long: 50000 tokens exceeds max context window of 32000 tokens
/** oMLX did not take a request, or broke it off (omlx/scheduler.py). */
const omlxRequests: readonly MessageForm[] = [
  omlx(
    'omlx-prefill-refused',
    ['Prefill would require ~', 'Prefill context too large for'],
    /(?:Preflight rejected \((\d+) tokens, cached=\d+\): )?(?:Prefill|Prefill context too large for available memory \([^()]{0,200}\): predicted peak) would require ~(\d+(?:\.\d+)?) GB (?:peak )?\(current (\d+(?:\.\d+)?) GB [^()]{0,200}\) but (?:the |[\w/]{1,40} )?(?:prefill )?(?:limit|ceiling|safety cap) is (\d+(?:\.\d+)?) GB\b.{0,600}/,
    ([, tokens, need, held, most]) =>
      symptom(
        'system-memory-refused',
        known({
          promptTokens: countIn(tokens),
          requiredBytes: gib(need),
          allocatedBytes: gib(held),
          availableBytes: gib(most),
        }),
      ),
  ),
  omlx(
    'omlx-request-aborted',
    ['process memory limit exceeded (usage'],
    /Request aborted: process memory limit exceeded \(usage (\d+(?:\.\d+)?) GB(?:, abort threshold (?:\([^()]{1,40}\) )?(\d+(?:\.\d+)?) GB)?(?:, (?:[\w/]{1,40} )?ceiling (\d+(?:\.\d+)?) GB)?\)(?:\. [A-Z].{0,400})?/,
    ([, held, threshold, ceiling]) =>
      symptom(
        'system-memory-refused',
        known({ allocatedBytes: gib(held), availableBytes: gib(threshold ?? ceiling) }),
      ),
  ),
  omlx(
    'omlx-prompt-too-long',
    [' tokens exceeds max context window of '],
    /Prompt too long: (\d+) tokens exceeds max context window of (\d+) tokens/,
    ([, asked, there]) =>
      symptom(
        'context-full',
        known({ requestedTokens: countIn(asked), contextTokens: countIn(there) }),
      ),
  ),
]

// Metal active 7.0GB + reserved KV 0.0GB + projected KV 5.7GB would exceed gpu_memory_utilization cap 10.3GB (D-METAL-CAP)
// Metal memory in use is 36.3 GB with no request running (reserved KV 0.0 GB + projected KV 0.0 GB for this request), but the current limit is 36.2 GB (D-METAL-CAP).
/** Rapid-MLX did not take a request (vllm_mlx/scheduler.py). Its GB are 10^9. */
const rapidMlx: readonly MessageForm[] = [
  vllmMlx(
    'rapid-mlx-over-cap',
    ['(D-METAL-CAP)'],
    /Metal active (\d+(?:\.\d+)?) ?GB\b[^()]{0,200} cap (\d+(?:\.\d+)?) ?GB \(D-METAL-CAP\)(?:\. [A-Z].{0,300})?/,
    ([, held, most]) =>
      symptom(
        'system-memory-refused',
        known({ allocatedBytes: gb(held), availableBytes: gb(most) }),
      ),
  ),
  vllmMlx(
    'rapid-mlx-over-limit',
    ['(D-METAL-CAP)'],
    /(?:Metal memory in use is|[A-Z][\w ]{0,60} needs approximately [\d.]{1,12} GB of Metal memory on top of) (\d+(?:\.\d+)?) GB\b.{0,400} the current limit is (\d+(?:\.\d+)?) GB \(D-METAL-CAP\).{0,300}/,
    ([, held, most]) =>
      symptom(
        'system-memory-refused',
        known({ allocatedBytes: gb(held), availableBytes: gb(most) }),
      ),
  ),
]

// ValueError: No cycles found with sufficient memory
// [ 2026-05-07 13:05:23.558 | ERROR    | exo.worker.runner.runner_supervisor:_check_runner:277 ] Runner terminated with signal=9 (Killed: 9)
/** exo finds no machines with room for a model, or lost a runner (exo/master/placement.py, runner_supervisor.py). */
const exoSignatures: readonly MessageForm[] = [
  exoThrown(
    'exo-no-room',
    ['No cycles found with sufficient memory'],
    /No cycles found with sufficient memory/,
    () => symptom('system-memory-refused'),
  ),
  exo(
    'exo-runner-killed',
    ['Runner terminated with signal=9', 'before completing command (signal=9'],
    /^(?:\[ [^\]]{1,160} \] )?(?:Runner terminated with signal=9\b|Runner shutdown before completing command \(signal=9\b)/,
    () => symptom('killed-by-system'),
  ),
]

// [METAL] Metal Allocator: out of memory (Allocation size X exceeds available)
// MLX: Memory pressure detected — consider reducing batch size
/** What pages pass around and no source prints (inference-logs.md §7.3): the class of the real message, none of its numbers. */
const pageStrings: readonly MessageForm[] = [
  page(
    'page-metal-allocator',
    '[METAL] Metal Allocator: out of memory',
    /^(?:\w[\w.:]{0,80}[Ee]rror: )?\[METAL\] Metal Allocator: out of memory(?: \(Allocation size .{1,60} exceeds available[^()]{0,60}\))?\.?$/,
    () => symptom('metal-alloc-failed'),
  ),
  page(
    'page-metal-allocation-failed',
    'Apple Silicon OOM under unified memory pressure',
    /^Metal allocation failed \S{1,2} Apple Silicon OOM under unified memory pressure$/,
    () => symptom('metal-alloc-failed'),
  ),
  page(
    'page-mlx-memory-pressure',
    'MLX: Memory pressure detected',
    /^(?:\w[\w.:]{0,80}(?:[Ee]rror|[Ww]arning): )?MLX: Memory pressure detected(?: \S{1,2} consider reducing batch size)?\.?$/,
    () => symptom('metal-oom-mid-generation'),
  ),
  page(
    'page-mlx-command-buffer',
    'MLX / Metal: command buffer execution failed',
    /^MLX \/ Metal: command buffer execution failed\.?$/,
    () => symptom('metal-oom-mid-generation'),
  ),
]

/** Servers that run models with MLX refuse before MLX would; and the words of pages about it. */
export const mlxServerSignatures: readonly MessageForm[] = [
  ...omlxLoads,
  ...omlxRequests,
  ...rapidMlx,
  ...exoSignatures,
  ...pageStrings,
]
