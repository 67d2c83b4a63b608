import { ParseError } from '../../shared/parse.ts'
import { formatBytes } from '../../shared/units.ts'
import { bitsOfQuantization } from '../inference/estimate/family-guess.ts'
import type { Need } from '../inference/estimate/need.ts'
import type { Changes, Setting, Way } from './sizer.ts'

/** The same model in fewer bits. */
export interface SmallerQuant {
  readonly name: string
  /** What its weights are of those that there are now. */
  readonly ratio: number
  /** Below four bits answers are plainly worse (inference-logs.md §6). */
  readonly isTiny: boolean
}

/** As models are usually published, the largest first. */
const ggufNames: readonly string[] = 'Q8_0 Q6_K Q5_K_M Q4_K_M IQ4_XS Q3_K_M Q2_K'.split(' ')
const mlxNames: readonly string[] = ['8bit', '6bit', '4bit', '3bit']
const leastBits = 4
/** What is hardly smaller is not worth a download. */
const mostRatio = 0.97
/** Made of 4 bits from the start: smaller files of those models hardly differ. */
const bornSmall = /^(?:mxfp4|nvfp4|tq)/i

/** `quantization`: as the file calls it; null, or a name that is not known: nothing can be said. */
export function smallerGgufs(quantization: string | null): readonly SmallerQuant[] {
  if (quantization === null || bornSmall.test(quantization)) return []
  try {
    return smallerThan(bitsOfQuantization(quantization), ggufNames)
  } catch (error) {
    if (error instanceof ParseError) return [] // it is none of the names of the table
    throw error
  }
}

export const smallerMlx = (bitsPerWeight: number): readonly SmallerQuant[] =>
  smallerThan(bitsPerWeight, mlxNames)

const smallerThan = (bits: number, names: readonly string[]): readonly SmallerQuant[] =>
  names
    .map((name) => ({ name, ownBits: bitsOfQuantization(name) }))
    .filter(({ ownBits }) => ownBits < mostRatio * bits)
    .map(({ name, ownBits }) => ({ name, ratio: ownBits / bits, isTiny: ownBits < leastBits }))

/** What it takes with other weights: caches and buffers stay as they are. */
export function withWeights(
  need: Need,
  quants: readonly SmallerQuant[],
  { quantization }: Changes,
): Need {
  const ratio = quants.find(({ name }) => name === quantization)?.ratio ?? 1
  if (ratio === 1) return need
  const parts = need.parts.map((part) =>
    part.name === 'weights'
      ? {
          ...part,
          bytes: Math.round(part.bytes * ratio),
          onGpuBytes: Math.round(part.onGpuBytes * ratio),
          basis: part.basis === 'exact' ? ('approximate' as const) : part.basis,
        }
      : part,
  )
  return { ...need, parts }
}

/** One way for those that are still good, one for the others. */
export function quantWays(quants: readonly SmallerQuant[], need: Need): readonly Way[] {
  const nowBytes = weightsOf(need)
  const wayOf = (isTiny: boolean): Way => ({
    kind: 'smaller-quant',
    rung: isTiny ? 'tiny weights' : 'smaller weights',
    steps: quants
      .filter((quant) => quant.isTiny === isTiny)
      .map(({ name }) => ({ quantization: name })),
    text: (changes) => {
      const thenBytes = weightsOf(withWeights(need, quants, changes))
      return `take the same model in ${changes.quantization ?? ''} (its weights are then about ${formatBytes(thenBytes)} instead of ${formatBytes(nowBytes)})`
    },
    costs: isTiny
      ? 'a download; answers are plainly worse'
      : 'a download; answers are a little worse',
  })
  return [wayOf(false), wayOf(true)].filter(({ steps }) => steps.length > 0)
}

/** Which file of which publisher it is nobody can say here, only how much of it is to be loaded. */
export function fileSetting(
  quants: readonly SmallerQuant[],
  need: Need,
  { quantization }: Changes,
): readonly Setting[] {
  if (quantization === undefined) return []
  const bytes = weightsOf(withWeights(need, quants, { quantization }))
  const text = `download its files of ${quantization} (about ${formatBytes(bytes)})`
  return [{ flag: null, how: { kind: 'act', text } }]
}

const weightsOf = ({ parts }: Need): number =>
  parts.find(({ name }) => name === 'weights')?.bytes ?? 0
