import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../../../src/main/host/host.ts'
import { localHost } from '../../../host/local-host.ts'
import { modelHome, refusal, weights } from './model-home.ts'

describe('a model of LM Studio', () => {
  test('is found by its repository, its file, or a part of its name that no other has', async () => {
    const { write, find } = modelHome()
    const folder = '.lmstudio/models/lmstudio-community/Qwen3-8B-GGUF'
    const path = write(`${folder}/Qwen3-8B-Q4_K_M.gguf`)
    write('.lmstudio/models/mlx-community/Qwen3-4B-4bit/config.json')
    write('.lmstudio/models/mlx-community/Qwen3-4B-4bit/model.safetensors')
    for (const wanted of [
      'lmstudio-community/Qwen3-8B-GGUF',
      'lmstudio-community/qwen3-8b-gguf/Qwen3-8B-Q4_K_M.gguf',
      'Qwen3-8B-GGUF',
      'Qwen3-8B-Q4_K_M.gguf',
      'qwen3-8b-q4_k_m',
      'qwen3-8b',
    ])
      expect(await find(wanted)).toMatchObject({ kind: 'gguf', path, label: 'Qwen3-8B-Q4_K_M' })
    expect(await find('4bit')).toMatchObject({ label: 'mlx-community/Qwen3-4B-4bit' })
    expect(await refusal(find('qwen3'))).toBe(
      'UsageError: "qwen3" is a part of several names, write more of one: lmstudio-community/Qwen3-8B-GGUF/Qwen3-8B-Q4_K_M.gguf, mlx-community/Qwen3-4B-4bit',
    )
  })

  test('is looked for where its home was moved, where its settings lead, and in the old home', async () => {
    const { home, write, find } = modelHome()
    const old = write('.cache/lm-studio/models/a/old/old.gguf')
    write('.lmstudio-home-pointer', `${home}/disk/studio\n`)
    const moved = write('disk/studio/models/a/moved/moved.gguf')
    write('disk/studio/settings.json', JSON.stringify({ downloadsFolder: `${home}/disk/big/` }))
    const big = write('disk/big/a/big/big.gguf')
    expect(await find('a/old')).toMatchObject({ path: old })
    expect(await find('a/moved')).toMatchObject({ path: moved })
    expect(await find('a/big')).toMatchObject({ path: big })
    write('disk/studio/settings.json', '{"downloadsFolder":')
    expect(await find('a/moved')).toMatchObject({ path: moved })
  })
})

describe('a name that is not exact', () => {
  test('is that of a model of Ollama without its tag, where there is one', async () => {
    const { pulled, find } = modelHome()
    pulled('registry.ollama.ai/library/gemma3/4b', [weights('a')])
    expect(await find('gemma3')).toMatchObject({ label: 'gemma3:4b' })
    for (const tag of ['12b', '27b', '1b', '270m', '4b-it-qat'])
      pulled(`registry.ollama.ai/library/gemma3/${tag}`, [weights('a')])
    expect(await refusal(find('gemma3'))).toBe(
      'UsageError: "gemma3" is a part of several names, write more of one: gemma3:12b, gemma3:1b, gemma3:270m, gemma3:27b, gemma3:4b and 1 more',
    )
    expect(await find('gemma3:4B')).toMatchObject({ label: 'gemma3:4b' })
  })

  test('is a file that has just this name, before those that begin with it', async () => {
    const { write, cached, find } = modelHome()
    const path = write('.lmstudio/models/a/tiny/tiny.gguf')
    cached('b/tiny-instruct', ['tiny-instruct.gguf'])
    expect(await find('tiny')).toMatchObject({ path })
    cached('b/tiny', ['tiny-Q4_0.gguf', 'tiny-Q8_0.gguf'])
    expect(await find('tiny')).toMatchObject({ path })
    expect(await find('tiny:Q4_0')).toMatchObject({ label: 'tiny-Q4_0' })
  })

  test('is refused where it would lead out of the folders of models', async () => {
    const { write, find } = modelHome()
    write('.ollama/models/manifests/secret')
    write('secret.gguf')
    expect(await find('../secret.gguf')).toMatchObject({ kind: 'gguf' })
    for (const wanted of ['a/../../secret.gguf', 'a/..', 'hf.co/../../secret', 'm:..', 'o/n@..'])
      expect(await refusal(find(wanted))).toBe(
        `UsageError: "${wanted}" is not the name of a model: no name has ..`,
      )
  })

  test('that nothing has is refused with the places where it was looked for', async () => {
    const { cached, pulled, find } = modelHome()
    cached('org/a', ['a.gguf'])
    pulled('registry.ollama.ai/library/b/latest', [weights('a')])
    expect(await refusal(find('nothing'))).toBe(
      'UsageError: no model "nothing" was found: there is no such file, and none in the folders of Ollama (~/.ollama/models), Hugging Face (~/.cache/huggingface/hub), llama.cpp (~/Library/Caches/llama.cpp) and LM Studio (~/.lmstudio/models)',
    )
    expect(await refusal(find('x'.repeat(300)))).toMatch(/^UsageError: no model "x+…" was found/)
    expect(await refusal(find('x'.repeat(5_000)))).toMatch(/neither a path nor the name/)
  })
})

describe('a part of a name', () => {
  test('of one model in several places is that of the first', async () => {
    const { home, write, cached, find } = modelHome()
    cached('org/twice-it', ['twice-Q4_0.gguf'])
    const path = cached('org/twice-it', ['twice-Q4_0.gguf'], 'disk/hub')
    const environment = { HF_HUB_CACHE: join(home, 'disk/hub') }
    const model = { path: `${path}/twice-Q4_0.gguf` }
    expect(await find('wice-i', { environment })).toMatchObject(model)
    write('.lmstudio/models/org/twice-it/twice-Q4_0.gguf')
    expect(await find('wice-i', { environment })).toMatchObject(model)
  })

  test('is not that with the tag of Ollama, which another model might have in its name', async () => {
    const { write, pulled, find } = modelHome()
    write('.lmstudio/models/a/Qwen3-8B-GGUF/Qwen3-8B-Q4_K_M.gguf')
    expect(await refusal(find('qwen3:8b'))).toMatch(/^UsageError: no model "qwen3:8b" was found/)
    expect(await find('qwen3:q4_k_m')).toMatchObject({ label: 'Qwen3-8B-Q4_K_M' })
    pulled('registry.ollama.ai/library/llama3.2/latest', [weights('a')])
    pulled('registry.ollama.ai/library/llama3.2/1b', [weights('b')])
    expect(await find('Llama3.2')).toMatchObject({ label: 'llama3.2:latest' })
  })
})

describe('the looking', () => {
  test('asks little where a name is exact, and is done before long where folders are many', async () => {
    const { home, pulled, write, find } = modelHome()
    for (let count = 0; count < 300; count++)
      write(`.lmstudio/models/p${count}/m${count}/m${count}.gguf`)
    pulled('registry.ollama.ai/library/one/latest', [weights('a')])
    const host = localHost()
    const asked: string[] = []
    const asker = {
      ask: (question: Question) => {
        asked.push(question.kind)
        return host.ask(question)
      },
    }
    await find('one', { asker })
    expect(asked.length).toBeLessThan(20)
    const path = join(home, '.lmstudio/models/p7/m7/m7.gguf')
    expect(await find('p7/m7', { asker })).toMatchObject({ path })
    expect(asked.length).toBeLessThan(60)
    expect(await find('m299', { asker })).toMatchObject({ label: 'm299' })
    expect(asked.length).toBeLessThan(1_200)
    expect(new Set(asked)).toEqual(new Set(['stat', 'file', 'dir']))
  })

  test('ends where the world has no end', async () => {
    const { find } = modelHome()
    const names = JSON.stringify(Array.from({ length: 900 }, (_, index) => `models--a--${index}`))
    const asker = {
      ask: async (question: Question) =>
        question.kind === 'dir'
          ? ({ kind: 'ok', value: names, atMs: 0, tookMs: 0 } as const)
          : ({ kind: 'absent', reason: 'not there', atMs: 0, tookMs: 0 } as const),
    }
    expect(await refusal(find('anything', { asker }))).toBe(
      'UsageError: there are too many folders to look through: give the path of the model',
    )
  })
})
