import { readFileSync } from 'node:fs'
import { printable } from '../../src/shared/printable.ts'
import { fromRoot } from '../from-root.ts'
import type { Asked, Verdict } from './ask-all.ts'
import type { Measured } from './cost.ts'
import type { Place } from './doubt.ts'
import { marks, notAskable, placesNotAskable, type Mark } from './marks.ts'

export interface ReportInput {
  readonly startedAt: string
  /** What the machine is: kinds only. */
  readonly machine: Readonly<Record<string, unknown>> | null
  readonly headroom: string
  readonly options: readonly string[]
  readonly asked: readonly Asked[]
  readonly costs: readonly Measured[]
}

const verdicts: readonly Verdict[] = [
  'wrong',
  'could not be asked',
  'only a person can see',
  'holds',
]

/** `src/main/….ts:12`; the file alone where its text is not there any more. */
export function lineOf({ file, text }: Place): string {
  const lines = readFileSync(fromRoot(file), 'utf8').split('\n')
  const at = lines.findIndex((line) => line.includes(text))
  return at < 0 ? file : `${file}:${at + 1}`
}

export const countsOf = (asked: readonly Asked[]): Readonly<Record<Verdict, number>> => {
  const count = (verdict: Verdict): number => asked.filter((one) => one.verdict === verdict).length
  return {
    holds: count('holds'),
    wrong: count('wrong'),
    'could not be asked': count('could not be asked'),
    'only a person can see': count('only a person can see'),
  }
}

/** Which open marks were answered by this run, and which are still open, and why. */
export function marksOf(asked: readonly Asked[]): readonly MarkState[] {
  return markNames.map((mark) => {
    const ofMark = asked.filter(({ doubt }) => doubt.marks.includes(mark))
    const answered = ofMark.filter(({ verdict }) => verdict === 'holds' || verdict === 'wrong')
    const open = ofMark.filter((one) => !answered.includes(one))
    const why = notAskable[mark] ?? open.map(openText).join('; ')
    return {
      mark,
      words: marks[mark],
      answeredBy: answered.map(({ doubt }) => doubt.id),
      openBecause: open.length === 0 && answered.length > 0 ? null : why,
    }
  })
}

const openText = ({ doubt, verdict, why }: Asked): string =>
  verdict === 'only a person can see'
    ? `${doubt.id}: a person must look`
    : `${doubt.id}: ${why ?? ''}`

const isMark = (name: string): name is Mark => Object.hasOwn(marks, name)
const markNames: readonly Mark[] = Object.keys(marks).filter(isMark)

export interface MarkState {
  readonly mark: Mark
  readonly words: string
  readonly answeredBy: readonly string[]
  /** null: all that asks it was answered. */
  readonly openBecause: string | null
}

export const jsonReport = (input: ReportInput): string =>
  `${JSON.stringify(
    {
      schema: 'headroom/mac-check/1',
      startedAt: input.startedAt,
      headroom: input.headroom,
      machine: input.machine,
      options: input.options,
      counts: countsOf(input.asked),
      doubts: input.asked.map(({ doubt, verdict, why, evidence, tookMs }) => ({
        id: doubt.id,
        title: doubt.title,
        why: doubt.why,
        assumption: doubt.assumption,
        at: doubt.at.map(lineOf),
        marks: doubt.marks,
        verdict,
        because: why,
        evidence,
        tookMs,
      })),
      marks: marksOf(input.asked),
      placesNotAskable: Object.fromEntries(placesNotAskable),
      costs: input.costs,
    },
    null,
    1,
  )}\n`

/** As a block of code that no text of a program can end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

function entryOf({ doubt, verdict, why, evidence, tookMs }: Asked): string {
  const box = verdict === 'only a person can see' ? '- [ ] ' : ''
  return [
    `### ${doubt.title}`,
    '',
    `${box}**${verdict}**${why === null ? '' : `: ${why}`}`,
    '',
    `Why it matters: ${doubt.why}`,
    '',
    `Assumed (${doubt.at.map(lineOf).join(', ')}): ${doubt.assumption}`,
    ...(evidence === '' ? [] : ['', fenced(evidence)]),
    '',
    `\`${doubt.id}\`${doubt.marks.length === 0 ? '' : `, ${doubt.marks.join(', ')}`}, ${tookMs} ms`,
    '',
  ].join('\n')
}

const titleOf: Readonly<Record<Verdict, string>> = {
  wrong: 'What we assumed wrongly',
  'could not be asked': 'What could not be asked',
  'only a person can see': 'What only a person can see',
  holds: 'What holds',
}

export function markdownReport(input: ReportInput): string {
  const counts = countsOf(input.asked)
  const open = marksOf(input.asked).filter(({ openBecause }) => openBecause !== null)
  return [
    '# A Mac, asked',
    '',
    `${input.startedAt}, Headroom ${input.headroom}${input.options.length === 0 ? '' : `, ${input.options.join(' ')}`}`,
    '',
    fenced(JSON.stringify(input.machine, null, 1)),
    '',
    ...verdicts.map((verdict) => `- ${verdict}: ${counts[verdict]}`),
    '',
    'Nothing of this was sent anywhere. Names of users, serial numbers and UUIDs are substitutes; which programs run on this Mac is in it.',
    '',
    ...verdicts.flatMap((verdict) => {
      const some = input.asked.filter((one) => one.verdict === verdict)
      return some.length === 0 ? [] : [`## ${titleOf[verdict]}`, '', ...some.map(entryOf)]
    }),
    '## What is still open',
    '',
    ...open.map(({ mark, words, openBecause }) => `- ${mark} (${words}): ${openBecause}`),
    '',
    ...[...placesNotAskable].map(([file, why]) => `- ${file}: ${why}`),
    '',
  ].join('\n')
}

/** A line of the terminal. */
export const lineOfAsked = ({ doubt, verdict, why }: Asked): string =>
  `${verdict.padEnd(21)} ${doubt.title}${why === null || verdict === 'only a person can see' ? '' : ` (${printable(why)})`}`

/** The end of the run: what was wrong, whole; the others counted. */
export function summaryOf(asked: readonly Asked[], folder: string): string {
  const counts = countsOf(asked)
  const mistaken = asked.filter(({ verdict }) => verdict === 'wrong')
  return [
    '',
    ...mistaken.flatMap(({ doubt, evidence }) => [
      `WRONG: ${doubt.title}`,
      `  assumed: ${doubt.assumption} (${doubt.at.map(lineOf).join(', ')})`,
      ...evidence
        .split('\n')
        .slice(0, shownLines)
        .map((line) => `  seen: ${line}`),
      '',
    ]),
    verdicts.map((verdict) => `${counts[verdict]} ${verdict}`).join(', '),
    `All of it: ${folder}/report.md; nothing was sent anywhere.`,
  ].join('\n')
}
const shownLines = 6
