import type { CommandLinePart } from '../../../shared/shell.ts'
import { Refusal } from '../../host/attempt.ts'
import type { CommandQuestion, Host } from '../../host/host.ts'
import { createTurns } from '../../host/in-turn.ts'
import type { AppPart } from '../app-shell.ts'
import { commandName, isOurs, judge, type Lying, type Sight, type Verdict } from './judge.ts'
import { commandPlaces, isSearched, type CommandPlace, type PlacesOptions } from './places.ts'

export interface CommandLinkOptions extends PlacesOptions {
  readonly host: Host
  /** The script that the link leads to, in this app. */
  readonly wrapper: string
  /** Why there can be none; null: there can. */
  readonly whyNone: string | null
}

export interface CommandLink extends AppPart<'commandLine'> {
  /** Throws Refusal. */
  set(isInstalled: boolean): Promise<void>
}

type Part = CommandLinePart | { readonly kind: 'absent'; readonly reason: string }

const notYet = 'Headroom has not looked for it yet'

/** The command `headroom` as a link into this app. It is looked for anew whenever somebody asks what it is: others make and remove links too. */
export function createCommandLink(options: CommandLinkOptions): CommandLink {
  const { whyNone } = options
  const wakes = new Set<() => void>()
  const inTurn = createTurns()
  let last: Part = { kind: 'absent', reason: whyNone ?? notYet }
  let looking: Promise<void> | null = null
  const take = (part: Part): void => {
    if (JSON.stringify(part) === JSON.stringify(last)) return
    last = part
    wakes.forEach((wake) => wake())
  }
  const lookNow = async (): Promise<void> => take(partOf(await look(options)))
  const lookOnce = (): void => {
    if (whyNone !== null) return
    looking ??= inTurn(lookNow).finally(() => {
      looking = null
    })
  }
  lookOnce()
  return {
    part: () => {
      lookOnce()
      return last
    },
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    set: (isInstalled) =>
      inTurn(async () => {
        if (whyNone !== null) throw new Refusal(whyNone)
        try {
          await change(options, await look(options), isInstalled)
        } finally {
          await lookNow()
        }
      }),
  }
}

function partOf(verdict: Verdict): Part {
  if (verdict.kind !== 'ok') return verdict
  const { link: _, ...part } = verdict
  return part
}

async function look({ host, wrapper, ...where }: CommandLinkOptions): Promise<Verdict> {
  const sights: Sight[] = []
  for (const place of commandPlaces(where))
    sights.push({ place, lying: await lyingIn(host, place) })
  const systemPaths = await host.ask({ kind: 'file', path: '/etc/paths' })
  const known = systemPaths.kind === 'ok' ? systemPaths.value : ''
  return judge(sights, wrapper, (folder) => isSearched(folder, where.searched, known))
}

async function lyingIn(host: Host, place: CommandPlace): Promise<Lying> {
  const link = await host.ask({ kind: 'link', path: `${place.folder}/${commandName}` })
  if (link.kind === 'ok') return { kind: 'link', target: link.value }
  if (link.kind === 'failed') return { kind: 'other' }
  const folder = await host.ask({ kind: 'stat', path: place.folder })
  if (folder.kind === 'absent') return { kind: 'nothing', isWritable: place.isMade }
  const written = await host.ask(run('/bin/test', '-w', place.folder))
  return { kind: 'nothing', isWritable: written.kind === 'ok' }
}

async function change(
  { host, wrapper }: CommandLinkOptions,
  verdict: Verdict,
  isInstalled: boolean,
): Promise<void> {
  if (verdict.kind === 'absent') throw new Refusal(verdict.reason)
  const { path } = verdict
  if (verdict.kind === 'other') throw new Refusal(`${path} is not of this app: it stays as it is`)
  if (isInstalled && verdict.isInstalled) return
  if (verdict.link !== null) await remove(host, path, wrapper)
  if (isInstalled) await make(host, path, wrapper)
}

/** Only what still is a link to an app of ours. */
async function remove(host: Host, path: string, wrapper: string): Promise<void> {
  const link = await host.ask({ kind: 'link', path })
  if (link.kind === 'absent') return
  if (link.kind !== 'ok' || !isOurs(link.value, wrapper))
    throw new Refusal(`${path} is not of this app: it stays as it is`)
  const removed = await host.removeFile(path)
  if (removed.kind === 'failed') throw new Refusal(`${path} cannot be removed: ${removed.reason}`)
}

/** `ln` never writes over what is there. */
async function make(host: Host, path: string, wrapper: string): Promise<void> {
  const folder = path.slice(0, path.lastIndexOf('/'))
  for (const question of [
    run('/bin/mkdir', '-p', '--', folder),
    run('/bin/ln', '-s', '--', wrapper, path),
  ]) {
    const done = await host.ask(question)
    if (done.kind !== 'ok') throw new Refusal(`${path} cannot be made: ${done.reason}`)
  }
}

const run = (...argv: readonly [string, ...string[]]): CommandQuestion => ({
  kind: 'command',
  argv,
})
