import { describe, expect, it } from 'vitest'
import { createLogReader } from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { llamaBuffers } from '../../../../src/main/inference/logs/forms/llama-buffers.ts'
import { ollamaForms } from '../../../../src/main/inference/logs/forms/ollama.ts'

const index = indexOfForms([...llamaBuffers, ...ollamaForms])
const gib = (count: number): number => Math.round(count * 2 ** 30)
const mib = (count: number): number => Math.round(count * 2 ** 20)

function read(...lines: readonly string[]) {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${lines.join('\n')}\n`)
  return reader
}

/** composed: as slog prints it. */
const line = (source: string, rest: string): string =>
  `time=2026-02-20T16:27:25.120-06:00 level=INFO source=${source} ${rest}`

const starts = (command: string): string =>
  line('server.go:444', `msg="starting runner" cmd="${command}"`)

// recorded: Ollama 0.21.0 on an M2 with 8 GB, corpus/logs/ollama maccare-m2-8gb-engine-fit-alloc-commit
const engine = [
  starts(
    '/opt/homebrew/Cellar/ollama/0.21.0/bin/ollama runner --ollama-engine --model /Users/user/.ollama/models/blobs/sha256-aeda --port 53748',
  ),
  line('sched.go:484', 'msg="system memory" total="8.0 GiB" free="1.9 GiB" free_swap="0 B"'),
  line(
    'sched.go:491',
    'msg="gpu memory" id=0 library=Metal available="4.8 GiB" free="5.3 GiB" minimum="512.0 MiB" overhead="0 B"',
  ),
  line('server.go:771', 'msg="loading model" "model layers"=35 requested=-1'),
  line(
    'runner.go:1290',
    'msg=load request="{Operation:commit LoraPath:[] Parallel:2 BatchSize:512 FlashAttention:Enabled KvSize:8192 KvCacheType: NumThreads:4 GPULayers:35[ID:0 Layers:35(0..34)] MultiUserCache:false ProjectorPath: MainGPU:0 UseMmap:false}"',
  ),
  line('device.go:240', 'msg="model weights" device=Metal size="3.1 GiB"'),
  line('device.go:245', 'msg="model weights" device=CPU size="525.0 MiB"'),
  line('device.go:251', 'msg="kv cache" device=Metal size="254.0 MiB"'),
  line('device.go:262', 'msg="compute graph" device=Metal size="158.7 MiB"'),
  line('device.go:267', 'msg="compute graph" device=CPU size="5.0 MiB"'),
  line('device.go:272', 'msg="total memory" size="4.0 GiB"'),
  line('ggml.go:494', 'msg="offloaded 35/35 layers to GPU"'),
]

describe('A load of Ollama 0.11.5 to 0.29', () => {
  it('states its path, its layers, its context and its sizes by device', () => {
    expect(read(...engine).facts()).toEqual({
      modelPath: '/Users/user/.ollama/models/blobs/sha256-aeda',
      systemTotalBytes: gib(8),
      systemFreeBytes: gib(1.9),
      availableBytes: gib(4.8),
      freeBytes: gib(5.3),
      contextTokens: 8192,
      contextTokensPerSequence: 4096,
      offloadedLayers: 35,
      totalLayers: 35,
      layerCount: 34,
      gpuModelBytes: gib(3.1),
      cpuModelBytes: mib(525),
      gpuKvBytes: mib(254),
      gpuComputeBytes: mib(158.7),
      cpuComputeBytes: mib(5),
      requiredBytes: gib(4),
    })
  })

  it('has the port of its runner, and is loaded when the runner says so', () => {
    const reader = read(
      ...engine,
      line('server.go:1402', 'msg="llama runner started in 6.34 seconds"'),
    )
    expect(reader.state()).toMatchObject({
      port: 53_748,
      stage: 'loaded',
      program: 'ollama',
      version: '0.21.0',
    })
  })

  it('believes the buffers of llama.cpp rather than its own plan', () => {
    const { gpuComputeBytes } = read(
      ...engine,
      'llama_context:      Metal compute buffer size =    66.50 MiB',
    ).facts()
    expect(gpuComputeBytes).toBe(mib(66.5))
  })

  it('forgets the load before when the next begins, and not when it only looks for GPUs', () => {
    const looking = starts('/usr/local/bin/ollama runner --ollama-engine --port 37463')
    expect(read(...engine, looking).facts().gpuModelBytes).toBe(gib(3.1))
    const next = starts(
      '/Applications/Ollama.app/Contents/Resources/ollama runner --model /Users/a b/models/c --port 1234',
    )
    const { modelPath, gpuModelBytes } = read(...engine, next).facts()
    expect({ modelPath, gpuModelBytes }).toEqual({
      modelPath: '/Users/a b/models/c',
      gpuModelBytes: undefined,
    })
  })
})

describe('A load of Ollama in other versions', () => {
  // recorded: Ollama 0.3 on a Mac with 32 GB, a public write-up of its logs (2024-11-08)
  it('is told to 0.11.4 before its runner starts', () => {
    const command =
      '/var/folders/T/ollama1/runners/metal/ollama_llama_server --model /m/sha256-43f7 --ctx-size 8192 --batch-size 512 --n-gpu-layers 29 --parallel 4 --port 61974'
    const reader = read(
      line(
        'sched.go:714',
        'msg="new model will fit in available VRAM in single GPU, loading" model=/m/sha256-43f7 gpu=0 parallel=4 available=22906503168 required="6.6 GiB"',
      ),
      line('server.go:105', 'msg="system memory" total="32.0 GiB" free="21.8 GiB" free_swap="0 B"'),
      line(
        'memory.go:326',
        'msg="offload to metal" layers.requested=-1 layers.model=37 layers.offload=20 layers.split="" memory.available="[21.3 GiB]" memory.gpu_overhead="0 B" memory.required.full="31.0 GiB" memory.required.partial="21.2 GiB"',
      ),
      line('server.go:393', `msg="starting llama server" cmd="${command}"`),
    )
    expect(reader.facts()).toEqual({
      modelPath: '/m/sha256-43f7',
      systemTotalBytes: gib(32),
      systemFreeBytes: gib(21.8),
      availableBytes: gib(21.3),
      requiredBytes: gib(31),
      totalLayers: 37,
      layerCount: 36,
      offloadedLayers: 20,
      contextTokens: 8192,
      slotCount: 4,
      contextTokensPerSequence: 2048,
    })
  })

  it('has its context in the command since 0.30', () => {
    const reader = read(
      line(
        'llama_server.go:425',
        'msg="starting llama-server" cmd="/Applications/Ollama.app/Contents/Resources/llama-server --model /m/sha256-a3de --port 65059 --host 127.0.0.1 --no-webui --offline -c 40960 -np 1 --log-verbosity 4 --keep 4"',
      ),
      line('llama_server.go:1362', 'msg="llama-server started in 28.08 seconds"'),
    )
    expect(reader.facts()).toEqual({
      modelPath: '/m/sha256-a3de',
      contextTokens: 40_960,
      slotCount: 1,
      contextTokensPerSequence: 40_960,
    })
    expect(reader.state()).toMatchObject({ port: 65_059, stage: 'loaded' })
  })
})

describe('A load of Ollama by another engine', () => {
  it('is known by its name where MLX runs it, with its peak', () => {
    const reader = read(
      line('client.go:220', 'msg="starting mlx runner subprocess" model=gemma4:26b-mlx port=56223'),
      line('client.go:106', 'msg="mlx runner is ready" port=56223'),
      line('pipeline.go:60', 'msg="peak memory" size="10.25 GiB"'),
    )
    expect(reader.facts()).toEqual({ modelPath: 'gemma4:26b-mlx', allocatedBytes: gib(10.25) })
    expect(reader.state()).toMatchObject({ port: 56_223, stage: 'loaded' })
  })

  it('had the lines of llama.cpp as JSON in 0.1', () => {
    const json = (text: string): string => `{"function":${text},"tid":"1","timestamp":1711734452}`
    const reader = read(
      json('"initialize","level":"INFO","line":448,"msg":"initializing slots","n_slots":1'),
      json('"initialize","level":"INFO","line":457,"msg":"new slot","n_ctx_slot":2048,"slot_id":0'),
      json('"main","level":"INFO","line":3064,"msg":"model loaded"'),
      json(
        '"print_timings","level":"INFO","line":274,"msg":"generation eval time =    1096.49 ms /    50 runs   (   21.93 ms per token,    45.60 tokens per second)"',
      ),
    )
    expect(reader.facts()).toEqual({
      slotCount: 1,
      contextTokensPerSequence: 2048,
      tokensPerSecond: 45.6,
    })
    expect(reader.state().stage).toBe('loaded')
  })
})

describe('A line of Ollama', () => {
  it('tells its version, and what is free on the GPU before anything is loaded', () => {
    const reader = read(
      line('routes.go:1384', 'msg="Listening on [::]:11434 (version 0.11.10)"'),
      line(
        'types.go:131',
        'msg="inference compute" id=0 library=metal variant="" compute="" driver=0.0 name="" total="5.3 GiB" available="5.3 GiB"',
      ),
    )
    expect(reader.state()).toMatchObject({ program: 'ollama', version: '0.11.10' })
    expect(reader.facts()).toEqual({ freeBytes: gib(5.3) })
  })

  it('names the model of a load that failed', () => {
    const reader = read(
      line(
        'sched.go:511',
        'msg="Load failed" model=/m/sha256-667b error="llama runner process has terminated: %!w(<nil>)"',
      ),
    )
    expect(reader.facts()).toEqual({ modelPath: '/m/sha256-667b' })
    expect(reader.state().stage).toBe('failed')
  })

  it('says nothing by an estimate of nothing, nor inside of a prompt', () => {
    const estimate =
      'library="" layers.requested=0 layers.model=0 layers.offload=0 memory.available=[] memory.required.full="0 B"'
    expect(read(line('server.go:528', `msg=offload ${estimate}`)).facts()).toEqual({
      offloadedLayers: 0,
    })
    expect(read('my log has msg="total memory" size="4.0 GiB" in it').facts()).toEqual({})
  })

  it('marks the work as not of Metal where another GPU has the weights', () => {
    const reader = read(line('device.go:240', 'msg="model weights" device=CUDA0 size="4.1 GiB"'))
    expect(reader.facts()).toEqual({})
    expect(reader.state().isElsewhere).toBe(true)
  })
})
