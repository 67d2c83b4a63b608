import type { Relief, ReliefCandidate } from '../../src/shared/relief.ts'
import { bytesOn, keyOf, nameIn, type ReliefLine } from '../../src/shared/relief-text.ts'
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
  for (const said of [sentence, relief.lead])
    if (!/[^.\s]\.$/.test(said) || withoutNames({ sentence: said, steps }).includes('..'))
      wrong.push(`it is no sentence: ${said}`)
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
  steps
    .map(({ name }) => nameIn(name))
    // one may end as another is called
    .toSorted((one, other) => other.length - one.length)
    .reduce((text, name) => text.replaceAll(` ${name} (`, ' x ('), sentence)
    .replace(/above (?:100 MB|95 MiB)/, '')

const figure = /\d+(?:\.\d+)? (?:[TGM]i?B|kB|KiB|B)\b/g

/**
 * Each figure of the sentence is one of the Relief's, as it is shown wherever it stands alone; and what stands in its sums adds up
 * as it is shown, or one of them is called `about`.
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
    .filter((text) => !allowed.some((bytes) => formatBytes(bytes) === text))
    .map((text) => `${text} is no figure of it: ${sentence}`)
  return [...strange, ...sumsIn(own), ...unsureIn(own, steps, line)]
}

const size = String.raw`(\d+(?:\.\d+)? (?:[TGM]i?B|kB|KiB|B))`
const stepFigure = new RegExp(String.raw`\((?:up to )?${size}(?=[,)])`, 'g')

/** Every sum that a sentence can hold, as it is shown. */
function sumsIn(own: string): readonly string[] {
  const find = (pattern: string): readonly (string | undefined)[] =>
    new RegExp(pattern).exec(own)?.slice(1) ?? []
  const given = [...own.matchAll(stepFigure)].map(([, text = '']) => text)
  const [room, need] = find(`^There is room for ${size} of ${size}`)
  const [aboutTotal, total] = find(`then there is room for (?:up to )?(about )?${size}`)
  const [aboutShort, short] = find(`: (about )?${size} (?:or more )?would still be missing`)
  const [aboutGap, gap] = find(`: (about )?${size} are missing`)
  const [wanted, aboutFree, toFree, beyond] = find(
    `^For ${size} of room (about )?${size} have to come free, as ${size} are`,
  )
  const [more] = find(`${size} (?:more|less in use there) would put this machine at ease`)
  const [aboutBack, back] = find(`: (?:up to )?(about )?${size} come back`)
  const ofShort = short === undefined ? [] : [short, ...given]
  const isWrong = [
    !isSum(total, aboutTotal, room, ...given),
    need !== undefined && ofShort.length > 0 && !isSum(need, aboutShort, room, ...ofShort),
    more !== undefined && ofShort.length > 0 && !isSum(more, aboutShort, ...ofShort),
    toFree !== undefined && ofShort.length > 0 && !isSum(toFree, aboutShort, ...ofShort),
    gap !== undefined && !isSum(need, aboutGap, room, gap),
    !isSum(toFree, aboutFree, wanted, beyond),
    !isSum(back, aboutBack, ...given),
    // what is enough looks enough
    total !== undefined && bytesShown(total) < bytesShown(need),
    back !== undefined && !own.includes('not enough') && bytesShown(back) < bytesShown(toFree),
  ].some(Boolean)
  return isWrong ? [`its figures do not add up: ${own}`] : []
}

/** A sum that the sentence does not have is not wrong; one that does not come out is `about`, and no other. */
export function isSum(
  total: string | undefined,
  about: string | undefined,
  ...parts: readonly (string | undefined)[]
): boolean {
  const sum = parts.reduce((all, part) => all + bytesShown(part), 0)
  return total === undefined || (formatBytes(sum) === total) === (about === undefined)
}

/** What may give back less is `up to` in its step, and in what follows of it. */
function unsureIn(
  own: string,
  steps: readonly ReliefCandidate[],
  line: ReliefLine,
): readonly string[] {
  const isUnsure = steps.some((step) => !step.isSure && bytesOn(step, line) > 0)
  const tells = [
    ...own.matchAll(
      /then there is room for (up to )?|: (up to )?(?:about )?[^,:]* come back|(or more )?would still/g,
    ),
  ]
  const named = steps.filter((step) => !step.isSure && bytesOn(step, line) > 0).slice(0, 3)
  const isDropped =
    tells.some(([, ...words]) => words.some((word) => word !== undefined) !== isUnsure) ||
    (named.length > 0 && !own.includes('(up to '))
  return isDropped ? [`it promises what is not sure: ${own}`] : []
}

const units: Readonly<Record<string, number>> = {
  TB: 1e12,
  GB: 1e9,
  MB: 1e6,
  kB: 1e3,
  TiB: 2 ** 40,
  GiB: 2 ** 30,
  MiB: 2 ** 20,
  KiB: 2 ** 10,
  B: 1,
}

export function bytesShown(text: string | undefined): number {
  const [digits = '', name = ''] = (text ?? '').split(' ')
  return Math.round(Number(digits) * (units[name] ?? 1))
}
