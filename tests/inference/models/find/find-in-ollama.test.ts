import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseOllamaName } from '../../../../src/main/inference/models/find/find-in-ollama.ts'
import { hexOf, modelHome, refusal, shutBelow, weights } from './model-home.ts'

const blob = (home: string, letter: string, store = '.ollama/models'): string =>
  join(home, store, `blobs/sha256-${hexOf(letter)}`)

describe('a name of Ollama', () => {
  test('is read as Ollama reads it', () => {
    const library = ['registry.ollama.ai', 'library']
    expect(parseOllamaName('llama3.2')).toEqual([...library, 'llama3.2', 'latest'])
    expect(parseOllamaName('library/qwen3:8b')).toEqual([...library, 'qwen3', '8b'])
    expect(parseOllamaName('me/phi:q4')).toEqual(['registry.ollama.ai', 'me', 'phi', 'q4'])
    expect(parseOllamaName('hf.co/org/Qwen-GGUF:Q4_K_M')).toEqual([
      'hf.co',
      'org',
      'Qwen-GGUF',
      'Q4_K_M',
    ])
    expect(parseOllamaName('https://my.host:5000/ns/m')).toEqual([
      'my.host:5000',
      'ns',
      'm',
      'latest',
    ])
    for (const wrong of ['../x', 'a/../b', '.', 'a/b/c/d', 'm:', 'm:../x', '/m', 'a b', '-m', ''])
      expect(parseOllamaName(wrong)).toBeNull()
  })

  test('finds the weights and all that belongs to them', async () => {
    const { home, pulled, find } = modelHome()
    const text = '{"num_ctx":8192,"num_gpu":-1,"num_batch":256,"use_mmap":false,"stop":["<|end|>"]}'
    pulled('registry.ollama.ai/library/gemma3/4b', [
      { type: 'template', digest: 'e' },
      weights('a'),
      { type: 'projector', digest: 'b' },
      { type: 'adapter', digest: 'c' },
      { type: 'draft', digest: 'd' },
      { type: 'params', digest: 'f', text },
    ])
    expect(await find('gemma3:4b')).toEqual({
      kind: 'gguf',
      path: blob(home, 'a'),
      projectorPath: blob(home, 'b'),
      adapterPaths: [blob(home, 'c')],
      draftPath: blob(home, 'd'),
      ollama: {
        name: 'gemma3:4b',
        parameters: { contextTokens: 8192, batchTokens: 256, gpuLayers: null, isMapped: false },
      },
      label: 'gemma3:4b',
    })
  })
})

describe('a model of Ollama', () => {
  test('is found in every form, by its usual tag, and in another case', async () => {
    const { pulled, find } = modelHome()
    pulled('registry.ollama.ai/library/llama3.2/latest', [weights('a')])
    pulled('registry.ollama.ai/me/phi/q4', [weights('b')])
    pulled('hf.co/org/Qwen-GGUF/Q4_K_M', [weights('c')])
    const labelOf = async (wanted: string): Promise<unknown> => {
      const model = await find(wanted)
      return 'label' in model && model.label
    }
    expect(await labelOf('llama3.2')).toBe('llama3.2:latest')
    expect(await labelOf('library/llama3.2')).toBe('llama3.2:latest')
    expect(await labelOf('Llama3.2')).toBe('llama3.2:latest')
    expect(await labelOf('me/phi:q4')).toBe('me/phi:q4')
    expect(await labelOf('hf.co/org/Qwen-GGUF:Q4_K_M')).toBe('hf.co/org/Qwen-GGUF:Q4_K_M')
    expect(await labelOf('hf.co/org/qwen-gguf:q4_k_m')).toBe('hf.co/org/Qwen-GGUF:Q4_K_M')
    expect(await labelOf('phi')).toBe('me/phi:q4')
  })

  test('is looked for where OLLAMA_MODELS leads, then in the home', async () => {
    const { home, pulled, find } = modelHome()
    pulled('registry.ollama.ai/library/a/latest', [weights('a')])
    pulled('registry.ollama.ai/library/b/latest', [weights('b')])
    pulled('registry.ollama.ai/library/a/latest', [weights('c')], 'disk/models')
    const environment = { OLLAMA_MODELS: `${home}/disk/models/` }
    expect(await find('a', { environment })).toMatchObject({ path: blob(home, 'c', 'disk/models') })
    expect(await find('b', { environment })).toMatchObject({ path: blob(home, 'b') })
    expect(await find('a')).toMatchObject({ path: blob(home, 'a') })
  })
})

describe('newer manifests of Ollama', () => {
  const listOf = (manifests: readonly object[]): string =>
    JSON.stringify({ mediaType: 'application/vnd.ollama.manifest.list.v2+json', manifests })
  const child = (runner: string, type: string, letter: string): object => ({
    runner,
    layers: [
      { mediaType: `application/vnd.ollama.image.${type}`, digest: `sha256:${hexOf(letter)}` },
    ],
  })

  test('lie in a folder of their own, under the other name of the registry', async () => {
    const { home, pulled, write, find } = modelHome()
    pulled('registry.ollama.ai/library/m/latest', [weights('a')])
    const manifest = JSON.stringify(child('ollama', 'model', 'b'))
    write('.ollama/models/manifests-v2/ollama.com/library/m/latest', manifest)
    write(`.ollama/models/blobs/sha256-${hexOf('b')}`)
    const model = await find('m')
    expect(model).toMatchObject({ path: blob(home, 'b'), label: 'm:latest' })
    expect(await find('M')).toEqual(model)
  })

  test('list one model for each engine: the one that runs on this platform counts', async () => {
    const { home, write, find } = modelHome()
    const store = '.ollama/models'
    write(`${store}/blobs/sha256-${hexOf('a')}`)
    write(`${store}/blobs/sha256-${hexOf('9')}`, JSON.stringify(child('', 'model', 'a')))
    const reference = { runner: 'llamacpp', digest: `sha256:${hexOf('9')}` }
    write(
      `${store}/manifests-v2/ollama.com/library/m/latest`,
      listOf([child('mlx', 'tensor', 'c'), reference]),
    )
    expect(await find('m', { platform: 'linux' })).toMatchObject({ path: blob(home, 'a') })
    expect(await refusal(find('m'))).toBe(
      "UsageError: m:latest is a model of Ollama's MLX engine, which keeps each tensor in a file of its own: such models are not read yet",
    )
  })

  test('may split the weights: the first shard is where Ollama has put them together', async () => {
    const { home, pulled, write, find } = modelHome()
    pulled('registry.ollama.ai/library/big/latest', [weights('a'), weights('b')])
    expect(await refusal(find('big'))).toBe(
      'UsageError: big:latest lies in 2 files that Ollama has not put together yet',
    )
    const folder = `.ollama/models/blobs/splits/${hexOf('b')}`
    write(`${folder}/model-00002-of-00002.gguf`)
    write(`${folder}/model-00001-of-00002.gguf`)
    expect(await find('big')).toMatchObject({
      path: join(home, folder, 'model-00001-of-00002.gguf'),
      label: 'big:latest',
    })
  })
})

describe('a manifest of Ollama that is not right', () => {
  test('is told in one sentence, whatever is wrong with it', async () => {
    const { home, pulled, write, find } = modelHome()
    const folder = '.ollama/models/manifests/registry.ollama.ai/library'
    const path = write(`${folder}/cut/latest`, '{"layers":[{"mediaType":')
    expect(await refusal(find('cut'))).toBe(
      `UsageError: Ollama's manifest of cut:latest is broken: ${path}`,
    )
    write(`${folder}/huge/latest`, ' '.repeat(256 * 2 ** 10 + 1))
    expect(await refusal(find('huge'))).toBe(
      "UsageError: Ollama's manifest of huge:latest cannot be read: larger than 262144 bytes",
    )
    pulled('registry.ollama.ai/library/bare/latest', [{ type: 'license', digest: 'e' }])
    expect(await refusal(find('bare'))).toBe(
      "UsageError: Ollama's manifest of bare:latest names no weights",
    )
    pulled('registry.ollama.ai/library/gone/latest', [weights('a')])
    rmSync(blob(home, 'a'))
    expect(await refusal(find('gone'))).toBe(
      'UsageError: gone:latest is known to Ollama, but a file of it is missing: pull it again',
    )
  })

  test('leads nowhere but to blobs', async () => {
    const { write, pulled, find } = modelHome()
    write('.ollama/secret')
    const outside = ['sha256:../../secret', `sha256:${'a'.repeat(63)}/`, `../${hexOf('a')}`, '']
    for (const [index, digest] of outside.entries()) {
      pulled(`registry.ollama.ai/library/evil${index}/latest`, [
        { type: 'model', digest: `${digest} ` },
        { type: 'params', digest },
      ])
      expect(await refusal(find(`evil${index}`))).toMatch(/manifest of evil\d:latest is broken/)
    }
  })

  test('does not hide that the folder may not be read', async () => {
    const { find, home } = modelHome()
    const asker = shutBelow(join(home, '.ollama/models/manifests'))
    expect(await refusal(find('llama3.2', { asker }))).toMatch(
      /^UsageError: no model "llama3\.2" was found: .*; ~\/\.ollama\/models\/manifests cannot be read: permission denied$/,
    )
  })
})
