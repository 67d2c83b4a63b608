import { z } from 'zod/mini'
import { printable } from '../../../../shared/printable.ts'
import type { SafetensorsModel } from '../../models/safetensors-folder.ts'
import type { Tensor } from '../../models/model-header.ts'

/** How the weights of a model are stored, and how many bits that makes for each of them. */
export interface MlxQuantization {
  /** `4 bit, groups of 64`, `mixed: 4 and 6 bit, groups of 64`, `bf16`. */
  readonly text: string
  readonly isMixed: boolean
  /** With scales and biases, over all weights; null where it cannot be told. */
  readonly bitsPerWeight: number | null
  /** Of another program than MLX; null: of MLX, or none at all. */
  readonly foreignMethod: string | null
}

const rowForm = z.object({
  bits: z.nullish(z.int().check(z.gte(1), z.lte(16))),
  group_size: z.nullish(z.int().check(z.gte(1), z.lte(65_536))),
  mode: z.nullish(z.string()),
  quant_method: z.nullish(z.string()),
})
type Row = z.infer<typeof rowForm>
const tableForm = z.record(z.string(), z.unknown())
const outerForm = z.object({
  quantization: z.nullish(tableForm),
  quantization_config: z.nullish(tableForm),
})

/** Methods whose files mlx-lm takes as they are, or makes its own of when it loads them (mlx_lm/utils.py). */
const takenMethods: ReadonlySet<string> = new Set([
  'mxfp4',
  'fp8',
  'awq',
  'gptq',
  'bitnet',
  'compressed-tensors',
])

// {"quantization":{"group_size":64,"bits":4,"mode":"affine","model.layers.0.mlp.down_proj":{"group_size":64,"bits":6},"lm_head":false}}
export function mlxQuantizationOf(model: SafetensorsModel): MlxQuantization {
  const outer = outerForm.safeParse(model.config)
  const table = outer.success
    ? (outer.data.quantization ?? outer.data.quantization_config ?? null)
    : null
  const usual = rowForm.safeParse(table)
  const row: Row = usual.success ? usual.data : {}
  const method = row.quant_method ?? null
  const weights = quantizedWeights(model.tensors)
  const rows = table === null ? [] : weights.map(({ module }) => rowOf(table, row, module))
  const { text, isMixed } =
    rows.length === 0 ? { text: withoutRows(model, method), isMixed: false } : textOf(rows)
  return {
    text,
    isMixed,
    bitsPerWeight: rows.length === 0 ? null : meanBits(model.tensors, weights, rows),
    foreignMethod: method === null || takenMethods.has(method) ? null : printable(method, 40),
  }
}

interface QuantizedWeight {
  readonly module: string
  readonly tensor: Tensor
}

/** `….weight` beside `….scales`. */
function quantizedWeights(tensors: readonly Tensor[]): readonly QuantizedWeight[] {
  const names = new Set(tensors.map(({ name }) => name))
  return tensors.flatMap((tensor) => {
    const module = /^(.*)\.weight$/s.exec(tensor.name)?.[1]
    return module !== undefined && tensor.type === 'u32' && names.has(`${module}.scales`)
      ? [{ module, tensor }]
      : []
  })
}

function rowOf(table: Readonly<Record<string, unknown>>, usual: Row, module: string): Row {
  const own = rowForm.safeParse(Object.hasOwn(table, module) ? table[module] : null)
  return own.success ? { ...usual, ...own.data } : usual
}

function textOf(rows: readonly Row[]): Pick<MlxQuantization, 'text' | 'isMixed'> {
  const modes = distinct(rows.map(({ mode }) => mode ?? 'affine'))
  const bits = distinct(rows.map((row) => row.bits ?? 0)).toSorted((a, b) => a - b)
  const groups = distinct(rows.map((row) => row.group_size ?? 0)).toSorted((a, b) => a - b)
  const [mode] = modes
  const width =
    modes.length === 1 && mode !== undefined && mode !== 'affine'
      ? printable(mode, 20)
      : `${bits.map(String).join(' and ')} bit`
  const isMixed = bits.length > 1 || modes.length > 1
  const group = groups.map(String).join(' and ')
  return { isMixed, text: `${isMixed ? 'mixed: ' : ''}${width}, groups of ${group}` }
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

/** Words of 32 bits hold as many weights as fit; all else counts as it is. */
function meanBits(
  tensors: readonly Tensor[],
  weights: readonly QuantizedWeight[],
  rows: readonly Row[],
): number | null {
  if (rows.some(({ bits }) => bits === null || bits === undefined)) return null
  const modules = new Set(weights.map(({ module }) => module))
  const isPart = ({ name }: Tensor): boolean => modules.has(name.replace(/\.[^.]*$/s, ''))
  const bytes = tensors.filter(isPart).reduce((sum, tensor) => sum + tensor.bytes, 0)
  const counts = weights.map(({ tensor }, index) => (tensor.bytes * 8) / (rows[index]?.bits ?? 8))
  const count = counts.reduce((sum, one) => sum + one, 0)
  return count === 0 ? null : (bytes * 8) / count
}

/** What most of its bytes are of. */
function withoutRows({ tensors }: SafetensorsModel, method: string | null): string {
  if (method !== null) return printable(method, 40)
  const bytes = new Map<string, number>()
  for (const tensor of tensors) bytes.set(tensor.type, (bytes.get(tensor.type) ?? 0) + tensor.bytes)
  const [most] = [...bytes].toSorted((a, b) => b[1] - a[1])
  return most === undefined ? 'no weights' : most[0]
}
