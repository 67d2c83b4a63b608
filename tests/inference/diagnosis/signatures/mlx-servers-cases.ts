import type { SignatureCase } from '../signature-case.ts'

/** oMLX, Rapid-MLX and exo, and what pages pass around. */
export const mlxServerCases: readonly SignatureCase[] = [
  {
    signature: 'omlx-model-over-ceiling',
    origin: 'recorded: a record of an omlx 0.4.3 on a 16 GB Mac (public file no. 55074296955)',
    log: "2026-06-10 11:20:33,101 - omlx.server - WARNING - [-] - Model 'gemma-4-12b-it-4bit' (10.70GB) does not fit under the memory ceiling (10.44GB). Free system memory or lower memory_guard_tier.",
    twin: '16.3 GB, does not fit under the memory ceiling Apple reserves for the graphics part\n2026-06-10 11:20:33,101 - omlx.model_discovery - INFO - [-] - Discovered model: gemma-4-12b-it-4bit (type: vlm, engine: vlm, size: 10.70GB)',
    facts: {
      modelPath: 'gemma-4-12b-it-4bit',
      requiredBytes: 11_489_037_517,
      availableBytes: 11_209_864_643,
    },
  },
  {
    signature: 'omlx-load-over-ceiling',
    origin: 'recorded: jundot/omlx#1735',
    log: 'Cannot load GLM-5.1-MXFP4-Q8: projected memory 774.68GB would exceed the memory ceiling 506.00GB (current: 378.17GB, model: 396.52GB). Free system memory or lower memory_guard_tier.',
    twin: '2026-07-30 22:01:33,498 - omlx.process_memory_enforcer - INFO - [-] - Memory pressure level: ok -> hard (current=69.0GB, soft=66.6GB, hard=68.4GB, ceiling=72.0GB)\n2026-05-24 00:34:52,171 - omlx.process_memory_enforcer - WARNING - [-] - Hard memory pressure but all loaded models are pinned and no loads in progress.',
    facts: {
      modelPath: 'GLM-5.1-MXFP4-Q8',
      availableBytes: 506 * 2 ** 30,
    },
  },
  {
    signature: 'omlx-prefill-refused',
    origin: 'composed from omlx/scheduler.py: `Preflight rejected (%d tokens, cached=%d): %s`',
    log: '2026-07-31 07:29:34,484 - omlx.scheduler - WARNING - [-] - Preflight rejected (33384 tokens, cached=0): Prefill would require ~44.00 GB peak (current 28.00 GB + KV+SDPA 16.00 GB) but dynamic ceiling is 40.00 GB (usage 28.0 GB, ceiling 40.0 GB). Close other apps to free RAM.',
    twin: 'The guard says that Prefill would require ~44.00 GB peak (current 28.00 GB + KV+SDPA 16.00 GB) but dynamic ceiling is 40.00 GB',
    facts: {
      promptTokens: 33_384,
      requiredBytes: 44 * 2 ** 30,
      allocatedBytes: 28 * 2 ** 30,
      availableBytes: 40 * 2 ** 30,
    },
  },
  {
    signature: 'omlx-prefill-refused',
    origin: 'recorded: a benchmark of agents (public file no. 60112580829)',
    log: 'RuntimeError: Prefill context too large for available memory (preflight safety guard, kv_len=33384, min_chunk=32): predicted peak would require ~21.14 GB (current 18.61 GB + KV 2.04 GB + min-chunk transient 503.59 MB) but prefill safety cap is 20.81 GB (90% of effective ceiling 23.12 GB). Reduce context length.',
    twin: '2026-05-27 18:09:45,361 - omlx.scheduler - WARNING - [-] - Chunked prefill above max_bytes at 61440 tokens: 22.8GB > 22.1GB (ceiling: 26.0GB)',
  },
  {
    signature: 'omlx-request-aborted',
    origin: 'recorded: NousResearch/hermes-agent#52289',
    log: 'Request aborted: process memory limit exceeded (usage 50.0 GB, abort threshold (hard watermark) 49.0 GB, ceiling 51.8 GB). Reduce context length, free system memory, or loosen memory_guard_tier.',
    twin: 'reached the local head and were aborted mid-write: `process memory limit exceeded (usage 50.1 GB, abort threshold 45.6 GB)`',
    facts: { allocatedBytes: 50 * 2 ** 30, availableBytes: 49 * 2 ** 30 },
  },
  {
    signature: 'omlx-prompt-too-long',
    origin:
      'composed from omlx: `Prompt too long: {} tokens exceeds max context window of {} tokens`',
    log: '2026-06-03 07:54:45,000 - omlx.server - WARNING - [-] - Prompt too long: 50000 tokens exceeds max context window of 32000 tokens',
    twin: "    'Prompt too long: 50000 tokens exceeds max context window of 32000 tokens',",
    facts: { requestedTokens: 50_000, contextTokens: 32_000 },
  },
  {
    signature: 'rapid-mlx-over-cap',
    origin: 'recorded: a guide to aider on a 16 GB Mac (public file no. 57719645838)',
    log: 'WARNING:vllm_mlx.scheduler:Metal active 7.0GB + reserved KV 0.0GB + projected KV 5.7GB would exceed gpu_memory_utilization cap 10.3GB (D-METAL-CAP)',
    twin: '# HELP rejections Requests rejected because Metal active memory + KV would exceed the gpu_memory_utilization soft cap (D-METAL-CAP).',
    facts: { allocatedBytes: 7_000_000_000, availableBytes: 10_300_000_000 },
  },
  {
    signature: 'rapid-mlx-over-limit',
    origin: 'recorded: a test of Rapid-MLX (public file no. 70873669668)',
    log: 'Metal memory in use is 36.3 GB with no request running (reserved KV 0.0 GB + projected KV 0.0 GB for this request), but the current limit is 36.2 GB (D-METAL-CAP).',
    twin: 'Memory pressure warning: this model is likely too large for your hardware. Continuing may trigger a macOS kernel panic (see issue #324).',
    facts: { allocatedBytes: 36_300_000_000, availableBytes: 36_200_000_000 },
  },
  {
    signature: 'exo-no-room',
    origin: 'composed from exo/master/placement.py: `No cycles found with sufficient memory`',
    log: 'ValueError: No cycles found with sufficient memory',
    twin: '        raise ValueError("No cycles found with sufficient memory")',
  },
  {
    signature: 'exo-runner-killed',
    origin:
      'composed from exo/worker/runner/runner_supervisor.py: `Runner terminated with {cause}`',
    log: '[ 2026-05-07 13:05:23.558 | ERROR    | exo.worker.runner.runner_supervisor:_check_runner:277 ] Runner terminated with signal=9 (Killed: 9)',
    twin: '[ 2026-05-07 13:05:23.558 | ERROR    | exo.worker.runner.runner_supervisor:_check_runner:277 ] Runner terminated with signal=6 (Abort trap: 6)',
  },
  {
    signature: 'page-metal-allocator',
    origin: 'composed: the headline of a page; no source prints it (inference-logs.md §7.3)',
    log: '[METAL] Metal Allocator: out of memory (Allocation size 4294967296 exceeds available)',
    twin: 'Metal Allocator: out of memory on Apple Silicon',
  },
  {
    signature: 'page-metal-allocation-failed',
    origin: 'composed: the title of a page; no source prints it',
    log: 'Metal allocation failed — Apple Silicon OOM under unified memory pressure',
    twin: '  • Metal allocation failed — Apple Silicon OOM under unified memory pressure',
  },
  {
    signature: 'page-mlx-memory-pressure',
    origin: 'composed: the title of a page; no source prints it (inference-logs.md §7.3)',
    log: 'MLX: Memory pressure detected — consider reducing batch size',
    twin: 'logger.warning("MLX: Memory pressure detected — consider reducing batch size")',
  },
  {
    signature: 'page-mlx-command-buffer',
    origin: 'composed: the title of a page; no source prints it',
    log: 'MLX / Metal: command buffer execution failed',
    twin: '[METAL] Command buffer execution failed',
  },
]
