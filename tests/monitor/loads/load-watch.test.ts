import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeFolder, writePlan } from '../../fit/fitted.ts'
import { languageModel } from '../../fit/model-plans.ts'
import { tempFolder } from '../../processes.ts'
import { startFake } from '../../servers/fake-server.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'
import { startMs } from '../../servers/composed-world.ts'
import { begunAt, needIn, watchLoads } from './watched-loads.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'))
const file = join(folder, 'tiny.gguf')
const other = join(folder, 'other.gguf')
beforeAll(() => {
  writePlan(file)
  writePlan(other, languageModel({ layers: 4 }))
  return () => rmSync(folder, { recursive: true, force: true })
})

const llama = (pid: number, further = '', model = file) =>
  begunAt(0, { pid, command: `llama-server -m ${model} -c 8192 -np 1 ${further}`.trim() })

describe('a llama-server that has just been started', () => {
  test('has its need before it answers, held against the room', async () => {
    const { run, tick } = watchLoads()
    await tick(0)
    run(llama(10))
    const [load] = await tick(1)
    expect(load).toMatchObject({
      name: 'tiny.gguf',
      file,
      toldBy: 'process',
      stage: 'loading',
      startedAtMs: startMs,
      foreseenAtMs: startMs + 1_000,
      endedAtMs: null,
    })
    const need = needIn(load)
    // 8 layers x 4 heads x 64 x 2 x 2 bytes x 8192 tokens are 64 MiB; the weights some 110 MB
    expect(need.needRamBytes).toBeGreaterThan(64 * 2 ** 20 + 60e6)
    expect(need).toMatchObject({
      verdict: 'fits',
      contextTokens: 8_192,
      besideCount: 0,
      gapBytes: null,
    })
  })

  test('is said not to fit, with what to do, where its context is too long for the room', async () => {
    const { run, tick } = watchLoads()
    await tick(0)
    const needBytes = needIn((await (run(llama(10)), tick(1)))[0]).needRamBytes
    const small = watchLoads()
    const room = needBytes - 30e6
    await small.tick(0, room)
    small.run(llama(10))
    const need = needIn((await small.tick(1, room))[0])
    expect(need).toMatchObject({ verdict: 'no', gapBytes: needBytes - room, roomBytes: room })
    expect(need.maxContextThatFits).toBeGreaterThan(0)
    expect(need.maxContextThatFits).toBeLessThan(8_192)
    expect(need.advice.length).toBeGreaterThan(0)
  })

  test('is told by a path from the folder it runs in', async () => {
    const { run, tick } = watchLoads()
    run({ ...llama(10, '', 'tiny.gguf'), folder })
    expect((await tick(1))[0]).toMatchObject({ file, need: { kind: 'ok' } })
  })

  test('counts its draft model too, by a path from the folder it runs in', async () => {
    const { run, tick } = watchLoads()
    run({ ...llama(10), folder }, { ...llama(11, '-md other.gguf'), folder })
    const [alone, drafted] = (await tick(1)).map(needIn)
    expect(drafted?.needRamBytes).toBeGreaterThan((alone?.needRamBytes ?? 0) + 30e6)
  })
})

describe('a llama-server of which nothing can be reckoned', () => {
  test('has no need where its file is not there, and says why', async () => {
    const { run, tick } = watchLoads()
    run(llama(10, '', '/no/such/model.gguf'))
    const [load] = await tick(1)
    expect(load).toMatchObject({ stage: 'loading', foreseenAtMs: null })
    expect(load?.need).toMatchObject({ kind: 'failed' })
    expect(load?.need.kind === 'failed' && load.need.reason).toContain('/no/such/model.gguf')
  })

  test('is read again: it may have been downloaded meanwhile', async () => {
    const { run, tick } = watchLoads()
    const late = join(tempFolder(), 'late.gguf')
    run(llama(10, '', late))
    expect((await tick(1))[0]?.need.kind).toBe('failed')
    writePlan(late)
    expect((await tick(3))[0]?.need.kind).toBe('failed')
    expect((await tick(7))[0]?.need.kind).toBe('ok')
  })

  test('has no need where it wants types of keys that llama.cpp refuses', async () => {
    const { run, tick } = watchLoads()
    run(llama(10, '-fa off -ctv q8_0 -ctk q8_0'))
    expect((await tick(1))[0]?.need.kind).toBe('failed')
  })

  test('is not loading where it has run for long and does not answer', async () => {
    const { run, tick } = watchLoads()
    run({ ...llama(10), startedAtMs: startMs - 3_600_000 })
    expect(await tick(1)).toEqual([])
  })
})

describe('a load that goes on', () => {
  test('counts what it has taken already as its own, and shows its share', async () => {
    const { run, tick } = watchLoads()
    await tick(0, 1e9)
    run({ ...llama(10), bytes: 10e6 })
    const first = (await tick(1, 1e9))[0]
    run({ ...llama(10), bytes: 90e6 })
    const later = (await tick(2, 1e9 - 80e6))[0]
    expect([needIn(first).roomBytes, needIn(later).roomBytes]).toEqual([1e9, 1e9])
    expect(later?.doneRatio).toBeCloseTo(90e6 / needIn(later).needRamBytes, 3)
    run({ ...llama(10), bytes: 50e6 })
    expect((await tick(3, 1e9 - 80e6))[0]?.doneRatio).toBe(later?.doneRatio)
    run({ ...llama(10), bytes: 50e9 })
    expect((await tick(4, 1e9 - 80e6))[0]?.doneRatio).toBe(0.99)
  })
})

describe('a load of which more is told', () => {
  test('is corrected by what its log says', async () => {
    const { run, say, tick } = watchLoads()
    run(llama(10))
    const before = needIn((await tick(1))[0])
    say({ stage: 'loading', facts: { cpuKvBytes: 200e6 } })
    const after = needIn((await tick(2))[0])
    expect(before.origin).toBe('estimated')
    expect(after.origin).toBe('log')
    expect(after.needRamBytes - before.needRamBytes).toBe(200e6 - 64 * 2 ** 20)
  })

  test('is advised by what its build has, once its log has told that', async () => {
    const { run, say, tick } = watchLoads()
    await tick(0, 150e6)
    run(llama(10))
    const flagsAt = async (second: number) =>
      needIn((await tick(second, 150e6))[0]).advice.flatMap(({ flag }) => flag ?? [])
    expect((await flagsAt(1)).join(' ')).toContain('-fa on')
    say({ stage: 'loading', version: 'b5300' })
    const old = (await flagsAt(7)).join(' ')
    expect(old).toContain('-fa ')
    expect(old).not.toContain('-fa on')
  })

  test('takes the context that its log tells, where the engine has chosen another', async () => {
    const { run, say, tick } = watchLoads()
    run(llama(10))
    const before = needIn((await tick(1))[0])
    say({ stage: 'loading', facts: { contextTokens: 4_096 } })
    const after = needIn((await tick(2))[0])
    expect([before.contextTokens, after.contextTokens]).toEqual([8_192, 4_096])
    expect(before.needRamBytes - after.needRamBytes).toBeGreaterThanOrEqual(32 * 2 ** 20)
  })

  test('is added up with another at the same time', async () => {
    const { run, tick } = watchLoads()
    await tick(0)
    run(llama(10))
    const alone = needIn((await tick(1))[0])
    const room = alone.needRamBytes * 1.3
    const both = watchLoads()
    await both.tick(0, room)
    both.run(llama(10), llama(11, '', other))
    const [first, second] = await both.tick(1, room)
    expect(needIn(first)).toMatchObject({ verdict: 'no', besideCount: 1 })
    expect(needIn(second)).toMatchObject({ verdict: 'no', besideCount: 1 })
    expect(needIn(first).roomBytes).toBe(room - needIn(second).needRamBytes)
    both.run(llama(10))
    const after = (await both.tick(2, room)).find(({ stage }) => stage === 'loading')
    expect(needIn(after)).toMatchObject({ verdict: 'fits', besideCount: 0 })
  })
})

describe('the end of a load', () => {
  test('is told when its server answers', async () => {
    const { run, tick } = watchLoads()
    await tick(0)
    const fake = fakeLlama({ name: 'tiny', path: file, isLoading: true })
    const { port } = await startFake(fake)
    run({ ...llama(10, `--port ${port}`), ports: [port] })
    expect((await tick(1))[0]).toMatchObject({ stage: 'loading', need: { kind: 'ok' } })
    fake.become({ isLoading: false })
    let [load] = await tick(2)
    for (let second = 3; load?.stage === 'loading' && second < 30; second++) {
      ;[load] = await tick(second)
    }
    expect(load).toMatchObject({ stage: 'loaded', doneRatio: 1, foreseenAtMs: startMs + 1_000 })
    expect(load?.endedAtMs).toBeGreaterThan(startMs + 1_000)
  })

  test('is told when its server answers, although its log has not said so', async () => {
    const { run, say, tick } = watchLoads()
    await tick(0)
    const fake = fakeLlama({ name: 'tiny', path: file, isLoading: true })
    const { port } = await startFake(fake)
    run({ ...llama(10, `--port ${port}`), ports: [port] })
    await tick(1)
    fake.become({ isLoading: false })
    say({ stage: 'loading' })
    let [load] = await tick(2)
    for (let second = 3; load?.stage === 'loading' && second < 30; second++) {
      ;[load] = await tick(second)
    }
    expect(load?.stage).toBe('loaded')
  })

  test('of its server is no new load', async () => {
    const { run, tick } = watchLoads()
    const { port, stop } = await startFake(fakeLlama({ name: 'tiny', path: file }))
    const running = { ...llama(10, `--port ${port}`), ports: [port] }
    run(running)
    for (const second of [1, 2, 3]) await tick(second)
    await stop()
    run({ ...running, ports: [] })
    expect(await tick(4)).toEqual([])
    expect(await tick(9)).toEqual([])
  })
})

describe('a load that ends in no model', () => {
  test('is a failure where its process ends before', async () => {
    const { run, tick } = watchLoads()
    run(llama(10))
    await tick(1)
    run()
    expect((await tick(2))[0]).toMatchObject({ stage: 'failed', endedAtMs: startMs + 2_000 })
  })

  test('is a failure where its log says so, although its process is still there', async () => {
    const { run, say, tick } = watchLoads()
    run(llama(10))
    await tick(1)
    say({ stage: 'failed' })
    expect((await tick(2))[0]?.stage).toBe('failed')
  })
})

describe('other engines', () => {
  test('an MLX server is reckoned by its folder', async () => {
    const { run, tick } = watchLoads()
    const mlx = join(tempFolder(), 'mlx')
    writeFolder(
      mlx,
      {
        model_type: 'llama',
        hidden_size: 64,
        num_hidden_layers: 2,
        num_attention_heads: 4,
        num_key_value_heads: 2,
        vocab_size: 128,
        intermediate_size: 128,
      },
      { 'model.embed_tokens.weight': ['F16', [128, 64], 16_384] },
    )
    run(begunAt(0, { pid: 10, command: `python3 -m mlx_lm.server --model ${mlx}` }))
    expect((await tick(1))[0]).toMatchObject({ file: mlx, need: { kind: 'ok' } })
  })

  test('an MLX server that does not listen yet is loading for as long as it takes', async () => {
    const { run, tick } = watchLoads()
    const command = 'python3 -m mlx_lm.server --model org/not-here'
    run(begunAt(0, { pid: 10, command }))
    const stages = []
    for (const second of [1, 60, 119, 125, 300])
      stages.push((await tick(second)).map(({ stage }) => stage))
    expect(stages).toEqual(Array.from({ length: 5 }, () => ['loading']))
    expect(await tick(1_000)).toEqual([])
  })

  test('a vLLM is watched, and says why nothing is reckoned', async () => {
    const { run, tick } = watchLoads()
    run(begunAt(0, { pid: 10, command: 'vllm serve Qwen/Qwen3-8B' }))
    const [load] = await tick(1)
    expect(load?.need.kind).toBe('absent')
    expect(load?.need.kind === 'absent' && load.need.reason).toMatch(/./)
  })
})
