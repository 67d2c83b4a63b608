import { estimateLlama } from '../../../src/main/inference/estimate/llama.ts'
import {
  draftRunOfArguments,
  runOfArguments,
} from '../../../src/main/inference/estimate/run-of-arguments.ts'
import type { FormIndex } from '../../../src/main/inference/logs/form-index.ts'
import { llamaOptions } from '../../../src/main/inference/programs/llama-arguments.ts'
import { baseName } from '../../../src/shared/base-name.ts'
import type { Check } from '../llama/check.ts'
import { loadsOf, type Load } from '../llama/loads.ts'
import type { KnownModel } from '../llama/model-file.ts'
import type { Pair } from '../llama/percent-off.ts'
import { predictionOf } from '../llama/prediction.ts'
import type { RunLog } from '../llama/run-log.ts'
import { expectedOf } from '../logs/llama-expected.ts'
import { toldOf } from '../logs/llama-told.ts'
import { differenceOf } from '../match.ts'
import { compareContext, comparePass, computeOf } from './compare-pass.ts'
import { modelOfRun } from './model-of-run.ts'

export interface CheckedRun {
  readonly run: string
  readonly build: number
  readonly checks: readonly Check[]
  readonly compute: readonly Pair[]
  /** Why nothing can be foretold of it, load by load. */
  readonly notDecidable: readonly string[]
}

export interface Known {
  readonly models: ReadonlyMap<string, KnownModel>
  readonly index: FormIndex
}

export function checkRun(run: RunLog, { models, index }: Known): CheckedRun {
  const loads = loadsOf(run)
  const checked = loads.map((load) => checkLoad(run, load, models))
  return {
    run: run.run,
    build: run.build,
    checks: [...checked.flatMap(({ checks }) => checks), ...checkLog(run, index)],
    compute: checked.flatMap(({ compute }) => compute),
    notDecidable:
      loads.length === 0
        ? ['its log states no size']
        : [...new Set(checked.flatMap(({ notDecidable }) => notDecidable))],
  }
}

type CheckedLoad = Pick<CheckedRun, 'checks' | 'compute' | 'notDecidable'>

/** From the header, the arguments and the build alone; a router's child by the file that it says it loads. */
function checkLoad(run: RunLog, load: Load, models: Known['models']): CheckedLoad {
  const given = llamaOptions(run.args)
  const place = { build: run.build, device: 'cpu' } as const
  const isDraft = (index: number): boolean => given.draftPath !== null && index === 1
  const checked = load.passes.map((pass, index): CheckedLoad => {
    const path = isDraft(index) ? given.draftPath : (given.modelPath ?? load.modelPath)
    const model = modelOfRun(path ?? '', run.stated.file_size_mib ?? null, models)
    if (model === null)
      return { checks: [], compute: [], notDecidable: [`no header of ${baseName(path ?? '')}`] }
    const asked = isDraft(index) ? draftRunOfArguments(given, place) : runOfArguments(given, place)
    const predicted = predictionOf(model, estimateLlama(model.loaded, asked))
    return {
      checks: [
        ...comparePass(pass, predicted),
        ...(index === 0 ? compareContext(run, predicted) : []),
      ],
      compute: computeOf(pass, predicted),
      notDecidable: [],
    }
  })
  return {
    checks: checked.flatMap(({ checks }) => checks),
    compute: checked.flatMap(({ compute }) => compute),
    notDecidable: checked.flatMap(({ notDecidable }) => notDecidable),
  }
}

const isSize = (field: string): boolean =>
  field === 'buffers' || field.startsWith('load ') || field.startsWith('contextTokens')

/** Every size that the log states, by the production log engine. */
function checkLog(run: RunLog, index: FormIndex): readonly Check[] {
  const expected = [...expectedOf(run)].filter(([field]) => isSize(field))
  const told = toldOf(index, run.text)
  return expected.map(([field, value]) => {
    const difference = differenceOf(field, value, told.get(field))
    return {
      part: 'log',
      field: `log: ${field}${difference?.path ?? ''}`,
      expected: difference?.expected ?? value,
      got: difference?.got ?? value,
      isRight: difference === null,
    }
  })
}
