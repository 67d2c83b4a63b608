import type { ActKind } from '../../shared/act.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import { refusedAct } from '../../shared/refused-act.ts'
import { shellCommand } from '../../shared/shell-word.ts'
import { nothingDone, type ActOptions, type Talk } from './act-talk.ts'

/** Why nothing is done to what was named. */
export interface Refused<T> {
  readonly sentence: string
  readonly help: string | null
  /** Beside the sentence. */
  readonly listed: readonly T[]
  /** Any of those listed may be meant. */
  readonly isChoice: boolean
  readonly code: ExitCode
}

/** How it is told of those that are listed. */
export interface Naming<T> {
  readonly act: ActKind
  readonly wanted: string
  /** `headroom quit` */
  readonly command: string
  readonly lineOf: (one: T) => string
  readonly nameOf: (one: T) => string
  /** What names it alone. */
  readonly aloneOf: (one: T) => string
}

export type Chosen<T> =
  { readonly kind: 'one'; readonly one: T } | { readonly kind: 'told'; readonly code: ExitCode }

/** More would fill the terminal; the biggest come first. */
const shownCount = 20
/** A model's id is its server's and a name of 200 letters at most. */
const maxNameLength = 400

/** Tells why nothing is done, and what names each that may be meant. */
export function toldRefused<T>(
  refused: Refused<T>,
  naming: Naming<T>,
  { json }: Pick<ActOptions, 'json'>,
  talk: Pick<Talk, 'say' | 'printJson'>,
): ExitCode {
  if (json) talk.printJson(refusedAct({ act: naming.act, ...asOneText(refused, naming) }))
  else toldLines(refused, naming).forEach(talk.say)
  return refused.code
}

/** Where several may be meant, whoever sits there chooses; else it is told. */
export async function chosenOf<T>(
  refused: Refused<T>,
  naming: Naming<T>,
  options: Pick<ActOptions, 'json'>,
  talk: Talk,
): Promise<Chosen<T>> {
  return refused.isChoice && talk.choose !== null && !options.json
    ? chosenBy(talk.choose, refused, naming, talk)
    : { kind: 'told', code: toldRefused(refused, naming, options, talk) }
}

async function chosenBy<T>(
  choose: (count: number) => Promise<number | null>,
  { sentence, listed }: Refused<T>,
  naming: Naming<T>,
  { say }: Talk,
): Promise<Chosen<T>> {
  const shown = listed.slice(0, shownCount)
  const width = `${shown.length}`.length
  say(`${sentence}:`)
  shown.forEach((one, index) =>
    say(`${`${index + 1}`.padStart(width)}  ${choiceLine(one, true, naming)}`),
  )
  moreLines(listed).forEach(say)
  const one = shown[(await choose(shown.length)) ?? shown.length]
  if (one !== undefined) return { kind: 'one', one }
  say(nothingDone)
  return { kind: 'told', code: exitCode.no }
}

function toldLines<T>(
  { sentence, help, listed, isChoice }: Refused<T>,
  naming: Naming<T>,
): readonly string[] {
  const first = isChoice ? `${sentence}; name one:` : `${sentence}:`
  return [
    listed.length === 0 ? sentence : first,
    ...listed.slice(0, shownCount).map((one) => choiceLine(one, isChoice, naming)),
    ...moreLines(listed),
    ...(help === null ? [] : [help]),
  ]
}

const moreLines = ({ length }: readonly unknown[]): readonly string[] =>
  length > shownCount ? [`${length - shownCount} more`] : []

/** With what names it alone, where its name does not. */
function choiceLine<T>(one: T, isChoice: boolean, naming: Naming<T>): string {
  const line = naming.lineOf(one)
  const command = commandOf(one, naming)
  const isTold = command !== null && (isChoice || naming.aloneOf(one) !== naming.nameOf(one))
  return isTold ? `${line} · ${command}` : line
}

const commandOf = <T>(one: T, { command, aloneOf }: Naming<T>): string | null =>
  shellCommand(command, aloneOf(one))

/** For a script. */
function asOneText<T>(
  { sentence, help, listed, isChoice }: Refused<T>,
  naming: Naming<T>,
): { readonly target: string; readonly sentence: string; readonly help: string | null } {
  const shown = listed.slice(0, shownCount)
  const names = shown.map((one) => printable(naming.nameOf(one), maxNameLength)).join(', ')
  const commands = isChoice ? shown.flatMap((one) => commandOf(one, naming) ?? []) : []
  return {
    target: naming.wanted,
    sentence: names === '' ? sentence : `${sentence}: ${names}`,
    help: commands.length === 0 ? help : `Name one: ${commands.join('; ')}`,
  }
}
