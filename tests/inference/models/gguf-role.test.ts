import { expect, test } from 'vitest'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import { roleOf } from '../../../src/main/inference/models/gguf-role.ts'
import { ggufBytes, openBytes, type GgufValue } from '../../gguf-file.ts'

const cases: readonly {
  readonly what: string
  readonly metadata: Readonly<Record<string, GgufValue>>
  readonly tensor?: string | null
  readonly kind: string
}[] = [
  { what: 'a language model', metadata: { 'general.architecture': 'llama' }, kind: 'model' },
  {
    what: 'a language model that says so',
    metadata: { 'general.architecture': 'qwen3moe', 'general.type': 'model' },
    kind: 'model',
  },
  {
    what: 'an architecture of tomorrow',
    metadata: { 'general.architecture': 'x9' },
    kind: 'model',
  },
  { what: 'an encoder of texts', metadata: { 'general.architecture': 't5encoder' }, kind: 'model' },
  { what: 'a projector', metadata: { 'general.architecture': 'clip' }, kind: 'projector' },
  {
    what: 'a projector by its type',
    metadata: { 'general.architecture': 'x9', 'general.type': 'mmproj' },
    kind: 'projector',
  },
  {
    what: 'a LoRA',
    metadata: {
      'general.architecture': 'llama',
      'general.type': 'adapter',
      'adapter.type': 'lora',
    },
    kind: 'adapter',
  },
  {
    what: 'a LoRA by its tensors',
    metadata: { 'general.architecture': 'llama' },
    tensor: 'blk.0.attn_q.weight.lora_a',
    kind: 'adapter',
  },
  {
    what: 'a control vector',
    metadata: { 'general.architecture': 'controlvector' },
    kind: 'adapter',
  },
  {
    what: 'an importance matrix',
    metadata: { 'general.type': 'imatrix', 'imatrix.chunk_count': { u32: 1 } },
    kind: 'other',
  },
  { what: 'Flux', metadata: { 'general.architecture': 'flux' }, kind: 'image-model' },
  { what: 'Wan', metadata: { 'general.architecture': 'wan' }, kind: 'image-model' },
  { what: 'SD3', metadata: { 'general.architecture': 'sd3' }, kind: 'image-model' },
  {
    what: 'a diffusion model without metadata',
    metadata: {},
    tensor: 'model.diffusion_model.input_blocks.0.0.weight',
    kind: 'image-model',
  },
  {
    what: 'a vocabulary',
    metadata: { 'general.architecture': 'llama' },
    tensor: null,
    kind: 'other',
  },
  { what: 'something nameless', metadata: {}, kind: 'other' },
  {
    what: 'a name that is no text',
    metadata: { 'general.architecture': { u8: 1 } },
    kind: 'other',
  },
]

test.each(cases)('$what is: $kind', async ({ metadata, tensor = 'token_embd.weight', kind }) => {
  const tensors = tensor === null ? [] : [{ name: tensor, dimensions: [1], typeId: 0 }]
  const bytes = ggufBytes({ metadata: Object.entries(metadata), tensors })
  const role = roleOf(await readGguf(openBytes(bytes)))
  expect(role.kind).toBe(kind)
  expect(role.reason).toMatch(/^it[s ]/)
})
