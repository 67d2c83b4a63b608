import { describe, expect, test } from 'vitest'
import { ParseError } from '../../../src/shared/parse.ts'
import { readSafetensors } from '../../../src/main/inference/models/safetensors.ts'
import { openBytes } from '../../gguf-file.ts'
import { placed, safetensorsBytes, safetensorsHead } from '../../safetensors-file.ts'

const read = (header: unknown, dataBytes: number): ReturnType<typeof readSafetensors> =>
  readSafetensors(openBytes(safetensorsBytes(header, dataBytes)))

const entry = (dtype: string, shape: readonly number[], begin: number, end: number): unknown => ({
  t: { dtype, shape, data_offsets: [begin, end] },
})

const elementBytes: readonly (readonly [string, number])[] = [
  ['F64', 8],
  ['F32', 4],
  ['F16', 2],
  ['BF16', 2],
  ['I64', 8],
  ['U64', 8],
  ['I32', 4],
  ['U32', 4],
  ['I16', 2],
  ['U16', 2],
  ['I8', 1],
  ['U8', 1],
  ['BOOL', 1],
  ['F8_E4M3', 1],
  ['F8_E5M2', 1],
  ['F8_E8M0', 1],
  ['C64', 8],
  ['F4', 0.5],
  ['F6_E2M3', 0.75],
]

describe('a safetensors file', () => {
  test('tells its tensors in the order and the dimensions of the file', async () => {
    const header = {
      __metadata__: { format: 'mlx' },
      ...placed({
        'model.embed_tokens.weight': ['BF16', [100, 64], 12_800],
        'model.layers.0.q.weight': ['U32', [64, 8], 2048],
        scalar: ['F32', [], 4],
        empty: ['F16', [0, 7], 0],
        packed: ['F4', [3, 2], 3],
      }),
    }
    const { tensors, metadata, dataOffsetBytes, fileBytes, unknownTypes } = await read(
      header,
      14_855,
    )
    expect(
      tensors.map((one) => [one.name, one.dimensions, one.type, one.bytes, one.offsetBytes]),
    ).toEqual([
      ['model.embed_tokens.weight', [100, 64], 'bf16', 12_800, 0],
      ['model.layers.0.q.weight', [64, 8], 'u32', 2048, 12_800],
      ['scalar', [], 'f32', 4, 14_848],
      ['empty', [0, 7], 'f16', 0, 14_852],
      ['packed', [3, 2], 'f4', 3, 14_852],
    ])
    expect([...metadata]).toEqual([['format', 'mlx']])
    expect([dataOffsetBytes, fileBytes, unknownTypes]).toEqual([
      safetensorsHead(header).length,
      safetensorsHead(header).length + 14_855,
      [],
    ])
  })

  test('of a type that is not known takes what its offsets say', async () => {
    const { tensors, unknownTypes } = await read(entry('F3_NEW', [100], 0, 38), 38)
    expect([tensors[0]?.type, tensors[0]?.bytes, unknownTypes]).toEqual(['f3_new', 38, ['f3_new']])
  })

  test.each(elementBytes)('of %s takes %d bytes for an element', async (dtype, bytes) => {
    expect((await read(entry(dtype, [8, 5], 0, 40 * bytes), 40 * bytes)).unknownTypes).toEqual([])
    await expect(read(entry(dtype, [8, 5], 0, 40 * bytes + 1), 400)).rejects.toThrow(
      `the tensor "t" takes ${40 * bytes + 1} bytes, and its shape ${40 * bytes}`,
    )
  })
})

const wrong: readonly (readonly [string, unknown, number, string])[] = [
  ['a cut file', entry('F32', [4], 0, 16), 15, 'the file is cut off: '],
  ['a list', '[]', 0, 'not a safetensors file'],
  ['half a header', '{"t":{"dtype":', 0, 'not JSON'],
  ['a number for a tensor', { t: 4 }, 0, 'its header does not tell the tensor "t"'],
  ['a tensor without a shape', { t: { dtype: 'F32', data_offsets: [0, 4] } }, 4, 'does not tell'],
  ['metadata that are numbers', { __metadata__: { a: 1 } }, 0, 'its "__metadata__" are not texts'],
  ['offsets that go backwards', entry('F32', [4], 16, 0), 16, 'the place or the shape'],
  ['half an offset', entry('F32', [4], 0.5, 16.5), 20, 'the place or the shape'],
  ['a shape below zero', entry('F32', [-4], 0, 16), 16, 'the place or the shape'],
  ['a shape beyond all', entry('F32', [2 ** 53], 0, 16), 16, 'the place or the shape'],
  ['dimensions that overflow', entry('F32', [2 ** 52, 2 ** 52], 0, 16), 16, 'takes 16 bytes'],
  ['too many dimensions', entry('F32', Array<number>(17).fill(1), 0, 4), 4, 'the place or'],
  ['depth', { t: [[[[1]]]] }, 0, 'its JSON is deeper than 3'],
  [
    'tensors in the same bytes',
    {
      a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] },
      b: { dtype: 'F32', shape: [4], data_offsets: [12, 28] },
    },
    28,
    'the tensor "b" lies in the bytes of another',
  ],
]

describe('what is no header of safetensors', () => {
  test.each(wrong)('%s', async (_, header, dataBytes, message) => {
    await expect(read(header, dataBytes)).rejects.toThrow(message)
  })

  test('a length that is longer than the file, or than what we admit', async () => {
    const claiming = (bytes: bigint): Promise<unknown> =>
      readSafetensors(openBytes(safetensorsHead({}, bytes)))
    await expect(claiming(4096n)).rejects.toThrow('it ends within its header')
    await expect(claiming(33_554_433n)).rejects.toThrow('longer than 33554432 bytes')
    await expect(claiming(2n ** 64n - 1n)).rejects.toThrow('longer than 33554432 bytes')
  })

  test('brackets by the million, and lists of millions of items', async () => {
    await expect(read('{'.repeat(1_000_000), 0)).rejects.toThrow('its JSON is deeper than 3')
    await expect(read(`{"t":[${'1,'.repeat(2_200_000)}1]}`, 0)).rejects.toThrow(
      'its JSON has more than 2097152 items',
    )
    // what stands in a text is no bracket
    expect((await read({ __metadata__: { a: '[[[[\\"{{{{' } }, 0)).metadata.get('a')).toBe(
      '[[[[\\"{{{{',
    )
  })

  test('bytes that are no text', async () => {
    const bytes = safetensorsBytes(entry('F32', [4], 0, 16), 16)
    bytes[12] = 0xff
    await expect(readSafetensors(openBytes(bytes))).rejects.toThrow('its header is no text')
  })
})

describe('a file of safetensors that is damaged', () => {
  test('a file that becomes shorter while it is read', async () => {
    const bytes = safetensorsBytes({ __metadata__: { a: 'x'.repeat(4000) } }, 0)
    await expect(readSafetensors(openBytes(bytes.subarray(0, 1000), bytes.length))).rejects.toThrow(
      'the file became shorter while it was read',
    )
  })

  test('wherever it is cut or damaged: a header, or a sentence', async () => {
    const whole = safetensorsBytes(
      { __metadata__: { a: 'ü' }, ...placed({ a: ['F32', [4], 16], b: ['F4', [3, 2], 3] }) },
      19,
    )
    const outcomes = new Set<string>()
    const outcome = async (bytes: Uint8Array): Promise<void> => {
      const message = await readSafetensors(openBytes(bytes)).then(
        () => 'header',
        (error: unknown) => (error instanceof ParseError ? error.message : `fault: ${error}`),
      )
      expect(message).toMatch(/^(header|(?!fault)[^\n]{6,300})$/)
      outcomes.add(message.replace(/\d+|".*"/g, '#'))
    }
    for (let at = 0; at < whole.length; at += 1) {
      await outcome(whole.subarray(0, at))
      for (const bit of [0, 1, 2, 4, 5, 7]) {
        const flipped = whole.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        await outcome(flipped)
      }
    }
    expect(outcomes).toContain('header')
    expect(outcomes.size).toBeGreaterThan(8)
  })
})
