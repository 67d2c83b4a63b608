import { linkSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ggufBytes } from '../../gguf-file.ts'
import { writeFolder, writePlan, writeTensors, writeText } from '../fitted.ts'
import {
  checkpointTensors,
  imageModel,
  languageModel,
  mlxConfig,
  mlxTensors,
  projector,
  shardsOf,
} from '../model-plans.ts'
import { listOf, shelfHome, troublesOf } from './shelf-world.ts'

describe("the models of a user's folder", () => {
  test('are all that a program could load: files of GGUF, their shards as one, folders of safetensors, checkpoints', async () => {
    const { folder, shelf } = shelfHome()
    writePlan(join(folder, 'a', 'one-Q4_K_M.gguf'))
    const [first, second] = shardsOf(languageModel())
    writePlan(join(folder, 'split-00001-of-00002.gguf'), first)
    writePlan(join(folder, 'split-00002-of-00002.gguf'), second)
    writeFolder(join(folder, 'deep/er/mlx-4bit'), mlxConfig, mlxTensors)
    writeTensors(join(folder, 'sd.safetensors'), checkpointTensors)
    writePlan(join(folder, 'flux.gguf'), imageModel)
    const models = await listOf(shelf())
    expect(models.map(({ name, engine, trouble }) => [name, engine, trouble])).toEqual([
      ['flux', null, null],
      ['mlx-4bit', 'mlx', null],
      ['one-Q4_K_M', 'llama.cpp', null],
      ['sd', null, null],
      ['split', 'llama.cpp', null],
    ])
    const split = models.find(({ name }) => name === 'split')
    expect(split).toMatchObject({
      wanted: join(folder, 'split-00001-of-00002.gguf'),
      architecture: 'llama',
      quantization: 'Q4_K_M',
      trainedContextTokens: 32_768,
      verdict: 'fits',
      longestContextTokens: 32_768,
      isLoaded: false,
    })
  })
})

test('a file that lies in two places is that of the first: of a program, before that of a folder', async () => {
  const { home, folder, shelf } = shelfHome()
  const own = writePlan(join(home, '.lmstudio/models/pub/repo/a.gguf'))
  writePlan(join(folder, 'b.gguf'))
  symlinkSync(own, join(folder, 'linked.gguf'))
  linkSync(own, join(folder, 'hard.gguf'))
  const models = await listOf(shelf())
  expect(models.map(({ wanted, source }) => [wanted, source])).toEqual([
    ['pub/repo/a.gguf', 'lm-studio'],
    [join(folder, 'b.gguf'), 'folder'],
  ])
})

describe('no models', () => {
  test('are what is loaded beside one, whatever it is called', async () => {
    const { folder, shelf } = shelfHome()
    writePlan(join(folder, 'mmproj-f16.gguf'), projector)
    writePlan(join(folder, 'vision.gguf'), projector)
    writePlan(join(folder, 'imatrix.gguf'))
    writeTensors(join(folder, 'vae.safetensors'), { 'decoder.weight': ['F16', [4], 8] })
    writeText(join(folder, 'lora/adapter_config.json'), '{}')
    writeTensors(join(folder, 'lora/adapter_model.safetensors'), { a: ['F16', [4], 8] })
    writeText(join(folder, 'readme.md'), 'x')
    expect(await listOf(shelf())).toEqual([])
  })

  test('are the parts of a pipeline, which is one', async () => {
    const { folder, shelf } = shelfHome()
    const index = { _class_name: 'X', unet: ['diffusers', 'UNet2DConditionModel'] }
    writeText(join(folder, 'pipe/model_index.json'), JSON.stringify(index))
    writeFolder(join(folder, 'pipe/unet'), { _class_name: 'UNet2DConditionModel' }, mlxTensors)
    const models = await listOf(shelf())
    expect(models).toMatchObject([{ name: 'pipe', engine: null, trouble: null }])
  })
})

describe('models that are broken', () => {
  test('say why', async () => {
    const { folder, shelf } = shelfHome()
    const whole = ggufBytes({ metadata: [['general.architecture', 'llama']] })
    writePlan(join(folder, 'cut.gguf'))
    truncateSync(join(folder, 'cut.gguf'), 10_000)
    writeText(join(folder, 'page.gguf'), '<!doctype html><p>404')
    writeText(join(folder, 'empty.gguf'), '')
    writeFileSync(join(folder, 'half.gguf.part'), whole)
    writeFileSync(join(folder, 'other.gguf'), whole)
    writeText(join(folder, 'other.gguf.aria2'), '')
    writePlan(join(folder, 'lost-00001-of-00002.gguf'), shardsOf(languageModel())[0])
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link.gguf'))
    writeText(join(folder, 'mlx/config.json'), '{')
    writeTensors(join(folder, 'mlx/model.safetensors'), mlxTensors)
    expect(troublesOf(await listOf(shelf()))).toEqual([
      expect.stringMatching(/^cut: the file is cut off: 10000 of \d+ bytes are there$/),
      'empty: not a GGUF file: it is empty',
      'half.gguf.part: its download is not complete',
      'link: link.gguf is a link to a file that is not there: its download may not be complete',
      'lost: a part of it is missing: lost-00002-of-00002.gguf',
      expect.stringMatching(/^mlx: config\.json: /),
      'other: its download is not complete',
      'page: not a GGUF file: it seems to be a web page: the download failed',
    ])
  })

  test('a file that cannot be read now is asked for again the next time', async () => {
    const { folder, host, shelf } = shelfHome()
    writePlan(join(folder, 'a.gguf'))
    const refusal = { kind: 'failed', reason: 'permission denied', atMs: 0, tookMs: 0 } as const
    let isShut = true
    const openFile: typeof host.openFile = async (path) => (isShut ? refusal : host.openFile(path))
    const own = shelf({ host: { ...host, openFile } })
    expect(troublesOf(await listOf(own))).toEqual(['a: permission denied'])
    isShut = false
    expect(troublesOf(await listOf(own))).toEqual(['a: null'])
  })
})
