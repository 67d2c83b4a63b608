import { countIn, known, sizeIn } from '../figures.ts'
import type { MessageForm } from '../message-form.ts'
import { formsOf, says } from './form.ts'

const vllmMlx = formsOf('vllm-mlx')
const omlx = formsOf('omlx')
const exo = formsOf('exo')

const decimal = (figure: string | undefined): number | null => sizeIn(figure, 'GB', 'decimal')
const binary = (figure: string | undefined): number | null => sizeIn(figure, 'GB', 'binary')

// INFO:vllm_mlx.server:Loading model with BatchedEngine: mlx-community/Qwen3.6-35B-A3B-4bit
// INFO:vllm_mlx.server:Model loaded (batched mode): mlx-community/Qwen3.6-35B-A3B-4bit
/** How a load of vllm-mlx, Rapid-MLX and vMLX goes. */
const vllmMlxLoad: readonly MessageForm[] = [
  vllmMlx(
    'vllm-mlx-program',
    [
      'Loading model with ',
      'Metal memory limits set: ',
      '[schedule] request=',
      '[Metal memory] active=',
    ],
    /^(?:Loading model with \w+Engine: |Metal memory limits set: |\[schedule\] request=|\[Metal memory\] active=)/,
    () => ({ kind: 'program', program: 'vllm-mlx', version: null }),
  ),
  vllmMlx(
    'vllm-mlx-load-begins',
    'Loading model with ',
    /^Loading model with \w+Engine: (\S+)/,
    ([, path = '']) => ({ kind: 'load', modelPath: path, port: null }),
  ),
  vllmMlx(
    'vllm-mlx-loaded',
    ['Model loaded: ', 'Model loaded ('],
    /^Model loaded(?: \([\w -]{1,40}\))?: \S+$/,
    (_, line) => (isOfVllmMlx(line.printed) ? { kind: 'loaded' } : null),
  ),
  vllmMlx(
    'vllm-mlx-loaded-model',
    ['Model loaded: ', 'Model loaded ('],
    /^Model loaded(?: \([\w -]{1,40}\))?: (\S+)$/,
    ([, modelPath = ''], line) => (isOfVllmMlx(line.printed) ? says({ modelPath }) : null),
  ),
]

/** By the logger: others say `Model loaded` as well. */
const isOfVllmMlx = (printed: string): boolean =>
  /\b(?:vllm_mlx|rapid_mlx|vmlx_engine)\./.test(printed)

//   Memory pressure note: this model uses a large fraction of system RAM.
//     Est. working set:          28.5 GB  (model x 1.5 — short-chat workload; long-context serving will use more)
//     Total system RAM:          48.0 GB  (81% projected utilization)
// INFO:vllm_mlx.engine.batched:Metal memory limits set: allocation_limit=36.2GB (90% of 40.2GB), cache_limit=9.0GB
// INFO:vllm_mlx.scheduler:[Metal memory] active=26.0GB peak=38.9GB cache=0.0GB step=3584 running=1 waiting=0
// INFO:vllm_mlx.scheduler:[cache_store] request=bd91ed81-17b tokens=61378 stored=True cache_entries=4 cache_mem=4085MB
/** What it holds. The limits and the memory of Metal are in 10^9, the note of the start and the cache in powers of two. */
const vllmMlxMemory: readonly MessageForm[] = [
  vllmMlx(
    'vllm-mlx-limits',
    'Metal memory limits set: ',
    /^Metal memory limits set: allocation_limit=(\d+(?:\.\d+)?)GB \(\d+% of (\d+(?:\.\d+)?)GB\), cache_limit=(\d+(?:\.\d+)?)GB/,
    ([, own, limit, cache]) =>
      says(
        known({
          allocationLimitBytes: decimal(own),
          limitBytes: decimal(limit),
          // `cache_limit=32GB` is a constant of 32 GiB in versions before it was computed
          cacheLimitBytes: cache === '32' ? binary(cache) : decimal(cache),
        }),
      ),
  ),
  vllmMlx(
    'vllm-mlx-held',
    '[Metal memory] active=',
    /^\[Metal memory\] active=(\d+(?:\.\d+)?)GB peak=/,
    ([, active]) => says(known({ allocatedBytes: decimal(active) })),
  ),
  vllmMlx(
    'vllm-mlx-cache-held',
    'cache_mem=',
    /^\[cache_store\] request=.{1,300} cache_mem=(\d+(?:\.\d+)?)MB/,
    ([, held]) => says(known({ promptCacheBytes: sizeIn(held, 'MB', 'binary') })),
  ),
  vllmMlx(
    'rapid-mlx-working-set',
    'Est. working set: ',
    /^Est\. working set: +(\d+(?:\.\d+)?) GB +\(model x/,
    ([, need]) => says(known({ requiredBytes: binary(need) })),
  ),
  vllmMlx(
    'rapid-mlx-total-ram',
    'Total system RAM: ',
    /^Total system RAM: +(\d+(?:\.\d+)?) GB +\(\d+% projected/,
    ([, total]) => says(known({ systemTotalBytes: binary(total) })),
  ),
]

// INFO:vllm_mlx.scheduler:[schedule] request=e20aaebd-b6a uid=3 prompt_tokens=85081 tokens_to_prefill=85081 max_tokens=32000 running=1 waiting=0
/** The requests. Of several at once the one counts that was begun while no other ran: it holds the most, the longest. */
const vllmMlxRequests: readonly MessageForm[] = [
  vllmMlx(
    'vllm-mlx-schedule',
    '[schedule] request=',
    /^\[schedule\] request=\S+ uid=\d+ prompt_tokens=(\d+) tokens_to_prefill=\d+(?:, \d+ cached)? .*?\brunning=1\b/,
    ([, tokens]) => says(known({ promptTokens: countIn(tokens) })),
  ),
]

// 2026-08-20 09:11:02,311 - omlx.process_memory_enforcer - INFO - [-] - Process memory enforcer started (tier=balanced, ceiling=191.8GB, interval=1.0s)
// 2026-07-30 22:01:33,498 - omlx.process_memory_enforcer - INFO - [-] - Memory pressure level: ok -> hard (current=69.0GB, soft=66.6GB, hard=68.4GB, ceiling=72.0GB)
// 2026-06-03 07:53:43,101 - omlx.engine_pool - INFO - [-] - Loading model: gemma-4-31B-it-fp16-q4
/** oMLX. Its GB are 2^30 (process_memory_enforcer.py `_format_gb`). */
const omlxForms: readonly MessageForm[] = [
  omlx(
    'omlx-program',
    ['Process memory enforcer started (tier', 'Memory guard tier: '],
    /^(?:\[\S{1,60}\] - )?(?:Process memory enforcer started \(tier|Memory guard tier: )/,
    () => ({ kind: 'program', program: 'omlx', version: null }),
  ),
  omlx(
    'omlx-ceiling',
    ['Process memory enforcer started', 'Memory pressure level: '],
    /^(?:\[\S{1,60}\] - )?(?:Process memory enforcer started|Memory pressure level: )[^()]{0,60}\((?:current=(\d+(?:\.\d+)?)GB, )?[^()]{0,120}\bceiling=(\d+(?:\.\d+)?)GB/,
    ([, current, ceiling]) =>
      says(
        known({
          allocatedBytes: current === undefined ? null : binary(current),
          allocationLimitBytes: binary(ceiling),
        }),
      ),
  ),
  omlx(
    'omlx-load-begins',
    'Loading model',
    /^(?:\[\S{1,60}\] - )?Loading model(?: as LM \(force_lm=True\))?: (\S+)/,
    ([, path = ''], line) =>
      line.printed.includes('omlx.engine_pool')
        ? { kind: 'load', modelPath: path, port: null }
        : null,
  ),
  omlx('omlx-loaded', 'Loaded model: ', /^(?:\[\S{1,60}\] - )?Loaded model: \S+/, (_, line) =>
    line.printed.includes('omlx.engine_pool') ? { kind: 'loaded' } : null,
  ),
]

// [ 2026-05-07 13:05:21.112 | INFO     | exo.worker.runner.llm_inference.runner:main:139 ] hello from the runner
// [ 07:56:29.5503PM | INFO    ] Executing command: CreateInstance(command_id='8674…' instance=MlxRingInstance(… shard_assignments=ShardAssignments(model_id='mlx-community/Qwen3-0.6B-4bit', …
const exoForms: readonly MessageForm[] = [
  exo(
    'exo-program',
    ['hello from the runner', 'bye from the runner'],
    /^(?:\[ [^\]]{1,160} \] )?(?:hello|bye) from the runner$/,
    () => ({ kind: 'program', program: 'exo', version: null }),
  ),
  exo(
    'exo-model',
    'Executing command: ',
    /^(?:\[ [^\]]{1,160} \] )?Executing command: (?:Create|Place)Instance\(.{0,2000}?\bmodel_id=(?:ModelId\()?'([^']+)'/,
    ([, modelPath]) => (modelPath === undefined ? null : says({ modelPath })),
  ),
]

/** Servers that run models with MLX: vllm-mlx (also Rapid-MLX and vMLX), oMLX, exo. */
export const mlxServerForms: readonly MessageForm[] = [
  ...vllmMlxLoad,
  ...vllmMlxMemory,
  ...vllmMlxRequests,
  ...omlxForms,
  ...exoForms,
]
