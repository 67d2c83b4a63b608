import type { LogProgram } from '../../../../shared/finding.ts'
import type { LogEvent, MessageForm } from '../message-form.ts'
import { countIn, figureIn, known } from '../figures.ts'
import { formsOf, says } from './form.ts'

const kobold = formsOf('koboldcpp')
const localai = formsOf('localai')
const jan = formsOf('jan')
const vllm = formsOf('vllm')
const python = formsOf('llama-cpp-python')

const printedBy = (program: LogProgram, version: string | null = null): LogEvent => ({
  kind: 'program',
  program,
  version,
})

// Welcome to KoboldCpp - Version 1.61
// Loading Text Model: /models/tiny.gguf
// gpttype_load_model: error: failed to load model '/models/tiny.gguf'
// CtxLimit:2048/4096, Amt:100/100, Init:0.01s, Process:1.20s (1.2ms/T = 833.33T/s), Generate:4.0s (40.0ms/T = 25.00T/s)
const koboldForms: readonly MessageForm[] = [
  kobold(
    'kobold-version',
    'Welcome to KoboldCpp - Version ',
    /^Welcome to KoboldCpp - Version (\d[\w.]*)/,
    ([, version = null]) => printedBy('koboldcpp', version),
  ),
  kobold(
    'kobold-load-begins',
    ['Loading Text Model: ', 'Loading model: '],
    // the latter to 2024, and then by other programs as well
    /^Loading (?:Text Model: (\S.*)|model: (\S.*\.(?:gguf|ggml|bin)))$/,
    ([, path, pathOf2024]) => ({ kind: 'load', modelPath: path ?? pathOf2024 ?? null, port: null }),
  ),
  kobold(
    'kobold-failed-path',
    'gpttype_load_model: error: failed to load model',
    /^gpttype_load_model: error: failed to load model '(.+)'/,
    ([, path]) => (path === undefined ? null : says({ modelPath: path })),
  ),
  kobold(
    'kobold-load-failed',
    ['gpttype_load_model: error: failed to load model', 'Could not load text model: '],
    /^(?:gpttype_load_model: error: failed to load model|Could not load text model: )/,
    () => ({ kind: 'load-failed' }),
  ),
  kobold('kobold-context', 'CtxLimit:', /^(?:\[[\d:]+\] )?CtxLimit: ?\d+\/(\d+),/, ([, tokens]) =>
    says(known({ contextTokens: countIn(tokens) })),
  ),
  kobold(
    'kobold-speed',
    'CtxLimit:',
    /^(?:\[[\d:]+\] )?CtxLimit: ?\d+\/\d+,.{1,200}?\bGenerat(?:e|ion): ?[\d.]+s \((?:[^()]*= )?(\d+(?:\.\d+)?)T\/s\)/,
    ([, speed]) => says(known({ tokensPerSecond: figureIn(speed) })),
  ),
]

// ValueError: Failed to load model from file: ./models/tiny.gguf
// LLAMA ERROR: failed to load model from /models/tiny.gguf          (GPT4All)
const pythonForms: readonly MessageForm[] = [
  python(
    'python-failed-path',
    ['Failed to load model from file: ', 'LLAMA ERROR: failed to load model from '],
    /^(?:ValueError: Failed to load model from file: |LLAMA ERROR: failed to load model from )(\S.*)$/,
    ([, path]) => (path === undefined ? null : says({ modelPath: path })),
  ),
  python(
    'python-load-failed',
    [
      'Failed to load model from file: ',
      'LLAMA ERROR: failed to load model from ',
      'ValueError: Failed to create llama_context',
    ],
    /^(?:ValueError: Failed to (?:load model from file: |create llama_context)|LLAMA ERROR: failed to load model)/,
    () => ({ kind: 'load-failed' }),
  ),
]

// 9:14AM INF LocalAI version: v2.25.0 (07655c0c2e0e5fe2bca86339a12237b69d258636)
// [2025-07-01][12:34:56][tauri_plugin_llamacpp::commands][INFO] Command line: …
// INFO 06-02 05:17:18 [__init__.py:244] Initializing a V1 LLM engine (v0.9.1) with config: model='…', …, max_seq_len=40960, …
// INFO 06-02 05:17:18 [kv_cache_utils.py:716] GPU KV cache size: 33,568 tokens
/** What servers say of themselves and of a load; the sizes come from the engines inside. */
export const otherServerForms: readonly MessageForm[] = [
  ...koboldForms,
  ...pythonForms,
  localai(
    'localai-version',
    'LocalAI version: ',
    /^LocalAI version: v?(\d[\w.-]*)/,
    ([, version = null]) => printedBy('localai', version),
  ),
  jan('jan-log', ['[tauri_plugin_llamacpp::', '[app_lib::', '[CORTEX]'], /^/, (_, { printed }) =>
    janTag.test(printed) ? printedBy('jan') : null,
  ),
  vllm(
    'vllm-engine',
    'LLM engine (v',
    /^Initializing an? (?:V\d )?LLM engine \(v(\d[\w.+-]*)\)/,
    ([, version = null]) => printedBy('vllm', version),
  ),
  vllm(
    'vllm-context',
    'max_seq_len=',
    /^Initializing an? (?:V\d )?LLM engine \(.{1,4000}?\bmax_seq_len=(\d+)/,
    ([, tokens]) => says(known({ contextTokens: countIn(tokens) })),
  ),
]

const janTag =
  /^\[\d{4}-\d\d-\d\d\]\[[\d:.]+\]\[(?:tauri_plugin_llamacpp|app_lib)::|^\S{20,35} \[CORTEX\]/
