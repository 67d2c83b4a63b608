import { countIn, figureIn, known, sizeIn } from '../figures.ts'
import type { MessageForm } from '../message-form.ts'
import { formsOf, says } from './form.ts'

const mlx = formsOf('mlx')
const mlxLm = formsOf('mlx-lm')

// ==========
// Prompt: 26 tokens, 123.456 tokens-per-sec
// Generation: 100 tokens, 45.678 tokens-per-sec
// Peak memory: 12.345 GB
// Iter 10: Train loss 2.331, Learning Rate 1.000e-05, It/sec 0.251, Tokens/sec 105.2, Trained Tokens 4190, Peak mem 21.345 GB
// Peak MLX memory usage: 18.92 GB
/** What MLX programs print when they are done: mlx-lm, mlx-vlm, mflux. GB are 10^9 (generate.py: `/ 1e9`). */
const mlxDone: readonly MessageForm[] = [
  mlx(
    'mlx-prompt-done',
    ' tokens-per-sec',
    /^Prompt: (\d+) tokens, [\d.]+ tokens-per-sec$/,
    ([, tokens]) => says(known({ promptTokens: countIn(tokens) })),
  ),
  mlx(
    'mlx-generation-done',
    ' tokens-per-sec',
    /^Generation: \d+ tokens, ([\d.]+) tokens-per-sec$/,
    ([, speed]) => says(known({ tokensPerSecond: figureIn(speed) })),
  ),
  mlx(
    'mlx-peak-memory',
    ['Peak memory: ', ', Peak mem ', 'Peak MLX memory usage: '],
    /^(?:Peak memory: |Iter \d+: [^:]{1,200}, Peak mem )(\d+\.\d{3}) GB$|^Peak MLX memory usage: (\d+(?:\.\d+)?) GB$/,
    ([, peak, peakOfMflux]) =>
      says(known({ allocatedBytes: sizeIn(peak ?? peakOfMflux, 'GB', 'decimal') })),
  ),
]

// 2026-03-16 20:40:22,469 - INFO - Starting httpd at 127.0.0.1 on port 18888...
// …/site-packages/mlx_lm/server.py:1858: UserWarning: mlx_lm.server is not recommended for production as it only implements …
// 2026-03-16 20:41:07,046 - INFO - KV Caches: 0 seq, 0.00 GB, latest user cache 0 tokens
// 2026-06-10 11:02:31,118 - INFO - Prompt Cache: 4 sequences, 23.35 GB
// 2026-03-18 23:33:38,121 - INFO - Prompt processing progress: 4096/41061
/** mlx_lm.server, which prints no sizes but those of its prompt caches (inference-logs.md §3: GB are 10^9). */
const mlxLmServer: readonly MessageForm[] = [
  mlxLm(
    'mlx-lm-program',
    ['Starting httpd at ', 'mlx_lm.server is not recommended'],
    /^Starting httpd at \S+ on port \d+\.\.\.$|UserWarning: mlx_lm\.server is not recommended for production/,
    () => ({ kind: 'program', program: 'mlx-lm', version: null }),
  ),
  mlxLm(
    'mlx-lm-prompt-cache',
    ['KV Caches: ', 'Prompt Cache: '],
    /^(?:KV Caches: \d+ seq|Prompt Cache: \d+ sequences?), (\d+(?:\.\d+)?) GB\b/,
    ([, held]) => says(known({ promptCacheBytes: sizeIn(held, 'GB', 'decimal') })),
  ),
  mlxLm(
    'mlx-lm-prompt-progress',
    'Prompt processing progress: ',
    /^(?:\[\S{1,60}\] )?Prompt processing progress: (\d+)\/(\d+)$/,
    ([, done, tokens]) =>
      says(known({ promptDoneTokens: countIn(done), promptTokens: countIn(tokens) })),
  ),
]

// [WARNING] Generating with a model that requires 13671 MB which is close to the maximum recommended size of 10922 MB. This can be slow. …
// $ mlx_lm.server --model mlx-community/Qwen3.5-4B-MLX-8bit
// [1]    35712 abort      mlx_lm.server --model mlx-community/Meta-Llama-3.1-8B-Instruct-8bit
/** What mlx-lm says before it generates, and of which model. */
const mlxLmModel: readonly MessageForm[] = [
  mlxLm(
    'mlx-lm-close-to-limit', // exo, vllm-mlx and others print it too; MB are 2^20 (generate.py: `// 2**20`)
    'Generating with a model that requires',
    /^(?:\[\w{1,20}\] )?Generating with a model that requires (\d+(?:\.\d+)?) MB which is close to the maximum recommended size of (\d+(?:\.\d+)?) MB/,
    ([, need, limit]) =>
      says(
        known({
          requiredBytes: sizeIn(need, 'MB', 'binary'),
          limitBytes: sizeIn(limit, 'MB', 'binary'),
        }),
      ),
  ),
  mlxLm(
    'mlx-lm-command',
    ['mlx_lm.', 'mlx_lm ', 'mlx_vlm.', 'mlx_vlm '],
    /^(?:[^'"`]{0,80}[$%#] |zsh: abort +|\[\d+\] +(?:\d+ +)?abort +)?(?:\S{0,120}python[\d.]* -m )?\S{0,120}mlx_v?lm[. ](?:server|generate|chat|lora)\b(?: [^'"`]{0,400})? --model[ =]([^\s'"`]+)/,
    ([, modelPath]) => (modelPath === undefined ? null : says({ modelPath })),
  ),
]

// 2025-11-22 19:54:59,917 - DEBUG - Cleaned up resources for model mlx-community/Qwen2-VL-2B-Instruct-4bit
// 2025-11-22 19:54:59,917 - ERROR - [RUN 15/32] SUMMARY model=mlx-community/Qwen2-VL-2B-Instruct-4bit status=FAIL stage=OOM
/** A program that tries one model after the other names it when it is done with it. */
const mlxRuns: readonly MessageForm[] = [
  mlx(
    'mlx-run-model',
    ['Cleaned up resources for model ', 'SUMMARY model='],
    /^(?:Cleaned up resources for model |\[RUN \d+\/\d+\] SUMMARY model=)(\S+)/,
    ([, modelPath]) => (modelPath === undefined ? null : says({ modelPath })),
  ),
]

/** MLX itself, and the programs of mlx-lm and of those that print as it does. */
export const mlxForms: readonly MessageForm[] = [
  ...mlxDone,
  ...mlxLmServer,
  ...mlxLmModel,
  ...mlxRuns,
]
