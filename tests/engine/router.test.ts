import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countAt, listAt, textAt } from '../../src/main/inference/answers/forms.ts'
import { countInGroup, isRunning, tempFolder, until } from '../processes.ts'
import {
  ask,
  engineWords,
  firstSlot,
  lacking,
  residentBytes,
  started,
  timeout,
} from './own-engine.ts'
import type { RunningEngine } from './start-engine.ts'
import { writeTinyGguf } from './tiny-gguf.ts'

const childrenOf = (id: number): readonly number[] =>
  readdirSync(`/proc/${id}/task`)
    .flatMap((thread) => readFileSync(`/proc/${id}/task/${thread}/children`, 'utf8').split(' '))
    .filter((child) => child !== '')
    .map(Number)

/** What the router tells of its first model. */
async function firstModel(router: RunningEngine): Promise<{
  readonly state: string | null
  readonly port: string
}> {
  const [model] = listAt(await ask(router, '/models'), 'data') ?? []
  const args = listAt(model, 'status.args') ?? []
  const port = String(args[args.indexOf('--port') + 1])
  return { state: textAt(model, 'status.value'), port }
}

describe.skipIf(lacking !== null)(
  `a real llama.cpp behind a router (${engineWords})`,
  { timeout },
  () => {
    test('it loads a model into a process of its own, and unloading it brings the memory back', async () => {
      const folder = tempFolder()
      const { fileBytes, kvBytesPerToken } = writeTinyGguf(join(folder, 'one.gguf'))
      mkdirSync(join(folder, 'empty'))
      const router = await started({ kind: 'router', folder, contextTokens: 4_096, slots: 1 })
      expect(textAt(await ask(router, '/props'), 'role')).toBe('router')
      expect((await firstModel(router)).state).toBe('unloaded')

      expect(await ask(router, '/models/load', { model: 'one' })).toEqual({ success: true })
      await until('it is loaded', async () =>
        (await firstModel(router)).state === 'loaded' ? true : null,
      )
      const [child] = childrenOf(router.pid)
      if (child === undefined) throw new Error('no child')
      expect(residentBytes(child)).toBeGreaterThan(fileBytes + 4_096 * kvBytesPerToken)
      const { port } = await firstModel(router)
      expect(readFileSync(`/proc/${child}/cmdline`, 'utf8').split('\0')).toContain(port)
      const told = await ask(router, '/slots?model=one&autoload=false')
      expect(countAt(listAt(told, '')?.[0], 'n_ctx')).toBe(4_096)

      expect(await ask(router, '/models/unload', { model: 'one' })).toEqual({ success: true })
      await until('it is unloaded', async () =>
        (await firstModel(router)).state === 'unloaded' ? true : null,
      )
      expect(isRunning(child)).toBe(false)
      expect(childrenOf(router.pid)).toEqual([])
    })

    test('when it is stopped, nothing of it runs', async () => {
      const folder = tempFolder()
      writeTinyGguf(join(folder, 'one.gguf'))
      const router = await started({ kind: 'router', folder, contextTokens: 512, slots: 1 })
      await ask(router, '/models/load', { model: 'one' })
      await until('the child is there', () => (countInGroup(router.pid) === 2 ? true : null))
      await router.stop()
      expect(countInGroup(router.pid)).toBe(0)
    })
  },
)

describe.skipIf(lacking !== null)(`what a router is asked (${engineWords})`, { timeout }, () => {
  test('asked to unload a model that writes, it lets it finish', async () => {
    const folder = tempFolder()
    writeTinyGguf(join(folder, 'one.gguf'))
    const router = await started({ kind: 'router', folder, contextTokens: 512, slots: 1 })
    await ask(router, '/slots?model=one') // loads it
    const child = { ...router, port: Number((await firstModel(router)).port) }
    const answer = ask(child, '/completion', { prompt: 'a', n_predict: 200, ignore_eos: true })
    await until('it writes', async () => ((await firstSlot(child)).isProcessing ? true : null))
    await ask(router, '/models/unload', { model: 'one' })
    expect((await firstModel(router)).state).toBe('loaded')
    expect(countAt(await answer, 'tokens_predicted')).toBe(200)
  })

  test('it says what it cannot do', async () => {
    const folder = tempFolder()
    writeTinyGguf(join(folder, 'one.gguf'))
    const router = await started({ kind: 'router', folder, contextTokens: 512, slots: 1 })
    const messages = [
      await ask(router, '/slots?model=one&autoload=false'),
      await ask(router, '/slots'),
      await ask(router, '/models/unload', { model: 'one' }),
      await ask(router, '/models/unload', { model: 'two' }),
    ].map((answer) => textAt(answer, 'error.message'))
    expect(messages).toEqual([
      'model is not loaded',
      'model name is missing from the request',
      'model is not running',
      'model is not found',
    ])
    expect((await firstModel(router)).state).toBe('unloaded')
  })
})
