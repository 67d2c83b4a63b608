import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { engineGrowthOf } from '../../../src/main/monitor/growth/engine-growth.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { createGrowthWatch } from '../../../src/main/monitor/growth/growth-watch.ts'
import type { CacheGrowth } from '../../../src/main/headroom/forecast/model-forecast.ts'
import type { ServerKind } from '../../../src/shared/server.ts'
import { writeFolder, writePlan } from '../../fit/fitted.ts'
import { mlxConfig, mlxTensors } from '../../fit/model-plans.ts'
import { startFake } from '../../servers/fake-server.ts'
import type { FakeKind } from '../../servers/answering.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'
import { fakeMlxLm } from '../../servers/kinds/python-servers.ts'
import { startMs, watchServers } from '../../servers/composed-world.ts'
import { nothingKnown } from '../../web/fake-core.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'))
const mlx = join(folder, 'mlx')
const gguf = join(folder, 'tiny.gguf')
beforeAll(() => {
  writeFolder(mlx, mlxConfig, mlxTensors)
  writePlan(gguf)
  return () => rmSync(folder, { recursive: true, force: true })
})

/** What is known of the only model of this server after some ticks, how often a header was read, and how much was asked at last. */
async function growthOf(
  command: (port: number) => string,
  fake: FakeKind,
): Promise<{
  readonly growth: CacheGrowth | null
  readonly readCount: number
  readonly askedLast: number
}> {
  const { host, watch, world, run, tick } = watchServers()
  let readCount = 0
  let askedLast = 0
  const counting: Host = {
    ...host,
    ask: (question, atMs) => {
      askedLast += 1
      return host.ask(question, atMs)
    },
  }
  const growth = createGrowthWatch({
    host: {
      ...host,
      digest: (path, make) => {
        readCount += 1
        return host.digest(path, make)
      },
    },
    world,
    servers: watch,
    logs: { factsOf: () => null, llamaVersionOf: () => null },
    variables: { HF_HUB_CACHE: join(folder, 'hub') },
  })
  const { port } = await startFake(fake)
  run({ pid: 10, command: command(port), ports: [port] })
  const attention = { isLooked: true, isOnBattery: false }
  for (let second = 0; second < 60; second += 5) {
    await tick(second)
    askedLast = 0
    await growth.source.ask(counting, startMs + second * 1_000, attention)
  }
  const { models } = await tick(60)
  const [model] = models
  if (model === undefined) throw new Error('no model')
  return { growth: growth.of(model, nothingKnown), readCount, askedLast }
}

const served =
  (name: string, further = '') =>
  (port: number) =>
    `python3 -m mlx_lm.server --model ${name} --port ${port} ${further}`.trim()

describe('a loaded model', () => {
  test('of MLX takes with each token what its header says, which is read once', async () => {
    const { growth, readCount } = await growthOf(served(mlx), fakeMlxLm())
    // 4 layers x 4 heads x (64 + 64) x 2 bytes
    expect(growth).toMatchObject({ endsWith: 'memory', bytesPerToken: 4_096 })
    expect(growth?.mayGrow?.what).toContain('caches of earlier prompts')
    expect(readCount).toBe(1)
  })

  test('of MLX that lies where nobody looks is not looked for again and again', async () => {
    const { growth, readCount, askedLast } = await growthOf(served('org/not-here'), fakeMlxLm())
    expect(growth).toEqual({
      endsWith: 'memory',
      bytesPerToken: null,
      mayGrow: null,
      prompt: null,
    })
    expect([readCount, askedLast]).toEqual([0, 0])
  })

  test('of a llama-server has its cache, and may keep prompts beside it', async () => {
    const command = (port: number) =>
      `llama-server -m ${gguf} -c 8192 --cache-ram 512 --port ${port}`
    const { growth, readCount } = await growthOf(command, fakeLlama({ name: 'tiny', path: gguf }))
    expect(growth).toMatchObject({
      endsWith: 'context',
      bytesPerToken: null,
      mayGrow: { bytes: 512 * 2 ** 20 },
    })
    expect(readCount).toBe(1)
  })
})

test.each<readonly [ServerKind, string | null, 'memory' | 'context' | undefined]>([
  ['mlx-lm', null, 'memory'],
  ['vllm-mlx', null, 'memory'],
  ['exo', null, 'memory'],
  ['comfyui', null, 'memory'],
  ['llama-server', 'gguf', 'context'],
  ['ollama', null, 'context'],
  ['lmstudio', 'gguf', 'context'],
  ['lmstudio', 'mlx', 'memory'],
  ['vllm', null, 'context'],
  ['gpt4all', null, undefined],
])('what %s runs (%s) ends with its %s', (kind, format, endsWith) => {
  expect(engineGrowthOf(kind, format)?.endsWith).toBe(endsWith)
})
