import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../../../src/main/host/host.ts'
import { localHost } from '../../../host/local-host.ts'
import { hexOf, modelHome, refusal, shutBelow, weights } from './model-home.ts'

describe('a file that is named by its path', () => {
  test('is a model by its ending, wherever the path begins', async () => {
    const { home, write, find } = modelHome()
    const path = write('here/models/tiny-Q4_K_M.gguf')
    for (const wanted of ['models/tiny-Q4_K_M.gguf', './models/tiny-Q4_K_M.gguf', path])
      expect(await find(wanted)).toEqual({
        kind: 'gguf',
        path,
        projectorPath: null,
        draftPath: null,
        adapterPaths: [],
        ollama: null,
        label: 'tiny-Q4_K_M',
      })
    const atHome = await find('~/here/models/tiny-Q4_K_M.gguf')
    expect(atHome).toMatchObject({ path: `${home}/here/models/tiny-Q4_K_M.gguf` })
  })

  test('is taken as it is where it is a shard, and is called without the number', async () => {
    const { write, find } = modelHome()
    write('here/big-00001-of-00002.gguf')
    const path = write('here/big-00002-of-00002.gguf')
    expect(await find('big-00002-of-00002.gguf')).toMatchObject({ path, label: 'big' })
  })

  test('has the projector that lies beside it', async () => {
    const { write, find } = modelHome()
    write('here/gemma-3-4b-Q4_K_M.gguf')
    write('here/mmproj-F32.gguf')
    const projectorPath = write('here/mmproj-F16.gguf')
    expect(await find('gemma-3-4b-Q4_K_M.gguf')).toMatchObject({ projectorPath })
    expect(await find('mmproj-F16.gguf')).toMatchObject({ projectorPath: null })
    const { kind, path } = await find('gemma-3-4b-Q4_K_M.gguf')
    const asked: Question[] = []
    await find(path, {
      asker: {
        ask: async (question) => {
          asked.push(question)
          return localHost().ask(question)
        },
      },
    })
    expect([kind, ...asked.map((question) => question.kind)]).toEqual(['gguf', 'stat', 'dir'])
  })

  test('may be safetensors, a blob of Ollama, or something else, which the caller reads', async () => {
    const { write, find } = modelHome()
    const image = write('here/flux.safetensors')
    const blob = write(`here/blobs/sha256-${hexOf('a')}`)
    const log = write('here/server.log')
    expect(await find('flux.safetensors')).toEqual({
      kind: 'safetensors-file',
      path: image,
      label: 'flux',
    })
    expect(await find(blob)).toMatchObject({ kind: 'gguf', path: blob })
    expect(await find('server.log')).toEqual({ kind: 'log', path: log })
  })
})

describe('a file that is named another way', () => {
  test('may be a URL, as file managers copy it', async () => {
    const { home, write, find } = modelHome()
    const path = write('here/my models/50%/a#1.gguf')
    const url = `file://${home}/here/my%20models/50%25/a%231.gguf`
    for (const wanted of [url, url.replace('file://', 'file://localhost'), url.replace('//', '')])
      expect(await find(wanted)).toMatchObject({ kind: 'gguf', path })
    expect(await refusal(find(`file://${home}/here/50%`))).toBe(
      `UsageError: there is no file or folder ${home}/here/50%`,
    )
    expect(await refusal(find('file:///a%1b[31m.gguf'))).toBe(
      'UsageError: "/a\ufffd[31m.gguf" is neither a path nor the name of a model',
    )
    expect(await refusal(find(url.replace('file://', 'file://other')))).toMatch(
      /^UsageError: [^\n]*no model "file:\/\/other\//,
    )
  })

  test('may lack its ending, where nothing else is called so', async () => {
    const { home, write, pulled, find } = modelHome()
    const path = write('here/m.gguf')
    for (const wanted of ['./m', `${home}/here/m`, 'm'])
      expect(await find(wanted)).toMatchObject({ kind: 'gguf', path, label: 'm' })
    mkdirSync(join(home, 'here/m.gguf.gguf'))
    expect(await find('./m.gguf')).toMatchObject({ path })
    expect(await refusal(find('./m.gguf.'))).toMatch('there is no file or folder')
    pulled('registry.ollama.ai/library/m/latest', [weights('a')])
    expect(await find('m')).toMatchObject({ label: 'm:latest' })
    expect(await find('./m')).toMatchObject({ path })
    const bare = write('here/n/m')
    write('here/n/m.gguf')
    expect(await find('n/m')).toEqual({ kind: 'log', path: bare })
  })
})

describe('a path that leads to no model', () => {
  test('is refused in one sentence where it is not there, is no file, or is a link to itself', async () => {
    const { home, link, find } = modelHome()
    expect(await refusal(find('./no.gguf'))).toBe(
      `UsageError: there is no file or folder ${home}/here/no.gguf`,
    )
    expect(await refusal(find('/dev/null'))).toBe('UsageError: /dev/null is no file of a disk')
    link('here/loop.gguf', 'loop.gguf')
    expect(await refusal(find('./loop.gguf'))).toMatch(
      /loop\.gguf cannot be read: its links lead in a circle$/,
    )
    expect(await refusal(find(' '))).toBe('UsageError: no model is named')
    expect(await refusal(find('a\u001b[2Jb'))).toBe(
      'UsageError: "a\ufffd[2Jb" is neither a path nor the name of a model',
    )
  })

  test('is refused with the reason where it may not be looked at', async () => {
    const { find, workingFolder } = modelHome()
    const asker = shutBelow(join(workingFolder, 'shut'))
    expect(await refusal(find('./shut/a.gguf', { asker }))).toBe(
      `UsageError: ${workingFolder}/shut/a.gguf cannot be read: permission denied`,
    )
  })
})

describe('a folder that is named by its path', () => {
  test('is a model of MLX or Hugging Face where it has a config.json, whatever else is in it', async () => {
    const { home, write, find } = modelHome()
    write('here/Qwen3-4bit/config.json')
    write('here/Qwen3-4bit/model-00001-of-00002.safetensors')
    write('here/Qwen3-4bit/model-00002-of-00002.safetensors')
    write('here/Qwen3-4bit/qwen3-Q8_0.gguf')
    for (const wanted of ['Qwen3-4bit', './Qwen3-4bit/', '~/here/Qwen3-4bit'])
      expect(await find(wanted)).toEqual({
        kind: 'safetensors-folder',
        path: `${home}/here/Qwen3-4bit`,
        label: 'Qwen3-4bit',
      })
  })

  test('is its one GGUF model: shards count as one, projectors and importance matrices do not', async () => {
    const { write, find } = modelHome()
    write('here/m/BF16/big-00002-of-00002.gguf')
    const path = write('here/m/BF16/big-00001-of-00002.gguf')
    const projectorPath = write('here/m/mmproj-F16.gguf')
    write('here/m/imatrix_unsloth.gguf')
    write('here/m/mtp-big-Q4_0.gguf')
    write('here/m/._big.gguf')
    expect(await find('m')).toMatchObject({ kind: 'gguf', path, projectorPath, label: 'big' })
  })

  test('is refused with the first five where it holds many', async () => {
    const { home, write, find } = modelHome()
    for (let count = 10; count < 30; count++) write(`here/many/m${count}.gguf`)
    expect(await refusal(find('many'))).toBe(
      `UsageError: ${home}/here/many holds several models, name one of them: m10.gguf, m11.gguf, m12.gguf, m13.gguf, m14.gguf and 15 more`,
    )
  })

  test('is refused where it is empty, or holds weights that only their names tell apart', async () => {
    const { home, write, find } = modelHome()
    mkdirSync(join(home, 'here/empty'))
    const empty = `UsageError: ${home}/here/empty holds no model: neither a .gguf file nor config.json with .safetensors files`
    expect(await refusal(find('./empty'))).toBe(empty)
    expect(await refusal(find('empty'))).toBe(empty)
    const path = write('here/checkpoints/flux.safetensors')
    expect(await find('checkpoints')).toMatchObject({ kind: 'safetensors-file', path })
    write('here/checkpoints/flux.fp16.safetensors')
    expect(await find('checkpoints')).toMatchObject({ kind: 'safetensors-file', path })
    write('here/checkpoints/sdxl.safetensors')
    expect(await refusal(find('checkpoints'))).toBe(
      `UsageError: ${home}/here/checkpoints has several .safetensors files and no config.json, name one of them: flux.safetensors, sdxl.safetensors`,
    )
  })
})

describe('a folder that is no model', () => {
  test('does not hide a model of its name where it holds none', async () => {
    const { home, cached, find } = modelHome()
    const path = cached('org/tiny', ['config.json', 'model.safetensors'])
    mkdirSync(join(home, 'here/org/tiny'), { recursive: true })
    expect(await find('org/tiny')).toMatchObject({ kind: 'safetensors-folder', path })
  })

  test('is not looked through without end where its links lead back to it', async () => {
    const { write, link, find } = modelHome()
    const path = write('here/round/a.gguf')
    link('here/round/again', '.')
    link('here/round/below/above', '..')
    expect(await find('round')).toMatchObject({ path })
    write('here/round/a/b/c.gguf')
    expect(await find('round')).toMatchObject({ path })
  })
})
