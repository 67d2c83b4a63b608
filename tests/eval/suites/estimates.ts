import { estimateLlama } from '../../../src/main/inference/estimate/llama.ts'
import { compare, type Compared, type Outcome, type Part } from '../estimates/compare.ts'
import { pointsIn } from '../estimates/point.ts'
import type { Suite, SuiteResult } from '../suite.ts'
import { errorsOf } from '../estimates/errors.ts'

const parts: readonly Part[] = [
  'kv',
  'recurrent',
  'weights',
  'compute',
  'need',
  'compute elsewhere',
]

/** Sizes that engines printed, against the same by formula. */
export const suite: Suite = {
  name: 'estimates',
  measures: 'sizes in published logs against the estimate: KV, recurrent state, weights, compute',
  takes: 'path',
  inCi: '../shared/corpus/estimates/points.jsonl',
  run: async (path) =>
    resultOf((await pointsIn(path)).flatMap((point) => compare(point, estimateLlama))),
}

/** Of other devices than Metal compute is only reported. */
const isDecided = ({ part, isFlagged }: Compared): boolean =>
  !isFlagged && part !== 'compute elsewhere'

function resultOf(outcomes: readonly Outcome[]): SuiteResult {
  const compared = outcomes.flatMap((one) => (one.kind === 'compared' ? [one] : []))
  const undecided = outcomes.flatMap((one) => (one.kind === 'undecided' ? [one] : []))
  const decided = compared.filter(isDecided)
  const flagged = compared.filter(({ isFlagged }) => isFlagged)
  const wrong = decided.filter(({ isRight }) => !isRight)
  const architectures = [...new Set(compared.map(({ architecture }) => architecture))].sort()
  const cell = (architecture: string, part: Part): string => {
    const own = compared.filter(
      (one) => one.architecture === architecture && one.part === part && !one.isFlagged,
    )
    if (own.length === 0) return ''
    return part === 'compute' || part === 'compute elsewhere'
      ? own.map((one) => percentOf(one)).join(' ')
      : `${own.filter(({ isRight }) => isRight).length}/${own.length}`
  }
  return {
    total: decided.length,
    right: decided.length - wrong.length,
    wrong: wrong.map(({ id, part, expectedBytes: expected, gotBytes: got }) => ({
      id,
      field: part,
      expected,
      got,
    })),
    table: {
      columns: ['architecture', ...parts].map((title) => ({ title })),
      rows: architectures.map((one) => [one, ...parts.map((part) => cell(one, part))]),
    },
    tableBelow: {
      columns: ['not decided', 'part', 'why'].map((title) => ({ title })),
      rows: undecided.map(({ id, part, why }) => [id, part, why]),
    },
    further: {
      parts: Object.fromEntries(
        parts.map((part) => [
          part,
          errorsOf(compared.filter((one) => one.part === part && !one.isFlagged)),
        ]),
      ),
      flagged: {
        total: flagged.length,
        right: flagged.filter(({ isRight }) => isRight).length,
        wrong: flagged.filter(({ isRight }) => !isRight).map(({ id, part }) => `${id} ${part}`),
      },
      undecided,
    },
  }
}

const percentOf = ({ expectedBytes, gotBytes }: Compared): string =>
  `${((gotBytes / expectedBytes - 1) * 100).toFixed(1)} %`
