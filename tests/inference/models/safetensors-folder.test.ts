import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  readSafetensorsModel,
  type SafetensorsModel,
} from '../../../src/main/inference/models/safetensors-folder.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'
import { placed, writeSafetensors } from '../../safetensors-file.ts'

const read = (path: string): Promise<SafetensorsModel> => readSafetensorsModel(localHost(), path)

/** A folder with these files: a safetensors file of one tensor, which is named, or anything as JSON. */
function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = tempFolder()
  for (const [name, content] of Object.entries(files)) {
    const path = `${folder}/${name}`
    if (name.endsWith('.json')) writeFileSync(path, JSON.stringify(content))
    else writeSafetensors(path, placed({ [String(content)]: ['F16', [4, 8], 64] }), 64)
  }
  return folder
}

const told = ({ tensors, files, config }: SafetensorsModel): unknown => ({
  tensors: tensors.map(({ name, fileIndex }) => [name, files[fileIndex]?.name]),
  config,
})

const part = (number: number, count = 3): string =>
  `model-0000${number}-of-0000${count}.safetensors`
const parts = { [part(1)]: 'a', [part(2)]: 'b', [part(3)]: 'c' }
const inParts = [
  ['a', part(1)],
  ['b', part(2)],
  ['c', part(3)],
]
const index = 'model.safetensors.index.json'
const weightMap = { weight_map: { c: part(3), a: part(1), b: part(2) } }
const config = { model_type: 'qwen3', num_hidden_layers: 3 }

const refused: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  [
    'an index and a missing part',
    { [part(1)]: 'a', [part(3)]: 'c', [index]: weightMap },
    `a part of it is missing: ${part(2)}`,
  ],
  [
    'parts of which two are missing',
    { [part(2)]: 'b' },
    `a part of it is missing: ${part(1)}, and 1 more`,
  ],
  [
    'an index that leads elsewhere',
    { [index]: { weight_map: { a: '../secret.safetensors' } } },
    'a part of it is missing: ../secret.safetensors',
  ],
  [
    'an index of another form',
    { ...parts, [index]: { weights: [] } },
    'its index does not tell its files',
  ],
  ['an empty index', { ...parts, [index]: { weight_map: {} } }, 'its index names no file'],
  [
    'two models',
    { 'a.safetensors': 'x', 'b.safetensors': 'x' },
    'two of its files hold the tensor "x": they are more than one model',
  ],
  [
    'two variants and nothing else',
    { 'unet.bf16.safetensors': 'x', 'unet.fp16.safetensors': 'x' },
    'its weights are there as bf16 and as fp16: name the file that is meant',
  ],
  [
    'two versions',
    { 'ltx-0.9.safetensors': 'x', 'ltx-0.9.1.safetensors': 'x' },
    'two of its files hold the tensor "x": they are more than one model',
  ],
  ['no weights', { 'config.json': config }, 'no .safetensors file is in this folder'],
  [
    'a deep config',
    { 'model.safetensors': 'x', 'config.json': nested(40) },
    'config.json: its JSON is deeper than 32',
  ],
  [
    'a long config',
    { 'model.safetensors': 'x', 'config.json': 'x'.repeat(5e6) },
    'config.json: it is longer than 4194304 bytes',
  ],
]

describe('a folder', () => {
  test('with model.safetensors is that file, whatever else lies there', async () => {
    const folder = folderOf({
      'model.safetensors': 'x',
      'consolidated.safetensors': 'x',
      [index]: weightMap,
      'config.json': config,
      'tokenizer.json': {},
    })
    const expected = { tensors: [['x', 'model.safetensors']], config }
    expect(told(await read(folder))).toEqual(expected)
    expect(told(await read(`${folder}/`))).toEqual(expected)
  })

  test('with an index is what the index names', async () => {
    const folder = folderOf({ ...parts, 'other.safetensors': 'a', [index]: weightMap })
    expect(told(await read(folder))).toEqual({ tensors: inParts, config: null })
  })

  test('with numbered parts and no index is all of them', async () => {
    const folder = folderOf({ ...parts, 'adapter.safetensors': 'a', 'config.json': config })
    expect(told(await read(folder))).toEqual({ tensors: inParts, config })
  })

  test('with other names is all of them, but for what macOS hides', async () => {
    const folder = folderOf({ 'b.safetensors': 'b', 'a.safetensors': 'a' })
    writeFileSync(`${folder}/._a.safetensors`, 'Mac OS X')
    const tensors = [
      ['a', 'a.safetensors'],
      ['b', 'b.safetensors'],
    ]
    expect(told(await read(folder))).toEqual({ tensors, config: null })
  })

  test.each(refused)('with %s is refused', async (_, files, reason) => {
    await expect(read(folderOf(files))).rejects.toThrow(reason)
  })

  test('with a config that is no JSON is refused', async () => {
    const folder = folderOf({ 'model.safetensors': 'x' })
    writeFileSync(`${folder}/config.json`, '{"a":')
    await expect(read(folder)).rejects.toThrow('config.json: not JSON')
  })

  test('with a damaged part names it', async () => {
    const folder = folderOf(parts)
    writeFileSync(`${folder}/${part(2)}`, '<html>')
    await expect(read(folder)).rejects.toThrow(
      `${part(2)}: not a safetensors file: it seems to be a web page`,
    )
    const strange = folderOf({ [part(1, 2)]: 'a' })
    mkdirSync(`${strange}/${part(2, 2)}`)
    await expect(read(strange)).rejects.toThrow(
      `a part of it cannot be read: ${part(2, 2)}: it is a folder`,
    )
  })
})

describe('a folder with variants of the same weights', () => {
  const unet = 'diffusion_pytorch_model'
  const filesOf = async (...names: readonly string[]): Promise<unknown> => {
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, 'x'])))
    return (await read(folder)).files.map(({ name }) => name)
  }

  test.each(['fp16', 'fp32', 'bf16', 'non_ema', 'fp8_e4m3fn', 'FP16'])(
    'is the file without %s',
    async (variant) => {
      const plain = `${unet}.safetensors`
      expect(await filesOf(plain, `${unet}.${variant}.safetensors`)).toEqual([plain])
    },
  )

  test('is without them, whether they are in parts or not', async () => {
    const inTwo = (stem: string): readonly string[] =>
      [1, 2].map((number) => `${stem}-0000${number}-of-00002.safetensors`)
    const whole = `${unet}.safetensors`
    expect(await filesOf(whole, ...inTwo(`${unet}.fp16`))).toEqual([whole])
    const folder = folderOf({ [`${unet}.fp16.safetensors`]: 'a' })
    for (const [index, name] of inTwo(unet).entries())
      writeSafetensors(`${folder}/${name}`, placed({ [`t${index}`]: ['F16', [1], 2] }), 2)
    expect((await read(folder)).files.map(({ name }) => name)).toEqual(inTwo(unet))
  })

  test('is the variant where it is the only one', async () => {
    const only = `${unet}.fp16.safetensors`
    expect(await filesOf(only)).toEqual([only])
  })
})

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

describe('a file', () => {
  test('that is one of several parts is the whole model', async () => {
    const folder = folderOf({ ...parts, 'config.json': config })
    expect(told(await read(`${folder}/${part(2)}`))).toEqual({
      tensors: inParts,
      config,
    })
  })

  test('that stands for itself is a model without config', async () => {
    const folder = folderOf({ 'lora.safetensors': 'lora', 'other.safetensors': 'x' })
    expect(told(await read(`${folder}/lora.safetensors`))).toEqual({
      tensors: [['lora', 'lora.safetensors']],
      config: null,
    })
  })

  test('that is not there is absent', async () => {
    const path = `${tempFolder()}/model.safetensors`
    await expect(read(path)).rejects.toMatchObject({
      name: 'Absent',
      message: 'no such file or folder',
    })
  })
})
