import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { KeptModel } from '../../../src/main/history/learnt/learnt-parts.ts'
import type { LearntUse } from '../../../src/main/history/learnt/learnt-use.ts'
import type { LogFacts } from '../../../src/shared/log-facts.ts'
import { loaded, writePlan } from '../../fit/fitted.ts'
import { learntInMemory } from '../../history/learnt-fake.ts'
import { startFake } from '../../servers/fake-server.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'
import { begunAt, needIn, watchLoads, type LogsSay } from './watched-loads.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'))
const file = join(folder, 'tiny.gguf')
beforeAll(() => {
  writePlan(file)
  return () => rmSync(folder, { recursive: true, force: true })
})

/** What an honest engine prints of it on a CPU; compute buffers a tenth more than estimated. */
async function printed(computeRatio = 1.1): Promise<LogFacts> {
  const one = await loaded(file, { contextTokens: 8_192, parallel: 1 })
  const { parts } = one.fit({}, cpuRoom)
  return {
    modelPath: file,
    cpuModelBytes: parts.weightsBytes,
    cpuKvBytes: parts.kvBytes,
    cpuComputeBytes: Math.round(parts.computeBytes * computeRatio),
    cpuOutputBytes: parts.outputBytes,
  }
}

const cpuRoom = {
  roomBytes: 1e12,
  gpuRoomBytes: null,
  ramRoomBytes: 1e12,
  limitBytes: null,
  device: 'cpu',
  isNow: true,
  of: 'this machine now',
} as const

/** What is learnt, and of what: the last load of each model. */
function recording(first: readonly KeptModel[] = []) {
  const { use, parts, noteCount } = learntInMemory({ models: first })
  return { learnt: use, models: () => parts().models, noteCount }
}

/** One load, from its process to its server's answer; what its log says meanwhile, and what it says once it is up. */
async function taught(
  during: LogsSay,
  up: LogsSay,
  { further = '-c 8192 -np 1', isSeenInTime = true } = {},
) {
  const { learnt, models, noteCount } = recording()
  const { run, say, tick, hurriedTick } = watchLoads('/', learnt)
  await tick(0)
  const fake = await startFake(fakeLlama({ name: 'tiny.gguf', path: file }))
  const command = `llama-server -m ${file} ${further}`
  run(begunAt(0, { pid: 10, command }))
  say(during)
  const early = isSeenInTime ? tick : hurriedTick
  await early(1)
  run(begunAt(0, { pid: 10, command, ports: [fake.port] }))
  say(up)
  await early(2)
  await tick(3)
  const [load] = await tick(4)
  expect(load?.stage).toBe('loaded')
  expect(noteCount()).toBe(models().length)
  return models()
}

describe('a load that is done', () => {
  test('teaches also where it was done before its model was read', async () => {
    const facts = await printed()
    const [model] = await taught({ facts }, { facts }, { isSeenInTime: false })
    expect(model).toMatchObject({ engine: 'llama.cpp', model: 'tiny.gguf', loads: 1 })
  })

  test('teaches what its engine has printed, by its name and once', async () => {
    const facts = await printed()
    const [model, ...others] = await taught({ facts }, { facts })
    expect(others).toEqual([])
    expect(model).toMatchObject({ engine: 'llama.cpp', model: 'tiny.gguf', loads: 1 })
    expect(model?.seen).toMatchObject([
      { ratios: { weightsBytes: 1, kvBytes: 1, computeBytes: expect.closeTo(1.1, 2) } },
    ])
  })

  test('is waited for until its log has been read to its end', async () => {
    const { cpuComputeBytes: _, ...half } = await printed()
    const { learnt, noteCount } = recording()
    const { run, say, tick } = watchLoads('/', learnt)
    await tick(0)
    const fake = await startFake(fakeLlama({ name: 'tiny.gguf', path: file }))
    const command = `llama-server -m ${file} -c 8192 -np 1`
    run(begunAt(0, { pid: 10, command }))
    say({ facts: half })
    await tick(1)
    run(begunAt(0, { pid: 10, command, ports: [fake.port] }))
    await tick(2)
    await tick(3)
    expect(noteCount()).toBe(0)
    say({ facts: await printed() })
    await tick(5)
    expect(noteCount()).toBe(1)
    await tick(6)
    expect(noteCount()).toBe(1)
  })

  test.each<[string, string]>([
    ['it is told options that are left out', '-c 8192 -np 1 --override-tensor x=CPU'],
    ['its draft model is not counted', '-c 8192 -np 1 -hfd a/b'],
  ])('teaches nothing where %s', async (_, further) => {
    const facts = await printed()
    expect(await taught({ facts }, { facts }, { further })).toEqual([])
  })

  test('teaches nothing where its engine took a shorter context by itself', async () => {
    const facts = { ...(await printed()), contextTokens: 4_096 }
    expect(await taught({ facts }, { facts }, { further: '' })).toEqual([])
  })

  test('teaches nothing where no log tells, and nothing of a log of another file', async () => {
    expect(await taught({}, {})).toEqual([])
    const facts = { ...(await printed()), modelPath: '/elsewhere/other.gguf' }
    expect(await taught({ facts }, { facts })).toEqual([])
  })
})

describe('a load of a model that was loaded before', () => {
  test('is foretold as was learnt, until its own log speaks', async () => {
    const facts = { ...(await printed()), modelPath: file }
    const [known] = await taught({ facts }, { facts })
    const seen = [1, 2, 3].map((atMs) => ({ atMs, ratios: { kvBytes: 1.1 } }))
    const before = known === undefined ? [] : [{ ...known, loads: 3, seen }]
    const needWith = async (learnt: LearntUse | undefined, logs: LogsSay): Promise<number> => {
      const { run, say, tick } = watchLoads('/', learnt)
      await tick(0)
      say(logs)
      run(begunAt(0, { pid: 10, command: `llama-server -m ${file} -c 8192 -np 1` }))
      return needIn((await tick(1))[0]).needRamBytes
    }
    const { learnt } = recording(before)
    const { cpuKvBytes = 0 } = await printed()
    const plain = await needWith(undefined, {})
    expect(await needWith(learnt, {})).toBe(plain + Math.round(0.075 * cpuKvBytes))
    expect(await needWith(learnt, { facts: { cpuKvBytes } })).toBe(plain)
  })
})
