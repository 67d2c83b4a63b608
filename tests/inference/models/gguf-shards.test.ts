import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readGgufModel } from '../../../src/main/inference/models/gguf-shards.ts'
import { writeGguf, type GgufPlan, type GgufValue } from '../../gguf-file.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'

const nameOf = (number: number, count = 3): string => `big-Q4-0000${number}-of-0000${count}.gguf`

const tensor = (name: string, count: number): NonNullable<GgufPlan['tensors']>[number] => ({
  name,
  dimensions: [count],
  typeId: 0,
})

const tensorsOf = [
  [tensor('token_embd.weight', 64), tensor('blk.0.q', 8)],
  [tensor('blk.1.q', 16)],
  [tensor('output.weight', 32)],
]

type Pairs = Readonly<Record<string, GgufValue>>

/** As `llama-gguf-split` writes them: the metadata of the model stand in the first one alone. */
function writeShard(folder: string, index: number, also: Pairs = {}, plan: GgufPlan = {}): void {
  const pairs: Pairs = {
    ...(index === 0 ? { 'general.architecture': 'llama', 'llama.block_count': { u32: 2 } } : {}),
    'split.no': { u16: index },
    'split.count': { u16: 3 },
    'split.tensors.count': { i32: 4 },
    ...also,
  }
  const tensors = tensorsOf[index] ?? []
  writeGguf(`${folder}/${nameOf(index + 1)}`, { metadata: Object.entries(pairs), tensors, ...plan })
}

function shardFolder(): string {
  const folder = tempFolder()
  for (const index of [0, 1, 2]) writeShard(folder, index)
  return folder
}

const disagreeing: readonly (readonly [string, Pairs, GgufPlan, string])[] = [
  ['another number', { 'split.no': { u16: 2 } }, {}, 'it says that it is number 3, not 2'],
  ['another count', { 'split.count': { u16: 4 } }, {}, 'split.count differs'],
  ['another sum', { 'split.tensors.count': { i32: 5 } }, {}, 'split.tensors.count differs'],
  ['another byte order', {}, { byteOrder: 'big' }, 'the byte order differs'],
  [
    'more tensors',
    {},
    { tensors: [tensor('a', 1), tensor('b', 1)] },
    'have 5 tensors in all, and should 4',
  ],
  ['a tensor of another', {}, { tensors: [tensor('blk.0.q', 1)] }, 'a tensor of the same name'],
]

describe('a model in shards', () => {
  test.each([1, 2, 3])('is one model, given its part %i', async (number) => {
    const header = await readGgufModel(localHost(), `${shardFolder()}/${nameOf(number)}`)
    expect(header.tensors.map(({ name, fileIndex, bytes }) => [name, fileIndex, bytes])).toEqual([
      ['token_embd.weight', 0, 256],
      ['blk.0.q', 0, 32],
      ['blk.1.q', 1, 64],
      ['output.weight', 2, 128],
    ])
    expect(header.metadata.get('llama.block_count')).toBe(2)
    expect(header.metadata.get('split.no')).toBe(0)
    expect(
      header.files.map(({ fileBytes, dataOffsetBytes }) => fileBytes - dataOffsetBytes),
    ).toEqual([288, 64, 128])
  })

  test('whose part is missing names it', async () => {
    for (const missing of [1, 2, 3]) {
      const folder = shardFolder()
      rmSync(`${folder}/${nameOf(missing)}`)
      const given = missing === 1 ? 2 : 1
      await expect(readGgufModel(localHost(), `${folder}/${nameOf(given)}`)).rejects.toThrow(
        `a part of it is missing: ${nameOf(missing)}`,
      )
    }
  })

  test('whose part is cut off names it', async () => {
    const folder = shardFolder()
    writeShard(folder, 2, {}, { dataBytes: 100 })
    const given = readGgufModel(localHost(), `${folder}/${nameOf(1)}`)
    await expect(given).rejects.toThrow(/^big-Q4-00003-of-00003\.gguf: the file is cut off: \d+ of/)
    const header = await readGgufModel(localHost(), `${folder}/${nameOf(1)}`, { mayBeCut: true })
    expect(header.tensors.length).toBe(4)
  })

  test.each(disagreeing)('whose part has %s is refused', async (_, also, plan, reason) => {
    const folder = shardFolder()
    writeShard(folder, 1, also, plan)
    await expect(readGgufModel(localHost(), `${folder}/${nameOf(1)}`)).rejects.toThrow(reason)
  })
})

describe('a model that says it is in shards', () => {
  test('under other names cannot be found', async () => {
    const path = `${tempFolder()}/model.gguf`
    const metadata = [['split.count', { u16: 3 }]] as const
    writeGguf(path, { metadata })
    await expect(readGgufModel(localHost(), path)).rejects.toThrow(
      'it is one of 3 parts, and its name does not end in -00001-of-00003.gguf',
    )
    writeGguf(`${path}-00001-of-00002.gguf`, { metadata })
    await expect(readGgufModel(localHost(), `${path}-00001-of-00002.gguf`)).rejects.toThrow(
      'it is one of 3 parts, and its name says 2',
    )
    writeGguf(path, { metadata: [['split.count', { u64: 2n ** 60n }]] })
    await expect(readGgufModel(localHost(), path)).rejects.toThrow(
      'it is one of more than 2^53 parts: more than 1024 are not read',
    )
    writeGguf(path, { metadata: [['split.count', { u16: 60_000 }]] })
    await expect(readGgufModel(localHost(), path)).rejects.toThrow('more than 1024 are not read')
  })

  test('of one part is that file', async () => {
    const path = `${tempFolder()}/model.gguf`
    writeGguf(path, { metadata: [['split.count', { u16: 1 }]], tensors: [tensor('a', 4)] })
    expect((await readGgufModel(localHost(), path)).tensors.map(({ name }) => name)).toEqual(['a'])
  })
})
