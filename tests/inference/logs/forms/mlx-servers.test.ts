import { describe, expect, it } from 'vitest'
import { createLogReader } from '../../../../src/main/inference/diagnosis/log-reader.ts'
import { indexOfForms } from '../../../../src/main/inference/logs/form-index.ts'
import { mlxServerForms } from '../../../../src/main/inference/logs/forms/mlx-servers.ts'

const index = indexOfForms(mlxServerForms)

const read = (...lines: readonly string[]) => {
  const reader = createLogReader(index, { program: null, isAppleSilicon: null })
  reader.read(`${lines.join('\n')}\n`)
  return reader
}

const schedule = (tokens: number, running: number): string =>
  `INFO:vllm_mlx.scheduler:[schedule] request=e20aaebd-b6a uid=3 prompt_tokens=${tokens} tokens_to_prefill=${tokens} max_tokens=32000 running=${running} waiting=0`

describe('what vllm-mlx and Rapid-MLX print', () => {
  it('the load and its limits, in GB of 10^9', () => {
    // composed from vllm_mlx/server.py and engine/batched.py
    const reader = read(
      'INFO:vllm_mlx.server:Loading model with BatchedEngine: mlx-community/Qwen3-8B-4bit',
      'INFO:vllm_mlx.server:Model loaded (batched mode): mlx-community/Qwen3-8B-4bit',
      'INFO:vllm_mlx.engine.batched:Metal memory limits set: allocation_limit=20.7GB (90% of 23.0GB), cache_limit=5.2GB',
    )
    expect(reader.facts()).toEqual({
      modelPath: 'mlx-community/Qwen3-8B-4bit',
      allocationLimitBytes: 20_700_000_000,
      limitBytes: 23_000_000_000,
      cacheLimitBytes: 5_200_000_000,
    })
    expect(reader.state()).toMatchObject({ stage: 'loaded', program: 'vllm-mlx' })
  })

  it('a limit of 32 GiB for the cache in versions that had that constant', () => {
    const line =
      'INFO:vllm_mlx.engine.batched:Metal memory limits set: allocation_limit=103.9GB (90% of 115.4GB), cache_limit=32GB'
    expect(read(line).facts().cacheLimitBytes).toBe(32 * 2 ** 30)
  })

  it('the note of the start, whose GB are 2^30, and which is no failure', () => {
    // composed from vllm_mlx/cli.py
    const reader = read(
      '  Memory pressure note: this model uses a large fraction of system RAM.',
      '    Est. working set:          12.0 GB  (model x 1.5 — short-chat workload)',
      '    Total system RAM:          16.0 GB  (90% projected utilization)',
    )
    expect(reader.facts()).toEqual({ requiredBytes: 12 * 2 ** 30, systemTotalBytes: 16 * 2 ** 30 })
    expect(reader.failures()).toEqual([])
  })

  it('what it holds, and what its prompt caches hold', () => {
    const reader = read(
      'INFO:vllm_mlx.scheduler:[Metal memory] active=13.6GB peak=19.1GB cache=0.0GB step=256 running=1 waiting=0',
      'INFO:vllm_mlx.scheduler:[cache_store] request=bd91ed81-17b tokens=61378 stored=True cache_entries=4 cache_mem=4085MB',
    )
    expect(reader.facts()).toEqual({
      allocatedBytes: 13_600_000_000,
      promptCacheBytes: 4_085 * 2 ** 20,
    })
  })

  it('the prompt of the request that was begun while no other ran', () => {
    expect(read(schedule(40_000, 1), schedule(570, 2), schedule(9_000, 3)).facts()).toEqual({
      promptTokens: 40_000,
    })
    expect(read(schedule(40_000, 1), schedule(570, 1)).facts()).toEqual({ promptTokens: 570 })
    expect(read(schedule(40_000, 12)).facts()).toEqual({})
  })
})

describe('what oMLX prints', () => {
  it('its ceiling and what it holds under it, in GB of 2^30; pressure alone is no failure', () => {
    // recorded: jundot/omlx#2430
    const reader = read(
      '2026-07-30 22:01:30,011 - omlx.process_memory_enforcer - INFO - [-] - Process memory enforcer started (tier=balanced, ceiling=72.0GB, interval=1.0s)',
      '2026-07-30 22:01:33,498 - omlx.process_memory_enforcer - INFO - [-] - Memory pressure level: ok -> hard (current=69.0GB, soft=66.6GB, hard=68.4GB, ceiling=72.0GB)',
    )
    expect(reader.facts()).toEqual({
      allocationLimitBytes: 72 * 2 ** 30,
      allocatedBytes: 69 * 2 ** 30,
    })
    expect(reader.failures()).toEqual([])
    expect(reader.state().program).toBe('omlx')
  })

  it('which model it loads; other programs that load models are not oMLX', () => {
    const line = 'omlx.engine_pool - INFO - [-] - Loading model: gemma-4-31B-it-fp16-q4'
    expect(read(`2026-06-03 07:53:43,101 - ${line}`).facts()).toEqual({
      modelPath: 'gemma-4-31B-it-fp16-q4',
    })
    expect(read('Loading model: gemma-4-31B-it-fp16-q4').facts()).toEqual({})
  })
})

describe('what exo prints', () => {
  it('which model it places', () => {
    // recorded: exo-explore/exo#1431
    const line =
      "[ 07:56:29.5503PM | INFO    ] Executing command: CreateInstance(command_id='8674fd8f' instance=MlxRingInstance(instance_id='40367150', shard_assignments=ShardAssignments(model_id='mlx-community/Qwen3-0.6B-4bit', runner_to_shard={}"
    expect(read(line).facts()).toEqual({ modelPath: 'mlx-community/Qwen3-0.6B-4bit' })
  })

  it('that it is exo', () => {
    const line =
      '[ 2026-05-07 13:05:21.112 | INFO     | exo.worker.runner.llm_inference.runner:main:139 ] hello from the runner'
    expect(read(line).state().program).toBe('exo')
  })
})
