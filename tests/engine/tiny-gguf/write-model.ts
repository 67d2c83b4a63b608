import { closeSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs'
import { ggufDataBytes, ggufHeaderBytes, tensorBytes, type GgufPlan } from '../../gguf-file.ts'
import { typeIds, type TinyModel, type TinyTensor } from './tensors.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface WrittenModel {
  readonly fileBytes: number
  /** Of all tensors, as `meta.size` of llama-server tells it. */
  readonly weightsBytes: number
}

export interface WriteOptions {
  readonly seed?: number
  /** Of the full size, but its weights are a hole: no engine computes with it, and it takes no more disk than its header. */
  readonly isHollow?: boolean
}

/** Where the data of every tensor begins: at a multiple of this (GGUF v3, general.alignment). */
const alignmentBytes = 32
const mostlyF16 = 1 // general.file_type

/** Writes a model with random weights. */
export function writeModel(
  path: string,
  model: TinyModel,
  vocabulary: Vocabulary,
  { seed = 7, isHollow = false }: WriteOptions = {},
): WrittenModel {
  const plan = planOf(model, vocabulary)
  const header = ggufHeaderBytes(plan)
  const file = openSync(path, 'w')
  try {
    writeSync(file, header)
    if (isHollow) ftruncateSync(file, header.length + ggufDataBytes(plan))
    else for (const tensor of model.tensors) writeSync(file, dataOf(tensor, seed))
  } finally {
    closeSync(file)
  }
  const weightsBytes = model.tensors.reduce((sum, tensor) => sum + bytesOf(tensor), 0)
  return { fileBytes: statSync(path).size, weightsBytes }
}

function planOf({ architecture, settings, tensors }: TinyModel, vocabulary: Vocabulary): GgufPlan {
  return {
    metadata: [
      ['general.architecture', architecture],
      ['general.type', 'model'],
      ['general.name', `Tiny Random ${architecture}`],
      ['general.file_type', { u32: mostlyF16 }],
      [`${architecture}.vocab_size`, { u32: vocabulary.size }],
      ...settings.map(([key, value]) => [`${architecture}.${key}`, value] as const),
      ...vocabulary.metadata,
    ],
    tensors: tensors.map(planned),
    alignmentBytes,
  }
}

const planned = ({ name, dimensions, type }: TinyTensor) => ({
  name,
  dimensions,
  typeId: typeIds[type],
})

const bytesOf = (tensor: TinyTensor): number => tensorBytes(planned(tensor))

/** Padded up to where the next one begins. */
function dataOf(tensor: TinyTensor, seed: number): Buffer {
  const byteCount = bytesOf(tensor)
  const data = Buffer.alloc(Math.ceil(byteCount / alignmentBytes) * alignmentBytes)
  const count = tensor.dimensions.reduce((product, dimension) => product * dimension, 1)
  const random = createRandom(seed + tensor.name.length + count)
  const rowBytes = byteCount / (count / (tensor.dimensions[0] ?? 1))
  fill(data.subarray(tensor.zeroRows * rowBytes, byteCount), tensor, random)
  return data
}

/** Random numbers are of one size, 1/64 to 1/32, of either sign. */
function fill(data: Buffer, tensor: TinyTensor, random: () => number): void {
  switch (tensor.type) {
    case 'f32':
      for (let at = 0; at < data.length; at += 4) data.writeFloatLE(f32For(tensor, random), at)
      break
    case 'f16':
      for (let at = 0; at < data.length; at += 2)
        data.writeUInt16LE((random() & 0x83ff) | 0x2400, at)
      break
    case 'mxfp4':
      // one exponent for each 32 numbers of four bits, of which the largest is 6
      for (let at = 0; at < data.length; at += 1)
        data[at] = at % 17 === 0 ? 127 - 8 : random() & 0xff
      break
  }
}

function f32For({ fill: how }: TinyTensor, random: () => number): number {
  switch (how) {
    case 'ones':
      return 1
    case 'minus ones':
      return -1
    case 'random':
      return ((random() & 0x3ff) / 0x400 + 1) / ((random() & 1) === 0 ? 64 : -64)
  }
}

/** xorshift32: whole numbers, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
