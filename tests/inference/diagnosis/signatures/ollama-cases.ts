import type { SignatureCase } from '../signature-case.ts'
import { blob, gib, line, loadFailed, starts } from './ollama-lines.ts'
import { ollamaRunnerCases } from './ollama-runner-cases.ts'

const memory: readonly SignatureCase[] = [
  {
    signature: 'ollama-request-too-large',
    origin: 'recorded: Ollama 0.15 on Kubernetes, corpus/logs/ollama k8s-model-request-too-large',
    log: `[pod/ollama-cd58d85b-pg499/ollama] time=2026-03-25T09:45:06.861Z level=WARN source=server.go:1044 msg="model request too large for system" requested="5.3 GiB" available="4.8 GiB" total="10.0 GiB" free="4.8 GiB" swap="0 B"`,
    twin: line('server.go:495', 'msg="system memory" total="10.0 GiB" free="4.8 GiB"'),
    facts: {
      triedBytes: gib(5.3),
      availableBytes: gib(4.8),
      systemTotalBytes: gib(10),
      systemFreeBytes: gib(4.8),
    },
  },
  {
    signature: 'ollama-needs-more-memory',
    origin: 'recorded: Ollama 0.15 on Kubernetes, corpus/logs/ollama k8s-model-request-too-large',
    log: loadFailed('model requires more system memory (5.3 GiB) than is available (4.8 GiB)'),
    twin: line(
      'server.go:495',
      'msg="model requires more memory than is currently available, evicting a model to make space"',
    ),
    facts: { triedBytes: gib(5.3), availableBytes: gib(4.8), modelPath: blob },
  },
  {
    signature: 'ollama-needs-more-memory',
    origin: 'composed from ollama-python _types.py ResponseError.__str__',
    log: 'ollama._types.ResponseError: model requires more system memory (5.3 GiB) than is available (4.8 GiB) (status code: 500)',
    twin: 'What does "model requires more system memory (5.3 GiB) than is available (4.8 GiB)" mean?',
    facts: { triedBytes: gib(5.3) },
  },
  {
    signature: 'ollama-too-large',
    origin: 'composed from server/sched.go load: slog.Info("model is too large for system memory"',
    log: line('sched.go:632', `msg="model is too large for system memory" model=${blob}`),
    twin: 'The script may hang if the model is too large for system memory',
  },
  {
    signature: 'ollama-mlx-too-large',
    origin: 'composed from x/mlxrunner/client.go Load',
    log: loadFailed(
      'model requires 18.3 GiB but only 15.5 GiB are available (after 512.0 MiB overhead)',
    ),
    twin: loadFailed('timed out waiting for mlx runner to start: context canceled'),
    facts: { triedBytes: gib(18.3), availableBytes: gib(15.5) },
  },
  {
    signature: 'ollama-startup-memory',
    origin: 'composed from llm/llama_server.go WaitUntilRunning',
    log: loadFailed(
      'llama-server reported out-of-memory during startup: error: failed to allocate buffer, size =  4096.00 MiB',
    ),
    twin: loadFailed(
      'llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory',
    ),
    facts: { triedBytes: gib(4) },
  },
  {
    signature: 'ollama-retries-load',
    origin: 'composed from server/sched.go: "llama-server load failed; reducing automatic context',
    log: line(
      'sched.go:652',
      `msg="llama-server load failed; reducing automatic context and retrying once" model=${blob} old_num_ctx=65536 effective_num_ctx=32768 new_num_ctx=16384 error="llama-server process has terminated: exit status 1"`,
    ),
    twin: line(
      'sched.go:667',
      `msg="llama-server load failed; evicting all other models and retrying once" model=${blob} error="llama-server process has terminated: ROCm error: out of memory"`,
    ),
    facts: { contextTokensPerSequence: 32_768, modelPath: blob },
  },
  {
    signature: 'ollama-retries-projector',
    origin: 'composed from llm/llama_server.go retryWithMMProjCPUOffload',
    log: line(
      'llama_server.go:1099',
      `msg="llama-server startup failed with projector GPU offload; retrying with projector CPU offload" model=${blob} error="unable to allocate MTL0 buffer"`,
    ),
    twin: line('llama_server.go:620', 'msg="disabling multimodal projector offload"'),
  },
  {
    signature: 'ollama-buffer-refused',
    origin:
      'composed from llama.cpp src/llama-model.cpp:1632 behind llm/server.go WaitUntilRunning',
    log: loadFailed(
      'llama runner process has terminated: error loading model: unable to allocate Metal buffer',
    ),
    twin: loadFailed(
      'llama runner process has terminated: error loading model: unable to allocate CUDA0 buffer',
    ),
    facts: { modelPath: blob },
  },
  {
    signature: 'ollama-engine-memory',
    origin: 'composed from ml/backend.go ErrNoMem.Error, Memory.String (0.9 to 0.11.4)',
    log: 'panic: insufficient memory - required allocations: {InputWeights:550502400A CPU:{Name:CPU ID: Weights:[] Cache:[] Graph:0U} GPUs:[{Name:Metal ID:0 Weights:[60561408A 60561408A] Cache:[8388608A 8388608A] Graph:1212612608F}]}',
    twin: 'panic: insufficient memory - required allocations: {InputWeights:550502400A CPU:{Name:CPU ID: Weights:[] Cache:[] Graph:0U} GPUs:[{Name:SYCL0 ID:0 Weights:[60561408A] Cache:[] Graph:1212612608F}]}',
    facts: { triedBytes: 1_212_612_608, requiredBytes: 1_901_015_040 },
  },
  {
    signature: 'ollama-runtime-memory',
    origin: 'composed from server/sched.go expireRunnersForRuntimeOOM',
    log: line(
      'sched.go:1200',
      'msg="runtime OOM detected; expiring loaded models to clear memory before next request"',
    ),
    twin: line('sched.go:911', `msg="gpu VRAM usage didn't recover within timeout" seconds=5.1`),
  },
]

const rest: readonly SignatureCase[] = [
  {
    signature: 'ollama-prompt-cut',
    origin: 'recorded: Ollama 0.13.0 on an M2, corpus/logs/ollama m2-truncating-prompt',
    log: 'time=2026-02-10T15:21:54.029+09:00 level=WARN source=runner.go:152 msg="truncating input prompt" limit=4096 prompt=8353 keep=5 new=4096',
    twin: 'time=2026-05-24T22:33:32.334+05:30 level=WARN source=server.go:169 msg="requested context size too large for model" num_ctx=4096 n_ctx_train=2048',
    facts: { contextTokens: 4096, requestedTokens: 8353 },
  },
  {
    signature: 'ollama-messages-cut',
    origin: 'composed from server/prompt.go chatPrompt',
    log: line(
      'prompt.go:80',
      'msg="truncating input messages which exceed context length" truncated=3',
    ),
    twin: line('prompt.go:80', 'msg="rendered prompt" length=3'),
  },
  {
    signature: 'ollama-context-shift',
    origin: 'composed from runner/llamarunner/cache.go ShiftCacheSlot',
    log: line(
      'cache.go:226',
      'msg="context limit hit - shifting" id=0 limit=4096 input=4096 keep=4 discard=2046',
    ),
    twin: 'If the logs show `context limit hit - shifting`, raise num_ctx',
    facts: { contextTokens: 4096 },
  },
  {
    signature: 'ollama-input-too-long',
    origin:
      'composed from llm/server.go Embedding, runner/ollamarunner/runner.go errorInputTooLong',
    log: line(
      'routes.go:620',
      'msg="embedding generation failed" error="the input length exceeds the context length"',
    ),
    twin: '{"error":"the input length exceeds the context length"}',
  },
  {
    signature: 'ollama-request-too-long',
    origin:
      'composed from llama.cpp tools/server/server-context.cpp:3082 behind llm/llama_server.go',
    log: line(
      'routes.go:900',
      'msg="chat failed" error="request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it"',
    ),
    twin: line(
      'routes.go:900',
      'msg="chat failed" error="unexpected server status: llm server loading model"',
    ),
    facts: { requestedTokens: 9000, contextTokensPerSequence: 4096 },
  },
  {
    signature: 'ollama-architecture',
    origin: 'composed from llama.cpp src/llama-model.cpp:358 behind llm/server.go WaitUntilRunning',
    log: loadFailed(
      "llama runner process has terminated: error loading model: error loading model architecture: unknown model architecture: 'gemma4'",
    ),
    twin: line(
      'sched.go:509',
      'msg="model architecture does not currently support parallel requests" architecture=mllama',
    ),
  },
  {
    signature: 'ollama-bad-file',
    origin: 'composed from fs/ggml/ggml.go ErrUnsupportedFormat: "invalid file magic"',
    log: line(
      'sched.go:300',
      `msg="NewLlamaServer failed" model=${blob} error="invalid file magic"`,
    ),
    twin: loadFailed(`unable to load model: ${blob}`),
    facts: { modelPath: blob },
  },
  {
    signature: 'ollama-no-blob',
    origin: 'composed from os.PathError.Error behind server/sched.go load',
    log: loadFailed(`open ${blob}: no such file or directory`),
    twin: line(
      'images.go:477',
      'msg="open failed" error="open /Users/user/.ollama/history: no such file or directory"',
    ),
    facts: { modelPath: blob },
  },
  {
    signature: 'ollama-no-model',
    origin: 'composed from server/routes.go: model %q not found, try pulling it first',
    log: `Error: model 'llama9:1b' not found, try pulling it first`,
    twin: `{"error":"model 'llama9:1b' not found, try pulling it first"}`,
    facts: { modelPath: 'llama9:1b' },
  },
]

/** Each signature of Ollama's, with what it must state, and what looks like it. */
export const ollamaCases: readonly SignatureCase[] = [...memory, ...ollamaRunnerCases, ...rest].map(
  (one) => ({
    ...one,
    log: `${starts}\n${one.log}\n`,
    twin: `${starts}\n${one.twin}\n`,
  }),
)
