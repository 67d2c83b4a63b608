import { readFileSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { at, countAt, listAt, textAt } from '../../src/main/inference/answers/forms.ts'
import { askServer } from '../http-server.ts'
import { tempFolder, until } from '../processes.ts'
import {
  ask,
  engineWords,
  firstSlot,
  lacking,
  residentBytes,
  started,
  timeout,
  type Told,
} from './own-engine.ts'
import { writeTinyGguf } from './tiny-gguf.ts'

/** How much of a file a process has in memory, by its mappings. */
function mappedBytes(id: number, file: string): number {
  const maps = readFileSync(`/proc/${id}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)
  return maps
    .filter((map) => (map.split('\n')[0] ?? '').endsWith(file))
    .reduce((sum, map) => sum + Number(/^Rss:\s+(\d+) kB$/m.exec(map)?.[1] ?? 0) * 1_024, 0)
}

describe.skipIf(lacking !== null)(`a real llama.cpp (${engineWords})`, { timeout }, () => {
  test('it loads a model of ours and says what it is, under the name of llama-server', async () => {
    const file = join(tempFolder(), 'tiny.gguf')
    const { weightsBytes } = writeTinyGguf(file)
    const running = await started({ kind: 'model', file, contextTokens: 2_048, slots: 2 })
    const props = await ask(running, '/props')
    expect(countAt(props, 'total_slots')).toBe(2)
    expect(countAt(props, 'default_generation_settings.n_ctx')).toBe(1_024)
    expect(textAt(props, 'model_path')).toBe(file)
    const [model] = listAt(await ask(running, '/v1/models'), 'data') ?? []
    expect(at(model, 'meta')).toMatchObject({
      n_ctx: 1_024,
      n_ctx_train: 8_192,
      size: weightsBytes,
    })
    expect(listAt(await ask(running, '/slots'), '')).toHaveLength(2)
    const unknown = await askServer(running.port, { path: '/nothing' })
    expect(unknown.status).toBe(404)
    expect(unknown.headers.server).toBe('llama.cpp')
    expect(basename(readlinkSync(`/proc/${running.pid}/exe`))).toBe('llama-server')
    expect(readFileSync(`/proc/${running.pid}/comm`, 'utf8')).toBe('llama-server\n')
  })

  test('while it writes, its slot fills token by token, and stays filled', async () => {
    const file = join(tempFolder(), 'tiny.gguf')
    writeTinyGguf(file)
    const running = await started({ kind: 'model', file, contextTokens: 512, slots: 1 })
    const before = await firstSlot(running)
    const request = { prompt: 'once upon a time', n_predict: 200, ignore_eos: true }
    const answer = ask(running, '/completion', request)
    const seen: Told[] = []
    await until('it is done', async () => {
      const told = await firstSlot(running)
      if (told.isProcessing === true) seen.push(told)
      return seen.length > 0 && told.isProcessing === false ? true : null
    })
    const done = await answer
    expect(before.isProcessing).toBe(false)
    expect(countAt(done, 'tokens_predicted')).toBe(200)
    const decoded = seen.map(({ decodedTokens }) => decodedTokens ?? 0)
    expect(decoded).toEqual(decoded.toSorted((one, other) => one - other))
    expect(new Set(decoded).size).toBeGreaterThan(3)
    // the last one that was written is not yet in the cache
    const promptTokens = countAt(done, 'tokens_evaluated') ?? 0
    for (const { heldTokens, decodedTokens } of seen.filter((told) => told.decodedTokens !== 0))
      expect(Math.abs((heldTokens ?? 0) - promptTokens - (decodedTokens ?? 0))).toBeLessThan(3)
    expect((await firstSlot(running)).heldTokens).toBe(promptTokens + 199)
  })
})

describe.skipIf(lacking !== null)(
  `the memory of a real llama.cpp (${engineWords})`,
  { timeout },
  () => {
    test('its memory is that of its weights, which are mapped, and of its context', async () => {
      const file = join(tempFolder(), 'tiny.gguf')
      const { fileBytes, kvBytesPerToken } = writeTinyGguf(file)
      const small = await started({ kind: 'model', file, contextTokens: 1_024, slots: 1 })
      const large = await started({ kind: 'model', file, contextTokens: 32_768, slots: 1 })
      expect(mappedBytes(large.pid, file) / fileBytes).toBeGreaterThan(0.9)
      const grownBytes = residentBytes(large.pid) - residentBytes(small.pid)
      // so much that the 10 MiB by which Node's own heap differs from start to start do not count
      const expectedBytes = (32_768 - 1_024) * kvBytesPerToken
      expect(grownBytes / expectedBytes).toBeGreaterThan(0.85)
      expect(grownBytes / expectedBytes).toBeLessThan(1.2)
    })
  },
)
