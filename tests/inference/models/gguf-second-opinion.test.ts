import { gguf } from '@huggingface/gguf'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GgufHeader } from '../../../src/main/inference/models/model-header.ts'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import { tensorTypeOfId } from '../../../src/main/inference/models/tensor-types.ts'
import { writeGguf, type GgufPlan, type GgufValue } from '../../gguf-file.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'

const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max })

const value: fc.Arbitrary<GgufValue> = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.replace(/^\ufeff+/, '')),
  fc.boolean(),
  fc.record({ u8: whole(0, 255) }),
  fc.record({ i8: whole(-128, 127) }),
  fc.record({ u16: whole(0, 65_535) }),
  fc.record({ i16: whole(-32_768, 32_767) }),
  fc.record({ u32: whole(0, 2 ** 32 - 1) }),
  fc.record({ i32: whole(-(2 ** 31), 2 ** 31 - 1) }),
  fc.record({ f32: fc.float({ noNaN: true }) }),
  fc.record({ f64: fc.double({ noNaN: true }) }),
  fc.record({ u64: fc.bigInt(0n, 2n ** 64n - 1n) }),
  fc.record({ i64: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n) }),
  fc.record({ list: fc.constant('i32' as const), items: fc.array(whole(-9, 9)) }),
  fc.record({ list: fc.constant('bool' as const), items: fc.array(fc.boolean()) }),
  fc.record({ list: fc.constant('text' as const), items: fc.array(fc.string()) }),
)

const tensor = fc.record({
  name: fc.stringMatching(/^[a-z0-9_.]{1,60}$/),
  // f32, q4_0, q8_0, q4_K, bf16, mxfp4
  typeId: fc.constantFrom(0, 2, 8, 12, 30, 39),
  dimensions: fc
    .tuple(whole(1, 8), fc.array(whole(1, 5), { maxLength: 3 }))
    .map(([blocks, rest]) => [256 * blocks, ...rest]),
})

const plan = fc.record({
  metadata: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z][a-z0-9_.]{1,40}$/), value), {
    selector: ([key]) => key,
    maxLength: 12,
  }),
  tensors: fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 12 }),
})

/** What both say of a file, in one form. Versions, counts and long lists are told otherwise, or not at all. */
interface Told {
  readonly metadata: Readonly<Record<string, unknown>>
  readonly tensors: readonly (readonly [string, readonly number[], string, number])[]
  readonly dataOffsetBytes: number
}

const ours = ({ metadata, tensors, files }: GgufHeader): Told => ({
  metadata: Object.fromEntries(metadata),
  tensors: tensors.map((one) => [one.name, one.dimensions, one.type, one.offsetBytes]),
  dataOffsetBytes: files[0]?.dataOffsetBytes ?? Number.NaN,
})

async function theirs(path: string): Promise<Told> {
  const { metadata, tensorInfos, tensorDataOffset } = await gguf(path, { allowLocalFile: true })
  const own = new Set(['version', 'tensor_count', 'kv_count'])
  const pairs = Object.entries(metadata).filter(([key]) => !own.has(key))
  return {
    metadata: Object.fromEntries(pairs.map(([key, one]) => [key, inOurForm(one)])),
    tensors: tensorInfos.map(({ name, shape, dtype, offset }) => [
      name,
      shape.map(Number),
      tensorTypeOfId(dtype)?.name ?? '',
      Number(offset),
    ]),
    dataOffsetBytes: Number(tensorDataOffset),
  }
}

function inOurForm(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  return Array.isArray(value) && typeof value[0] === 'string' ? { itemCount: value.length } : value
}

describe('@huggingface/gguf reads the same', () => {
  const forms = [1, 2, 3].flatMap((version) =>
    (['little', 'big'] as const).map((byteOrder) => ({ version, byteOrder })),
  )
  test.each(forms)('from files of version $version, $byteOrder end first', async (form) => {
    const path = `${tempFolder()}/model.gguf`
    const host = localHost()
    const same = async (written: GgufPlan): Promise<void> => {
      // an empty list of texts is no list of texts to them
      const metadata = (written.metadata ?? []).filter(
        ([, one]) => typeof one !== 'object' || !('items' in one) || one.items.length > 0,
      )
      writeGguf(path, { ...written, metadata, ...form })
      const opened = await host.openFile(path)
      if (opened.kind !== 'ok') throw new Error(opened.reason)
      const header = await readGguf(opened.value)
      await opened.value.close()
      expect(ours(header)).toEqual(await theirs(path))
      expect(header.byteOrder).toBe(form.byteOrder)
    }
    await fc.assert(fc.asyncProperty(plan, same), { numRuns: 60, seed: 7 })
  })
})
