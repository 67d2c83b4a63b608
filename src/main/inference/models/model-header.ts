/** A value of a header's metadata. Lists of texts, and lists that are longer than is kept, are told by their length alone. */
export type MetadataValue =
  string | number | boolean | readonly number[] | readonly boolean[] | SkippedList

interface SkippedList {
  readonly itemCount: number
}

export type Metadata = ReadonlyMap<string, MetadataValue>

/** A tensor as the header of its file tells it. */
export interface Tensor {
  readonly name: string
  /** Its fastest dimension first (`ne[0]` of ggml): a row. */
  readonly dimensions: readonly number[]
  /** As ggml names it: `q4_K`, `f32`; `type 4711` where we do not know it. */
  readonly type: string
  /** What it takes: by its type and its dimensions; of unknown types, what lies before the next tensor of the file. */
  readonly bytes: number
  /** From the beginning of the file's data. */
  readonly offsetBytes: number
  /** Which file of the model holds it; 0 where there is one. */
  readonly fileIndex: number
}

/** One GGUF file, or all shards of one model as one (spec: ggml/docs/gguf.md). */
export interface GgufHeader {
  readonly kind: 'gguf'
  readonly version: number
  readonly byteOrder: 'little' | 'big'
  readonly metadata: Metadata
  readonly tensors: readonly Tensor[]
  /** One for each file: what lies before its data, and how long it is. */
  readonly files: readonly { readonly dataOffsetBytes: number; readonly fileBytes: number }[]
  /** Types of tensors that are none of ggml's: their bytes are taken from the offsets. */
  readonly unknownTypes: readonly string[]
}
