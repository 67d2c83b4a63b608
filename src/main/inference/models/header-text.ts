import { z } from 'zod/mini'
import { anAmount } from '../../host/amount.ts'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { checkJsonShape } from './json-shape.ts'
import { maxDimensions, maxMetadataPairs, maxShards, maxTensors } from './gguf-limits.ts'
import type { GgufHeader, MetadataValue, Tensor } from './model-header.ts'
import type { SafetensorsModel } from './safetensors-folder.ts'

/** What of a header a need is reckoned from, as text that is small enough for a recording: some 50 bytes a tensor. */

/** Chat templates and licences are longer, and no figure is taken from those. */
const maxKeptText = 200
const maxJsonItems = 20 * maxTensors
const maxJsonDepth = 34
const maxItems = 8_192

/** JSON has no infinities (Gemma 3n has some in its metadata), and none of them is reckoned with. */
const isKept = (value: MetadataValue | string): boolean =>
  isShort(value) && (Array.isArray(value) ? value : [value]).every(isTellable)

const isTellable = (value: unknown): boolean => typeof value !== 'number' || Number.isFinite(value)

const isShort = (value: unknown): boolean =>
  typeof value !== 'string' || value.length <= maxKeptText

/** In columns, as a list of lists is a third as long as one of objects. */
const tensorRows = (tensors: readonly Tensor[]): readonly unknown[] =>
  tensors.map(({ name, dimensions, type, bytes, offsetBytes, fileIndex }) => [
    name,
    dimensions,
    type,
    bytes,
    offsetBytes,
    fileIndex,
  ])

export const ggufHeaderText = ({ tensors, metadata, ...others }: GgufHeader): string =>
  JSON.stringify({
    ...others,
    metadata: [...metadata].filter(([, value]) => isKept(value)),
    tensors: tensorRows(tensors),
  })

export const safetensorsText = ({ tensors, metadata, ...others }: SafetensorsModel): string =>
  JSON.stringify({
    ...others,
    metadata: [...metadata].filter(([, value]) => isKept(value)),
    tensors: tensorRows(tensors),
  })

const aText = z.string().check(z.maxLength(4_096))

const tensorShape = z.pipe(
  z.tuple([
    aText,
    z.array(anAmount).check(z.maxLength(4 * maxDimensions)),
    aText,
    anAmount,
    anAmount,
    anAmount,
  ]),
  z.transform(([name, dimensions, type, bytes, offsetBytes, fileIndex]): Tensor => ({
    name,
    dimensions,
    type,
    bytes,
    offsetBytes,
    fileIndex,
  })),
)
const tensorsShape = z.array(tensorShape).check(z.maxLength(maxTensors))

const valueShape: z.ZodMiniType<MetadataValue> = z.union([
  aText,
  z.number(),
  z.boolean(),
  z.array(z.number()).check(z.maxLength(maxItems)),
  z.array(z.boolean()).check(z.maxLength(maxItems)),
  z.object({ itemCount: anAmount }),
])

const ggufShape = z.object({
  kind: z.literal('gguf'),
  version: z.number(),
  byteOrder: z.enum(['little', 'big']),
  metadata: z.array(z.tuple([aText, valueShape])).check(z.maxLength(maxMetadataPairs)),
  tensors: tensorsShape,
  files: z
    .array(z.object({ dataOffsetBytes: anAmount, fileBytes: anAmount }))
    .check(z.maxLength(maxShards)),
  unknownTypes: z.array(aText),
})

const safetensorsShape = z.object({
  kind: z.literal('safetensors'),
  metadata: z.array(z.tuple([aText, aText])).check(z.maxLength(maxMetadataPairs)),
  tensors: tensorsShape,
  files: z
    .array(z.object({ name: aText, dataOffsetBytes: anAmount, fileBytes: anAmount }))
    .check(z.maxLength(maxShards)),
  config: z.unknown(),
  unknownTypes: z.array(aText),
})

/** Throws ParseError. */
export function parseGgufHeaderText(text: string): GgufHeader {
  const { metadata, ...others } = checked(ggufShape, text)
  return { ...others, metadata: new Map(metadata) }
}

/** Throws ParseError. */
export function parseSafetensorsText(text: string): SafetensorsModel {
  const { metadata, ...others } = checked(safetensorsShape, text)
  return { ...others, metadata: new Map(metadata) }
}

function checked<T>(shape: z.ZodMiniType<T>, text: string): T {
  checkJsonShape(text, { maxDepth: maxJsonDepth, maxItems: maxJsonItems })
  const parsed = shape.safeParse(jsonIn(text))
  if (parsed.success) return parsed.data
  throw new ParseError('it is not the header of a model as Headroom writes it')
}
