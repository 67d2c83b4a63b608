import type { MessageForm } from '../../logs/message-form.ts'
import { countIn, known } from '../../logs/figures.ts'
import { consequence, symptom } from '../../logs/forms/form.ts'
import { countOf, failed, withMessage, withMessageLike } from '../../logs/forms/ollama-line.ts'
import { ollamaMemorySignatures } from './ollama-memory.ts'

const runner: readonly MessageForm[] = [
  // msg="llama runner process no longer running" sys=9 string="signal: killed"
  // msg="Load failed" model=… error="llama runner process has terminated: signal: killed"
  failed(
    'ollama-runner-killed',
    ['signal: killed', 'exit status 137'],
    /\b(?:llama runner|llama-server|llama server|mlx runner)\b.{0,300}\b(?:signal: killed|exit status 137)\b/s,
    // Ollama says this one also when it ends a runner itself: only a request that failed beside it tells a kill
    (_, text) =>
      /^llama[ -](?:runner|server) terminated\b/.test(text) ? null : symptom('killed-by-system'),
  ),
  failed(
    'ollama-command-buffer',
    'kIOGPUCommandBufferCallbackError',
    /\b(?:Insufficient Memory|Caused GPU (?:Timeout|Hang) Error|Impacting Interactivity) \((0{7}[238e]):kIOGPUCommandBufferCallbackError/,
    ([, code = '']) => consequence(code.endsWith('8') ? 'metal-oom-mid-generation' : 'gpu-timeout'),
  ),
  failed(
    'ollama-gpu-victim',
    '(00000005:kIOGPU',
    /\b(?:Innocent Victim|Discarded \(victim of GPU error\/recovery\)) \(0{7}5:kIOGPU/,
    () => consequence('gpu-reset'),
  ),
  failed(
    'ollama-gpu-ignored',
    '(00000004:kIOGPU',
    /\bIgnored (?:\(for causing prior\/excessive GPU errors\) )?\(0{7}4:kIOGPU/,
    () => consequence('gpu-reset'),
  ),
  failed(
    'ollama-mlx-array',
    'greater than the maximum allowed buffer size of',
    /: \[metal::malloc\] Attempting to allocate (\d+) bytes which is greater than the maximum allowed buffer size of (\d+) bytes/,
    ([, tried, most]) =>
      consequence(
        'mlx-alloc-too-large',
        known({ triedBytes: countIn(tried), maxBufferBytes: countIn(most) }),
      ),
  ),
  failed(
    'ollama-mlx-refused',
    ['[malloc] Unable to allocate', '[metal::malloc] Resource limit'],
    /: (?:\[malloc\] Unable to allocate (\d+) bytes|\[metal::malloc\] Resource limit \(\d+\) exceeded)/,
    ([, tried]) => consequence('metal-alloc-failed', known({ triedBytes: countIn(tried) })),
  ),
]

const onCpu: readonly MessageForm[] = [
  withMessage('ollama-no-gpus', 'no compatible GPUs were discovered', () =>
    symptom('cpu-fallback'),
  ),
  // Only where there is nothing else (0.12 on).
  withMessage('ollama-compute-cpu', 'inference compute', (keys) =>
    keys.get('library') === 'cpu' ? consequence('cpu-fallback') : null,
  ),
  withMessageLike(
    'ollama-none-offloaded',
    'msg="offloaded 0/',
    /offloaded 0\/[1-9]\d* layers to GPU/,
    () => symptom('cpu-fallback'),
  ),
  withMessageLike(
    'ollama-none-fits',
    ['msg=offload ', 'msg="offload to metal"'],
    /offload(?: to metal)?/,
    (keys) =>
      /^metal$/i.test(keys.get('library') ?? 'metal') &&
      countOf(keys, 'layers.offload') === 0 &&
      (countOf(keys, 'layers.model') ?? 0) > 0
        ? symptom('cpu-fallback')
        : null,
  ),
]

const context: readonly MessageForm[] = [
  // WARN source=runner.go:152 msg="truncating input prompt" limit=4096 prompt=8353 keep=5 new=4096
  withMessage('ollama-prompt-cut', 'truncating input prompt', (keys) => {
    // Since 0.30 the limit is about half of the context: what is left after the first shift (llm/llama_server.go).
    const isHalf = keys.get('source')?.startsWith('llama_server.go') === true
    const limit = isHalf ? null : countOf(keys, 'limit')
    return symptom(
      'context-full',
      known({
        requestedTokens: countOf(keys, 'prompt'),
        contextTokens: limit,
        contextTokensPerSequence: limit,
      }),
    )
  }),
  withMessage('ollama-messages-cut', 'truncating input messages which exceed context length', () =>
    symptom('context-full'),
  ),
  // DEBUG msg="context limit hit - shifting" id=0 limit=4096 input=4096 keep=4 discard=2046
  withMessage('ollama-context-shift', 'context limit hit - shifting', (keys) => {
    const limit = countOf(keys, 'limit')
    return symptom('context-full', known({ contextTokens: limit, contextTokensPerSequence: limit }))
  }),
  failed(
    'ollama-input-too-long',
    [
      'exceeds maximum context length',
      'exceeds the context length',
      'longer than the context length currently available',
      'exceeded max context length',
    ],
    /(?:^|: )(?:(?:the )?input (?:after truncation |length )?exceeds (?:maximum|the) context length|the prompt is longer than the context length currently available|prompt too long; exceeded max context length)/,
    () => symptom('context-full'),
  ),
  failed(
    'ollama-request-too-long',
    'exceeds the available context size',
    /\brequest \((\d+) tokens\) exceeds the available context size \((\d+) tokens\)/,
    ([, requested, tokens]) =>
      consequence(
        'context-full',
        known({
          requestedTokens: countIn(requested),
          contextTokensPerSequence: countIn(tokens),
        }),
      ),
  ),
]

const files: readonly MessageForm[] = [
  failed(
    'ollama-architecture',
    ['unknown model architecture', 'unsupported model architecture', 'unsupported architecture'],
    /(?:^|: )(?:unknown|unsupported)(?: model)? architecture\b/,
    () => consequence('gguf-incompatible'),
  ),
  failed(
    'ollama-bad-file',
    [
      'invalid file magic',
      'invalid magic characters',
      'invalid model file (bad magic',
      'bad GGUF version',
      'GGUFv1 is no longer',
      'but this software only supports up to version',
      'missing tensor ',
      'wrong number of tensors; expected',
    ],
    /(?:^|: )(?:invalid file magic|invalid magic characters|invalid model file \(bad magic|bad GGUF version|GGUFv1 is no longer supported|this GGUF file is version \d+ but this software|missing tensor '[^']{1,200}'|wrong number of tensors; expected \d+)/,
    () => consequence('gguf-incompatible'),
  ),
  // open /Users/user/.ollama/models/blobs/sha256-667b…: no such file or directory
  failed(
    'ollama-no-blob',
    ': no such file or directory',
    /(?:^|: )(?:open|stat) (\S[^:]*\/blobs\/sha256[-:]\w{8,64}): no such file or directory/,
    ([, modelPath = '']) => symptom('model-missing', { modelPath }),
  ),
  failed(
    'ollama-no-model',
    'not found, try pulling it first',
    /(?:^|: )model ["']([^"']{1,200})["'] not found, try pulling it first/,
    ([, modelPath = '']) => symptom('model-missing', { modelPath }),
  ),
]

/** What Ollama says itself, or repeats of what its runner said (inference-logs.md §3). */
export const ollamaSignatures: readonly MessageForm[] = [
  ...ollamaMemorySignatures,
  ...runner,
  ...onCpu,
  ...context,
  ...files,
]
