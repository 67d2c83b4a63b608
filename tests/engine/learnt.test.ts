import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCore, type Core } from '../../src/main/core/core.ts'
import { openOwnModels } from '../../src/main/core/own-models.ts'
import { openLearnt } from '../../src/main/history/learnt/learnt-store.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import type { Fit } from '../../src/shared/fit.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder, until } from '../processes.ts'
import { engineWords, lacking, spawned, timeout } from './own-engine.ts'
import { writeTinyGguf } from './tiny-gguf.ts'
import { whenTold } from './watching.ts'

/** Long enough to be seen while it loads. */
const contextTokens = 150_000

async function learningIn(folder: string): Promise<Core> {
  const learnt = await openLearnt(localHost(), join(folder, 'learnt.json'))
  const models = await openOwnModels({}, folder)
  const core = await createCore(createLocalHost(), {
    roomCapBytes: null,
    models,
    remembered: { learnt },
  })
  onTestFinished(() => core.close())
  core.look()
  core.start()
  await whenTold(core, 'the first Snapshot is there', (snapshot) => snapshot)
  return core
}

const textOf = (path: string): string | null =>
  existsSync(path) ? readFileSync(path, 'utf8') : null

const fitOf = async (core: Core, model: string): Promise<Fit> => {
  const { fit } = await core.fit({
    model,
    engine: null,
    contextTokens: null,
    kvType: null,
    parallel: null,
  })
  return fit
}

describe.skipIf(lacking !== null)(
  `a load by a real llama.cpp (${engineWords})`,
  { timeout },
  () => {
    test('teaches the next estimate of its model what it has printed', async () => {
      const folder = tempFolder()
      const [file, logFile] = [join(folder, 'tiny.gguf'), join(folder, 'llama.log')]
      writeTinyGguf(file)
      const core = await learningIn(folder)
      const before = await fitOf(core, file)
      expect(before.learnt).toBeNull()
      const running = await spawned({ kind: 'model', file, contextTokens, slots: 1, logFile })
      const [model] = await until('it is learnt', async () => {
        const { models } = await core.learnt()
        return models.length === 0 ? null : models
      })
      expect(model).toMatchObject({ engine: 'llama.cpp', model: 'tiny.gguf', loads: 1 })
      expect(model?.ratios).toMatchObject({ weightsBytes: expect.any(Number) })
      expect(
        Object.values(model?.ratios ?? {}).every((ratio) => ratio >= 0.9 && ratio <= 1.15),
      ).toBe(true)
      const kept = await until('it is kept', async () => textOf(join(folder, 'learnt.json')))
      expect(kept).toContain(model?.id ?? '?')
      const after = await fitOf(core, file)
      expect(after.learnt?.loads).toBe(1)
      expect(after.needRamBytes - before.needRamBytes).toBe(after.learnt?.byBytes)
      await running.stop()
      await core.forgetLearnt({ kind: 'one', id: model?.id ?? '' })
      expect((await fitOf(core, file)).learnt).toBeNull()
    })
  },
)
