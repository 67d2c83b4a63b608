import {
  ggufBytes,
  ggufHeaderBytes,
  type GgufPlan,
  type GgufTensorPlan,
  type GgufValue,
} from '../../gguf-file.ts'
import { safetensorsBytes, safetensorsHead } from '../../safetensors-file.ts'

/** Files that are no models, or damaged ones: composed by us. */

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0))

/** What files of other kinds begin with. */
export const foreign: readonly Uint8Array[] = [
  '',
  'PK\u0003\u0004....',
  '<!doctype html>',
  '<?xml version="1.0"?>',
  'version https://git-lfs.github.com/spec/v1',
  'tjgg\u0001\u0000',
  'GGUF',
  '\u0020\u0000\u0000\u0000\u0000\u0000\u0000\u0000{',
  '\u0080\u0002}q',
  '\u0089HDF',
  '\u001f\u008b\u0008',
  '\u0028\u00b5\u002f\u00fd',
  '\u00fd7zXZ',
  'BZh9',
  '7z\u00bc\u00af',
  '{"a":1}',
  '\u0000\u0000\u0000\u0000',
  'plain words',
  '\u00ff\u00fea',
  '\u0001\u0002\u0003\u0004',
].map(bytesOf)

const u64 = (value: bigint): readonly number[] => [
  ...new Uint8Array(BigUint64Array.of(value).buffer),
]
const list = (itemType: number, count: bigint): GgufValue => ({
  typeId: 9,
  bytes: [itemType, 0, 0, 0, ...u64(count)],
})
const nested = (depth: number): GgufValue =>
  depth === 0 ? { list: 'u8', items: [1] } : { lists: [nested(depth - 1)] }
const valued = (value: GgufValue): GgufPlan => ({ metadata: [['k', value]] })
const tensor = (one: Partial<GgufTensorPlan>): GgufPlan => ({
  dataBytes: 4_096,
  tensors: [{ name: 't', dimensions: [32], typeId: 0, offsetBytes: 0, ...one }],
})
const two = (one: Partial<GgufTensorPlan>, other: Partial<GgufTensorPlan>): GgufPlan => ({
  tensors: [
    { name: 'a', dimensions: [16], typeId: 0, ...one },
    { name: 'b', dimensions: [16], typeId: 0, ...other },
  ],
})
const part = (no: number, count: number, tensorCount = 2): GgufPlan => ({
  metadata: [
    ['general.architecture', 'llama'],
    ['split.no', { u16: no }],
    ['split.count', { u16: count }],
    ['split.tensors.count', { i32: tensorCount }],
  ],
  tensors: [{ name: 't', dimensions: [8], typeId: 0 }],
})
const keyed = (...pairs: readonly (readonly [string, GgufValue])[]): GgufPlan => ({
  metadata: pairs,
  tensors: [{ name: 't', dimensions: [8], typeId: 0 }],
})

export const wrongGguf: readonly Uint8Array[] = [
  ...[
    { version: 4 },
    { version: 0 },
    keyed(['k', 'a'], ['k', 'b']),
    { metadata: [['k'.repeat(2_048), 'a'] as const] },
    valued({ typeId: 13, bytes: [1] }),
    valued(nested(4)),
    tensor({ name: 'n'.repeat(257) }),
    tensor({ dimensions: [1, 1, 1, 1, 1] }),
    tensor({ dimensions: [2 ** 32, 2 ** 32] }),
    tensor({ dimensions: [2 ** 51], typeId: 28 }),
    tensor({ dimensions: [48], typeId: 8 }),
    tensor({ offsetBytes: 8_192 }),
    two({ name: 'a' }, { name: 'a' }),
    two({ offsetBytes: 0 }, { offsetBytes: 32 }),
    keyed(['general.alignment', { u32: 3 }]),
    keyed(['general.architecture', 'llama']),
    keyed(['general.architecture', 'llama'], ['llama.block_count', { u32: 100_000 }]),
    keyed(['general.type', 'mmproj']),
    keyed(['general.type', 'adapter']),
    keyed(['general.type', 'imatrix']),
    keyed(['general.architecture', 'controlvector']),
    keyed(['general.name', 'x']),
    { metadata: [['general.architecture', 'llama'] as const], tensors: [] },
    part(0, 2_000),
    part(0, 3),
  ].map(ggufBytes),
  ...[
    { tensorCount: 2n ** 60n },
    { tensorCount: 500 },
    { pairCount: 2n ** 60n },
    valued(list(10, 2n ** 61n)),
    valued({ typeId: 8, bytes: u64(2n ** 40n) }),
  ].map(ggufHeaderBytes),
]

/** By their names, each a folder of files that should be one model. */
export const wrongShards: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>> = {
  missing: { 'm-00001-of-00002.gguf': ggufBytes(part(0, 2)) },
  misnamed: { 'm-00001-of-00003.gguf': ggufBytes(part(0, 2)) },
  renumbered: {
    'm-00001-of-00002.gguf': ggufBytes(part(0, 2)),
    'm-00002-of-00002.gguf': ggufBytes(part(4, 2)),
  },
  numberless: {
    'm-00001-of-00002.gguf': ggufBytes(part(0, 2)),
    'm-00002-of-00002.gguf': ggufBytes(keyed(['general.architecture', 'llama'])),
  },
  differing: {
    'm-00001-of-00002.gguf': ggufBytes(part(0, 2)),
    'm-00002-of-00002.gguf': ggufBytes(part(1, 2, 9)),
  },
  short: {
    'm-00001-of-00002.gguf': ggufBytes(part(0, 2, 9)),
    'm-00002-of-00002.gguf': ggufBytes(part(1, 2, 9)),
  },
  twice: {
    'm-00001-of-00002.gguf': ggufBytes(part(0, 2)),
    'm-00002-of-00002.gguf': ggufBytes(part(1, 2)),
  },
  torn: {
    'm-00001-of-00002.gguf': ggufBytes(part(0, 2)),
    'm-00002-of-00002.gguf': bytesOf('<html></html>'),
  },
}

const entry = (dtype: unknown, shape: readonly number[], begin: number, end: number): unknown => ({
  t: { dtype, shape, data_offsets: [begin, end] },
})

export const wrongSafetensors: readonly Uint8Array[] = [
  safetensorsHead({}, 2n ** 60n),
  safetensorsHead({}, 4_096n),
  safetensorsHead('{"a'),
  safetensorsHead('{"a":[[[[1]]]]}'),
  safetensorsHead('{"a":\u0001}'),
  safetensorsBytes({ __metadata__: { a: 1 } }, 0),
  safetensorsBytes({ t: 1 }, 0),
  safetensorsBytes(entry('F32', [-1], 0, 4), 4),
  safetensorsBytes(entry('F32', [4], 0, 4), 4),
  safetensorsBytes(entry('F32', [4], 0, 16), 4),
  safetensorsBytes(
    {
      a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] },
      b: { dtype: 'F32', shape: [4], data_offsets: [8, 24] },
    },
    24,
  ),
]

/** What `config.json` may say in place of a model. */
export const wrongConfigs: readonly string[] = [
  'not JSON',
  '"text"',
  '[]',
  '{}',
  `${'['.repeat(40)}${']'.repeat(40)}`,
  '{"model_type":"llama","num_hidden_layers":"four"}',
  '{"model_type":"llama","num_hidden_layers":4}',
  '{"model_type":"llama","num_hidden_layers":4,"hidden_size":64}',
  '{"model_type":"llama","num_hidden_layers":99999999,"hidden_size":64}',
  '{"model_type":"nemotron_h","num_hidden_layers":4,"hidden_size":64,"num_attention_heads":4}',
]
