import type { Relief, ReliefCandidate } from '../../src/shared/relief.ts'
import { bytesOn, keyOf, nameIn } from '../../src/shared/relief-text.ts'
import { formatBytes } from '../../src/shared/units.ts'

/**
 * What of a Relief does not go with itself, a sentence each: sums that do not add up, figures of its sentence that none of its
 * figures say, steps that are no candidates.
 */
export function disagreementsOf(relief: Relief): readonly string[] {
  const wrong: string[] = []
  const { sentence, steps, candidates, have } = relief
  if (/NaN|undefined|Infinity|null|-\d/.test(withoutNames(relief)))
    wrong.push(`no person says: ${sentence}`)
  if (!sentence.endsWith('.')) wrong.push(`it is no sentence: ${sentence}`)
  for (const step of steps)
    if (!candidates.some((one) => keyOf(one) === keyOf(step)))
      wrong.push(`${step.name} is no candidate`)
  if (new Set(steps.map(keyOf)).size !== steps.length) wrong.push('a step stands twice')
  if (steps.some((step, index) => step.harm < (steps[index - 1]?.harm ?? 0)))
    wrong.push('its steps are not in the order of their harm')
  if (have === null && (steps.length > 0 || relief.isEnough)) wrong.push('it acts on nothing')
  return [...wrong, ...(have === null ? [] : roomOf(relief)), ...shownIn(relief)]
}

const sumOf = (steps: readonly ReliefCandidate[], of: (one: ReliefCandidate) => number): number =>
  steps.reduce((sum, one) => sum + of(one), 0)

function roomOf({ want, have, ...relief }: Relief): readonly string[] {
  if (have === null || want.kind === 'gpu-time' || have.line === 'gpu-time') return []
  const wrong: string[] = []
  const { line, roomBytes, gapBytes } = have
  const freed = sumOf(relief.steps, (one) => bytesOn(one, line))
  if (freed !== relief.freesBytes) wrong.push(`${relief.freesBytes} come back, and not ${freed}`)
  if (gapBytes !== (line === 'gpu' ? have.gpuGapBytes : have.ramGapBytes))
    wrong.push('the gap is not that of its line')
  if (gapBytes === null || roomBytes === null) return [...wrong, 'its room is not told']
  if (Math.max(have.gpuGapBytes, have.ramGapBytes) !== gapBytes)
    wrong.push('more is missing on the other line')
  if (relief.shortBytes !== Math.max(0, gapBytes - freed)) wrong.push('what is short is another')
  const covers =
    sumOf(relief.steps, ({ gpuBytes }) => gpuBytes) >= have.gpuGapBytes &&
    sumOf(relief.steps, ({ ramBytes }) => ramBytes) >= have.ramGapBytes
  if (covers !== relief.isEnough) wrong.push('whether it is enough is not so')
  if (relief.isEnough && freed + roomBytes < want.needBytes) wrong.push('it is not enough')
  return wrong
}

/** Names are foreign, and may hold what looks like a figure. */
const withoutNames = ({ sentence, steps }: Pick<Relief, 'sentence' | 'steps'>): string =>
  steps.reduce((text, { name }) => text.replaceAll(` ${nameIn(name)} (`, ' x ('), sentence)

const figure = /\d+(?:\.\d+)? (?:TB|GB|MB|kB|B)\b/g

/**
 * Each figure of the sentence is one of the Relief's, to the step in which it is shown (a part of a sum may be one step off, so that
 * the sum adds up), and what stands in its sums adds up as it is shown.
 */
function shownIn({ sentence, steps, have, want, ...relief }: Relief): readonly string[] {
  if (want.kind === 'gpu-time' || have === null) return []
  const own = withoutNames({ sentence, steps })
  const { line, roomBytes, gapBytes } = have
  const [room, gap] = [roomBytes ?? 0, gapBytes ?? 0]
  const given = steps.map((one) => (line === 'gpu-time' ? 0 : bytesOn(one, line)))
  const freed = given.reduce((sum, one) => sum + one, 0)
  const rest = given.slice(3).reduce((sum, one) => sum + one, 0)
  const allowed = [
    want.needBytes,
    room,
    gap,
    gap - want.needBytes,
    freed,
    rest,
    room + freed,
    relief.shortBytes ?? 0,
    ...given,
    ...steps.flatMap(({ gpuBytes, ramBytes }) => [gpuBytes, ramBytes]),
  ]
  const shown = [...own.matchAll(figure)].map(([text]) => text)
  const strange = shown
    .filter((text) => !allowed.some((bytes) => isShownAs(bytes, text)))
    .map((text) => `${text} is no figure of it: ${sentence}`)
  return [...strange, ...sumsIn(own)]
}

/** As it is shown alone, or in the unit of its sum, up or down by one step. */
function isShownAs(bytes: number, text: string): boolean {
  const [digits = '', name = ''] = text.split(' ')
  const [unit, step] = units[name] ?? [1, 1]
  return formatBytes(bytes) === text || Math.abs(Number(digits) * unit - bytes) <= step
}

const size = String.raw`(\d+(?:\.\d+)? (?:TB|GB|MB|kB|B))`
const stepFigure = new RegExp(String.raw`\((?:up to )?${size}(?=[,)])`, 'g')

/** Every sum that a sentence can hold, to the last digit as it is shown: its figures are in one unit. */
function sumsIn(own: string): readonly string[] {
  const find = (pattern: string): readonly string[] => new RegExp(pattern).exec(own)?.slice(1) ?? []
  const given = [...own.matchAll(stepFigure)].map(([, text = '']) => text)
  const [room, need] = find(`^There is room for ${size} of ${size}`)
  const [total] = find(`then there is room for (?:up to )?${size}`)
  const [short] = find(`: ${size} (?:or more )?are still missing`)
  const [gap] = find(`: ${size} are missing`)
  const [wanted, toFree, beyond] = find(
    `^For ${size} of room ${size} have to come free, as ${size} are`,
  )
  const [back] = find(`: ${size} come back`)
  const isWrong = [
    !isSum(total, room, ...given),
    room !== undefined && !isSum(short === undefined ? undefined : need, room, short, ...given),
    !isSum(gap === undefined ? undefined : need, room, gap),
    !isSum(toFree, wanted, beyond),
    !isSum(back, ...given),
    toFree !== undefined && !isSum(short === undefined ? undefined : toFree, short, ...given),
    // what is enough looks enough
    total !== undefined && bytesShown(total) < bytesShown(need),
    back !== undefined && !own.includes('not enough') && bytesShown(back) < bytesShown(toFree),
  ].some(Boolean)
  return isWrong ? [`its figures do not add up: ${own}`] : []
}

/** A sum that the sentence does not have is not wrong. */
const isSum = (total: string | undefined, ...parts: readonly (string | undefined)[]): boolean =>
  total === undefined || inSteps(total) === parts.reduce((sum, part) => sum + inSteps(part), 0)

const units: Readonly<Record<string, readonly [unit: number, step: number]>> = {
  TB: [1e12, 1e10],
  GB: [1e9, 1e8],
  MB: [1e6, 1e6],
  kB: [1e3, 1e3],
  B: [1, 1],
}

function bytesShown(text: string | undefined): number {
  const [digits = '', name = ''] = (text ?? '').split(' ')
  const [unit] = units[name] ?? [1, 1]
  return Number(digits) * unit
}

/** A figure of a sum, as it stands in a sentence, in whole steps. */
export function inSteps(text: string | undefined): number {
  const [, name = ''] = (text ?? '').split(' ')
  const [, step] = units[name] ?? [1, 1]
  return Math.round(bytesShown(text) / step)
}
