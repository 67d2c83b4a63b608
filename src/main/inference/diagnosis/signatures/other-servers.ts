import type { MessageForm } from '../../logs/message-form.ts'
import { countIn, known, sizeIn } from '../../logs/figures.ts'
import { consequence, formsOf, symptom } from '../../logs/forms/form.ts'
import { sentence } from './sentence.ts'

const python = formsOf('llama-cpp-python')
const whisper = formsOf('whisper.cpp')
const vllm = formsOf('vllm')
const candle = formsOf('candle')
const llamafile = formsOf('llama.cpp')

const overContext = (asked: string | undefined, there: string | undefined) =>
  symptom('context-full', known({ requestedTokens: countIn(asked), contextTokens: countIn(there) }))

const gib = (figure: string | undefined): number | null => sizeIn(figure, 'GiB', 'binary')

// ValueError: Requested tokens (1130) exceed context window of 512
// This model's maximum context length is 2048 tokens, however you requested 2148 tokens (1148 in your prompt; …)
// This model's maximum context length is 16384 tokens. However, your request has 16500 input tokens. …          (vLLM)
const openaiStyle: readonly MessageForm[] = [
  python(
    'llama-cpp-python-context',
    'exceed context window of ',
    sentence(String.raw`Requested tokens \((\d+)\) exceed context window of (\d+)`),
    ([, asked, there]) => overContext(asked, there),
  ),
  python(
    'openai-context-length',
    'maximum context length is ',
    sentence(
      String.raw`This model's maximum context length is (\d+) tokens(?:[.,] [Hh]owever,? (?:you requested|your (?:request|prompt) (?:has|contains)(?: at least)?|your messages resulted in) (\d+)(?: input)? tokens)`,
    ),
    ([, there, asked]) => overContext(asked, there),
  ),
  python(
    'llama-cpp-python-no-file',
    'Model path does not exist: ',
    sentence(String.raw`Model path does not exist: (\S.{0,500})$`),
    ([, path]) => symptom('model-missing', path === undefined ? {} : { modelPath: path }),
  ),
]

// ValueError: The decoder prompt (length 5000) is longer than the maximum model length of 4096. …
// ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization` …
// ValueError: Free memory on device (3.27/15.98 GiB) on startup is less than desired GPU memory utilization (0.9, 14.39 GiB). …
// ValueError: To serve at least one request with the models's max seq len (40960), (10.00 GiB KV cache is needed, which is larger
//   than the available KV cache memory (1.25 GiB). …
/** vLLM reserves its pool at the start, on a Mac (vllm-metal, its CPU backend) out of RAM. */
const vllmForms: readonly MessageForm[] = [
  vllm(
    'vllm-prompt-too-long',
    'is longer than the maximum model length of ',
    sentence(
      String.raw`The (?:decoder |encoder )?prompt \((?:total )?length (\d+)\) is longer than the maximum model length of (\d+)`,
    ),
    ([, asked, there]) => overContext(asked, there),
  ),
  vllm(
    'vllm-prompt-over-limit',
    'is too long and exceeds limit of ',
    sentence(String.raw`Input prompt \((\d+) tokens\) is too long and exceeds limit of (\d+)`),
    ([, asked, there]) => overContext(asked, there),
  ),
  vllm(
    'vllm-no-cache-blocks',
    'No available memory for the cache blocks',
    sentence('No available memory for the cache blocks'),
    () => symptom('system-memory-refused'),
  ),
  vllm(
    'vllm-free-memory',
    'is less than desired GPU memory utilization',
    // a device with a name is one of another machine: cuda:0, xpu:0
    sentence(
      String.raw`Free memory on device (?:mps(?::0)? )?\((\d+(?:\.\d+)?)/(\d+(?:\.\d+)?) GiB\) on startup is less than desired GPU memory utilization \([\d.]+, (\d+(?:\.\d+)?) GiB\)`,
    ),
    ([, free, , wanted]) =>
      symptom(
        'system-memory-refused',
        known({ availableBytes: gib(free), requiredBytes: gib(wanted) }),
      ),
  ),
  vllm(
    'vllm-no-room-for-context',
    'KV cache is needed, which is larger than',
    sentence(
      String.raw`To serve at least one request with the models?'s max seq len \((\d+)\), \(?(\d+(?:\.\d+)?) GiB KV cache is needed, which is larger than the available KV cache memory(?: \((\d+(?:\.\d+)?) GiB\))?`,
    ),
    ([, tokens, needed, there]) =>
      symptom(
        'system-memory-refused',
        known({
          contextTokens: countIn(tokens),
          requiredBytes: gib(needed),
          availableBytes: gib(there),
        }),
      ),
  ),
  vllm(
    'vllm-no-room-for-tokens',
    'maximum number of tokens that can be stored in KV cache',
    sentence(
      String.raw`The model's max seq len \((\d+)\) is larger than the maximum number of tokens that can be stored in KV cache \(\d+\)`,
    ),
    ([, tokens]) => symptom('system-memory-refused', known({ contextTokens: countIn(tokens) })),
  ),
]

// whisper_init_from_file_with_params_no_state: failed to open 'models/ggml-base.en.bin'
// whisper_model_load: ERROR not all tensors loaded from model file - expected 245, got 3
// whisper_backend_init_gpu: no GPU found
/** What whisper.cpp says beside ggml, whose Metal lines are the same as llama.cpp's. */
const whisperForms: readonly MessageForm[] = [
  whisper(
    'whisper-no-file',
    'failed to open ',
    /^whisper_init_from_\w+: failed to open '(.+)'$/,
    ([, path]) => symptom('model-missing', path === undefined ? {} : { modelPath: path }),
  ),
  whisper(
    'whisper-broken-file',
    ['not all tensors loaded from model file', 'in model file'],
    /^whisper_model_load: (?:ERROR not all tensors loaded from model file|unknown tensor '[^']{1,200}' in model file|tensor '[^']{1,200}' has wrong (?:size|shape) in model file)/,
    () => symptom('gguf-incompatible'),
  ),
  whisper(
    'whisper-on-cpu',
    ['whisper_backend_init_gpu: no GPU found', 'whisper_init_with_params'],
    /^(?:whisper_backend_init_gpu: no GPU found|whisper_init_with_params\w*: use gpu += 0)$/,
    () => symptom('cpu-fallback'),
  ),
  whisper(
    'whisper-buffer-refused',
    ['whisper_kv_cache_init', 'whisper_init_state: failed to'],
    /^whisper_(?:kv_cache_init: failed to allocate memory for (?:the )?kv|init_state: (?:whisper_kv_cache_init\(\) failed|failed to (?:init \w+ allocator|allocate \w+ buffer)))/,
    () => consequence('metal-alloc-failed'),
  ),
]

// Error: unknown GGUF version 4
// unknown magic 0x46464747
// warning: --n-gpu-layers 9999 was passed but no GPUs were found; falling back to CPU inference
const smallPrograms: readonly MessageForm[] = [
  candle(
    'candle-gguf-version',
    ['nknown GGUF version'],
    /^(?:[\w:]*[Ee]rror: )?[Uu]nknown GGUF version:?(?: \d+)?\.?$/,
    () => symptom('gguf-incompatible'),
  ),
  candle(
    'candle-magic',
    'unknown magic 0x',
    /^(?:[\w:]*[Ee]rror: )?(?:gguf: )?unknown magic 0x[\da-f]{1,8}\.?$/,
    () => symptom('gguf-incompatible'),
  ),
  llamafile(
    'llamafile-no-gpu',
    'was passed but no ',
    /^(?:warning|fatal error): --n-gpu-layers -?\d+ was passed but no (?:gpus|GPUs) were found/,
    () => symptom('cpu-fallback'),
  ),
]

export const otherServerSignatures: readonly MessageForm[] = [
  ...openaiStyle,
  ...vllmForms,
  ...whisperForms,
  ...smallPrograms,
]
