import { printable } from '../../shared/printable.ts'
import { absolutePath, type ModelPlaces } from '../inference/models/find/model-places.ts'
import type { MlxLaunch } from '../inference/programs/launch/launch.ts'
import { noFitOptions, type GivenMlx } from './fit-options.ts'
import type { FitLaunch } from './launch-fit.ts'

/** mlx-lm takes a path where there is one, else a repository (`_download` of mlx_lm/utils.py): findModel does likewise. */
export function mlxQuestion(launch: MlxLaunch, model: string, places: ModelPlaces): FitLaunch {
  const isPath = /^(?:\/|~\/|\.{1,2}(?:\/|$))/.test(model)
  const width = widthOf(launch.kvBits)
  return {
    kind: 'fit',
    wanted: isPath ? absolutePath(model, places) : model,
    orElse: null,
    options: {
      ...noFitOptions,
      engine: 'mlx',
      program: launch.title === 'mlx_lm.server' ? 'mlx_lm.server' : null,
      contextTokens: launch.contextTokens,
      keyType: width,
      valueType: width,
      givenMlx: givenOf(launch),
    },
    isFitted: false,
    mayTakeLess: [],
    leavesOut: false,
    remarks: remarksOf(launch),
  }
}

/** The next width that is reckoned: never too little. */
function widthOf(bits: number | null): string | null {
  if (bits === null || bits > 8) return null
  return bits > 4 ? '8bit' : '4bit'
}

const givenOf = ({
  kvGroupSize,
  quantizedKvStartTokens,
  maxKvTokens,
  prefillStepTokens,
}: MlxLaunch): GivenMlx => ({
  ...(kvGroupSize === null ? {} : { kvGroupSize }),
  ...(quantizedKvStartTokens === null ? {} : { quantizedKvStartTokens }),
  ...(maxKvTokens === null ? {} : { maxKvTokens }),
  ...(prefillStepTokens === null ? {} : { prefillStepTokens }),
})

function remarksOf({ draftModel, kvBits, requestsAtOnce }: MlxLaunch): readonly string[] {
  return [
    ...(requestsAtOnce === null || requestsAtOnce === 1
      ? []
      : [
          `Reckoned for one request: it works at up to ${requestsAtOnce} at once, each with keys and values of its own.`,
        ]),
    ...(draftModel === null ? [] : [`The draft model ${printable(draftModel)} is not counted.`]),
    ...(kvBits === null || kvBits === 4 || kvBits === 8
      ? []
      : [`Keys and values of ${kvBits} bits are reckoned as ${widthOf(kvBits) ?? '16bit'}.`]),
  ]
}
