import type { Act, ActOutcome } from '../../shared/act.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { shownModel } from '../../shared/model-text.ts'
import { openOwnCore } from './own-core.ts'
import { printable } from '../../shared/printable.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Core } from '../core/core.ts'
import { Refusal } from '../host/attempt.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { askYesNo } from './ask-yes-no.ts'
import { chooseModel, nameAlone } from './choose-model.ts'
import { modelLine } from './model-lines.ts'
import { printJson, say } from './output.ts'
import { refusedAct, refusedByServers, refusedChoice, type Refused } from './unload-refused.ts'

export interface UnloadOptions {
  readonly isDryRun: boolean
  /** Also while it works at a request, and where others go along. */
  readonly isConfirmed: boolean
  readonly json: boolean
}

/** The terminal, as far as unloading speaks to it. */
export interface Talk {
  readonly say: (line: string) => void
  readonly printJson: (value: unknown) => void
  /** null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null
}

/** `headroom unload`: lets a server unload one of its models, and waits until the memory is back. */
export async function unload(wanted: string, options: UnloadOptions): Promise<ExitCode> {
  const isTalking = process.stdin.isTTY && process.stderr.isTTY && !options.json
  const core = await openOwnCore({ roomCapBytes: null })
  const stopped = untilStopped().then((): ExitCode => {
    say('stopped before it was known what comes of it')
    return exitCode.no
  })
  try {
    const talk: Talk = { say, printJson, ask: isTalking ? askYesNo : null }
    return await Promise.race([unloadBy(core, wanted, options, talk), stopped])
  } finally {
    await core.close()
  }
}

/** Says why where there is nothing to unload, or where it must not be done. */
export async function unloadBy(
  core: Pick<Core, 'snapshotOnce' | 'unload'>,
  wanted: string,
  options: UnloadOptions,
  talk: Talk,
): Promise<ExitCode> {
  const snapshot = await core.snapshotOnce()
  const refused = refusedByServers(snapshot)
  if (refused !== null) return toldRefused(wanted, refused, snapshot, options, talk)
  const choice = chooseModel(wanted, snapshot)
  return choice.kind === 'one'
    ? unloadOne(core, choice.model, snapshot, options, talk)
    : toldRefused(wanted, refusedChoice(wanted, choice, snapshot), snapshot, options, talk)
}

function toldRefused(
  wanted: string,
  { sentence, help, listed, code }: Refused,
  snapshot: Snapshot,
  { json }: UnloadOptions,
  talk: Talk,
): ExitCode {
  if (json) {
    const names = listed.map((model) => nameAlone(model, snapshot)).join(', ')
    const whole = names === '' ? sentence : `${sentence}: ${names}`
    talk.printJson(refusedAct(wanted, null, { sentence: whole, help }))
    return code
  }
  talk.say(listed.length === 0 ? sentence : `${sentence}:`)
  for (const model of listed) talk.say(choiceLine(model, snapshot))
  if (help !== null) talk.say(help)
  return code
}

/** With what names it alone, where its name does not. */
function choiceLine(model: Model, snapshot: Snapshot): string {
  const name = nameAlone(model, snapshot)
  const line = modelLine(model, snapshot)
  return name === model.name ? line : `${line} · as ${printable(name, maxNameLength)}`
}

async function unloadOne(
  core: Pick<Core, 'unload'>,
  model: Model,
  snapshot: Snapshot,
  { isDryRun, isConfirmed, json }: UnloadOptions,
  talk: Talk,
): Promise<ExitCode> {
  const { server } = shownModel(model, snapshot)
  const asked = `asked ${server} to unload ${printable(model.name, maxNameLength)}; waiting for its memory`
  const attempt = async (isKnown: boolean): Promise<Act> => {
    const isQuiet = isDryRun || json
    const waits = isQuiet ? null : setTimeout(() => talk.say(asked), surelySentMs)
    try {
      return await core.unload({ modelId: model.id, isDryRun, isConfirmed: isKnown })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
      const sentence = `${model.name} was not unloaded: ${error.message}`
      return refusedAct(model.name, server, { sentence, help: null })
    } finally {
      if (waits !== null) clearTimeout(waits)
    }
  }
  const act = await attempt(isConfirmed)
  if (act.outcome !== 'unconfirmed' || talk.ask === null) return told(act, json, talk)
  const isWanted = await talk.ask(
    `${printable(act.sentence, maxSentenceLength)} – unload it all the same?`,
  )
  if (isWanted) return told(await attempt(true), json, talk)
  talk.say('it stays')
  return exitCode.no
}

/** Core looks for 3 s at most before it sends, or asks back (core/unload-sight.ts). */
const surelySentMs = 4_000

function told(act: Act, json: boolean, talk: Talk): ExitCode {
  if (json) talk.printJson(act)
  else {
    talk.say(printable(act.sentence, maxSentenceLength))
    if (act.outcome === 'planned' && act.request !== null)
      talk.say(printable(act.request, maxSentenceLength))
    if (act.help !== null) talk.say(printable(act.help, maxSentenceLength))
    if (act.outcome === 'unconfirmed') talk.say('--yes unloads it all the same')
  }
  return codeOf[act.outcome]
}

const maxSentenceLength = 600
/** A model's id is its server's and a name of 200 letters at most. */
const maxNameLength = 400

const codeOf: Readonly<Record<ActOutcome, ExitCode>> = {
  planned: exitCode.yes,
  done: exitCode.yes,
  unconfirmed: exitCode.no,
  held: exitCode.no,
  waiting: exitCode.no,
  'still-open': exitCode.no,
  'kept-alive': exitCode.no,
  refused: exitCode.no,
}
