import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../../src/main/host/host.ts'
import { createOllamaNames } from '../../../src/main/inference/inventory/ollama-names.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'

const hexOf = (letter: string): string => letter.repeat(64)

function manifest(folder: string, name: string, letter: string): void {
  const path = join(folder, 'manifests', name)
  mkdirSync(dirname(path), { recursive: true })
  const layers = [
    { mediaType: 'application/vnd.ollama.image.template', digest: `sha256:${hexOf('f')}` },
    { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${hexOf(letter)}` },
  ]
  writeFileSync(path, JSON.stringify({ schemaVersion: 2, layers }))
}

const blob = (folder: string, letter: string): string => `${folder}/blobs/sha256-${hexOf(letter)}`

function names() {
  const host = localHost()
  const asked: string[] = []
  const asker = {
    ask: (question: Question) => {
      asked.push(question.kind)
      return host.ask(question)
    },
  }
  const { learn, namesOf } = createOllamaNames()
  return {
    asked,
    namesOf,
    /** The first of them. */
    nameOf: (path: string) => namesOf(path)[0] ?? null,
    learn: (paths: readonly string[], nowMs = 0, ids: readonly string[] = []) =>
      learn(asker, { paths, ids }, nowMs),
  }
}

describe("Ollama's names of its files", () => {
  test('are read from its manifests, as Ollama prints them', async () => {
    const folder = tempFolder()
    manifest(folder, 'registry.ollama.ai/library/gemma3/4b', 'a')
    manifest(folder, 'registry.ollama.ai/someone/phi/latest', 'b')
    manifest(folder, 'hf.co/org/Qwen-GGUF/Q4_K_M', 'c')
    writeFileSync(join(folder, 'manifests/registry.ollama.ai/library/.DS_Store'), 'x')
    const { learn, nameOf } = names()
    const all = ['a', 'b', 'c', 'd'].map((letter) => blob(folder, letter))
    await learn(all)
    expect(all.map(nameOf)).toEqual([
      'gemma3:4b',
      'someone/phi:latest',
      'hf.co/org/Qwen-GGUF:Q4_K_M',
      null,
    ])
  })

  test('are read once, and again after a minute where one is missing', async () => {
    const folder = tempFolder()
    manifest(folder, 'registry.ollama.ai/library/one/latest', 'a')
    const { learn, nameOf, asked } = names()
    await learn([blob(folder, 'a')])
    const count = asked.length
    await learn([blob(folder, 'a')], 120_000)
    expect(asked).toHaveLength(count)
    manifest(folder, 'registry.ollama.ai/library/two/latest', 'b')
    await learn([blob(folder, 'b')], 30_000)
    expect(nameOf(blob(folder, 'b'))).toBeNull()
    await learn([blob(folder, 'b')], 60_000)
    expect(nameOf(blob(folder, 'b'))).toBe('two:latest')
  })
})

describe("Ollama's newer manifests", () => {
  test('have a folder of their own, and may list what each engine loads', async () => {
    const folder = tempFolder()
    manifest(folder, 'registry.ollama.ai/library/old/latest', 'a')
    const path = join(folder, 'manifests-v2/ollama.com/library/new/latest')
    mkdirSync(dirname(path), { recursive: true })
    const layerOf = (type: string, letter: string): object => ({
      mediaType: `application/vnd.ollama.image.${type}`,
      digest: `sha256:${hexOf(letter)}`,
    })
    const manifests = [
      { runner: 'mlx', layers: [layerOf('tensor', 'c')] },
      { runner: 'ollama', layers: [layerOf('model', 'b')] },
    ]
    const mediaType = 'application/vnd.ollama.manifest.list.v2+json'
    writeFileSync(path, JSON.stringify({ mediaType, manifests }))
    const { learn, nameOf } = names()
    await learn([blob(folder, 'a'), blob(folder, 'b')])
    expect(nameOf(blob(folder, 'a'))).toBe('old:latest')
    expect(nameOf(blob(folder, 'b'))).toBe('new:latest')
  })
})

describe('the names of a file that has several', () => {
  test('are all that a file has, also one that is given to it later', async () => {
    const folder = tempFolder()
    manifest(folder, 'registry.ollama.ai/library/one/latest', 'a')
    manifest(folder, 'registry.ollama.ai/library/one/4b', 'a')
    const { learn, namesOf, asked } = names()
    const path = blob(folder, 'a')
    await learn([path], 0, ['one:latest', 'of-mlx:latest'])
    expect(namesOf(path).toSorted()).toEqual(['one:4b', 'one:latest'])
    const count = asked.length
    await learn([path], 120_000, ['one:4b', 'of-mlx:latest'])
    expect(asked).toHaveLength(count)
    manifest(folder, 'registry.ollama.ai/library/copy/latest', 'a')
    await learn([path], 180_000, ['copy:latest'])
    expect(namesOf(path)).toContain('copy:latest')
  })

  test('are kept for a file that runs when they have moved to a newer one', async () => {
    const folder = tempFolder()
    manifest(folder, 'registry.ollama.ai/library/one/latest', 'a')
    const { learn, nameOf } = names()
    const [older, newer] = [blob(folder, 'a'), blob(folder, 'b')]
    await learn([older])
    manifest(folder, 'registry.ollama.ai/library/one/latest', 'b')
    await learn([older, newer], 60_000)
    expect([nameOf(older), nameOf(newer)]).toEqual(['one:latest', 'one:latest'])
  })

  test('are looked for at once when the clock was set back', async () => {
    const folder = tempFolder()
    const { learn, nameOf } = names()
    await learn([blob(folder, 'a')], 9_000_000)
    manifest(folder, 'registry.ollama.ai/library/one/latest', 'a')
    await learn([blob(folder, 'a')], 1_000)
    expect(nameOf(blob(folder, 'a'))).toBe('one:latest')
  })
})

describe('names that are not there', () => {
  test('are not looked for beside other files', async () => {
    const { learn, nameOf, asked } = names()
    await learn(['/m/tiny.gguf', '/m/blobs/sha256-short'])
    expect([asked, nameOf('/m/tiny.gguf')]).toEqual([[], null])
  })

  test('are none where a manifest is broken, and the others are read all the same', async () => {
    const folder = tempFolder()
    manifest(folder, 'registry.ollama.ai/library/good/latest', 'b')
    const broken = join(folder, 'manifests/registry.ollama.ai/library/bad')
    mkdirSync(broken)
    writeFileSync(join(broken, 'latest'), '{"layers":[{"mediaType":')
    const { learn, nameOf } = names()
    await learn([blob(folder, 'a'), blob(folder, 'b')])
    expect([nameOf(blob(folder, 'a')), nameOf(blob(folder, 'b'))]).toEqual([null, 'good:latest'])
  })

  test('are not read without end where somebody has very many', async () => {
    const folder = tempFolder()
    for (let count = 0; count < 600; count++)
      manifest(folder, `registry.ollama.ai/library/m${count}/latest`, 'a')
    const { learn, nameOf, asked } = names()
    await learn([blob(folder, 'a')])
    expect(nameOf(blob(folder, 'a'))).toMatch(/^m\d+:latest$/)
    expect(asked.filter((kind) => kind === 'file').length).toBeLessThanOrEqual(500)
  })
})
