import { tensorTypeOfName } from '../../models/tensor-types.ts'
import { optionIn } from '../arguments.ts'
import { llamaOptions, type LlamaOptions } from '../llama-arguments.ts'

/** Longer lists are no benchmark. */
const maxValues = 64

/** Every value of an option, which may be given more than once, with commas between them, and as a range: `0-4096*2`. */
function valuesIn(args: readonly string[], ...names: readonly string[]): readonly string[] {
  const all = args.flatMap((word, index) => {
    const name = names.find((one) => word === one || word.startsWith(`${one}=`))
    if (name === undefined) return []
    const text = word === name ? (args[index + 1] ?? '') : word.slice(name.length + 1)
    return text.split(',').filter((value) => value !== '')
  })
  return all.slice(0, maxValues)
}

/** The ends of ranges are values of them. */
const countsIn = (args: readonly string[], ...names: readonly string[]): readonly number[] =>
  valuesIn(args, ...names)
    .flatMap((value) => value.replace(/[*+]\d+$/, '').split('-'))
    .filter((value) => /^\d{1,9}$/.test(value))
    .map(Number)

const most = (values: readonly number[], usual: number): number =>
  values.length === 0 ? usual : Math.max(...values)

/** `-pg 512,128` is a prompt and its answer. */
function longestIn(args: readonly string[]): number {
  const pairs = args.flatMap((word, index) => (word === '-pg' ? [args[index + 1] ?? ''] : []))
  const lengths = pairs.slice(0, maxValues).map((pair) =>
    pair
      .split(',')
      .map(Number)
      .reduce((sum, one) => sum + (Number.isSafeInteger(one) && one > 0 ? one : 0), 0),
  )
  return Math.max(
    most(countsIn(args, '-p', '--n-prompt'), usual.prompt),
    most(countsIn(args, '-n', '--n-gen'), usual.answer),
    ...lengths,
  )
}

/** What llama-bench tries where it is not told (tools/llama-bench). */
const usual = { prompt: 512, answer: 128, batch: 2_048, ubatch: 512 } as const

/** A benchmark tries every combination, one after another: of each option the value that takes the most. null: several models. */
export function optionsOfBench(args: readonly string[]): LlamaOptions | null {
  if (valuesIn(args, '-m', '--model').length > 1) return null
  const tokens = longestIn(args) + most(countsIn(args, '-d', '--n-depth'), 0)
  const layers = valuesIn(args, '-ngl', '--n-gpu-layers').map(Number)
  const flash = valuesIn(args, '-fa', '--flash-attn')
  const [keyType, valueType] = [
    widest(valuesIn(args, '-ctk', '--cache-type-k')),
    widest(valuesIn(args, '-ctv', '--cache-type-v')),
  ]
  const isFlash =
    flash.length > 0 ? !flash.some((word) => /^(?:0|off)$/.test(word)) : isQuantised(valueType)
  const words = [
    `--ctx-size=${tokens}`,
    `--batch-size=${most(countsIn(args, '-b', '--batch-size'), usual.batch)}`,
    `--ubatch-size=${most(countsIn(args, '-ub', '--ubatch-size'), usual.ubatch)}`,
    // computing takes more without it; older ones are without it where they are not told, and a quantised V needs it
    `--flash-attn=${isFlash ? 'on' : 'off'}`,
    `--cache-type-k=${keyType}`,
    `--cache-type-v=${valueType}`,
    ...(layers.length === 0 || layers.some((count) => !(count >= 0))
      ? []
      : [`--n-gpu-layers=${Math.max(...layers)}`]),
    ...leastMoe(args),
    ...(isEvery(valuesIn(args, '-nkvo', '--no-kv-offload')) ? ['--no-kv-offload'] : []),
    ...(isEvery(valuesIn(args, '-embd', '--embeddings')) ? ['--embeddings'] : []),
    ...(valuesIn(args, '-mmp', '--mmap').includes('0') ? ['--no-mmap'] : []),
  ]
  const passed = (name: string, value: string | null): readonly string[] =>
    value === null ? [] : [`${name}=${value}`]
  return llamaOptions([
    'llama-bench',
    ...passed('--model', optionIn(args, '-m', '--model')),
    ...passed('--hf-file', optionIn(args, '-hff', '--hf-file')),
    ...words,
  ])
}

const isQuantised = (name: string): boolean => (tensorTypeOfName(name)?.blockElements ?? 1) > 1

const isEvery = (values: readonly string[]): boolean =>
  values.length > 0 && values.every((value) => value === '1')

function leastMoe(args: readonly string[]): readonly string[] {
  const counts = countsIn(args, '-ncmoe', '--n-cpu-moe')
  return counts.length === 0 ? [] : [`--n-cpu-moe=${Math.min(...counts)}`]
}

const bitsOf = (name: string): number => {
  const type = tensorTypeOfName(name)
  return type === null ? 0 : type.blockBytes / type.blockElements
}

const widest = (names: readonly string[]): string =>
  names.toSorted((a, b) => bitsOf(b) - bitsOf(a))[0] ?? 'f16'
