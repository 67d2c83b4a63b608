import type { SignatureCase } from '../signature-case.ts'
import { gib, line, loadFailed } from './ollama-lines.ts'

/** Its runner, and the GPU that it has or has not. */
export const ollamaRunnerCases: readonly SignatureCase[] = [
  {
    signature: 'ollama-runner-killed',
    origin:
      'recorded: Ollama 0.15.5 on an M3 Max, corpus/logs/ollama nexus-m3max-runner-signal-killed',
    log: 'time=2026-02-07T22:02:06.774+05:30 level=WARN source=server.go:1269 msg="llama runner process no longer running" sys=9 string="signal: killed"',
    twin: 'time=2026-02-20T16:27:57.478-06:00 level=ERROR source=server.go:426 msg="llama runner terminated" error="exit status 2"',
  },
  {
    signature: 'ollama-runner-killed',
    origin: 'composed from cmd/cmd.go: what `ollama run` prints of an API error',
    log: 'Error: 500 Internal Server Error: llama runner process has terminated: signal: killed',
    twin: loadFailed('llama runner process has terminated: %!w(<nil>)'),
  },
  {
    signature: 'ollama-command-buffer',
    origin: 'composed from llm/llama_server.go Completion, ggml-metal-context.m:258',
    log: line(
      'routes.go:700',
      'msg="chat failed" error="an error was encountered while running the model: error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)"',
    ),
    twin: line('routes.go:700', 'msg="chat failed" error="context canceled"'),
  },
  {
    signature: 'ollama-gpu-victim',
    origin: 'composed from llm/llama_server.go Completion, ggml-metal-context.m:258',
    log: line(
      'routes.go:700',
      'msg="chat failed" error="an error was encountered while running the model: error: Discarded (victim of GPU error/recovery) (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim)"',
    ),
    twin: 'Look for Discarded (victim of GPU error/recovery) (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim)',
  },
  {
    signature: 'ollama-gpu-ignored',
    origin: 'recorded: ollama/ollama#17902',
    log: 'Error: 500 Internal Server Error: mlx runner failed: error: [METAL] Command buffer execution failed: Ignored (for causing prior/excessive GPU errors) (00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored). (exit: signal: abort trap)',
    twin: line('routes.go:700', 'msg="chat failed" error="ignored"'),
  },
  {
    signature: 'ollama-mlx-array',
    origin: 'composed from x/mlxrunner/client.go Completion, mlx/backend/metal/allocator.cpp',
    log: line(
      'client.go:300',
      'msg="completion failed" error="mlx runner failed: [metal::malloc] Attempting to allocate 24000000000 bytes which is greater than the maximum allowed buffer size of 9534832640 bytes."',
    ),
    twin: 'Attempting to allocate 24000000000 bytes which is greater than the maximum allowed buffer size of 9534832640 bytes is what it says.',
    facts: { triedBytes: 24_000_000_000, maxBufferBytes: 9_534_832_640 },
  },
  {
    signature: 'ollama-mlx-refused',
    origin: 'composed from x/mlxrunner/client.go WaitUntilRunning, mlx/allocator.cpp',
    log: loadFailed(
      'mlx runner failed: [malloc] Unable to allocate 8589934592 bytes. (exit: exit status 1)',
    ),
    twin: loadFailed('timed out waiting for llama runner to start - progress 0.00 - '),
    facts: { triedBytes: gib(8) },
  },
  {
    signature: 'ollama-no-gpus',
    origin: 'recorded: Ollama 0.11.7, corpus/logs/ollama no-compatible-gpus',
    log: 'time=2025-08-28T15:17:14.515+05:00 level=INFO source=gpu.go:379 msg="no compatible GPUs were discovered"',
    twin: 'time=2025-08-28T15:16:54.227+05:00 level=INFO source=gpu.go:217 msg="looking for compatible GPUs"',
  },
  {
    signature: 'ollama-compute-cpu',
    origin: 'recorded: Ollama 0.11.7, corpus/logs/ollama no-compatible-gpus',
    log: 'time=2025-08-28T15:17:14.515+05:00 level=INFO source=types.go:130 msg="inference compute" id=0 library=cpu variant="" compute="" driver=0.0 name="" total="7.7 GiB" available="6.3 GiB"',
    twin: 'time=2025-09-14T12:19:53.232+10:00 level=INFO source=types.go:131 msg="inference compute" id=0 library=metal variant="" total="5.3 GiB" available="5.3 GiB"\ntime=2025-09-14T12:19:53.234+10:00 level=INFO source=routes.go:1425 msg="entering low vram mode" "total vram"="5.3 GiB" threshold="20.0 GiB"',
    facts: { systemTotalBytes: gib(7.7) },
  },
  {
    signature: 'ollama-none-offloaded',
    origin: 'recorded: Ollama 0.13.4, corpus/logs/ollama brainbash-cpu-0-of-27',
    log: 'time=2025-12-16T17:32:02.257Z level=INFO source=ggml.go:494 msg="offloaded 0/27 layers to GPU"',
    twin: 'time=2026-04-19T21:59:29.802+02:00 level=INFO source=ggml.go:494 msg="offloaded 35/35 layers to GPU"',
    facts: { offloadedLayers: 0, totalLayers: 27, layerCount: 26 },
  },
  {
    signature: 'ollama-none-fits',
    origin: 'composed from fs/ggml and llm/memory.go MemoryEstimate.LogValue',
    log: line(
      'server.go:545',
      'msg=offload library=metal layers.requested=-1 layers.model=81 layers.offload=0 layers.split=[] memory.available="[5.3 GiB]" memory.required.full="41.2 GiB"',
    ),
    twin: line(
      'server.go:528',
      'msg=offload library=cpu layers.requested=-1 layers.model=33 layers.offload=0 layers.split=[] memory.available="[4.5 GiB]" memory.required.full="3.8 GiB"',
    ),
    facts: { requiredBytes: gib(41.2), availableBytes: gib(5.3), offloadedLayers: 0 },
  },
]
