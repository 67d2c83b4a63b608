import type { MessageForm } from '../message-form.ts'
import { countIn, known, mibIn, sizeIn } from '../figures.ts'
import { formsOf, says } from './form.ts'
import { megabytesBy } from './llama-buffers.ts'

const form = formsOf('llama.cpp')

const pathEvent = (path: string | undefined) =>
  path === undefined ? null : says({ modelPath: path })

// srv    load_model: loading model 'tiny-llama-q8_0.gguf'
// llama_model_loader: loaded meta data with 29 key-value pairs and 75 tensors from tiny.gguf (version GGUF V3 (latest))
// llama_context: constructing llama_context
// srv    load_model: initializing, n_slots = 4, n_ctx_slot = 8192, kv_unified = 'true'
// 0.00.050.142 I srv  llama_server: model loaded
/** How a load goes, and what it is of. */
export const llamaLoad: readonly MessageForm[] = [
  form(
    'llama-load-begins',
    'load_model: loading model',
    /^srv +load_model: loading model '(.+)'/,
    ([, path = '']) => ({ kind: 'load', modelPath: path, port: null }),
  ),
  form(
    'llama-load-begins-2023',
    'loading model from',
    /^(?:llama\.cpp: loading model from|llama_model_load: loading model from|main: loading model from) '?([^']+?)'?(?: - please wait.*)?$/,
    ([, path = '']) => ({ kind: 'load', modelPath: path, port: null }),
  ),
  form(
    'llama-metadata',
    'loaded meta data with',
    /^\w+: loaded meta data with \d+ key-value pairs and \d+ tensors from (.+?) \(version GGUF/,
    ([, path = '']) => ({ kind: 'model', isDraft: false, modelPath: path }),
  ),
  form(
    'llama-draft',
    'loading draft model',
    /^(?:\w+ +)?(?:\w+: )+loading draft model '(.+)'/,
    ([, path = '']) => ({
      kind: 'model',
      isDraft: true,
      modelPath: path,
    }),
  ),
  // srv    load_model: creating MTP draft context against the target model '…'
  form(
    'llama-mtp-draft',
    'creating MTP draft context',
    /^(?:\w+ +)?\w+: creating MTP draft context\b/,
    () => ({
      kind: 'model',
      isDraft: true,
      modelPath: null,
    }),
  ),
  form(
    'llama-context-begins',
    'constructing llama_context',
    /^\w+: constructing llama_context$/,
    () => ({
      kind: 'context',
    }),
  ),
  form(
    'llama-context-begins-2024',
    ['llama_new_context_with_model: n_', 'llama_init_from_model: n_seq_max'],
    /^(?:llama_init_from_model: n_seq_max|llama_new_context_with_model: n_(?:seq_max|ctx)) +=/,
    ([whole = '']) => (whole.includes('n_ctx') ? null : { kind: 'context' }),
  ),
  form(
    'llama-fit-begins',
    'getting device memory data for initial parameters',
    /^\w+: getting device memory data for initial parameters/,
    () => ({
      kind: 'dry-run',
      isOver: false,
    }),
  ),
  form(
    'llama-fit-ends',
    [
      'fitting params to free memory took',
      'successfully fit params to free',
      'failed to fit params to free',
      'while trying to fit params to free',
    ],
    /^\w+: (?:fitting params to free memory took|successfully fit params to free|failed to fit params to free|encountered an error while trying to fit params)/,
    ([message]) => ({
      kind: 'dry-run',
      isOver: true,
      ...(message.includes('successfully') ? { isFitted: true } : {}),
    }),
  ),
  form(
    'llama-loaded',
    'model loaded',
    /^(?:main: model loaded|srv +\w+: model loaded|INFO \[ +main\] model loaded)/,
    () => ({ kind: 'loaded' }),
  ),
  // the last line of a load that tells of slots: one that was woken says no more
  form(
    'llama-slots-ready',
    'initializing',
    /^(?:srv +\w+: |INFO \[ +\w+\] )initializing(?: slots)?,?.*?\bn_slots ?=/,
    () => ({
      kind: 'loaded',
    }),
  ),
  // its memory is given back until it is asked again
  form(
    'llama-sleeps',
    'server is entering sleeping state',
    /^srv +\w+: server is entering sleeping state/,
    () => ({
      kind: 'ended',
    }),
  ),
  form(
    'llama-load-failed',
    [
      'exiting due to model loading error',
      'error: unable to load model',
      'load_model: failed to load model',
    ],
    /^(?:(?:main|srv +\w+): exiting due to model loading error|main: error: unable to load model|srv +load_model: failed to load model|ERR \[ +load_model\] unable to load model)/,
    () => ({ kind: 'load-failed' }),
  ),
  form(
    'llama-ends',
    'cleaning up before exit',
    /^(?:\w+ +)?(?:[\w()]+: ){1,4}cleaning up before exit/,
    () => ({
      kind: 'ended',
    }),
  ),
  form(
    'llama-failed-path',
    [
      'failed to load model',
      'failed to create context with model',
      'failed to create_context with model',
    ],
    /^(?:\w+ {1,4})?(?:[\w.]+ ?: ){1,6}failed to (?:load model,?|create[ _]context with model) '([^']+)'/,
    ([, path]) => pathEvent(path),
  ),
  form(
    'llama-loader-path',
    'llama_model_loader: failed to load model from',
    /^(?:\w+: ){0,6}(?:error loading model: )?llama_model_loader: failed to load model from (.+)$/,
    ([, path]) => pathEvent(path),
  ),
  form(
    'llama-build',
    ['build: ', 'build = ', ': build ', 'build_info: ', 'build info | '],
    // build: 4400 (6e1531aca) with …, main: build = 1407 (465219b), cmn  common_param: common_params_print_info: build 10470 (34af94cd9)
    /^(?:\w+ {1,2})?(?:\w+: )*(?:build(?:: | = |(?<=: build) )|build_info: )b?(\d{1,6})(?:-[\da-f]+| \([\da-f]+\))|^INFO \[ +main\] build info \|.* build=(\d{1,6}) commit=/,
    ([, build, buildOf2024]) => ({
      kind: 'program',
      program: 'llama.cpp',
      version: `b${build ?? buildOf2024 ?? ''}`,
    }),
  ),
  form(
    'llama-intel-build',
    'x86_64-apple-darwin',
    /\bbuild:? .{0,200}\bfor x86_64-apple-darwin/,
    () => ({
      kind: 'intel-build',
    }),
  ),
  form('llama-context-size', ': n_ctx ', /^\w+: n_ctx +[=:] +(\d+)/, ([, tokens]) =>
    says(known({ contextTokens: countIn(tokens) })),
  ),
  form(
    'llama-context-each',
    ['n_ctx_seq ', 'n_ctx_per_seq '],
    /^\w+: n_ctx_(?:per_)?seq +[=:] +(\d+)/,
    ([, tokens]) => says(known({ contextTokensPerSequence: countIn(tokens) })),
  ),
  form(
    'llama-slots',
    'initializing',
    /^(?:srv +\w+: |INFO \[ +\w+\] )initializing(?: slots)?,?.*?\bn_slots ?= ?(\d+)(?:, n_ctx_slot = (\d+))?/,
    ([, slots, tokens]) =>
      says(known({ slotCount: countIn(slots), contextTokensPerSequence: countIn(tokens) })),
  ),
  form(
    'llama-slot-context',
    ['new slot', 'n_ctx_slot'],
    /^(?:slot +\S+: id +\d+ \| task -?\d+ \| new (?:slot,? n_ctx(?:_slot)?|prompt, n_ctx_slot)|INFO \[ +\w+\] new slot \|.*\bn_ctx_slot) ?= ?(\d+)/,
    ([, tokens]) => says(known({ contextTokensPerSequence: countIn(tokens) })),
  ),
  form(
    'llama-layers',
    'layers to GPU',
    /^(?:\w+: )?offloaded (\d+)\/(\d+) layers to GPU/,
    ([, offloaded, total]) => layersOf(countIn(offloaded), countIn(total)),
  ),
  form(
    'llama-limit',
    'recommendedMaxWorkingSetSize',
    /^\w+: recommendedMaxWorkingSetSize *= *(\d+(?:[.,]\d+)?) MB/,
    ([, figure]) => says(known({ limitBytes: sizeIn(figure, 'MB', megabytesBy(figure)) })),
  ),
  form(
    'llama-device-free',
    ' MiB free',
    /^\w+: using device (?:Metal|MTL)\S* .*- (\d+) MiB free/,
    ([, free]) => says(known({ freeBytes: mibIn(free) })),
  ),
  form(
    'llama-projected',
    'projected to use',
    /^\w+: projected to use (\d+) MiB of device memory vs\. (\d+) MiB of free device memory/,
    ([, need, free]) => says(known({ requiredBytes: mibIn(need), freeBytes: mibIn(free) })),
  ),
  form(
    'llama-prompt-tokens',
    ['n_prompt_tokens = ', 'task.n_tokens = '],
    /\bnew prompt, .{0,300}\b(?:n_prompt_tokens|task\.n_tokens) = (\d+)/,
    ([, tokens]) => says(known({ promptTokens: countIn(tokens) })),
  ),
  // |   - MTL0 (Apple M4) | 12123 = 2743 + ( 9379 =   7610 +    1156 +     612) +           0 |
  form(
    'llama-breakdown',
    'memory_breakdown_print: |',
    /^\w*memory_breakdown_print: \| +- (?:MTL|Metal)[^|]*\| *(\d+) = +(-?\d+) \+ \( *(\d+) = +(\d+) \+ +(\d+) \+ +(\d+)\)/,
    ([, total, free, self, , context]) =>
      says(
        known({
          breakdownTotalBytes: mibIn(total),
          freeBytes: mibIn(free),
          breakdownSelfBytes: mibIn(self),
          breakdownContextBytes: mibIn(context),
        }),
      ),
  ),
]

export function layersOf(offloaded: number | null, total: number | null) {
  return says(
    known({
      offloadedLayers: offloaded,
      totalLayers: total,
      layerCount: total === null || total === 0 ? null : total - 1,
    }),
  )
}
