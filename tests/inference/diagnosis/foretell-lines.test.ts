import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { noticeSentence } from '../../../src/main/inference/diagnosis/foretell.ts'
import { createLogReader } from '../../../src/main/inference/diagnosis/log-reader.ts'

const index = createCatalogue()

/** What a log gives notice of after each piece. */
function reading() {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  return {
    reader,
    after: (...lines: readonly string[]): readonly string[] => {
      reader.read(lines.map((line) => `${line}\n`).join(''))
      return reader.notices().map(({ figures }) => noticeSentence(figures))
    },
  }
}

// composed from llama.cpp's src/llama-model.cpp, src/llama-kv-cache.cpp, common/fit.cpp and tools/server
const begins = "srv    load_model: loading model '/m/a.gguf'"
const limit = 'ggml_metal_device_init: recommendedMaxWorkingSetSize  = 12000.00 MB'
const weights = 'load_tensors:  MTL0_Mapped model buffer size =  9000.00 MiB'
const cache = (mib: number): string => `llama_kv_cache:       MTL0 KV buffer size = ${mib}.00 MiB`
const loaded = 'srv  llama_server: model loaded'
const tooMuch = "it has been granted 11.5 GB of the GPU's 12.0 GB"
const memory = 'error: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)'

describe('a load that has been granted nearly all', () => {
  test('gives notice with the line that makes it so, until it is loaded', () => {
    const { after, reader } = reading()
    expect(after(begins, limit, weights)).toEqual([])
    expect(after(cache(2_000))).toEqual([tooMuch])
    expect(reader.notices()[0]).toMatchObject({
      line: { number: 4, text: cache(2_000) },
      modelPath: '/m/a.gguf',
    })
    expect(after('an idle line')).toEqual([tooMuch])
    expect(after(loaded)).toEqual([])
  })

  test('says what it has by now', () => {
    const { after } = reading()
    after(begins, limit, weights, cache(2_000))
    expect(after('sched_reserve:       MTL0 compute buffer size =   500.00 MiB')).toEqual([
      "it has been granted 12.1 GB of the GPU's 12.0 GB",
    ])
  })

  test.each([
    ['has failed', 'srv    load_model: failed to load model'],
    ['is told to have failed by a line of the failure', memory],
    ['is followed by another', "srv    load_model: loading model '/m/b.gguf'"],
    ['has ended', 'srv  operator(): cleaning up before exit...'],
  ])('gives none any more when it %s', (_, line) => {
    const { after } = reading()
    expect(after(begins, limit, weights, cache(2_000))).toEqual([tooMuch])
    expect(after(line)).toEqual([])
  })

  test('goes on where it is only slow', () => {
    const { after } = reading()
    const cpu = 'warning: no usable GPU found, --gpu-layers option will be ignored'
    expect(after(begins, limit, weights, cache(2_000), cpu)).toEqual([tooMuch])
  })

  test('is not told again by what its program says later', () => {
    const { after } = reading()
    after(begins, limit, weights, cache(2_000), loaded)
    expect(after(limit)).toEqual([])
  })

  test('is told of each child by itself', () => {
    const { after, reader } = reading()
    const child = (port: number, ...lines: readonly string[]): readonly string[] =>
      lines.map((line) => `[${port}] ${line}`)
    after(...child(50_001, begins, limit, weights, cache(2_000)))
    expect(after(...child(50_002, begins, limit, weights))).toEqual([tooMuch])
    expect(reader.notices().map(({ port }) => port)).toEqual([50_001])
    expect(after(...child(50_002, loaded))).toEqual([tooMuch])
    expect(after(...child(50_001, loaded))).toEqual([])
  })
})

describe('a program that tells what it holds as it works', () => {
  // the forms are those of vllm_mlx/engine/batched.py, server.py and scheduler.py (logs/forms/mlx-servers.ts)
  const limits =
    'INFO:vllm_mlx.engine.batched:Metal memory limits set: allocation_limit=36.2GB (90% of 40.2GB), cache_limit=9.0GB'
  const held = (gigabytes: string): string =>
    `INFO:vllm_mlx.scheduler:[Metal memory] active=${gigabytes}GB peak=${gigabytes}GB cache=0.0GB step=3584 running=1 waiting=0`

  test('gives no notice of a load, whether its beginning was read or not', () => {
    expect(reading().after(limits, held('26.0'), held('38.0'), held('41.0'))).toEqual([])
    expect(
      reading().after(
        'INFO:vllm_mlx.server:Loading model with BatchedEngine: mlx-community/Qwen3.6-35B-A3B-4bit',
        limits,
        'INFO:vllm_mlx.server:Model loaded (batched mode): mlx-community/Qwen3.6-35B-A3B-4bit',
        held('41.0'),
        'Est. working set:          10.0 GB  (model x 1.5 — short-chat workload)',
      ),
    ).toEqual([])
  })

  test('nor does what a loaded model was granted, beside what another needs', () => {
    const { after } = reading()
    after(begins, limit, weights, cache(2_000), loaded)
    const needs = 'time=2026-11-21T10:00:00.000Z level=INFO msg="total memory" size="1.0 GiB"'
    expect(after(needs)).toEqual([])
  })
})

describe('what is projected before a load', () => {
  const tried = 'common_params_fit_impl: getting device memory data for initial parameters:'
  const projected =
    'common_params_fit_impl: projected to use 20000 MiB of device memory vs. 11000 MiB of free device memory'
  const failed = 'common_fit_params: failed to fit params to free device memory: nothing helps'
  const fitted = 'common_fit_params: successfully fit params to free device memory'

  test('gives notice when it cannot be made to fit', () => {
    const { after } = reading()
    expect(after(begins, tried, projected, weights)).toEqual([])
    expect(after(failed)).toEqual(['it needs 21.0 GB, and the GPU has 11.5 GB for it'])
  })

  test('and none when less is taken', () => {
    const { after } = reading()
    const later = 'using device MTL0 (Apple M4) (unknown id) - 11000 MiB free'
    expect(after(begins, tried, projected, fitted, later)).toEqual([])
  })
})

describe('a prompt', () => {
  const prompt = (tokens: number): string =>
    `slot update_slots: id  0 | task 3 | new prompt, n_ctx_slot = 8192, n_keep = 0, task.n_tokens = ${tokens}`
  const refused =
    'srv    send_error: task id = 3, error: request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it'

  test('that is longer than the context gives notice, until the next one fits', () => {
    const { after } = reading()
    expect(after(begins, loaded, prompt(9_000))).toEqual([
      'the prompt has 8.8k tokens, and the context takes 8k',
    ])
    expect(after('srv  update_slots: all slots are idle')).toHaveLength(1)
    expect(after(prompt(800))).toEqual([])
  })

  test('that was refused is told by that', () => {
    const { after } = reading()
    expect(after(prompt(9_000), refused)).toEqual([])
  })

  test('of no known context gives none', () => {
    const { after } = reading()
    expect(
      after(
        '[schedule] request=a uid=3 prompt_tokens=900000 tokens_to_prefill=85081 max_tokens=1 running=1',
      ),
    ).toEqual([])
  })
})

describe('a prompt that llama-server compares with what a slot holds', () => {
  // composed from tools/server: get_available_slot, prompt_save, server_prompt_cache::load and ::update
  const compares = 'srv  get_availabl: updating prompt cache'
  const holds = (tokens: number): string =>
    `srv   prompt_save:  - saving prompt with length ${tokens}, total state size = 9.502 MiB (draft: 0.000 MiB)`
  const alike = (kept: string, like: string, name = 'sim'): string =>
    `srv          load:  - looking for better prompt, base f_keep = ${kept}, ${name} = ${like}`
  const limits =
    'srv        update:  - cache state: 2 prompts, 30.089 MiB (limits: 8192.000 MiB, 8192 tokens, 652596 est)'
  const tooLong = 'the prompt has 9.5k tokens or more, and the context takes 8k'

  test('is as long as both ratios of their common beginning say, at least', () => {
    for (const name of ['sim', 'f_sim']) {
      const { after, reader } = reading()
      expect(after(compares, holds(1_000), alike('0.800', '0.082', name))).toEqual([])
      expect(after(limits)).toEqual([tooLong])
      // 1000 × 0.7995 / 0.0825: it may be 9756, or a little less or more
      expect(reader.notices()[0]?.figures).toEqual({
        kind: 'tokens',
        promptTokens: 9_690,
        contextTokens: 8_192,
        isLeast: true,
      })
    }
  })

  test('gives notice at once where the context is known, until another is compared', () => {
    const { after } = reading()
    after(compares, holds(10), alike('0.100', '0.900'), limits)
    expect(after(compares, holds(1_000), alike('0.800', '0.082'))).toEqual([tooLong])
    expect(after(compares)).toEqual([])
  })

  test('is not measured by a slot that is saved as it rests', () => {
    const { after } = reading()
    after(limits, compares, holds(1_000), alike('0.800', '0.500'))
    expect(after(holds(100_000), limits)).toEqual([])
    expect(after(compares, alike('0.800', '0.082'), limits)).toEqual([])
  })

  test('tells nothing where the ratios are too small to tell, or the slot is empty', () => {
    const { after } = reading()
    expect(after(limits, compares, holds(8_000), alike('0.000', '0.000'))).toEqual([])
    expect(after(compares, holds(8_000), alike('0.001', '0.001'))).toEqual([])
    expect(after(compares, holds(8_000), alike('-1.000', '0.000'))).toEqual([])
  })

  test('is no other program’s that prints a similarity of its own', () => {
    const { after } = reading()
    const other = `${alike('0.800', '0.001')}, n_keep = 0, n_discarded_prompt = 0`
    expect(after(limits, compares, holds(8_000), other)).toEqual([])
  })
})

describe('what Ollama needs and has', () => {
  // composed from llm/server.go and llm/memory.go
  const line = (rest: string): string =>
    `time=2026-11-21T10:00:00.000Z level=INFO source=server.go:545 ${rest}`
  const offload = (library: string): string =>
    line(
      `msg=offload library=${library} layers.requested=-1 layers.model=33 layers.offload=0 memory.available="[4.0 GiB]" memory.required.full="5.0 GiB"`,
    )

  test('is of the GPU, or of RAM where it takes none', () => {
    expect(reading().after(offload('Metal'))).toEqual([
      'it needs 5.4 GB, and the GPU has 4.3 GB for it',
    ])
    expect(reading().after(offload('cpu'))).toEqual([
      'it needs 5.4 GB, and the system has 4.3 GB free',
    ])
  })

  test('gives notice with the line that says why it refuses', () => {
    const refuses = line(
      'msg="model request too large for system" requested="5.0 GiB" available="4.0 GiB" total="10.0 GiB" free="4.0 GiB" swap="0 B"',
    )
    const { after } = reading()
    expect(after(refuses)).toEqual(['it needs 5.4 GB, and the system has 4.3 GB free'])
    expect(after(line('msg="Load failed" model=/m/sha256-a error="too large"'))).toEqual([])
  })
})
