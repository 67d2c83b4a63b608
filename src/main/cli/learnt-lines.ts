import { partTitles } from '../../shared/fit-text.ts'
import type { Learnt, LearntGrowth, LearntLimit, LearntModel } from '../../shared/learnt.ts'
import { printable } from '../../shared/printable.ts'
import {
  formatBytesPerSecond,
  formatCount,
  formatDate,
  formatFactor,
  formatRoom,
} from '../../shared/units.ts'

const maxReason = 400
const maxName = 120

/** For people: each thing that was learnt, with the id by which it is forgotten. `learns`: it is used, and more is learnt. */
export function learntLines(learnt: Learnt, learns: boolean): readonly string[] {
  const { models, limit, growths, trouble } = learnt
  const paragraphs: readonly (readonly string[])[] = [
    trouble === null ? [] : [printable(trouble, maxReason)],
    learns
      ? []
      : ['Learning is off in the settings: nothing of this is used, and no more is learnt.'],
    models.length === 0
      ? []
      : [
          'Estimates, corrected by what engines have printed:',
          ...newest(models).flatMap(modelLines),
        ],
    limit === null ? [] : limitLines(limit),
    growths.length === 0
      ? []
      : ['How models grow while they are used:', ...newest(growths).flatMap(growthLines)],
    models.length + growths.length === 0 && limit === null
      ? nothingYet(trouble)
      : ['Forget one: headroom learnt --forget <id>; all of it: headroom learnt --all.'],
  ]
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

/** What could not be read may have been anything. */
const nothingYet = (trouble: string | null): readonly string[] =>
  trouble === null
    ? [
        'Nothing was learnt yet: a model teaches when it is loaded while Headroom runs, and its log is read.',
      ]
    : []

const newest = <T extends { readonly lastAtMs: number }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => b.lastAtMs - a.lastAtMs)

function modelLines({ id, model, engine, build, loads, lastAtMs, ratios }: LearntModel) {
  const times = loads === 1 ? '1 load' : `${formatCount(loads)} loads`
  const by = [engine, build].filter((one) => one !== null).map((one) => printable(one))
  const changed = Object.entries(partTitles).flatMap(([part, title]) =>
    Object.entries(ratios).flatMap(([key, ratio]) =>
      key === part && !isAsEstimated(ratio) ? [`${title} ${formatFactor(ratio)}`] : [],
    ),
  )
  const what = changed.length === 0 ? 'as estimated' : changed.join(', ')
  return [
    `  ${printable(model, maxName)} by ${by.join(' ')}: ${what} (${times}, last on ${formatDate(lastAtMs)})`,
    `      ${printable(id)}`,
  ]
}

/** Nobody sees less of it. */
const isAsEstimated = (ratio: number): boolean => Math.abs(ratio - 1) < 0.000_5

const limitLines = ({ limitBytes, atMs, program }: LearntLimit): readonly string[] => [
  `The limit of the GPU: ${formatRoom(limitBytes)}, as ${printable(program ?? 'an engine')} has logged it on ${formatDate(atMs)}.`,
  '      limit',
]

function growthLines({ id, model, engine, runs, lastAtMs, bytesPerSecond }: LearntGrowth) {
  const { low, middle, high } = bytesPerSecond
  const band = `${formatBytesPerSecond(low)} to ${formatBytesPerSecond(high)}`
  const times = runs === 1 ? '1 run' : `${formatCount(runs)} runs`
  return [
    `  ${printable(model, maxName)} by ${printable(engine)}: ${formatBytesPerSecond(middle)}, ${band} (${times}, last on ${formatDate(lastAtMs)})`,
    `      ${printable(id, maxName)}`,
  ]
}
