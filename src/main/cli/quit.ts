import type { App } from '../../shared/app.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import { nameIn } from '../../shared/relief-text.ts'
import { shellCommand } from '../../shared/shell-word.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'
import type { Core } from '../core/core.ts'
import { Refusal } from '../host/attempt.ts'
import {
  actOnThisMachine,
  carriedOut,
  type ActOptions,
  type ActWords,
  type Rung,
  type Talk,
} from './act-talk.ts'
import { appLine } from './app-line.ts'
import { appAlone, chooseApp, type AppChoice } from './choose-app.ts'
import { chosenOf, toldRefused, type Naming } from './chosen.ts'
import { refusedApp, refusedByApps, refusedPart, refusedWay } from './quit-refused.ts'
import { settled } from './settled.ts'

type QuittingCore = Pick<Core, 'snapshotOnce' | 'quit' | 'settled'>

/** `headroom quit`: asks an app to quit, waits until it has, and looks whether it stays away. */
export const quit = (wanted: string, options: ActOptions): Promise<ExitCode> =>
  actOnThisMachine(options.json, (core, talk) => quitBy(core, wanted, options, talk))

interface Asked {
  readonly wanted: string
  readonly snapshot: Snapshot
  readonly options: ActOptions
  readonly talk: Talk
}

/** Says why where there is nothing to quit, or where it must not be done. */
export async function quitBy(
  core: QuittingCore,
  wanted: string,
  options: ActOptions,
  talk: Talk,
): Promise<ExitCode> {
  const snapshot = await core.snapshotOnce()
  const asked = { wanted, snapshot, options, talk }
  const unknown = refusedByApps(snapshot)
  if (unknown !== null) return toldRefused(unknown, namingOf(asked), options, talk)
  const choice = chooseApp(wanted, snapshot)
  if (choice.kind !== 'one') return quitListed(core, choice, asked)
  const { app, isNamed } = choice
  const refused = refusedWay(wanted, app)
  if (refused !== null) return toldRefused(refused, namingOf(asked), options, talk)
  return isNamed || options.isDryRun
    ? quitOne(core, app, { ...asked, isFresh: true })
    : quitMeant(core, app, asked)
}

/** Where several may be meant, whoever sits there says which. */
async function quitListed(
  core: QuittingCore,
  choice: Exclude<AppChoice, { readonly kind: 'one' }>,
  asked: Asked,
): Promise<ExitCode> {
  const { wanted, snapshot, options, talk } = asked
  const which = refusedApp(wanted, choice, snapshot)
  const chosen = await chosenOf(which, namingOf(asked), options, talk)
  if (chosen.kind === 'told') return chosen.code
  const refused = refusedWay(wanted, chosen.one)
  return refused === null
    ? quitOne(core, chosen.one, { ...asked, isFresh: false })
    : toldRefused(refused, namingOf(asked), options, talk)
}

/** It may be another that was meant: `--yes` says what may be lost, not which one it is. */
async function quitMeant(core: QuittingCore, app: App, asked: Asked): Promise<ExitCode> {
  const { wanted, snapshot, options, talk } = asked
  if (talk.ask === null) {
    const refused = refusedPart(wanted, app, appAlone(app, snapshot))
    return toldRefused(refused, namingOf(asked), options, talk)
  }
  const isMeant = await talk.ask(
    `${nameIn(app.name, maxNameLength)} (${formatBytes(app.memoryBytes)}) is meant by "${printable(wanted)}"?`,
  )
  if (isMeant) return quitOne(core, app, { ...asked, isFresh: false })
  talk.say(declined)
  return exitCode.no
}

async function quitOne(
  core: QuittingCore,
  app: App,
  { snapshot, options, talk, isFresh }: Asked & { readonly isFresh: boolean },
): Promise<ExitCode> {
  const exchange = { options, words: wordsOf(app, snapshot), talk }
  let isOfNow = isFresh
  const act = await carriedOut(async (rung) => {
    // a question, and an app that is waited for, take their time: Core trusts no list that is old
    if (!isOfNow) await seenAgain(core, app, rung)
    isOfNow = false
    return core.quit({ appId: app.id, isDryRun: options.isDryRun, ...rung })
  }, exchange)
  return act === null ? exitCode.no : settled(core, act, exchange)
}

/** Throws Refusal where it has ended, whatever bears its name by now. What is forced Core knows by its processes. */
async function seenAgain(
  core: QuittingCore,
  { id, processes }: App,
  { forceAfter }: Rung,
): Promise<void> {
  const { apps } = await core.snapshotOnce()
  const now = apps.find((app) => app.id === id)
  const isThere = now?.processes.some((one) =>
    processes.some(({ pid, startedAtMs }) => one.pid === pid && one.startedAtMs === startedAtMs),
  )
  if (forceAfter === null && isThere !== true) throw new Refusal('it has ended meanwhile')
}

const namingOf = ({ wanted, snapshot }: Asked): Naming<App> => ({
  act: 'quit',
  wanted,
  command: 'headroom quit',
  lineOf: appLine,
  nameOf: ({ name }) => name,
  aloneOf: (app) => appAlone(app, snapshot),
})

const maxNameLength = 60
const declined = 'it stays open'

function wordsOf(app: App, snapshot: Snapshot): ActWords {
  const name = nameIn(app.name, maxNameLength)
  const alone = appAlone(app, snapshot)
  return {
    kind: 'quit',
    target: app.name,
    server: null,
    notDone: `${name} was not quit`,
    waiting: `asked ${name} to quit; waiting for it to end`,
    waitingAfterMs: surelySentMs,
    doubt: `whether ${name} quits is not known (headroom acts tells what was begun)`,
    notBackDoubt: `whether ${name} stays away is not known`,
    declined,
    yesHelps: '--yes quits it all the same',
    forceCommand: shellCommand('headroom quit --force', alone),
    reopenCommand: app.bundleId === null ? null : shellCommand('open -b', app.bundleId),
  }
}

/** Core checks who it is, and what it holds, before it sends: within a second or two. */
const surelySentMs = 3_000
