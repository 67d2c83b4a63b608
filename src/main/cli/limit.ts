import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import type { LimitRaise } from '../../shared/limit-raise.ts'
import type { Core } from '../core/core.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { askYesNo } from './ask-yes-no.ts'
import { guideLines, questionLines, raiseLines } from './limit-lines.ts'
import { print, printJson, say } from './output.ts'
import { openOwnCore } from './own-core.ts'

export interface LimitOptions {
  /** undefined: only what could be done; null: macOS is to choose again. */
  readonly toBytes: number | null | undefined
  readonly isDryRun: boolean
  readonly isConfirmed: boolean
  readonly json: boolean
}

/** The terminal, as far as it is spoken to here. */
export interface LimitTalk {
  readonly print: (line: string) => void
  readonly say: (line: string) => void
  readonly printJson: (value: unknown) => void
  /** null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null
}

/** `headroom limit`: what could be done with the limit of the GPU, and doing it. */
export async function limit(options: LimitOptions): Promise<ExitCode> {
  const isTalking = process.stdin.isTTY && process.stderr.isTTY && !options.json
  const core = await openOwnCore({ roomCapBytes: null })
  const stopped = untilStopped().then((): ExitCode => {
    say('stopped before it was known what comes of it; headroom limit tells')
    return exitCode.no
  })
  try {
    const talk: LimitTalk = { print, say, printJson, ask: isTalking ? askYesNo : null }
    return await Promise.race([limitBy(core, options, talk), stopped])
  } finally {
    await core.close()
  }
}

export async function limitBy(
  core: Pick<Core, 'limit' | 'raiseLimit'>,
  { toBytes, isDryRun, isConfirmed, json }: LimitOptions,
  talk: LimitTalk,
): Promise<ExitCode> {
  if (toBytes === undefined) return toldGuide(await core.limit(), json, talk)
  const attempt = (isKnown: boolean): Promise<LimitRaise> => {
    if (isKnown && !isDryRun && !json) talk.say(asksNow)
    return core.raiseLimit({ toBytes, isDryRun, isConfirmed: isKnown })
  }
  const answer = await attempt(isConfirmed)
  if (answer.outcome !== 'unconfirmed' || talk.ask === null) return toldRaise(answer, json, talk)
  questionLines(answer).forEach(talk.say)
  if (await talk.ask(toBytes === null ? 'Set it back?' : 'Raise it?'))
    return toldRaise(await attempt(true), json, talk)
  talk.say('it stays as it is')
  return exitCode.no
}

/** Whoever looks at the terminal looks up. */
const asksNow = 'macOS may ask for an administrator now'

function toldGuide(answer: LimitRaise, json: boolean, talk: LimitTalk): ExitCode {
  if (json) talk.printJson(answer)
  else guideLines(answer).forEach(answer.outcome === 'refused' ? talk.say : talk.print)
  return codeOf(answer)
}

function toldRaise(answer: LimitRaise, json: boolean, talk: LimitTalk): ExitCode {
  if (json) talk.printJson(answer)
  else raiseLines(answer).forEach(talk.say)
  return codeOf(answer)
}

function codeOf({ outcome, guide }: LimitRaise): ExitCode {
  switch (outcome) {
    case 'shown':
    case 'planned':
    case 'done':
      return exitCode.yes
    case 'unconfirmed':
    case 'unproved':
      return exitCode.no
    case 'refused':
      return guide.kind === 'refused' && guide.isUnknown ? exitCode.cannotTell : exitCode.no
  }
}
