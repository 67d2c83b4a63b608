import type { App } from '../../shared/app.ts'
import { exitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import { nameIn } from '../../shared/relief-text.ts'
import { shellCommand } from '../../shared/shell-word.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { appsNear, type AppChoice } from './choose-app.ts'
import type { Refused } from './chosen.ts'

const maxReasonLength = 400
const maxNameLength = 60

/** Why the list of apps cannot be trusted; null where it can. */
export function refusedByApps({ apps, sources }: Snapshot): Refused<App> | null {
  if (apps.length > 0) return null
  const source = sources.find(({ id }) => id === 'processes')
  const why = printable(source?.reason ?? 'this machine’s processes are not listed')
  const sentence = `what runs here is not known: ${why}`
  return { sentence, help: null, listed: [], isChoice: false, code: exitCode.cannotTell }
}

/** Why not one app is meant by a name. */
export function refusedApp(
  wanted: string,
  choice: Exclude<AppChoice, { readonly kind: 'one' }>,
  snapshot: Snapshot,
): Refused<App> {
  const name = `"${printable(wanted)}"`
  if (choice.kind === 'several')
    return {
      sentence: `${name} may be any of these`,
      help: null,
      listed: choice.apps,
      isChoice: true,
      code: exitCode.wrongUse,
    }
  const near = appsNear(wanted, snapshot)
  const sentence = `nothing that runs is called ${name}`
  return near.length === 0
    ? {
        sentence,
        help: 'headroom status lists what runs, the biggest first; the number of a process is understood too',
        listed: [],
        isChoice: false,
        code: exitCode.no,
      }
    : {
        sentence: `${sentence}; nearly so`,
        help: null,
        listed: near,
        isChoice: false,
        code: exitCode.no,
      }
}

/** Why an app is not quit by Headroom; null where it can be. */
export function refusedWay(wanted: string, { name, quit }: App): Refused<App> | null {
  if (quit.kind === 'ask') return null
  const number = /^\s*(\d+)\s*$/.exec(wanted)?.[1]
  // by its number it may be known to nobody under its name
  const what = `${nameIn(name, maxNameLength)}${number === undefined ? '' : ` (${number})`}`
  const sentence = `${what} is not quit: ${printable(quit.reason, maxReasonLength)}`
  return { sentence, help: null, listed: [], isChoice: false, code: exitCode.no }
}

/** Nobody is there to be asked whether it is the one. */
export function refusedPart(wanted: string, { name }: App, alone: string): Refused<App> {
  const command = shellCommand('headroom quit', alone)
  return {
    sentence: `"${printable(wanted)}" does not name ${nameIn(name, maxNameLength)} as a whole, and nobody is there to be asked`,
    help: command === null ? null : `what names it: ${command}`,
    listed: [],
    isChoice: false,
    code: exitCode.wrongUse,
  }
}
