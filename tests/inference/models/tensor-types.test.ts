import { GGMLQuantizationType } from '@huggingface/gguf'
import { expect, test } from 'vitest'
import {
  rowBytes,
  tensorTypeOfId,
  tensorTypeOfName,
} from '../../../src/main/inference/models/tensor-types.ts'

const known = Array.from({ length: 256 }, (_, id) => ({ id, type: tensorTypeOfId(id) })).flatMap(
  ({ id, type }) => (type === null ? [] : [{ id, type }]),
)

test('the ids and names are those of @huggingface/gguf', () => {
  const theirs = Object.entries(GGMLQuantizationType).filter(([, id]) => typeof id === 'number')
  expect(known.length).toBe(theirs.length)
  expect(new Map(known.map(({ id, type }) => [type.name.toUpperCase(), id]))).toEqual(
    new Map(theirs),
  )
})

test('a type takes as many bits for a weight as is written of it', () => {
  // bits per weight, from the sentences of @huggingface/gguf and ggml's own tables
  const bits = {
    f32: 32,
    f16: 16,
    bf16: 16,
    q4_0: 4.5,
    q4_1: 5,
    q5_0: 5.5,
    q5_1: 6,
    q8_0: 8.5,
    q2_k: 2.625,
    q3_k: 3.4375,
    q4_k: 4.5,
    q5_k: 5.5,
    q6_k: 6.5625,
    iq2_xxs: 2.0625,
    iq2_xs: 2.3125,
    iq3_xxs: 3.0625,
    iq1_s: 1.5625,
    iq4_nl: 4.5,
    iq3_s: 3.4375,
    iq2_s: 2.5625,
    iq4_xs: 4.25,
    iq1_m: 1.75,
    tq1_0: 1.6875,
    tq2_0: 2.0625,
    mxfp4: 4.25,
    nvfp4: 4.5,
    q1_0: 1.125,
    q2_0: 2.25,
  }
  const ours = Object.keys(bits).map((name) => {
    const type = tensorTypeOfName(name)
    return [name, type === null ? null : (8 * type.blockBytes) / type.blockElements]
  })
  expect(Object.fromEntries(ours)).toEqual(bits)
})

test('a type is found by its name in any case', () => {
  expect(tensorTypeOfName('Q8_0')?.blockBytes).toBe(34)
  expect(tensorTypeOfName('iq4_nl')?.name).toBe('iq4_nl')
  expect(tensorTypeOfName('q4_k')?.name).toBe('q4_K')
  expect(tensorTypeOfName('constructor')).toBeNull()
  expect(tensorTypeOfId(4)).toBeNull()
})

test('a row takes whole blocks', () => {
  const q8 = tensorTypeOfName('q8_0')
  if (q8 === null) throw new Error('q8_0 is missing')
  expect([0, 32, 33, 1024].map((elements) => rowBytes(q8, elements))).toEqual([0, 34, 68, 1088])
})
