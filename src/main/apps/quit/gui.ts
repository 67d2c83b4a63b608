import { baseName } from '../../../shared/base-name.ts'
import { printable } from '../../../shared/printable.ts'
import { attemptNow } from '../../host/attempt.ts'
import type { FoundProcess, Host } from '../../host/host.ts'
import { endQuestion, parseEndAnswer, tellQuestion, type HowToEnd } from './gui-script.ts'
import { isLate, sayTell } from './gui-words.ts'
import { readStarted, type StartedProcess } from './started.ts'
import type { QuitTarget } from './target.ts'
import { topsOf } from './traces.ts'
import { isSame, nameOf } from './verify.ts'

/** An app of macOS: QuitTarget whose id is known. */
export interface GuiTarget extends QuitTarget {
  readonly bundleId: string
}

export const isGuiTarget = (target: QuitTarget): target is GuiTarget => target.bundleId !== null

/**
 * What came of asking macOS. `sent`: it has passed it on, or may have (`note`); `cannot`: the script could not run, or macOS has
 * not passed it on, and nothing was sent; `refused`: it does not know the app, or forbids it.
 */
export type Told =
  | {
      readonly kind: 'sent'
      readonly main: FoundProcess
      readonly request: string
      readonly note: string | null
    }
  | { readonly kind: 'cannot'; readonly main: FoundProcess; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

/** Of more processes than these none is asked about: each question starts a program. */
const maxAsked = 4

/** Asks NSRunningApplication, of the process that macOS knows as this app. */
export async function tellApp(
  host: Host,
  target: GuiTarget,
  alive: readonly FoundProcess[],
  how: HowToEnd,
): Promise<Told> {
  for (const main of candidatesOf(target, alive).slice(0, maxAsked)) {
    const told = await tellOne(host, target, main, how)
    if (told !== null) return told
  }
  const name = printable(target.name)
  return refused(
    `macOS knows no running app ${name} in this session: over ssh, or as another session's, it cannot be asked`,
  )
}

/** One of the bundle's own: neither a helper, whose bundle lies within it, nor a program beside. */
const isProgramOf = (bundlePath: string | null, executable: string): boolean => {
  const folder = `${bundlePath ?? ''}/Contents/MacOS/`
  return bundlePath !== null && executable === folder + baseName(executable)
}

/** The app's own program first, then what nothing else of it has started. */
function candidatesOf(
  { bundlePath }: GuiTarget,
  alive: readonly FoundProcess[],
): readonly FoundProcess[] {
  const tops = topsOf(alive)
  const isOwn = ({ executable }: FoundProcess): boolean => isProgramOf(bundlePath, executable)
  const rank = (one: FoundProcess): number => (isOwn(one) ? 0 : 2) + (tops.includes(one) ? 0 : 1)
  return alive.toSorted((one, other) => rank(one) - rank(other))
}

/** null: macOS does not know this process as this app. */
async function tellOne(
  host: Host,
  { bundleId, name }: GuiTarget,
  main: FoundProcess,
  how: HowToEnd,
): Promise<Told | null> {
  const request = endRequest(bundleId, main, how)
  const before = await host.identify(main.pid)
  if (before.kind !== 'ok') return null
  if (!isSame(before.value, main)) return refused(`process ${main.pid} is another one by now`)
  const reading = await host.ask(endQuestion(main.pid, bundleId, how))
  if (reading.kind !== 'ok' && isLate(reading)) {
    const note = `macOS gave ${reading.reason} whether ${printable(name)} was asked`
    return how === 'look' ? refused(note) : { kind: 'sent', main, request, note }
  }
  if (reading.kind !== 'ok') return { kind: 'cannot', main, reason: reading.reason }
  const answer = attemptNow(0, 0, () => parseEndAnswer(reading.value))
  if (answer.kind !== 'ok') return { kind: 'cannot', main, reason: answer.reason }
  switch (answer.value.kind) {
    case 'none':
    case 'other':
      return null
    case 'found':
      return { kind: 'sent', main, request, note: null }
    case 'asked':
    case 'forced': {
      const reason = `macOS could not pass it on to ${printable(name)}`
      return answer.value.taken
        ? { kind: 'sent', main, request, note: null }
        : { kind: 'cannot', main, reason }
    }
  }
}

/**
 * Why AppleScript must not ask it; null where it may. It knows an app by its id alone, which each copy of it has: only where the
 * main program of this bundle runs once, and no other's.
 */
export async function aloneReason(
  host: Host,
  { bundlePath, name }: GuiTarget,
  alive: readonly FoundProcess[],
  main: FoundProcess,
): Promise<string | null> {
  const shown = printable(name)
  const mains = topsOf(alive).filter(({ executable }) => isProgramOf(bundlePath, executable))
  if (!mains.includes(main)) return `which process is ${shown} itself cannot be told`
  const file = `.app/Contents/MacOS/${baseName(main.executable)}`
  const isOther = ({ pid, executable }: StartedProcess): boolean =>
    executable?.endsWith(file) === true && !alive.some((one) => one.pid === pid)
  const isAlone = mains.length === 1 && !(await readStarted(host, 0)).some(isOther)
  return isAlone ? null : `${shown} runs more than once, and another copy might be asked instead`
}

/** AppleScript, where JavaScript cannot: only while the very process is there, for else it would start the app. */
export async function tellByAppleScript(
  host: Host,
  target: GuiTarget,
  alive: readonly FoundProcess[],
  { main, reason }: Told & { readonly kind: 'cannot' },
): Promise<Told> {
  const not = await aloneReason(host, target, alive, main)
  if (not !== null) return refused(`${reason}; ${not}`)
  const before = await host.identify(main.pid)
  if (before.kind !== 'ok' || !isSame(before.value, main))
    return refused(`${nameOf(main)} has ended by itself`)
  const reading = await host.ask(tellQuestion(main.pid, target.bundleId))
  const said = sayTell(reading, printable(target.name))
  if (said.kind === 'refused') return refused(said.reason)
  const request = `AppleScript quit: ${printable(target.bundleId)} (${main.pid})`
  return { kind: 'sent', main, request, note: said.note }
}

const methodOf = { look: 'terminate', ask: 'terminate', force: 'forceTerminate' } as const

/** `NSRunningApplication terminate: com.example.loom (812)` */
const endRequest = (bundleId: string, { pid }: FoundProcess, how: HowToEnd): string =>
  `NSRunningApplication ${methodOf[how]}: ${printable(bundleId)} (${pid})`

const refused = (reason: string): Told & { readonly kind: 'refused' } => ({
  kind: 'refused',
  reason,
})
