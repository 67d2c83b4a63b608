import type { Act, ActOutcome } from '../../shared/act.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { takesAllSentence } from '../../shared/model-text.ts'
import { openOwnCore } from './own-core.ts'
import { printable } from '../../shared/printable.ts'
import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Core } from '../core/core.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { askYesNo } from './ask-yes-no.ts'
import { chooseModel, nameAlone } from './choose-model.ts'
import { modelLine } from './model-lines.ts'
import { printJson, say } from './output.ts'

export interface UnloadOptions {
  readonly isDryRun: boolean
  /** Also while it works at a request. */
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
  const core = await openOwnCore(null)
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

/** Throws Refusal where there is nothing to unload, or where it must not be done. */
export async function unloadBy(
  core: Pick<Core, 'snapshotOnce' | 'unload'>,
  wanted: string,
  options: UnloadOptions,
  talk: Talk,
): Promise<ExitCode> {
  const snapshot = await core.snapshotOnce()
  const trouble = troubleOf(snapshot)
  if (trouble !== null) {
    talk.say(`which models are loaded is not known: ${trouble}`)
    return exitCode.cannotTell
  }
  const choice = chooseModel(wanted, snapshot)
  switch (choice.kind) {
    case 'none':
      talk.say(`no loaded model is called "${printable(wanted)}"${loadedLines(snapshot)}`)
      return exitCode.no
    case 'several':
      talk.say(`"${printable(wanted)}" may be any of these:`)
      choice.models.forEach((model) => talk.say(choiceLine(model, snapshot)))
      return exitCode.wrongUse
    case 'one':
      return unloadOne(core, choice.model, snapshot, options, talk)
  }
}

/** Why the list of models cannot be trusted; null where it can. */
function troubleOf({ sources, models }: Snapshot): string | null {
  if (models.length > 0) return null
  const source = sources.find(({ id }) => id === 'servers')
  if (source?.kind === 'ok') return null
  return printable(source?.reason ?? 'this machine’s servers are not asked')
}

/** With what names it alone, where its name does not. */
function choiceLine(model: Model, snapshot: Snapshot): string {
  const name = nameAlone(model, snapshot)
  const line = modelLine(model, snapshot)
  return name === model.name ? line : `${line} · as ${printable(name, maxNameLength)}`
}

const loadedLines = (snapshot: Snapshot): string =>
  snapshot.models.length === 0
    ? ': no model is loaded'
    : `; loaded are:\n${snapshot.models.map((model) => modelLine(model, snapshot)).join('\n')}`

async function unloadOne(
  core: Pick<Core, 'unload'>,
  model: Model,
  snapshot: Snapshot,
  { isDryRun, isConfirmed, json }: UnloadOptions,
  talk: Talk,
): Promise<ExitCode> {
  const all = takesAllSentence(model, snapshot)
  if (all !== null) talk.say(all)
  const attempt = (isKnown: boolean): Promise<Act> =>
    core.unload({ modelId: model.id, isDryRun, isConfirmed: isKnown })
  const act = await attempt(isConfirmed)
  if (act.outcome !== 'unconfirmed' || talk.ask === null) return told(act, json, talk)
  const isWanted = await talk.ask(
    `${printable(act.sentence, maxSentenceLength)} – unload it all the same?`,
  )
  if (isWanted) return told(await attempt(true), json, talk)
  talk.say('it stays')
  return exitCode.no
}

function told(act: Act, json: boolean, talk: Talk): ExitCode {
  if (json) talk.printJson(act)
  else {
    talk.say(printable(act.sentence, maxSentenceLength))
    if (act.outcome === 'planned') talk.say(printable(act.request, maxSentenceLength))
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
}
