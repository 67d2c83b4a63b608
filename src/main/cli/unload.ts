import { shownModel } from '../../shared/model-text.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import { refusedAct } from '../../shared/refused-act.ts'
import type { Model } from '../../shared/server.ts'
import { shellCommand } from '../../shared/shell-word.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Core } from '../core/core.ts'
import {
  actOnThisMachine,
  carriedOut,
  type ActOptions,
  type ActWords,
  type Talk,
} from './act-talk.ts'
import { chooseModel, nameAlone } from './choose-model.ts'
import { modelLine } from './model-lines.ts'
import { settled } from './settled.ts'
import { refusedByServers, refusedChoice, type Refused } from './unload-refused.ts'

type UnloadingCore = Pick<Core, 'snapshotOnce' | 'unload' | 'settled'>

/** `headroom unload`: lets a server unload one of its models, and waits until the memory is back. */
export const unload = (wanted: string, options: ActOptions): Promise<ExitCode> =>
  actOnThisMachine(options.json, (core, talk) => unloadBy(core, wanted, options, talk))

/** Says why where there is nothing to unload, or where it must not be done. */
export async function unloadBy(
  core: UnloadingCore,
  wanted: string,
  options: ActOptions,
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
  { json }: ActOptions,
  talk: Talk,
): ExitCode {
  if (json) {
    const names = listed.map((model) => nameAlone(model, snapshot)).join(', ')
    const whole = names === '' ? sentence : `${sentence}: ${names}`
    talk.printJson(refusedAct({ act: 'unload', target: wanted, sentence: whole, help }))
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
  core: UnloadingCore,
  model: Model,
  snapshot: Snapshot,
  options: ActOptions,
  talk: Talk,
): Promise<ExitCode> {
  const exchange = { options, words: wordsOf(model, snapshot), talk }
  const act = await carriedOut(async (rung) => {
    // Core looks by itself before it asks a server, and ends no process of an old list
    if (rung.forceAfter !== null || rung.answers.length > 0) await core.snapshotOnce()
    return core.unload({ modelId: model.id, isDryRun: options.isDryRun, ...rung })
  }, exchange)
  return act === null ? exitCode.no : settled(core, act, exchange)
}

function wordsOf(model: Model, snapshot: Snapshot): ActWords {
  const { server } = shownModel(model, snapshot)
  const name = printable(model.name, maxNameLength)
  return {
    kind: 'unload',
    target: model.name,
    server,
    notDone: `${model.name} was not unloaded`,
    waiting: `asked ${server} to unload ${name}; waiting for its memory`,
    waitingAfterMs: surelySentMs,
    doubt: `whether ${name} goes is not known (headroom acts tells what was begun)`,
    notBackDoubt: `whether ${server} stays away is not known`,
    question: 'unload it all the same?',
    declined: 'it stays',
    yesHelps: '--yes unloads it all the same',
    forceCommand: shellCommand('headroom unload --force', nameAlone(model, snapshot)),
    reopenCommand: null,
  }
}

/** Core looks for 3 s at most before it sends, or asks back (core/unload-sight.ts). */
const surelySentMs = 4_000

/** A model's id is its server's and a name of 200 letters at most. */
const maxNameLength = 400
