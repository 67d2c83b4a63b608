import type { SignatureCase } from '../signature-case.ts'

const gib = 2 ** 30

/** llama-cpp-python, vLLM, whisper.cpp, Candle, llamafile. */
export const otherServersCases: readonly SignatureCase[] = [
  {
    signature: 'llama-cpp-python-context',
    origin: 'composed from llama.py of llama-cpp-python',
    log: 'ValueError: Requested tokens (1130) exceed context window of 512',
    twin: '    raise ValueError("Requested tokens (1130) exceed context window of 512")',
    facts: { requestedTokens: 1_130, contextTokens: 512 },
  },
  {
    signature: 'openai-context-length',
    origin: 'composed from errors.py of the server of llama-cpp-python',
    log: "openai.BadRequestError: This model's maximum context length is 2048 tokens, however you requested 2148 tokens (1148 in your prompt; 1000 for the completion).",
    twin: "This model's maximum context length is 2048 tokens, which is plenty.",
    facts: { requestedTokens: 2_148, contextTokens: 2_048 },
  },
  {
    signature: 'openai-context-length',
    origin: 'composed from serving_engine.py of vLLM',
    log: "ERROR 06-02 05:17:18 [serving_chat.py:200] ValueError: This model's maximum context length is 16384 tokens. However, your request has 16500 input tokens. Please reduce the length of the input messages.",
    twin: 'Tell the user: "This model\'s maximum context length is 16384 tokens. However, your request has 16500 input tokens."',
    facts: { requestedTokens: 16_500, contextTokens: 16_384 },
  },
  {
    signature: 'llama-cpp-python-no-file',
    origin: 'composed from llama.py of llama-cpp-python',
    log: 'ValueError: Model path does not exist: ./models/tiny.gguf',
    twin: 'ValueError: Failed to load model from file: ./models/tiny.gguf',
    facts: { modelPath: './models/tiny.gguf' },
  },
  {
    signature: 'vllm-prompt-too-long',
    origin: 'recorded: of a public issue of vLLM, number 20828',
    log: 'ValueError: The decoder prompt (length 8274) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller than the number of text tokens.',
    twin: '- `The decoder prompt (length 8274) is longer than the maximum model length of 4096`: shorten it',
    facts: { requestedTokens: 8_274, contextTokens: 4_096 },
  },
  {
    signature: 'vllm-prompt-over-limit',
    origin: 'composed from scheduler.py of vLLM 0.6',
    log: 'WARNING 07-04 01:04:14 scheduler.py:700] Input prompt (5000 tokens) is too long and exceeds limit of 4096',
    twin: 'WARNING 07-04 01:04:14 scheduler.py:700] Input prompt is queued',
    facts: { requestedTokens: 5_000, contextTokens: 4_096 },
  },
  {
    signature: 'vllm-no-cache-blocks',
    origin: 'composed from kv_cache_utils.py of vLLM',
    log: '(EngineCore_0 pid=276) ERROR 06-02 05:17:18 [core.py:387] ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization` when initializing the engine.',
    twin: '| full pool | `No available memory for the cache blocks` | lower the context |',
  },
  {
    signature: 'vllm-free-memory',
    origin: 'composed from gpu_worker.py of vLLM',
    log: 'ValueError: Free memory on device (3.25/15.98 GiB) on startup is less than desired GPU memory utilization (0.9, 14.38 GiB). Decrease GPU memory utilization or reduce GPU memory used by other processes.',
    twin: 'ValueError: Free memory on device cuda:0 (3.25/15.98 GiB) on startup is less than desired GPU memory utilization (0.9, 14.38 GiB).',
    facts: { availableBytes: 3.25 * gib, requiredBytes: 15_440_407_429 },
  },
  {
    signature: 'vllm-no-room-for-context',
    origin: 'composed from kv_cache_utils.py of vLLM',
    log: "ValueError: To serve at least one request with the models's max seq len (40960), (10.00 GiB KV cache is needed, which is larger than the available KV cache memory (1.25 GiB). Based on the available memory, Try increasing `gpu_memory_utilization`",
    twin: '#    fail with "To serve at least one request with the model\'s max seq len (262144), 12.0 GiB KV cache is needed, which is larger than"',
    facts: { contextTokens: 40_960, requiredBytes: 10 * gib, availableBytes: 1.25 * gib },
  },
  {
    signature: 'vllm-no-room-for-tokens',
    origin: 'composed from worker.py of vLLM 0.5',
    log: "ValueError: The model's max seq len (131072) is larger than the maximum number of tokens that can be stored in KV cache (95520). Try increasing `gpu_memory_utilization`",
    twin: 'GPU KV cache size: 95,520 tokens, the maximum number of tokens that can be stored in KV cache',
    facts: { contextTokens: 131_072 },
  },
  {
    signature: 'whisper-no-file',
    origin: 'composed from whisper.cpp (whisper_init_from_file_with_params_no_state)',
    log: "whisper_init_from_file_with_params_no_state: loading model from 'models/ggml-base.en.bin'\nwhisper_init_from_file_with_params_no_state: failed to open 'models/ggml-base.en.bin'",
    twin: "error: failed to open 'audio.wav' as WAV file",
    facts: { modelPath: 'models/ggml-base.en.bin' },
  },
  {
    signature: 'whisper-broken-file',
    origin: 'composed from whisper.cpp (whisper_model_load)',
    log: 'whisper_model_load: ERROR not all tensors loaded from model file - expected 245, got 3',
    twin: 'whisper_model_load: adding 1607 extra tokens',
  },
  {
    signature: 'whisper-on-cpu',
    origin: 'composed from whisper.cpp (whisper_backend_init_gpu)',
    log: 'whisper_init_with_params_no_state: use gpu    = 1\nwhisper_backend_init_gpu: no GPU found',
    twin: 'whisper_init_with_params_no_state: use gpu    = 1\nwhisper_backend_init_gpu: using Metal backend',
  },
  {
    signature: 'whisper-on-cpu',
    origin: 'composed from whisper.cpp (whisper_init_with_params_no_state)',
    log: 'whisper_init_with_params_no_state: use gpu    = 0',
    twin: 'whisper_vad_init_with_params: use gpu    = 0', // the detector of speech runs there by default
  },
  {
    signature: 'whisper-buffer-refused',
    origin: 'composed from whisper.cpp (whisper_init_state)',
    log: 'whisper_init_state: whisper_kv_cache_init() failed for self-attention cache',
    twin: "whisper_init_state: failed to load Core ML model from 'models/ggml-base.en-encoder.mlmodelc'",
  },
  {
    signature: 'candle-gguf-version',
    origin: 'composed from a public reader of GGUF built on Candle (inference-logs.md §7.3)',
    log: 'Error: unknown GGUF version 4',
    twin: "`./run` fails before any inference: 'unknown GGUF version' or another error.",
  },
  {
    signature: 'candle-magic',
    origin: 'composed from gguf_file.rs of Candle',
    log: 'Error: unknown magic 0x46464747',
    twin: 'An unknown magic 0x46464747 word in the header means another format.',
  },
  {
    signature: 'llamafile-no-gpu',
    origin: 'composed from gpu.c of llamafile',
    log: 'warning: --n-gpu-layers 9999 was passed but no GPUs were found; falling back to CPU inference',
    twin: '   ;; XXX: fatal error: --n-gpu-layers 35 was passed but no gpus were found',
  },
]
