import { baseName } from '../../../shared/base-name.ts'
import { printable } from '../../../shared/printable.ts'
import type { FoundProcess, Host } from '../../host/host.ts'
import { readOwnLine } from './own-line.ts'
import type { StartedProcess } from './started.ts'
import { readCommand } from './traces.ts'

/** A chain of parents longer than this is none. */
const maxDepth = 64

/**
 * Who keeps alive what was found again: the first above it that was there before its end (`started`: all that was not). null: a
 * person has started it again, in a shell or out of what Headroom runs in.
 */
export async function keeperOf(
  host: Host,
  found: FoundProcess,
  started: readonly StartedProcess[],
): Promise<string | null> {
  let at = found
  for (let depth = 0; depth < maxDepth; depth++) {
    if (at.parentPid === null || at.parentPid <= 1) return nameOfFirst(host)
    const reading = await host.identify(at.parentPid)
    if (reading.kind !== 'ok') return 'a program that has ended since'
    at = reading.value
    const { pid } = at
    // whoever has started this one has started what it runs
    if (!started.some((one) => one.pid === pid)) return nameOfKeeper(host, at)
  }
  return null
}

async function nameOfKeeper(host: Host, keeper: FoundProcess): Promise<string | null> {
  const { executable, pid } = keeper
  if (baseName(executable) === 'systemd') return 'systemd' // the user's own has another number than 1
  const own = await readOwnLine(host)
  if (own === null || own.self === pid || own.ancestors.has(pid)) return null
  const words = wordsOf(await readCommand(host, keeper))
  return isAtPrompt(executable, words) ? null : `${printable(scriptOf(executable, words))} (${pid})`
}

const shells = /^(ba|da|a|z|k|mk|fi|tc|c|nu|el|x)?sh$|^(nu|pwsh)$/i
/** One file runs many programs: what tells them apart is the rest of their command line. */
const interpreters =
  /^(python|pypy|node|nodejs|deno|bun|tsx|java|ruby|perl|php|lua|Rscript|busybox|toybox|coreutils|(ba|da|z|k|fi|tc|c)?sh)[\d.]*$/i
/** Of a shell at which somebody sits: what follows is no script. */
const withValue = /^(--rcfile|--init-file|--init-command|[-+][oO]|-C)$/

/** A shell that runs neither a script nor a command is one that somebody types into. */
function isAtPrompt(executable: string, words: readonly string[]): boolean {
  if (!shells.test(baseName(executable))) return false
  const given = words.slice(1).filter((word, at) => word !== '' && !withValue.test(words[at] ?? ''))
  return given.every((word) => /^[-+]/.test(word) && !/^-[a-z]*c$|^--command/.test(word))
}

/** What an interpreter runs, by its file: `supervise.sh`; its own name where the program stands on the command line. */
function scriptOf(executable: string, words: readonly string[]): string {
  const name = baseName(executable)
  if (!interpreters.test(name)) return name
  const script = words.slice(1).find((word) => word !== '-m' && word !== '')
  return script === undefined || script.startsWith('-') ? name : baseName(script)
}

const wordsOf = (command: string | null): readonly string[] =>
  command === null ? [] : command.includes('\0') ? command.split('\0') : command.trim().split(/\s+/)

/** What runs as process 1: launchd on a Mac; on Linux whatever its machine or container was started with. */
async function nameOfFirst(host: Host): Promise<string> {
  if (host.platform === 'darwin') return 'launchd'
  const reading = await host.ask({ kind: 'file', path: '/proc/1/comm' })
  return reading.kind === 'ok' ? printable(reading.value.trim()) : 'init'
}
