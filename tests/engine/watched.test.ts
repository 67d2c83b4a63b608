import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Model } from '../../src/shared/server.ts'
import { tempFolder } from '../processes.ts'
import { ask, engineWords, lacking, started, timeout } from './own-engine.ts'
import { writeTinyGguf } from './tiny-gguf.ts'
import { modelOf, serverOf, watching, whenTold } from './watching.ts'

describe.skipIf(lacking !== null)(
  `Headroom over a real llama.cpp (${engineWords})`,
  { timeout },
  () => {
    test('it finds the server by its process, and its model with its size', async () => {
      const file = join(tempFolder(), 'tiny.gguf')
      const { fileBytes, weightsBytes } = writeTinyGguf(file)
      const running = await started({ kind: 'model', file, contextTokens: 2_048, slots: 2 })
      const core = await watching()
      const model = await whenTold(core, 'its model is found', (snapshot) => {
        const found = modelOf(snapshot, running)
        return found?.state === 'idle' && found.memory.total?.origin === 'process' ? found : null
      })
      const server = serverOf(core.current() ?? (await core.snapshotOnce()), running)
      expect(server).toMatchObject({ kind: 'llama-server', port: running.port, state: 'ready' })
      expect(model.file).toBe(file)
      expect(model.memory.weights).toEqual({ bytes: weightsBytes, origin: 'reported' })
      expect(model.memory.total?.bytes).toBeGreaterThan(fileBytes)
      expect(model.contextTokens).toBe(2_048)
      expect(model.contextUsedTokens).toBe(0)
      expect(model.eject).toEqual({ kind: 'quit' })
    })
  },
)

describe.skipIf(lacking !== null)(`a real llama.cpp at work (${engineWords})`, { timeout }, () => {
  test('while it writes, it is generating, so fast, and its context fills', async () => {
    const file = join(tempFolder(), 'tiny.gguf')
    writeTinyGguf(file)
    const running = await started({ kind: 'model', file, contextTokens: 4_096, slots: 1 })
    const core = await watching()
    await whenTold(core, 'it is found', (snapshot) => modelOf(snapshot, running))
    const seen: Model[] = []
    core.onSnapshot((snapshot) => {
      const model = modelOf(snapshot, running)
      if (model?.state === 'generating') seen.push(model)
    })
    const request = { prompt: 'once upon a time', n_predict: 3_500, ignore_eos: true }
    await ask(running, '/completion', request)
    const after = await whenTold(core, 'it is idle again', (snapshot) => {
      const model = modelOf(snapshot, running)
      return model?.state === 'idle' ? model : null
    })
    const filled = seen.map(({ contextUsedTokens }) => contextUsedTokens ?? 0)
    expect(filled).toEqual(filled.toSorted((one, other) => one - other))
    expect(new Set(filled).size).toBeGreaterThan(2)
    expect(seen.some(({ tokensPerSecond }) => (tokensPerSecond ?? 0) > 10)).toBe(true)
    expect(after.contextUsedTokens).toBeGreaterThan(3_500)
    expect(after.contextRatio).toBeCloseTo((after.contextUsedTokens ?? 0) / 4_096, 6)
    expect(after.idleSinceMs).not.toBeNull()
    expect(after.tokensPerSecond).toBeNull()
  })
})

describe.skipIf(lacking !== null)(
  `a model let go by Headroom (${engineWords})`,
  { timeout },
  () => {
    test('a router unloads it, and the memory of its process is back', async () => {
      const folder = tempFolder()
      const { fileBytes, kvBytesPerToken } = writeTinyGguf(join(folder, 'one.gguf'))
      const router = await started({ kind: 'router', folder, contextTokens: 8_192, slots: 1 })
      await ask(router, '/models/load', { model: 'one' })
      const core = await watching()
      const model = await whenTold(
        core,
        'the model of the router is told as one with its child',
        (snapshot) => {
          const found = modelOf(snapshot, router)
          return found?.state === 'idle' && found.memory.total !== null ? found : null
        },
      )
      expect(model).toMatchObject({
        name: 'one',
        file: join(folder, 'one.gguf'),
        contextTokens: 8_192,
      })

      const planned = await core.unload({ modelId: model.id, isDryRun: true, isConfirmed: false })
      expect(planned).toMatchObject({
        outcome: 'planned',
        request: 'POST /models/unload {"model":"one"}',
      })
      const done = await core.unload({ modelId: model.id, isDryRun: false, isConfirmed: false })
      expect(done.outcome).toBe('done')
      expect(done.returnedBytes).toBeGreaterThan(fileBytes + 8_192 * kvBytesPerToken)
      expect(modelOf(core.current(), router)).toBeNull()
    })
  },
)

describe.skipIf(lacking !== null)(
  `a model at work, let go of (${engineWords})`,
  { timeout },
  () => {
    test('one that is at work is asked about first', async () => {
      const folder = tempFolder()
      writeTinyGguf(join(folder, 'one.gguf'))
      const router = await started({ kind: 'router', folder, contextTokens: 8_192, slots: 1 })
      await ask(router, '/models/load', { model: 'one' })
      const core = await watching()
      const { id, serverId } = await whenTold(core, 'it is found', (snapshot) => {
        const found = modelOf(snapshot, router)
        return found?.state === 'idle' ? found : null
      })
      const port = core.current()?.servers.find(({ parentId }) => parentId === serverId)?.port ?? 0
      const request = { prompt: 'a', n_predict: 4_000, ignore_eos: true }
      const answer = ask({ ...router, port }, '/completion', request).catch(() => 'cut off')
      await whenTold(core, 'it writes', (snapshot) =>
        modelOf(snapshot, router)?.state === 'generating' ? true : null,
      )
      const asked = await core.unload({ modelId: id, isDryRun: false, isConfirmed: false })
      expect(asked.outcome).toBe('unconfirmed')
      expect(asked.sentence).toMatch(/^Unload one\? It is at work/)
      expect(modelOf(core.current(), router)?.state).toBe('generating')
      const done = await core.unload({ modelId: id, isDryRun: false, isConfirmed: true })
      expect(done.outcome).toBe('done')
      await answer
    })
  },
)
