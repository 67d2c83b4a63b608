/** A type of tensors: so many elements share one block of so many bytes. */
export interface TensorType {
  /** As ggml writes it: `f32`, `q4_K`. */
  readonly name: string
  readonly blockElements: number
  readonly blockBytes: number
}

const typeOf = (name: string, blockElements: number, blockBytes: number): TensorType => ({
  name,
  blockElements,
  blockBytes,
})

/**
 * By the id in a GGUF file (ggml/src/ggml.c `type_traits`, of 2026-08). The ids that are left out were given up (4, 5, 31 to 33,
 * 36 to 38): llama.cpp refuses them.
 */
const byId: ReadonlyMap<number, TensorType> = new Map([
  [0, typeOf('f32', 1, 4)],
  [1, typeOf('f16', 1, 2)],
  [2, typeOf('q4_0', 32, 18)],
  [3, typeOf('q4_1', 32, 20)],
  [6, typeOf('q5_0', 32, 22)],
  [7, typeOf('q5_1', 32, 24)],
  [8, typeOf('q8_0', 32, 34)],
  [9, typeOf('q8_1', 32, 36)],
  [10, typeOf('q2_K', 256, 84)],
  [11, typeOf('q3_K', 256, 110)],
  [12, typeOf('q4_K', 256, 144)],
  [13, typeOf('q5_K', 256, 176)],
  [14, typeOf('q6_K', 256, 210)],
  [15, typeOf('q8_K', 256, 292)],
  [16, typeOf('iq2_xxs', 256, 66)],
  [17, typeOf('iq2_xs', 256, 74)],
  [18, typeOf('iq3_xxs', 256, 98)],
  [19, typeOf('iq1_s', 256, 50)],
  [20, typeOf('iq4_nl', 32, 18)],
  [21, typeOf('iq3_s', 256, 110)],
  [22, typeOf('iq2_s', 256, 82)],
  [23, typeOf('iq4_xs', 256, 136)],
  [24, typeOf('i8', 1, 1)],
  [25, typeOf('i16', 1, 2)],
  [26, typeOf('i32', 1, 4)],
  [27, typeOf('i64', 1, 8)],
  [28, typeOf('f64', 1, 8)],
  [29, typeOf('iq1_m', 256, 56)],
  [30, typeOf('bf16', 1, 2)],
  [34, typeOf('tq1_0', 256, 54)],
  [35, typeOf('tq2_0', 256, 66)],
  [39, typeOf('mxfp4', 32, 17)],
  [40, typeOf('nvfp4', 64, 36)],
  [41, typeOf('q1_0', 128, 18)],
  [42, typeOf('q2_0', 64, 18)],
])

const byName: ReadonlyMap<string, TensorType> = new Map(
  [...byId.values()].map((type) => [type.name.toLowerCase(), type]),
)

/** null: none of ggml's. Forks define their own. */
export const tensorTypeOfId = (id: number): TensorType | null => byId.get(id) ?? null

/** By its name in any case, as in `--cache-type-k Q8_0`; null where ggml has none of that name. */
export const tensorTypeOfName = (name: string): TensorType | null =>
  byName.get(name.toLowerCase()) ?? null

/** What a row of so many elements takes (`ggml_row_size`). A block is whole: what is left over takes one more. */
export const rowBytes = (type: TensorType, elements: number): number =>
  Math.ceil(elements / type.blockElements) * type.blockBytes
