import type { About } from './about.ts'
import type { Act, ActLog } from './act.ts'
import type { SnoozeSpan, SnoozeTarget } from './alert.ts'
import type { BlackBox } from './black-box.ts'
import type { DetailsPlace } from './details.ts'
import type { Doctor } from './doctor.ts'
import type { FitInput, FitShown } from './fit-shown.ts'
import type { History, HistoryInput } from './history.ts'
import type { AlertId } from './ids.ts'
import type { ForgetLearntInput, Learnt } from './learnt.ts'
import type { LimitRaise, RaiseLimitInput } from './limit-raise.ts'
import type { LanguageChoice } from './language.ts'
import type { LocalModels } from './local-models.ts'
import type { LogLines, LogLinesInput, ShownLogs } from './log-view.ts'
import type { ForgetInput, OwnData, OwnDataExport } from './own-data.ts'
import type { PreferInput, Preferences } from './preferences.ts'
import type { Relief, ReliefStep, ReliefWant } from './relief.ts'
import type { Report } from './report.ts'
import type { ShellAct } from './shell.ts'
import type { PowerRule, PowerRuleInput } from './power-rule.ts'
import type { Snapshot } from './snapshot.ts'
import type { Snoozes } from './snooze.ts'

/** Everything that a face may ask of Core: what goes in and what comes out, by name. */
export interface Requests {
  readonly snapshot: { readonly in: null; readonly out: Snapshot }
  readonly doctor: { readonly in: null; readonly out: Doctor }
  /** Whether somebody looks through this connection: sampling follows it. */
  readonly look: { readonly in: LookInput; readonly out: null }
  /** Every model on the disk; at once what is known, and `isReading` where more is to come. */
  readonly models: { readonly in: null; readonly out: LocalModels }
  /** What a model would come to, run like this. */
  readonly fit: { readonly in: FitInput; readonly out: FitShown }
  /** Answers when the memory is back, or when it is clear that it is not: seconds later. */
  readonly unload: { readonly in: UnloadInput; readonly out: Act }
  /** Answers when it has ended and its memory is back, or when it is clear that it stays: up to half a minute later. */
  readonly quit: { readonly in: QuitInput; readonly out: Act }
  /** Of an act that was done: what it is when it is clear whether its target stays away. Within seconds, and at once where it is known. */
  readonly settled: { readonly in: ActInput; readonly out: Act }
  /** Starts again what an act has quit. */
  readonly reopen: { readonly in: ActInput; readonly out: Act }
  /** What to let go, to get what is wanted. */
  readonly relief: { readonly in: ReliefWant; readonly out: Relief }
  /** Lets go of one after the other, until it is enough; answers with what came of each. */
  readonly relieve: { readonly in: RelieveInput; readonly out: Relieved }
  /** What Headroom has done, here and in every other Headroom of this user. */
  readonly acts: { readonly in: null; readonly out: ActLog }
  /** How the limit of the GPU can be raised; nothing is done. */
  readonly limit: { readonly in: null; readonly out: LimitRaise }
  readonly raiseLimit: { readonly in: RaiseLimitInput; readonly out: LimitRaise }
  /** The rule of sudo that lets Headroom read watts; nothing is done. */
  readonly powerRule: { readonly in: null; readonly out: PowerRule }
  /** Writes the rule, or takes it away; macOS asks for an administrator. */
  readonly setPowerRule: { readonly in: PowerRuleInput; readonly out: PowerRule }
  readonly serverKey: { readonly in: ServerKeyInput; readonly out: null }
  /** Answers with all that is silenced then. */
  readonly snooze: { readonly in: SnoozeInput; readonly out: Snoozes }
  /** All that is silenced now. */
  readonly snoozes: { readonly in: null; readonly out: Snoozes }
  /** What the screens show of the settings. */
  readonly preferences: { readonly in: null; readonly out: Preferences }
  /** Changes some of them; answers with all of them as they are then. */
  readonly prefer: { readonly in: PreferInput; readonly out: Preferences }
  /** Asked of the app itself; answers with what is so then. */
  readonly shellAct: { readonly in: ShellAct; readonly out: Preferences }
  /** What was, as far as it is kept. */
  readonly history: { readonly in: HistoryInput; readonly out: History }
  /** What was found after ends that were no ordinary ones. */
  readonly blackBox: { readonly in: null; readonly out: BlackBox }
  /** Its card is not shown any more; the report stays. */
  readonly seenBlackBox: { readonly in: { readonly id: string }; readonly out: BlackBox }
  /** What real loads have taught. */
  readonly learnt: { readonly in: null; readonly out: Learnt }
  /** Cannot be undone. */
  readonly forgetLearnt: { readonly in: ForgetLearntInput; readonly out: Learnt }
  /** The logs that are followed. */
  readonly logs: { readonly in: null; readonly out: ShownLogs }
  /** The lines of one of them; whoever reads on asks again with the cursor. */
  readonly logLines: { readonly in: LogLinesInput; readonly out: LogLines }
  readonly about: { readonly in: null; readonly out: About }
  /** What Headroom keeps about its user. */
  readonly ownData: { readonly in: null; readonly out: OwnData }
  readonly exportData: { readonly in: null; readonly out: OwnDataExport }
  /** For others to read, without secrets; nothing is saved. */
  readonly report: { readonly in: null; readonly out: Report }
  /** Cannot be undone. */
  readonly forget: { readonly in: ForgetInput; readonly out: OwnData }
}

export interface LookInput {
  readonly isLooking: boolean
  /** Nobody looks, but each Snapshot is pushed all the same, as it comes while nobody looks. */
  readonly isHearing?: boolean | undefined
}

export interface SnoozeInput {
  readonly target: SnoozeTarget
  /** null: it is told again; `all` with every rule that was silenced alone. */
  readonly span: SnoozeSpan | null
}

/** For a server that wants a key; null forgets it. It is kept on this machine, and sent to this server only. */
export type ServerKeyInput =
  | { readonly serverId: string; readonly apiKey: string | null }
  /** By its name among the preferences, as it need not run for that. */
  | { readonly server: string; readonly apiKey: null }

export interface UnloadInput {
  /** Of a Model in the Snapshot. */
  readonly modelId: string
  /** Says what would be done, and does nothing. */
  readonly isDryRun: boolean
  /** Whatever else comes of it (an answer that is lost, others that go along): the blanket yes of a script, which was asked nothing. */
  readonly isConfirmed: boolean
  /** Questions (an act that is `unconfirmed`, by its id) that were answered with yes: each covers what it has asked about, and no more. */
  readonly answers?: readonly string[] | undefined
  /** The second confirmation, as of quitting: the process that holds the model is ended without being asked again. */
  readonly forceAfter?: string | null | undefined
}

export interface QuitInput {
  /** Of an App in the Snapshot. */
  readonly appId: string
  readonly isDryRun: boolean
  /** Whatever may be lost: the blanket yes of a script, which was asked nothing. */
  readonly isConfirmed: boolean
  /** Questions (an act that is `unconfirmed`, by its id) that were answered with yes: each covers what it has asked about, and no more. */
  readonly answers?: readonly string[] | undefined
  /**
   * The second confirmation: the act that has asked it to quit, in vain. It is ended without being asked again, and what it has
   * not saved is lost. null: it is asked.
   */
  readonly forceAfter: string | null
}

export interface ActInput {
  readonly actId: string
}

export interface RelieveInput {
  /** Of a Relief: models and apps of the Snapshot, in their order. */
  readonly steps: readonly ReliefStep[]
  /** Those behind are left where so much room is there already; null: all are done. */
  readonly until: ReliefWant | null
  readonly isDryRun: boolean
  /** Also those of which something may be lost, whatever that is: the blanket yes of a script. */
  readonly isConfirmed: boolean
  /** Questions (an act that is `unconfirmed`, by its id) that were answered with yes: each covers what it has asked about, and no more. */
  readonly answers?: readonly string[] | undefined
}

export interface Relieved {
  readonly schema: 'headroom/relieved/1'
  /** One for each step that was begun. */
  readonly acts: readonly Act[]
  /** What all steps that were begun were to give back, and what they gave; null where that is not known of any. */
  readonly expectedBytes: number | null
  readonly returnedBytes: number | null
  /** What was wanted is there, or nothing was wanted and all steps are done. */
  readonly isEnough: boolean
  readonly sentence: string
}

export type RequestName = keyof Requests

/**
 * Reading shows; acting changes the machine, and needs to be allowed by whoever started the shell; metrics are figures
 * alone, for a collector that shall see nothing else.
 */
export type Scope = 'read' | 'act' | 'metrics'
export const scopeOf: Readonly<Record<RequestName, Exclude<Scope, 'metrics'>>> = {
  snapshot: 'read',
  doctor: 'read',
  look: 'read',
  models: 'read',
  fit: 'read',
  unload: 'act',
  quit: 'act',
  settled: 'read',
  reopen: 'act',
  relief: 'read',
  relieve: 'act',
  acts: 'read',
  limit: 'read',
  raiseLimit: 'act',
  powerRule: 'read',
  setPowerRule: 'act',
  serverKey: 'act',
  snooze: 'act',
  snoozes: 'read',
  preferences: 'read',
  prefer: 'act',
  shellAct: 'act',
  history: 'read',
  blackBox: 'read',
  seenBlackBox: 'act',
  learnt: 'read',
  forgetLearnt: 'act',
  logs: 'read',
  logLines: 'read',
  about: 'read',
  ownData: 'read',
  exportData: 'act',
  report: 'act',
  forget: 'act',
}

/** A refusal is an answer, not an exception: `reason` is a sentence for people. */
export type Outcome<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'refused'; readonly reason: string }

/**
 * `outdated`: what main says has a form that this page does not know, as it was loaded from an older Headroom; `narrow`: the
 * token opens something else than the screens; `lockedOut`: too many wrong tokens have come from this address.
 */
export type Connection =
  'connecting' | 'live' | 'lost' | 'refused' | 'narrow' | 'lockedOut' | 'outdated'

/** How a shell shows its screen. */
export interface View {
  /** Nothing is drawn while it is not. */
  readonly isShown: boolean
  /** macOS was told not to show the gauge in the menu bar. */
  readonly isGaugeHidden: boolean
  /** Whoever looks may unload and quit: at the Mac itself, or by `serve --allow-acts`. */
  readonly mayAct: boolean
  /** Whoever looks sits at another machine: prompts are never shown there. */
  readonly isElsewhere?: boolean | undefined
  /**
   * In the window the one that the menu speaks. In a browser what the settings say; `system` by default: the page knows what its
   * reader prefers.
   */
  readonly language?: LanguageChoice | undefined
  /** What has come of an act of the menu where it is not done, for as long as this window is open: no row knows of it. */
  readonly told?: MenuTold | null | undefined
  /** What was chosen in the menu and is asked about here: the page begins it once, as if it were pressed there, until the window is closed. */
  readonly begins?: MenuBegins | null | undefined
}

/** `suggested`: the one suggestion; `details`: that place of the details; `alert`: its card, and nothing is done. */
export type MenuBegins =
  | ReliefStep
  | { readonly kind: 'alert'; readonly alertId: AlertId }
  | { readonly kind: 'suggested' }
  | { readonly kind: 'details'; readonly place: DetailsPlace }

export interface MenuTold {
  readonly sentence: string
  readonly help: string | null
}

/** What a screen knows of main, whichever shell stands between: the Electron bridge or a WebSocket. */
export interface Client {
  request<Name extends RequestName>(
    name: Name,
    input: Requests[Name]['in'],
  ): Promise<Outcome<Requests[Name]['out']>>
  onSnapshot(wake: (snapshot: Snapshot) => void): () => void
  onConnection(wake: (connection: Connection) => void): () => void
  /** At once where it is known already, and at each change. */
  onView(wake: (view: View) => void): () => void
  /** At once where they are known already, and at each change, by whoever it was made. */
  onPreferences(wake: (preferences: Preferences) => void): () => void
  /** Where the details have a window of their own: opens it, or brings it to the front. Elsewhere the page shows them itself. */
  openDetails?(place: DetailsPlace): void
  /** Where Escape closes the window of the page: whether the page has closed something of its own by it. */
  answerEscape?(isUsed: boolean): void
}

/**
 * The messages of `/ws` and of the Electron shell: a client says its token first (`/ws` only), then asks; main pushes and
 * replies. `view` is pushed at once and at each change; a page in a browser knows by itself whether it is shown, and takes from
 * it only whether it may act, and the language.
 */
export type ToMain =
  | { readonly kind: 'token'; readonly token: string }
  | {
      readonly kind: 'request'
      readonly id: number
      readonly name: RequestName
      readonly input: unknown
    }
export type FromMain =
  | { readonly kind: 'snapshot'; readonly value: Snapshot }
  | { readonly kind: 'view'; readonly value: View }
  | { readonly kind: 'preferences'; readonly value: Preferences }
  | { readonly kind: 'reply'; readonly id: number; readonly outcome: Outcome<unknown> }

/** Why main ends a connection: codes of our own (4000 to 4999 are free for that, RFC 6455 §7.4.2). */
export const closeCode = {
  refused: 4401,
  narrow: 4403,
  lockedOut: 4423,
  tooMany: 4429,
  wrongForm: 4400,
} as const
