import { describe, expect, test } from 'vitest'
import type { OpenFile } from '../../../src/main/host/host.ts'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import {
  ggufBytes,
  ggufHeaderBytes,
  openBytes,
  type GgufPlan,
  type GgufTensorPlan,
  type GgufValue,
} from '../../gguf-file.ts'
import { cpuMs } from '../../cpu-ms.ts'

const read = (plan: GgufPlan): ReturnType<typeof readGguf> => readGguf(openBytes(ggufBytes(plan)))

/** Bytes at the beginning of a file of zeros that has a length, and no more. */
function holeBehind(head: Uint8Array, sizeBytes: number): OpenFile {
  return {
    sizeBytes,
    read: async (into, offsetBytes) => {
      into.fill(0)
      if (offsetBytes < head.length) into.set(head.subarray(offsetBytes, offsetBytes + into.length))
      return Math.min(into.length, sizeBytes - offsetBytes)
    },
    close: async () => undefined,
  }
}

/** How much more memory is taken while it runs, looked at as often as it waits for the file. */
async function grownBytes(
  file: OpenFile,
  run: (file: OpenFile) => Promise<unknown>,
): Promise<number> {
  const now = (): number => {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = now()
  let most = before
  const look = (): void => {
    most = Math.max(most, now())
  }
  await run({
    ...file,
    read: async (into, offsetBytes) => {
      look()
      return file.read(into, offsetBytes)
    },
  })
  look()
  return most - before
}

const u64 = (value: bigint): readonly number[] => [
  ...new Uint8Array(BigUint64Array.of(value).buffer),
]
const list = (itemType: number, count: bigint): GgufValue => ({
  typeId: 9,
  bytes: [itemType, 0, 0, 0, ...u64(count)],
})

const claims: readonly (readonly [string, GgufPlan, string])[] = [
  [
    '2^60 tensors',
    { tensorCount: 2n ** 60n },
    'it ends within its header, which claims more than 2^53 tensors',
  ],
  [
    '2^64 - 1 pairs',
    { pairCount: 2n ** 64n - 1n },
    'which claims more than 2^53 pairs of metadata',
  ],
  [
    'a text of 2^40 bytes',
    { metadata: [['k', { typeId: 8, bytes: u64(2n ** 40n) }]] },
    'it ends within its header',
  ],
  [
    'a text whose length wraps',
    { metadata: [['k', { typeId: 8, bytes: u64(2n ** 64n - 8n) }]] },
    'it ends within its header',
  ],
  ['2^61 numbers', { metadata: [['k', list(10, 2n ** 61n)]] }, 'items of "k"'],
  ['2^61 texts', { metadata: [['k', list(8, 2n ** 61n)]] }, 'items of "k"'],
  ['2^61 lists', { metadata: [['k', list(9, 2n ** 61n)]] }, 'items of "k"'],
]

describe('what a header claims is held against what the file can hold', () => {
  test.each(claims)('%s', async (_, plan, message) => {
    await expect(read(plan)).rejects.toThrow(message)
  })

  test('and against what we admit, where the file is large enough', async () => {
    const terabyte = 2 ** 40
    const claimed = async (plan: GgufPlan): Promise<string> => {
      const beforeMs = cpuMs()
      const file = holeBehind(ggufHeaderBytes(plan), terabyte)
      const message = await readGguf(file).then(String, (error: Error) => error.message)
      expect(cpuMs() - beforeMs).toBeLessThan(5_000)
      return message
    }
    expect(await claimed({ tensorCount: 2 ** 20 })).toBe(
      'the file claims 1048576 tensors: more than 131072 are not read',
    )
    expect(await claimed({ pairCount: 100_000 })).toBe(
      'the file claims 100000 pairs of metadata: more than 16384 are not read',
    )
    const tooLong = 'the file is damaged, or longer than 134217728 bytes in its header'
    expect(await claimed({ metadata: [['k', list(8, 2n ** 35n)]] })).toBe(
      `${tooLong}, which claims 34359738368 items of "k"`,
    )
    const text = { typeId: 8, bytes: u64(2n ** 30n) }
    expect(await claimed({ metadata: [['k', text]] })).toBe(tooLong)
  })

  test('16 million empty texts and 10 million empty lists take no memory', async () => {
    const texts = ggufHeaderBytes({ metadata: [['k', list(8, 16_000_000n)]] })
    const lists = ggufHeaderBytes({ metadata: [['k', list(9, 10_000_000n)]] })
    const outcome = async (file: OpenFile): Promise<unknown> =>
      readGguf(file).then(
        ({ metadata }) => metadata.get('k'),
        (error: Error) => error.message,
      )
    for (const [head, expected] of [
      [texts, { itemCount: 16_000_000 }],
      [lists, 'its metadata are longer than 16777216 bytes'],
    ] as const) {
      const grown = await grownBytes(holeBehind(head, 2 ** 40), async (file) => {
        expect(await outcome(file)).toEqual(expected)
      })
      expect(grown).toBeLessThan(60 * 2 ** 20)
    }
  })
})

const nested = (depth: number): GgufValue =>
  depth === 0 ? { list: 'u8', items: [1] } : { lists: [nested(depth - 1)] }

const tensor = (one: Partial<GgufTensorPlan>): GgufPlan => ({
  dataBytes: 4096,
  tensors: [{ name: 't', dimensions: [32], typeId: 0, offsetBytes: 0, ...one }],
})
const wrong: readonly (readonly [string, GgufPlan, string])[] = [
  [
    'a key twice',
    {
      metadata: [
        ['k', 'a'],
        ['k', 'b'],
      ],
    },
    'its metadata has "k" twice',
  ],
  ['a key of 2 kB', { metadata: [['k'.repeat(2048), 'a']] }, 'a key of its metadata of 2048 bytes'],
  ['a value of type 13', { metadata: [['k', { typeId: 13, bytes: [1] }]] }, 'unknown type (13)'],
  ['items of type 99', { metadata: [['k', list(99, 0n)]] }, 'unknown type (99)'],
  ['a long name', tensor({ name: 'n'.repeat(257) }), 'the name of a tensor of 257 bytes'],
  ['five dimensions', tensor({ dimensions: [1, 1, 1, 1, 1] }), 'has 5 dimensions'],
  [
    'dimensions that overflow',
    tensor({ dimensions: [2 ** 32, 2 ** 32] }),
    'the dimensions of the tensor "t" are too large',
  ],
  [
    'a dimension of 2^63',
    tensor({ dimensions: [2n ** 63n, 0] }),
    'the dimensions of the tensor "t" are too large',
  ],
  [
    'bytes that overflow',
    tensor({ dimensions: [2 ** 51], typeId: 28 }),
    'its tensors are too large to be counted',
  ],
  [
    'an unknown type whose dimensions overflow',
    tensor({ dimensions: [2 ** 32, 2 ** 32], typeId: 99 }),
    'the dimensions of the tensor "t" are too large',
  ],
  ['half a block', tensor({ dimensions: [48], typeId: 8 }), 'no whole blocks of q8_0'],
  ['an offset of 2^63', tensor({ offsetBytes: 2n ** 63n }), 'too large to be counted'],
  ['an offset behind the end', tensor({ offsetBytes: 8192 }), 'is cut off'],
  ['an unknown type behind the end', tensor({ typeId: 4, offsetBytes: 8192 }), 'is cut off'],
  [
    'two tensors of one name',
    {
      tensors: [
        { name: 't', dimensions: [8], typeId: 0 },
        { name: 't', dimensions: [8], typeId: 0 },
      ],
    },
    'it has two tensors "t"',
  ],
  [
    'tensors in the same bytes',
    {
      tensors: [
        { name: 'a', dimensions: [16], typeId: 0, offsetBytes: 0 },
        { name: 'b', dimensions: [16], typeId: 0, offsetBytes: 32 },
      ],
    },
    'the tensor "b" lies in the bytes of another',
  ],
  ['a version of tomorrow', { version: 4 }, 'GGUF of version 4 is not known'],
  ['version 0', { version: 0 }, 'GGUF of version 0 is not known'],
]

describe('what is no header', () => {
  test('lists in lists, deeper than 4', async () => {
    expect((await read({ metadata: [['k', nested(3)]] })).metadata.get('k')).toEqual({
      itemCount: 1,
    })
    await expect(read({ metadata: [['k', nested(4)]] })).rejects.toThrow('deeper than 4')
    const deep = [...Array(10_000).keys()].flatMap(() => [9, 0, 0, 0, ...u64(1n)])
    await expect(read({ metadata: [['k', { typeId: 9, bytes: deep }]] })).rejects.toThrow(
      '"k" has lists in lists, deeper than 4',
    )
  })

  test.each(wrong)('%s', async (_, plan, message) => {
    await expect(read(plan)).rejects.toThrow(message)
  })

  test('a name with escapes is told without them', async () => {
    const plan: GgufPlan = {
      metadata: [
        ['\u001b[31m\n', 'a'],
        ['\u001b[31m\n', 'b'],
      ],
    }
    await expect(read(plan)).rejects.toThrow('its metadata has "\ufffd[31m\ufffd" twice')
  })

  test('more metadata than we keep', async () => {
    const text = 'x'.repeat(65_536)
    const pairs = (count: number): GgufPlan => ({
      metadata: Array.from({ length: count }, (_, index) => [`k${index}`, text] as const),
    })
    expect((await read(pairs(250))).metadata.size).toBe(250)
    await expect(read(pairs(257))).rejects.toThrow('its metadata are longer than 16777216 bytes')
  })
})

describe('a file that changes while it is read', () => {
  const bytes = ggufBytes({ metadata: [['k', 'x'.repeat(2000)]] })

  test('and becomes shorter says so', async () => {
    const shrunk = openBytes(bytes.subarray(0, 1000), bytes.length)
    await expect(readGguf(shrunk)).rejects.toThrow('the file became shorter while it was read')
    const vanished = openBytes(bytes.subarray(0, 0), bytes.length)
    await expect(readGguf(vanished)).rejects.toThrow(
      'not a GGUF file: it became shorter while it was read',
    )
  })

  test('and cannot be read any more passes on why', async () => {
    const broken: OpenFile = {
      ...openBytes(bytes),
      read: async (into, offsetBytes) => {
        if (offsetBytes > 0) throw new Error('EIO')
        return openBytes(bytes).read(into, offsetBytes)
      },
    }
    await expect(readGguf(broken)).rejects.toThrow('EIO')
  })
})
