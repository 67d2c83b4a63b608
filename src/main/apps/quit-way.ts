import type { App, QuitWay } from '../../shared/app.ts'
import { cutInMiddle } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'
import { listedWords } from '../../shared/relief-text.ts'
import type { Model, Server } from '../../shared/server.ts'
import { protectedBundle, protectedReason, type OwnLine } from './protected.ts'

/** What tells whether an app may be asked to quit, beside what everybody sees of it. */
export interface QuitSigns {
  readonly members: readonly QuitMember[]
  /** All that LaunchServices has registered of it is BackgroundOnly: it has no windows, and nothing in the Dock. */
  readonly isBackgroundOnly: boolean
  /** Linux: a service, or what has neither a terminal nor a screen to draw on: nobody has a document open in it. */
  readonly isUnattended: boolean
  /** Why Headroom cannot ask it, whatever it does; null where it can. */
  readonly unaskable: string | null
}

export interface QuitMember {
  readonly pid: App['processes'][number]['pid']
  readonly parentPid: QuitMember['pid'] | null
  /** null where it may not be read. */
  readonly executable: string | null
  /** Of Headroom's own user; null where that is not told. */
  readonly isOwn: boolean | null
}

/** An app of which nobody has said yet how it quits. */
export type Unasked = Omit<App, 'quit'> & { readonly quitSigns: QuitSigns }

/** What an app serves: the servers among its processes, and the models that those hold, or that are held for them. */
export interface Serving {
  readonly servers: readonly Pick<Server, 'state' | 'tellsModels' | 'queueLength'>[]
  readonly models: readonly Pick<Model, 'name' | 'state' | 'queueLength' | 'isStale'>[]
}

/** Design §2: not frontmost in the last ten minutes. */
const unusedAfterMs = 10 * 60_000
/** Whoever takes so much of the GPU's time is at work there, whether or not anybody knows at what. */
const busyGpuRatio = 0.02
/** More names than these make a sentence nobody reads. */
const namedModelCount = 2
const maxNameLength = 40

/**
 * Whether it can be asked to quit, and whether the click is the confirmation. Safe is only what is known to be: in the background
 * for LaunchServices, no window, not in front in the last ten minutes, nothing at work in it, no virtual machine (design §2). On
 * Linux nobody tells of windows: there, nothing is.
 */
export function quitWayOf(app: Unasked, serving: Serving, own: OwnLine | null): QuitWay {
  const reason = reasonAgainst(app, own)
  if (reason !== null) return { kind: 'none', reason }
  if (isSafe(app, serving)) return { kind: 'ask', isSafe: true, risk: null }
  return { kind: 'ask', isSafe: false, risk: risksOf(app, serving).join(', and ') }
}

function reasonAgainst(app: Unasked, own: OwnLine | null): string | null {
  const { members, unaskable } = app.quitSigns
  if (app.isHeadroom) return 'it is Headroom itself'
  // a part that is another user's is no reason of its own beside those that say more: Terminal has a `login` of root's
  const owned = members.filter(({ isOwn }) => isOwn !== false)
  const judged = owned.length > 0 ? owned : members
  const reasons = judged.map((member) => protectedReason(member, own))
  const guarded = reasons.find((reason) => reason !== null) ?? protectedBundle(app.bundleId)
  if (guarded !== null) return guarded
  if (owned.length === 0) return "it is another user's"
  if (owned.length < members.length) return 'a part of it runs as another user'
  if (unaskable !== null) return unaskable
  // without its file nobody can tell later whether it is still the same
  const isHidden = members.some(({ executable }) => executable === null)
  return isHidden ? 'it does not show its program' : null
}

/** What is not known is not safe: whose it is, whether it has windows, when it was used last, what it serves. */
const isSafe = (app: Unasked, serving: Serving): boolean =>
  app.isOwn === true &&
  app.hasWindows === false &&
  app.quitSigns.isBackgroundOnly &&
  !app.isFront &&
  app.unusedMs !== null &&
  app.unusedMs >= unusedAfterMs &&
  app.kind === 'app' &&
  app.quitEnds === null &&
  !isAtWork(app, serving)

function isAtWork(app: Unasked, { servers, models }: Serving): boolean {
  const isUntoldEngine = app.iconName === 'engine' && servers.length === 0
  const isOnGpu = app.gpuRatio !== null && app.gpuRatio >= busyGpuRatio
  return isUntoldEngine || isOnGpu || servers.some(mayBeBusy) || models.some(mayWork)
}

/** One that does not answer may be at work, as well as one that does not say what it has loaded. */
const mayBeBusy = ({ state, tellsModels, queueLength }: Serving['servers'][number]): boolean =>
  state !== 'ready' || !tellsModels || (queueLength ?? 0) > 0

const mayWork = ({ state, queueLength, isStale }: Serving['models'][number]): boolean =>
  (state !== 'idle' && state !== 'sleeping') || isStale || (queueLength ?? 0) > 0

/** What may be lost, the most first; never empty: of what is not safe something may be. */
function risksOf(app: Unasked, serving: Serving): readonly string[] {
  const served = servesOf(serving)
  const isServer = served !== null || app.iconName === 'engine'
  const isUntold = app.hasWindows === null && !isServer && !app.quitSigns.isUnattended
  const mayHoldWork = app.hasWindows === true || isUntold
  const risks = [
    app.quitEnds === null ? null : `quitting it ends ${app.quitEnds}`,
    app.iconName === 'terminal' ? 'what runs in it ends with it' : null,
    mayHoldWork && app.kind === 'app' ? 'it may hold unsaved work' : null,
    served,
  ].filter((risk) => risk !== null)
  if (isServer && isAtWork(app, serving)) return [...risks, 'it may be at work']
  if (risks.length > 0) return risks
  return [isServer ? 'other programs may need it' : 'it may be at work']
}

/** `it serves gemma3, qwen3 and 2 more`; null where it serves nothing, as far as that is known. */
function servesOf({ models }: Serving): string | null {
  const names = [
    ...new Set(models.map(({ name }) => cutInMiddle(printable(name, 400), maxNameLength))),
  ]
  const moreCount = names.length - namedModelCount
  const named = moreCount > 0 ? [...names.slice(0, namedModelCount), `${moreCount} more`] : names
  return named.length === 0 ? null : `it serves ${listedWords(named)}`
}
