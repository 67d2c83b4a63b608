import { mostUnknownTokens } from '../inference/estimate/longest-context.ts'
import { UsageError } from '../../shared/exit-code.ts'
import { hasMlxOption } from '../inference/engine-options.ts'
import { mlxEstimateOf } from '../inference/estimate/mlx/estimate-mlx.ts'
import { mlxFactsOf } from '../inference/estimate/mlx/mlx-facts.ts'
import { mlxKvWidthsOf, type MlxKvWidth } from '../inference/estimate/mlx/mlx-kv-widths.ts'
import { mlxQuantizationOf } from '../inference/estimate/mlx/mlx-quantization.ts'
import {
  defaultMlxRun,
  stepTokens,
  usualContextTokens,
  type MlxRun,
} from '../inference/estimate/mlx/mlx-run.ts'
import type { SafetensorsModel } from '../inference/models/safetensors-folder.ts'
import { lmStudioSetting } from './advice/llama-settings.ts'
import { mlxSetting } from './advice/mlx-settings.ts'
import { settingsTogether } from './advice/settings.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import { oneAtATime } from './llama-ways.ts'
import type { Changes, Sizer, Way } from './sizer.ts'
import { stretchedRemarks } from './llama-remarks.ts'
import {
  fileSetting,
  quantWays,
  smallerMlx,
  withWeights,
  type SmallerQuant,
} from './smaller-quants.ts'

/** What `--kv-type` may be called; of mlx_lm it is `--kv-bits`. */
const widthsByName: ReadonlyMap<string, MlxRun['kvBits']> = new Map([
  ['f16', null],
  ['bf16', null],
  ['16bit', null],
  ['8bit', 8],
  ['q8_0', 8],
  ['4bit', 4],
  ['q4_0', 4],
])

const unquantizedBits = 16

/** As mlx-lm runs it. Throws ParseError where its config lacks what every model has, UsageError for an option it has not. */
export function createMlxSizer(files: SafetensorsModel, options: FitOptions, room: FitRoom): Sizer {
  const run: MlxRun = {
    ...defaultMlxRun,
    ...options.givenMlx,
    contextTokens: options.contextTokens,
    parallel: options.parallel ?? defaultMlxRun.parallel,
    kvBits: kvBitsOf(options),
    limitBytes: room.limitBytes,
  }
  const { trainedContextTokens } = mlxFactsOf(files)
  const most = trainedContextTokens ?? mostUnknownTokens
  const widths = mlxKvWidthsOf(files, run)
  const estimate = mlxEstimateOf(files)
  const quants = quantsOf(files)
  const bitsOf = (kvType: string): MlxRun['kvBits'] =>
    widths.find((width) => width.kvType === kvType)?.kvBits ?? null
  const changed = ({ contextTokens, parallel, kvType }: Changes): MlxRun => ({
    ...run,
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(parallel === undefined ? {} : { parallel }),
    ...(kvType === undefined ? {} : { kvBits: bitsOf(kvType) }),
  })
  const isInStudio = options.program === 'lm-studio'
  const settingOf = isInStudio ? lmStudioSetting : mlxSetting
  return {
    engine: 'mlx',
    ...(isInStudio ? { program: 'lm-studio' } : {}),
    need: (changes = {}) => {
      const need = withWeights(estimate(changed(changes)), quants, changes)
      // caches of mlx_lm.server
      return isInStudio ? { ...need, growth: null } : need
    },
    contextTokens: run.contextTokens ?? Math.min(most, usualContextTokens),
    parallel: run.parallel,
    range: widths.length === 0 ? null : { stepTokens, mostTokens: most },
    trainedTokens: trainedContextTokens,
    kvTypes: widths.map(({ kvType }) => kvType),
    kvType: widths.find(({ kvBits }) => kvBits === run.kvBits)?.kvType ?? null,
    sharing: run.parallel === 1 ? 'one' : 'each',
    remarks: () =>
      stretchedRemarks(run.contextTokens ?? 0, { trainedTokens: trainedContextTokens }),
    ways: [...waysOf(widths, run, options), ...quantWays(quants, estimate(run))],
    setting: ({ quantization, ...changes }) =>
      settingsTogether([
        settingOf(changes),
        ...(quantization === undefined ? [] : fileSetting(quants, estimate(run), { quantization })),
      ]),
  }
}

/** Files of another program than MLX are not made in other widths by it. */
function quantsOf(files: SafetensorsModel): readonly SmallerQuant[] {
  const { bitsPerWeight, foreignMethod } = mlxQuantizationOf(files)
  return foreignMethod === null ? smallerMlx(bitsPerWeight ?? unquantizedBits) : []
}

/** Several requests at once are the server's, narrower caches those of mlx_lm.generate alone. */
function waysOf(
  widths: readonly MlxKvWidth[],
  { parallel, kvBits }: MlxRun,
  { engineVersion, program }: FitOptions,
): readonly Way[] {
  // it runs MLX by a program of its own, whose options are other ones
  if (program === 'lm-studio') return []
  if (parallel > 1) return hasMlxOption('decodeConcurrency', engineVersion) ? [oneAtATime] : []
  if (program === 'mlx_lm.server' || !hasMlxOption('kvBits', engineVersion)) return []
  return widths
    .filter((width) => width.kvBits !== null && width.kvBits !== kvBits)
    .map(({ kvType, kvBits: bits }) => ({
      kind: 'kv-type',
      rung: bits === 8 ? 'cache in 8 bits' : 'cache in 4 bits',
      steps: [{ kvType }],
      text: () =>
        `keep keys and values in ${kvType} (mlx_lm.generate can; the server and mlx_lm.chat cannot)`,
      costs: bits === 8 ? 'answers hardly change' : 'answers change, long ones most',
    }))
}

function kvBitsOf({ keyType, valueType }: FitOptions): MlxRun['kvBits'] {
  if (keyType !== valueType)
    throw new UsageError('MLX keeps keys and values in one width: give --kv-type alone')
  if (keyType === null) return null
  const bits = widthsByName.get(keyType.toLowerCase().replace(/[ -]/g, ''))
  if (bits === undefined)
    throw new UsageError(`"${keyType}" is no width that MLX has: f16, 8bit or 4bit`)
  return bits
}
