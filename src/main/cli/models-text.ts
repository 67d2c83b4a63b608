import { styleText } from 'node:util'
import type { LocalModel, LocalModels } from '../../shared/local-models.ts'
import { cutInMiddle } from '../../shared/model-text.ts'
import {
  modelsText,
  placeText,
  shownLocalModel,
  sourceTitles,
  standingOf,
  type Standing,
} from '../../shared/models-text.ts'
import { printable } from '../../shared/printable.ts'
import { formatCount, formatRoom, formatTokens } from '../../shared/units.ts'

const leastNameWidth = 20
const mostNameWidth = 60
const gap = '  '

/**
 * The models on the disk, in a table that is no wider than the terminal; below it what cannot be read, and why. `width`: Infinity
 * where nobody reads it on a screen: names are whole then.
 */
export function modelsTable(local: LocalModels, foundCount: number, width: number): string {
  const { models, places, room } = local
  if (foundCount === 0) return emptyText(places)
  const broken = models.filter(({ trouble }) => trouble !== null)
  const whole = models.filter(({ trouble }) => trouble === null)
  const shut = places.filter(({ reason }) => reason !== null)
  const paragraphs: readonly (readonly string[])[] = [
    whole.length === 0 ? [] : tableOf(whole, width),
    broken.length === 0 ? [] : ['These cannot be read:', ...broken.map(troubleLine)],
    shut.length === 0
      ? []
      : ['Not all could be looked at:', ...shut.map((one) => `  ${placeText(one)}`)],
    [sumOf(whole, broken.length, foundCount), roomText(room)],
  ]
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

const emptyText = (places: LocalModels['places']): string =>
  [
    'No models were found. Looked at:',
    ...places.map((place) => `  ${placeText(place)}`),
    'Another folder: headroom models --folder F, or "modelFolders" in the settings.',
  ].join('\n')

const titles = ['model', 'size', 'quantization', 'of', 'verdict', 'longest context'] as const
const atRight: ReadonlySet<number> = new Set([1])

function tableOf(models: readonly LocalModel[], width: number): readonly string[] {
  const rows = models.map(cellsOf)
  const widths = titles.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  const others = widths.slice(1).reduce((sum, one) => sum + one + gap.length, 0)
  const [longest = 0] = widths
  const room = Number.isFinite(width)
    ? Math.max(leastNameWidth, Math.min(mostNameWidth, width - others))
    : longest
  const own = [Math.min(longest, room), ...widths.slice(1)]
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        const cellWidth = own[at] ?? 0
        const text = at === 0 ? cutInMiddle(cell, cellWidth) : cell
        return atRight.has(at) ? text.padStart(cellWidth) : text.padEnd(cellWidth)
      })
      .join(gap)
      .trimEnd()
  return [styleText('dim', lineOf(titles), { stream: process.stdout }), ...rows.map(lineOf)]
}

function cellsOf(model: LocalModel): readonly string[] {
  const { name, size, verdict } = shownLocalModel(model)
  const { quantization, source } = model
  return [
    name,
    size ?? '',
    quantization === null ? '' : printable(quantization, 16),
    sourceTitles[source],
    verdict,
    contextOf(model),
  ]
}

/** `41k`, `8k of 128k` where the model was made for more. */
function contextOf({ longestContextTokens: longest, trainedContextTokens }: LocalModel): string {
  if (longest === null) return ''
  const isAll = trainedContextTokens === null || longest >= trainedContextTokens
  return isAll
    ? formatTokens(longest)
    : `${formatTokens(longest)} of ${formatTokens(trainedContextTokens)}`
}

function troubleLine(model: LocalModel): string {
  const { name, trouble } = shownLocalModel(model)
  return `  ${cutInMiddle(name, mostNameWidth)}: ${trouble ?? ''}`
}

const standings: readonly (readonly [Standing, string])[] = [
  ['loaded', 'loaded'],
  ['fits', 'would fit'],
  ['tight', 'would just fit'],
  ['shorter', 'would fit with less context'],
  ['no', 'would not fit'],
  ['unknown', 'cannot be told'],
]

//   12 models: 4 would fit, 1 would fit with less context, 7 would not fit. 3 more cannot be read.
function sumOf(whole: readonly LocalModel[], brokenCount: number, foundCount: number): string {
  const parts = standings.flatMap(([standing, words]) => {
    const count = whole.filter((model) => standingOf(model) === standing).length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  const shownCount = whole.length + brokenCount
  const chosen = shownCount === foundCount ? '' : ` chosen of ${formatCount(foundCount)}`
  const verdicts = parts.length === 0 ? '' : `: ${parts.join(', ')}`
  const broken = brokenCount === 0 ? '' : ` ${formatCount(brokenCount)} cannot be read.`
  return `${modelsText(whole.length)}${chosen}${verdicts}.${broken}`
}

const roomText = ({ roomBytes, of }: LocalModels['room']): string =>
  roomBytes === null
    ? `How much room there is on ${of} is not known.`
    : `Room: ${formatRoom(roomBytes)}: ${of}.`
