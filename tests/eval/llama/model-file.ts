import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import {
  hyperparametersOf,
  type Hyperparameters,
} from '../../../src/main/inference/estimate/hyperparameters.ts'
import { nothingElse, type LlamaModel } from '../../../src/main/inference/estimate/llama.ts'
import { tensorWeights } from '../../../src/main/inference/estimate/tensor-weights.ts'
import { readGguf } from '../../../src/main/inference/models/gguf.ts'
import type { GgufHeader, MetadataValue } from '../../../src/main/inference/models/model-header.ts'
import { tensorTypeOfName } from '../../../src/main/inference/models/tensor-types.ts'
import { UsageError } from '../../../src/shared/exit-code.ts'
import { openBytes } from '../../gguf-file.ts'
import { jsonOrNothing } from '../api/request.ts'

export type NeutralHeader = Pick<GgufHeader, 'metadata' | 'tensors'>

/** A model as the estimate takes it. */
export interface KnownModel {
  readonly header: NeutralHeader
  readonly model: Hyperparameters
  readonly loaded: LlamaModel
}

const metaShape = z.object({
  metadata: z.record(z.string(), z.unknown()),
  tensors_name_shape_type_bytes: z.array(
    z.tuple([z.string(), z.array(z.number()), z.string(), z.number()]),
  ),
})

const ending = /(?:\.gguf)?\.(?:header\.gguf|meta\.json)$/

/** The models of a folder by their file's name without its ending: the real header of a file, else what was told of it. */
export async function modelsIn(folder: string): Promise<ReadonlyMap<string, KnownModel>> {
  const models = new Map<string, KnownModel>()
  const files = (await readdir(folder)).filter((file) => ending.test(file))
  // a .meta.json gives way to a .header.gguf
  for (const file of files.toSorted((a, b) => Number(isHeader(a)) - Number(isHeader(b))))
    models.set(file.replace(ending, ''), await readModel(join(folder, file)))
  return models
}

const isHeader = (file: string): boolean => file.endsWith('.header.gguf')

async function readModel(path: string): Promise<KnownModel> {
  const bytes = await readFile(path)
  const header = isHeader(path)
    ? await readGguf(openBytes(bytes), { mayBeCut: true })
    : headerOfMeta(jsonOrNothing(bytes.toString('utf8')), path)
  return knownModel(header)
}

export function knownModel(header: NeutralHeader): KnownModel {
  const { metadata, tensors } = header
  const model = hyperparametersOf(metadata, tensors)
  return {
    header,
    model,
    loaded: { model, weights: tensorWeights(tensors, model), ...nothingElse },
  }
}

const usualAlignmentBytes = 32

export function headerOfMeta(json: unknown, path: string): NeutralHeader {
  const parsed = metaShape.safeParse(json)
  if (!parsed.success) throw new UsageError(`${path}: it tells of no model file`)
  const { metadata, tensors_name_shape_type_bytes: listed } = parsed.data
  const stated = metadata['general.alignment']
  const alignmentBytes = typeof stated === 'number' ? stated : usualAlignmentBytes
  let offsetBytes = 0
  const tensors = listed.map(([name, dimensions, type, bytes]) => {
    const tensor = {
      name,
      dimensions,
      type: tensorTypeOfName(type)?.name ?? type,
      bytes,
      offsetBytes,
      fileIndex: 0,
    }
    offsetBytes += Math.ceil(bytes / alignmentBytes) * alignmentBytes
    return tensor
  })
  return { metadata: new Map(Object.entries(metadata).map(([k, v]) => [k, valueOf(v)])), tensors }
}

const listShape = z.object({ array_length: z.number() })

/** `{array_length: 4096}`: a list that was too long to be told. */
function valueOf(value: unknown): MetadataValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  const numbers = z.array(z.number()).safeParse(value)
  if (numbers.success) return numbers.data
  const flags = z.array(z.boolean()).safeParse(value)
  if (flags.success) return flags.data
  const { data } = listShape.safeParse(value)
  return { itemCount: data?.array_length ?? (Array.isArray(value) ? value.length : 0) }
}
