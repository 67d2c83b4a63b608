import { describe, expect, test } from 'vitest'
import type { OpenFile } from '../../../src/main/host/host.ts'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import { ggufBytes, ggufHeaderBytes, openBytes, writeGguf, type GgufPlan } from '../../gguf-file.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'

const plan: GgufPlan = {
  metadata: [
    ['general.architecture', 'llama'],
    ['a.u8', { u8: 200 }],
    ['a.i8', { i8: -100 }],
    ['a.u16', { u16: 60_000 }],
    ['a.i16', { i16: -30_000 }],
    ['a.u32', { u32: 4_000_000_000 }],
    ['a.i32', { i32: -2_000_000_000 }],
    ['a.f32', { f32: 0.5 }],
    ['a.f64', { f64: 1e-300 }],
    ['a.u64', { u64: 9_007_199_254_740_991n }],
    ['a.i64', { i64: -9_007_199_254_740_991n }],
    ['a.yes', true],
    ['a.no', false],
    ['a.umlaut', 'Größe 模型'],
    ['a.empty', ''],
    ['a.heads', { list: 'u32', items: [8, 0, 8] }],
    ['a.pattern', { list: 'bool', items: [true, false] }],
    ['a.scales', { list: 'f32', items: [1, -0.25] }],
    ['a.long', { list: 'u64', items: [1n, 2n ** 40n] }],
    ['a.words', { list: 'text', items: ['one', '', 'three'] }],
    ['a.none', { list: 'text', items: [] }],
    ['a.nested', { lists: [{ list: 'u8', items: [1, 2] }, { lists: [] }] }],
  ],
  tensors: [
    { name: 'token_embd.weight', dimensions: [256, 10], typeId: 12 },
    { name: 'blk.0.ffn_gate_exps.weight', dimensions: [32, 3, 5, 2], typeId: 8 },
    { name: 'output_norm.weight', dimensions: [7], typeId: 0 },
    { name: 'scalar', dimensions: [], typeId: 1 },
  ],
}

const metadataOfPlan = {
  'general.architecture': 'llama',
  'a.u8': 200,
  'a.i8': -100,
  'a.u16': 60_000,
  'a.i16': -30_000,
  'a.u32': 4_000_000_000,
  'a.i32': -2_000_000_000,
  'a.f32': 0.5,
  'a.f64': 1e-300,
  'a.u64': 9_007_199_254_740_991,
  'a.i64': -9_007_199_254_740_991,
  'a.yes': true,
  'a.no': false,
  'a.umlaut': 'Größe 模型',
  'a.empty': '',
  'a.heads': [8, 0, 8],
  'a.pattern': [true, false],
  'a.scales': [1, -0.25],
  'a.long': [1, 2 ** 40],
  'a.words': { itemCount: 3 },
  'a.none': { itemCount: 0 },
  'a.nested': { itemCount: 2 },
}

const tensorsOfPlan = [
  {
    name: 'token_embd.weight',
    dimensions: [256, 10],
    type: 'q4_K',
    bytes: 1440,
    offsetBytes: 0,
    fileIndex: 0,
  },
  {
    name: 'blk.0.ffn_gate_exps.weight',
    dimensions: [32, 3, 5, 2],
    type: 'q8_0',
    bytes: 1020,
    offsetBytes: 1440,
    fileIndex: 0,
  },
  {
    name: 'output_norm.weight',
    dimensions: [7],
    type: 'f32',
    bytes: 28,
    offsetBytes: 2464,
    fileIndex: 0,
  },
  { name: 'scalar', dimensions: [], type: 'f16', bytes: 2, offsetBytes: 2496, fileIndex: 0 },
]

const read = (plan: GgufPlan): ReturnType<typeof readGguf> => readGguf(openBytes(ggufBytes(plan)))

const forms = [1, 2, 3].flatMap((version) =>
  (['little', 'big'] as const).map((byteOrder) => ({ version, byteOrder })),
)

describe('a whole file', () => {
  test.each(forms)('of version $version, $byteOrder end first, is read', async (form) => {
    const header = await read({ ...plan, ...form })
    expect(header).toMatchObject({ kind: 'gguf', ...form, unknownTypes: [] })
    expect(Object.fromEntries(header.metadata)).toEqual(metadataOfPlan)
    expect(header.tensors).toEqual(tensorsOfPlan)
    const headerBytes = ggufHeaderBytes({ ...plan, ...form }).length
    expect(header.files).toEqual([{ dataOffsetBytes: headerBytes, fileBytes: headerBytes + 2528 }])
  })

  test('is the same however little each read of the disk brings', async () => {
    const bytes = ggufBytes(plan)
    const whole = await readGguf(openBytes(bytes))
    for (const most of [512, 600, 1021]) {
      const slow: OpenFile = {
        ...openBytes(bytes),
        read: (into, offsetBytes) => openBytes(bytes).read(into.subarray(0, most), offsetBytes),
      }
      expect(await readGguf(slow), `${most} bytes`).toEqual(whole)
    }
  })

  test('of 40 GB is read without its weights', async () => {
    const path = `${tempFolder()}/big.gguf`
    const big = { dimensions: [8192, 8192], typeId: 1 }
    const tensors = Array.from({ length: 300 }, (_, index) => ({ name: `t${index}`, ...big }))
    writeGguf(path, { tensors })
    const opened = await localHost().openFile(path)
    if (opened.kind !== 'ok') throw new Error(opened.reason)
    const header = await readGguf(opened.value)
    await opened.value.close()
    expect(header.tensors.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(300 * 2 * 8192 ** 2)
    expect(header.files[0]?.fileBytes).toBe(
      (header.files[0]?.dataOffsetBytes ?? 0) + 300 * 2 * 8192 ** 2,
    )
  })

  test('without any tensor or metadata is a header', async () => {
    const header = await read({})
    expect([header.tensors, header.metadata.size, header.version]).toEqual([[], 0, 3])
  })
})

describe('what is kept of the metadata', () => {
  const items = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

  test('a list of numbers up to 8 192, of a longer one its length', async () => {
    const { metadata } = await read({
      metadata: [
        ['short', { list: 'i16', items: items(8192) }],
        ['long', { list: 'i16', items: items(8193) }],
        ['behind', 'it'],
      ],
    })
    expect(metadata.get('short')).toEqual(items(8192))
    expect(metadata.get('long')).toEqual({ itemCount: 8193 })
    expect(metadata.get('behind')).toBe('it')
  })

  test('a text up to 64 KiB, of a longer one its beginning, without half a letter', async () => {
    const { metadata } = await read({
      metadata: [
        ['whole', 'x'.repeat(65_536)],
        ['cut', `${'x'.repeat(65_535)}ä…`],
        ['behind', 'it'],
      ],
    })
    expect(metadata.get('whole')).toBe('x'.repeat(65_536))
    expect(metadata.get('cut')).toBe('x'.repeat(65_535))
    expect(metadata.get('behind')).toBe('it')
  })

  test('numbers beyond 2^53 are the nearest that there is', async () => {
    const { metadata } = await read({
      metadata: [
        ['u', { u64: 2n ** 64n - 1n }],
        ['i', { i64: -(2n ** 63n) }],
      ],
    })
    expect([metadata.get('u'), metadata.get('i')]).toEqual([2 ** 64, -(2 ** 63)])
  })
})

describe('where the data lie', () => {
  test('behind the header, as far as its alignment says', async () => {
    const tensors = [
      { name: 'a', dimensions: [1], typeId: 0 },
      { name: 'b', dimensions: [1], typeId: 0 },
    ]
    const header = await read({
      alignmentBytes: 4096,
      metadata: [['general.alignment', { u32: 4096 }]],
      tensors,
    })
    expect(header.files).toEqual([{ dataOffsetBytes: 4096, fileBytes: 3 * 4096 }])
    expect(header.tensors.map(({ offsetBytes }) => offsetBytes)).toEqual([0, 4096])
  })

  test.each([{ u32: 0 }, { u32: 48 }, { f32: 0.5 }, { u64: 2 ** 40 }, 'much', { i32: -32 }])(
    'an alignment of %j is refused',
    async (alignment) => {
      await expect(read({ metadata: [['general.alignment', alignment]] })).rejects.toThrow(
        '"general.alignment" is no power of two',
      )
    },
  )

  test('tensors of unknown types take what lies before the next one, or the end', async () => {
    const header = await read({
      dataBytes: 500,
      tensors: [
        { name: 'b', dimensions: [7], typeId: 4711, offsetBytes: 128 },
        { name: 'a', dimensions: [7], typeId: 4711, offsetBytes: 0 },
        { name: 'c', dimensions: [24], typeId: 0, offsetBytes: 160 },
        { name: 'd', dimensions: [3], typeId: 36, offsetBytes: 256 },
      ],
    })
    expect(header.tensors.map(({ name, type, bytes }) => [name, type, bytes])).toEqual([
      ['b', 'type 4711', 32],
      ['a', 'type 4711', 128],
      ['c', 'f32', 96],
      ['d', 'type 36', 244],
    ])
    expect(header.unknownTypes).toEqual(['type 4711', 'type 36'])
  })
})

describe('a file that is cut off', () => {
  const bytes = ggufBytes({ tensors: [{ name: 'a', dimensions: [1000], typeId: 0 }] })
  const cutAt = (byteCount: number): OpenFile => openBytes(bytes.subarray(0, byteCount))

  test('is told by how much of it is there', async () => {
    await expect(readGguf(cutAt(3000))).rejects.toThrow(
      'the file is cut off: 3000 of 4064 bytes are there',
    )
    await expect(readGguf(cutAt(bytes.length - 1))).rejects.toThrow('4063 of 4064 bytes are there')
    // the padding behind the last tensor is no part of it
    const needed = ggufBytes({ tensors: [{ name: 'a', dimensions: [1001], typeId: 0 }] })
    expect((await readGguf(openBytes(needed.subarray(0, 64 + 4004)))).tensors[0]?.bytes).toBe(4004)
  })

  test('is a header nevertheless where it may be cut', async () => {
    for (const byteCount of [bytes.length, 3000, 64])
      expect(await readGguf(cutAt(byteCount), { mayBeCut: true })).toMatchObject({
        tensors: [{ name: 'a', bytes: 4000 }],
        files: [{ dataOffsetBytes: 64, fileBytes: byteCount }],
      })
  })

  test('is none where it ends within its header, even where it may be cut', async () => {
    const { length } = ggufHeaderBytes(plan)
    // the last tensor ends before the padding
    const end = length - ((length - 8) % 8) - 24
    for (let at = 0; at < end; at += 1) {
      const file = openBytes(ggufBytes(plan).subarray(0, at))
      await expect(readGguf(file, { mayBeCut: true }), `cut at ${at}`).rejects.toThrow(
        /^(the file is cut off|not a GGUF file)/,
      )
    }
  })

  test('does not tell how long a tensor of unknown type is, and says so', async () => {
    const cut = ggufHeaderBytes({
      tensors: [{ name: 'a', dimensions: [4], typeId: 77, offsetBytes: 64 }],
    })
    await expect(readGguf(openBytes(cut), { mayBeCut: true })).rejects.toThrow(
      'how long the tensor "a" is cannot be told: its type (77) is unknown, and the file is cut off',
    )
  })
})
