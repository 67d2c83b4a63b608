import { UsageError } from '../../shared/exit-code.ts'
import { mlxEstimateOf } from '../inference/estimate/mlx/estimate-mlx.ts'
import { mlxFactsOf } from '../inference/estimate/mlx/mlx-facts.ts'
import { mlxKvWidthsOf, type MlxKvWidth } from '../inference/estimate/mlx/mlx-kv-widths.ts'
import {
  defaultMlxRun,
  stepTokens,
  usualContextTokens,
  type MlxRun,
} from '../inference/estimate/mlx/mlx-run.ts'
import type { SafetensorsModel } from '../inference/models/safetensors-folder.ts'
import type { FitOptions } from './fit-options.ts'
import type { FitRoom } from './fit-room.ts'
import type { Changes, Sizer, Way } from './sizer.ts'

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

/** Where a config does not say how long its contexts may be. */
const mostUnknownTokens = 2 ** 20

/** As mlx-lm runs it. Throws ParseError where its config lacks what every model has, UsageError for an option it has not. */
export function createMlxSizer(files: SafetensorsModel, options: FitOptions, room: FitRoom): Sizer {
  const run: MlxRun = {
    ...defaultMlxRun,
    contextTokens: options.contextTokens,
    parallel: options.parallel ?? defaultMlxRun.parallel,
    kvBits: kvBitsOf(options),
    limitBytes: room.limitBytes,
  }
  const { trainedContextTokens } = mlxFactsOf(files)
  const most = trainedContextTokens ?? mostUnknownTokens
  const widths = mlxKvWidthsOf(files, run)
  const estimate = mlxEstimateOf(files)
  const bitsOf = (kvType: string): MlxRun['kvBits'] =>
    widths.find((width) => width.kvType === kvType)?.kvBits ?? null
  const changed = ({ contextTokens, parallel, kvType }: Changes): MlxRun => ({
    ...run,
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(parallel === undefined ? {} : { parallel }),
    ...(kvType === undefined ? {} : { kvBits: bitsOf(kvType) }),
  })
  return {
    engine: 'mlx',
    need: (changes = {}) => estimate(changed(changes)),
    contextTokens: run.contextTokens ?? Math.min(most, usualContextTokens),
    parallel: run.parallel,
    range: widths.length === 0 ? null : { stepTokens, mostTokens: most },
    kvTypes: widths.map(({ kvType }) => kvType),
    kvType: widths.find(({ kvBits }) => kvBits === run.kvBits)?.kvType ?? null,
    sharing: run.parallel === 1 ? 'one' : 'each',
    remarks: () => [],
    ways: [
      ...(widths.length > 1 ? [narrowerKv(widths)] : []),
      ...(run.parallel > 1 ? [oneAtATime] : []),
    ],
  }
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

const narrowerKv = (widths: readonly MlxKvWidth[]): Way => ({
  kind: 'kv-type',
  steps: widths.flatMap(({ kvType, kvBits }) => (kvBits === null ? [] : [{ kvType }])),
  text: ({ kvType = '' }) =>
    `keep keys and values in ${kvType} (mlx_lm.generate and chat; the server cannot)`,
  flag: ({ kvType = '' }) => `--kv-bits ${kvType.replace(' bit', '')}`,
})

const oneAtATime: Way = {
  kind: 'parallel',
  steps: [{ parallel: 1 }],
  text: () => 'answer one request at a time',
  flag: () => '--decode-concurrency 1',
}
