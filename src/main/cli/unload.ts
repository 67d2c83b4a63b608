import type { Act } from '../../shared/act.ts'
import { shownModel } from '../../shared/model-text.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
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
import { appAlone } from './choose-app.ts'
import { chooseModel, nameAlone } from './choose-model.ts'
import { chosenOf, toldRefused, type Naming } from './chosen.ts'
import { modelLine } from './model-lines.ts'
import { settled } from './settled.ts'
import { refusedByServers, refusedChoice } from './unload-refused.ts'

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
  const naming = namingOf(wanted, snapshot)
  if (refused !== null) return toldRefused(refused, naming, options, talk)
  const choice = chooseModel(wanted, snapshot)
  if (choice.kind === 'one') return unloadOne(core, choice.model, snapshot, options, talk)
  const which = refusedChoice(wanted, choice, snapshot)
  const chosen = await chosenOf(which, naming, options, talk)
  if (chosen.kind === 'told') return chosen.code
  await core.snapshotOnce() // an answer takes its time, and Core ends no process of an old list
  return unloadOne(core, chosen.one, snapshot, options, talk)
}

const namingOf = (wanted: string, snapshot: Snapshot): Naming<Model> => ({
  act: 'unload',
  wanted,
  command: 'headroom unload',
  lineOf: (model) => modelLine(model, snapshot),
  nameOf: ({ name }) => name,
  aloneOf: (model) => nameAlone(model, snapshot),
})

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
  return act === null ? exitCode.no : settled(core, leadingOn(act, model, snapshot), exchange)
}

/** What is held still is listed no more by its server, which is not found by the name of its model then: its own name is told. */
function leadingOn(act: Act, { serverId }: Model, snapshot: Snapshot): Act {
  if (act.outcome !== 'held' || act.help === null) return act
  const server = snapshot.servers.find(({ id }) => id === serverId)
  const app = snapshot.apps.find(({ processes }) =>
    processes.some(
      ({ pid, startedAtMs }) => pid === server?.pid && startedAtMs === server.startedAtMs,
    ),
  )
  if (app === undefined || app.quit.kind === 'none') return act
  const command = shellCommand('headroom quit', appAlone(app, snapshot))
  return command === null ? act : { ...act, help: `${act.help} (${command})` }
}

function wordsOf(model: Model, snapshot: Snapshot): ActWords {
  const { server } = shownModel(model, snapshot)
  const name = printable(model.name, maxNameLength)
  return {
    kind: 'unload',
    target: model.name,
    server,
    notDone: `${name} was not unloaded`,
    waiting: `asked ${server} to unload ${name}; waiting for its memory`,
    waitingAfterMs: surelySentMs,
    doubt: `whether ${name} goes is not known (headroom acts tells what was begun)`,
    notBackDoubt: `whether ${server} stays away is not known`,
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
