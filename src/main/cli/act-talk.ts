import type { Act, ActKind, ActOutcome } from '../../shared/act.ts'
import { shownAct } from '../../shared/act-text.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import type { ActId } from '../../shared/ids.ts'
import { refusedAct } from '../../shared/refused-act.ts'
import type { Core } from '../core/core.ts'
import { Refusal } from '../host/attempt.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { askWhich } from './ask-which.ts'
import { askYesNo } from './ask-yes-no.ts'
import { print, printJson, say } from './output.ts'
import { openOwnCore } from './own-core.ts'

/** The terminal, as far as an act speaks to it. */
export interface Talk {
  /** Of what was done, and for whoever sits there. */
  readonly say: (line: string) => void
  /** What was asked for. */
  readonly print: (line: string) => void
  readonly printJson: (value: unknown) => void
  /** null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null
  /** Which of so many that are listed, counted from 0; null: none of them. */
  readonly choose: ((count: number) => Promise<number | null>) | null
  /** What is not known from now on, should it be stopped: a sentence. */
  readonly doubts: (sentence: string) => void
}

export interface ActOptions {
  readonly isDryRun: boolean
  /** Whoever asks knows what may be lost. */
  readonly isConfirmed: boolean
  /** What is there still once it was asked is asked about again, and then ended. */
  readonly isForced: boolean
  readonly json: boolean
}

export const nothingDone = 'nothing was done'

/** Runs over this machine what acts on it. Whoever stops it is told what is not known then. */
export async function actOnThisMachine(
  json: boolean,
  act: (core: Core, talk: Talk) => Promise<ExitCode>,
): Promise<ExitCode> {
  const isTalking = process.stdin.isTTY && process.stderr.isTTY && !json
  const core = await openOwnCore({ roomCapBytes: null })
  let doubt = nothingDone
  const talk: Talk = {
    say,
    print,
    printJson,
    ask: isTalking ? (question) => askYesNo(question) : null,
    choose: isTalking ? (count) => askWhich(count) : null,
    doubts: (sentence) => {
      doubt = sentence
    },
  }
  const stopped = untilStopped().then((): ExitCode => {
    say(`stopped: ${doubt}`)
    return exitCode.no
  })
  try {
    return await Promise.race([act(core, talk), stopped])
  } finally {
    await core.close()
  }
}

/** What is asked of Core: with which confirmation, and after which earlier act. */
export interface Rung {
  /** `--yes`, whatever may be lost. */
  readonly isConfirmed: boolean
  /** The questions of Core to which whoever sits there has said yes. */
  readonly answers: readonly ActId[]
  readonly forceAfter: ActId | null
}

/** How one kind of act speaks. */
export interface ActWords {
  readonly kind: ActKind
  readonly target: string
  readonly server: string | null
  /** `gemma3:27b was not unloaded`: a refusal goes on with why. */
  readonly notDone: string
  /** `asked Ollama to unload gemma3:27b; waiting for its memory` */
  readonly waiting: string
  /** By then it has surely been sent. */
  readonly waitingAfterMs: number
  /** What is not known where it is stopped meanwhile. */
  readonly doubt: string
  /** The same once it has gone: `whether Loom stays away is not known`. */
  readonly notBackDoubt: string
  /** `it stays` */
  readonly declined: string
  /** `--yes unloads it all the same` */
  readonly yesHelps: string
  /** `headroom quit --force Loom`; null where it cannot be written as it is. */
  readonly forceCommand: string | null
  /** `open -b com.example.loom`; null where there is no such command. */
  readonly reopenCommand: string | null
}

/** One act, as it is asked for at one terminal. */
export interface Exchange {
  readonly options: ActOptions
  readonly words: ActWords
  readonly talk: Talk
}

type Attempt = (rung: Rung) => Promise<Act>

/** Asks what is to be asked, and climbs no rung that is not confirmed by itself. null: who was asked has said no. */
export async function carriedOut(send: Attempt, exchange: Exchange): Promise<Act | null> {
  const attempt: Attempt = (rung) => attempted(() => send(rung), exchange)
  const first = await answered(null, attempt, exchange)
  return first === null ? null : forcedOn(first, attempt, exchange)
}

/** A yes is to what was asked: where that is another by then, it is asked about anew. null: a no. */
async function answered(
  forceAfter: ActId | null,
  attempt: Attempt,
  { options: { isConfirmed }, words, talk }: Exchange,
): Promise<Act | null> {
  let act = await attempt({ isConfirmed, answers: [], forceAfter })
  while (act.outcome === 'unconfirmed' && act.id !== null && talk.ask !== null) {
    if (!(await talk.ask(shownAct(act).sentence))) {
      talk.say(words.declined)
      return null
    }
    act = await attempt({ isConfirmed, answers: [act.id], forceAfter })
  }
  return act
}

async function attempted(
  send: () => Promise<Act>,
  { options: { isDryRun, json }, words, talk }: Exchange,
): Promise<Act> {
  const isQuiet = isDryRun || json
  const waits = isQuiet ? null : setTimeout(() => talk.say(words.waiting), words.waitingAfterMs)
  if (!isDryRun) talk.doubts(words.doubt)
  try {
    const act = await send()
    if (act.id === null || act.outcome === 'unconfirmed') talk.doubts(nothingDone)
    return act
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
    const sentence = `${words.notDone}: ${error.message}`
    return refusedAct({ act: words.kind, target: words.target, server: words.server, sentence })
  } finally {
    if (waits !== null) clearTimeout(waits)
  }
}

/** A server that is asked, its process that is asked, its process that is ended. */
const mostRungs = 2

/** Each rung has a confirmation of its own: a question; where nobody is there to answer, `--yes` beside `--force`. */
async function forcedOn(first: Act, attempt: Attempt, exchange: Exchange): Promise<Act | null> {
  const { options, words, talk } = exchange
  let act: Act | null = first
  for (let rung = 0; rung < mostRungs && options.isForced && act !== null; rung++) {
    const { next, sentence } = shownAct(act)
    if (next === null || act.id === null) return act
    if (talk.ask === null && !options.isConfirmed) return act
    if (!options.json) talk.say(sentence)
    if (talk.ask !== null && !(await talk.ask(next.question))) {
      talk.say(words.declined)
      return null
    }
    // others that would go along are asked about beside it
    act = await answered(act.id, attempt, exchange)
  }
  return act
}

/** Tells people, or a script, what it came to, and what they may do next. */
export function toldAct(act: Act, exchange: Exchange): ExitCode {
  const { options, talk } = exchange
  if (options.json) talk.printJson(act)
  else linesOf(act, exchange).forEach(talk.say)
  return codeOfAct[act.outcome]
}

/** By another command, which has to find it: what is held still is not listed any more by the server that holds it. */
export const canForceLater = (act: Act): boolean =>
  shownAct(act).next !== null && act.outcome !== 'held'

function linesOf(act: Act, { options: { isForced }, words }: Exchange): readonly string[] {
  const { sentence, request, help } = shownAct(act)
  const canForce = canForceLater(act)
  const { yesHelps, forceCommand } = words
  const isPlanned = act.outcome === 'planned'
  return [
    sentence,
    isPlanned ? request : null,
    isPlanned && isForced ? laterForced : null,
    help,
    act.outcome === 'unconfirmed' ? yesHelps : null,
    canForce && !isForced
      ? `it is asked once more, and then forced: ${forceCommand ?? 'with --force'}`
      : null,
    canForce && isForced ? '--yes beside --force confirms that too' : null,
  ].filter((line) => line !== null)
}

const laterForced =
  'where it is there still after that, whether to force it would be asked, and only then is it forced'

const codeOfAct: Readonly<Record<ActOutcome, ExitCode>> = {
  planned: exitCode.yes,
  done: exitCode.yes,
  unconfirmed: exitCode.no,
  held: exitCode.no,
  waiting: exitCode.no,
  'still-open': exitCode.no,
  'kept-alive': exitCode.no,
  refused: exitCode.no,
}
