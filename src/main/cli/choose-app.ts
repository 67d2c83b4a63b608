import type { App } from '../../shared/app.ts'
import { printable } from '../../shared/printable.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { nearestWord } from './nearest-word.ts'

/**
 * Which of the running apps somebody means. `isNamed`: by what names it whole; else by a part of its name, or by one of its many
 * processes: then it is asked about, as nothing may be quit that nobody meant.
 */
export type AppChoice =
  | { readonly kind: 'one'; readonly app: App; readonly isNamed: boolean }
  | { readonly kind: 'several'; readonly apps: readonly App[] }
  | { readonly kind: 'none' }

type Running = Pick<Snapshot, 'apps'>

interface Way {
  readonly isMeant: (app: App) => boolean
  readonly isNamed: (app: App, apps: readonly App[]) => boolean
}

const always = (): boolean => true
const never = (): boolean => false

/**
 * By its id, its name, its bundle id or the number of a process, else by the beginning of a word of its name, by a program in it,
 * or by any part of its name; the first of these that any app has decides.
 */
export function chooseApp(wanted: string, { apps }: Running): AppChoice {
  const text = wanted.trim().toLowerCase()
  if (text === '') return { kind: 'none' }
  for (const { isMeant, isNamed } of waysFor(wanted, text)) {
    const found = apps.filter(isMeant)
    const [app, ...others] = found
    if (app !== undefined)
      return others.length === 0
        ? { kind: 'one', app, isNamed: isNamed(app, apps) }
        : { kind: 'several', apps: found }
  }
  return { kind: 'none' }
}

/** A number is no part of a name: whoever writes one means a process, which may have ended. */
const isNumber = (text: string): boolean => /^\d+$/.test(text)

const waysFor = (wanted: string, text: string): readonly Way[] => [
  ...wholeWays(wanted, text),
  ...(isNumber(text) ? [] : partWays(text)),
]

const wholeWays = (wanted: string, text: string): readonly Way[] => [
  { isMeant: ({ id }) => id === wanted, isNamed: always },
  { isMeant: ({ name }) => name === wanted, isNamed: always },
  { isMeant: ({ name }) => name.toLowerCase() === text, isNamed: always },
  { isMeant: ({ bundleId }) => bundleId?.toLowerCase() === text, isNamed: always },
  {
    isMeant: ({ processes }) => processes.some(({ pid }) => String(pid) === text),
    isNamed: (app, apps) => app.processes.length === 1 || isByNumber(app, text, apps),
  },
]

/** Nothing but its number names it (appAlone). */
function isByNumber(app: App, number: string, apps: readonly App[]): boolean {
  const name = app.name.toLowerCase()
  const hasName =
    isWritable(app.name) && apps.every((one) => one === app || one.name.toLowerCase() !== name)
  return !hasName && String(app.processes[0]?.pid) === number
}

/** At a terminal, as it is. */
const isWritable = (name: string): boolean => printable(name, name.length) === name

const partWays = (text: string): readonly Way[] => [
  { isMeant: ({ name }) => hasWordWith(name.toLowerCase(), text), isNamed: never },
  {
    isMeant: ({ processes }) => processes.some(({ name }) => name.toLowerCase() === text),
    isNamed: never,
  },
  { isMeant: ({ name }) => name.toLowerCase().includes(text), isNamed: never },
]

const hasWordWith = (name: string, beginning: string): boolean =>
  name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(beginning))

/** What names this app alone: its name, else its bundle id, else the number of its biggest process. */
export function appAlone(app: App, running: Running): string {
  const [biggest] = app.processes
  const names = [app.name, app.bundleId, biggest === undefined ? null : String(biggest.pid)]
  const isAlone = (name: string | null): name is string => {
    if (name === null) return false
    const choice = chooseApp(name, running)
    return choice.kind === 'one' && choice.app.id === app.id
  }
  const alone = names.filter(isAlone)
  return alone.find(isWritable) ?? alone[0] ?? app.id
}

/** More would be a list to read. */
const mostNear = 3

/** With so many slips, as nearestWord takes them, a shorter word is another one. */
const shortestForSlips = 6

/** Those whose names are nearly what was written, the nearest first. */
export function appsNear(wanted: string, { apps }: Running): readonly App[] {
  const text = wanted.trim().toLowerCase()
  const isLikely = (name: string): boolean =>
    text.length >= shortestForSlips || name.slice(0, 1) === text.slice(0, 1)
  const byName = new Map(
    apps
      .toReversed()
      .map((app) => [app.name.toLowerCase(), app] as const)
      .filter(([name]) => isLikely(name)),
  )
  const near: App[] = []
  while (near.length < mostNear) {
    const name = nearestWord(text, [...byName.keys()])
    const app = name === null ? undefined : byName.get(name)
    if (name === null || app === undefined) return near
    near.push(app)
    byName.delete(name)
  }
  return near
}
