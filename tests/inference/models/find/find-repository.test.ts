import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, modelHome, refusal, weights } from './model-home.ts'

const mlx = ['config.json', 'model.safetensors', 'tokenizer.json']

describe('a repository in the cache of Hugging Face', () => {
  test('is found by its name, with and without the address, and in another case', async () => {
    const { cached, find } = modelHome()
    const path = cached('mlx-community/Qwen3-4B-4bit', mlx)
    const model = { kind: 'safetensors-folder', path, label: 'mlx-community/Qwen3-4B-4bit' }
    const address = 'https://huggingface.co/mlx-community/Qwen3-4B-4bit'
    for (const wanted of ['mlx-community/Qwen3-4B-4bit', address, 'MLX-Community/qwen3-4b-4bit'])
      expect(await find(wanted)).toEqual(model)
    expect(await find(`mlx-community/Qwen3-4B-4bit@${commit}`)).toEqual(model)
    expect(await find('~/.cache/huggingface/hub/models--mlx-community--Qwen3-4B-4bit')).toEqual(
      model,
    )
  })

  test('is looked for where the variables lead', async () => {
    const { home, cached, find } = modelHome()
    const [a, b, c] = ['a', 'b', 'c'].map((name) => cached(`org/${name}`, mlx, `disk/${name}/hub`))
    const environment = {
      HF_HOME: join(home, 'disk/a'),
      HF_HUB_CACHE: join(home, 'disk/b/hub'),
      LLAMA_CACHE: '~/disk/c/hub',
    }
    expect(await find('org/a', { environment })).toMatchObject({ path: a })
    expect(await find('org/b', { environment })).toMatchObject({ path: b })
    expect(await find('org/c', { environment })).toMatchObject({ path: c })
  })

  test('with several quantizations needs one of them, by its name or its file', async () => {
    const { cached, find } = modelHome()
    const path = cached('org/Gemma-GGUF', [
      'gemma-Q4_K_M.gguf',
      'gemma-UD-Q4_K_XL.gguf',
      'BF16/gemma-BF16-00001-of-00002.gguf',
      'BF16/gemma-BF16-00002-of-00002.gguf',
      'mmproj-F16.gguf',
    ])
    expect(await refusal(find('org/Gemma-GGUF'))).toBe(
      'UsageError: org/Gemma-GGUF has several models, name one of them: org/Gemma-GGUF/BF16/gemma-BF16-00001-of-00002.gguf, org/Gemma-GGUF/gemma-Q4_K_M.gguf, org/Gemma-GGUF/gemma-UD-Q4_K_XL.gguf',
    )
    const small = { path: `${path}/gemma-Q4_K_M.gguf`, projectorPath: `${path}/mmproj-F16.gguf` }
    expect(await find('org/Gemma-GGUF:q4_k_m')).toMatchObject(small)
    expect(await find('org/Gemma-GGUF/gemma-Q4_K_M.gguf')).toMatchObject(small)
    expect(await find('hf.co/org/Gemma-GGUF:Q4_K_M')).toMatchObject(small)
    const big = { path: `${path}/BF16/gemma-BF16-00001-of-00002.gguf`, label: 'gemma-BF16' }
    expect(await find('org/Gemma-GGUF:BF16')).toMatchObject(big)
    expect(await find('org/Gemma-GGUF/BF16/gemma-BF16-00002-of-00002.gguf')).toMatchObject(big)
    expect(await refusal(find('org/Gemma-GGUF:Q8_0'))).toMatch(
      /^UsageError: there is no org\/Gemma-GGUF:Q8_0 here, but org\/Gemma-GGUF\/BF16/,
    )
  })
})

describe('a repository that is not whole', () => {
  test('is refused where its download is not complete', async () => {
    const { home, cached, find } = modelHome()
    const path = cached('org/half', mlx)
    const folder = join(home, '.cache/huggingface/hub/models--org--half')
    rmSync(join(folder, 'blobs/1'))
    expect(await refusal(find('org/half'))).toBe(
      `UsageError: ${path}/model.safetensors is a link to a file that is not there: its download may not be complete`,
    )
    rmSync(path, { recursive: true })
    expect(await refusal(find('org/half'))).toBe(
      'UsageError: org/half is in the cache of Hugging Face, but not its newest revision: download it again',
    )
  })

  test('is found without a ref where it has one snapshot, and not by a ref that leads outside', async () => {
    const { home, cached, write, find } = modelHome()
    const path = cached('org/tiny', mlx)
    const refs = '.cache/huggingface/hub/models--org--tiny/refs'
    write(`${refs}/v1`, `${commit}\n`)
    expect(await find('org/tiny@v1')).toMatchObject({ path })
    expect(await refusal(find('org/tiny@v2'))).toContain('but not its revision v2')
    write(`${refs}/main`, '../../../../secret')
    expect(await refusal(find('org/tiny'))).toContain('but not its newest revision')
    rmSync(join(home, refs, 'main'))
    expect(await find('org/tiny')).toMatchObject({ path })
  })

  test('that is a model by itself and has GGUF files beside is the former, if none is named', async () => {
    const { cached, find } = modelHome()
    const path = cached('org/both', [...mlx, 'both-Q4_0.gguf', 'both-Q8_0.gguf'])
    for (const wanted of ['org/both', 'ORG/both', 'both'])
      expect(await find(wanted)).toMatchObject({ kind: 'safetensors-folder', path })
    expect(await find('org/both:Q4_0')).toMatchObject({ path: `${path}/both-Q4_0.gguf` })
    expect(await find('both-Q8_0')).toMatchObject({ path: `${path}/both-Q8_0.gguf` })
  })

  test('without a model is said to be there', async () => {
    const { cached, find } = modelHome()
    cached('org/words', ['tokenizer.json'])
    expect(await refusal(find('org/words'))).toBe(
      'UsageError: org/words is on this machine, but neither a .gguf file nor config.json with .safetensors files is in it',
    )
  })
})

describe("llama.cpp's own cache", () => {
  test('has the files of all repositories in one folder', async () => {
    const { write, find } = modelHome()
    const folder = 'Library/Caches/llama.cpp'
    const path = write(`${folder}/ggml-org_gemma-3-4b-it-GGUF_gemma-3-4b-it-Q4_K_M.gguf`)
    const projectorPath = write(`${folder}/ggml-org_gemma-3-4b-it-GGUF_mmproj-model-f16.gguf`)
    write(`${folder}/ggml-org_other-GGUF_other-Q4_K_M.gguf`)
    const model = { path, projectorPath }
    for (const wanted of [
      'ggml-org/gemma-3-4b-it-GGUF',
      'ggml-org/gemma-3-4b-it-GGUF:Q4_K_M',
      'ggml-org/gemma-3-4b-it-GGUF/gemma-3-4b-it-Q4_K_M.gguf',
      'gemma-3-4b',
    ])
      expect(await find(wanted)).toMatchObject(model)
    expect(await refusal(find('ggml-org/gemma-3-4b-it-GGUF', { platform: 'linux' }))).toContain(
      'no model',
    )
  })
})

describe('several places that have the name', () => {
  test('are asked in their order: Ollama, Hugging Face, LM Studio', async () => {
    const { home, write, cached, pulled, find } = modelHome()
    const studio = write('.lmstudio/models/me/phi/phi-Q8_0.gguf')
    expect(await find('me/phi')).toMatchObject({ path: studio })
    expect(await refusal(find('me/phi@v1'))).toMatch(/^UsageError: no model "me\/phi@v1" was found/)
    const hub = cached('me/phi', ['phi-Q4_K_M.gguf'])
    expect(await find('me/phi')).toMatchObject({ path: `${hub}/phi-Q4_K_M.gguf` })
    pulled('registry.ollama.ai/me/phi/latest', [weights('a')])
    expect(await find('me/phi')).toMatchObject({ label: 'me/phi:latest' })
    const path = write('here/me/phi/own.gguf')
    expect(await find('me/phi')).toMatchObject({ path })
    rmSync(join(home, 'here/me'), { recursive: true })
    expect(await find('me/phi:Q8_0')).toMatchObject({ path: studio })
  })

  test('are passed by where they have several of it and another has one', async () => {
    const { write, cached, find } = modelHome()
    cached('me/phi', ['phi-Q4_K_M.gguf', 'phi-Q5_K_M.gguf'])
    const path = write('.lmstudio/models/me/phi/phi-Q8_0.gguf')
    expect(await find('me/phi')).toMatchObject({ path })
  })
})
