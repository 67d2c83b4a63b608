import { pid, type Pid } from '../../../shared/ids.ts'
import { jsonIn, numberIn, ParseError } from '../../../shared/parse.ts'
import type { Host } from '../../host/host.ts'
import { attemptNow } from '../../host/attempt.ts'

/** A process that was started lately. */
export interface StartedProcess {
  readonly pid: Pid
  /** null: the list does not tell it. */
  readonly executable: string | null
}

/** All that runs and was started since then. What cannot be listed is not told: nothing is said to have come back. */
export const readStarted = (host: Host, sinceMs: number): Promise<readonly StartedProcess[]> =>
  host.platform === 'darwin' ? startedOnDarwin(host, sinceMs) : startedOnLinux(host, sinceMs)

/** USER_HZ: what starts are counted in, on every machine that Linux knows (man 7 time). */
const ticksPerSecond = 100
/** Both clocks are read one after the other, and each is cut. */
const slackTicks = 3

async function startedOnLinux(host: Host, sinceMs: number): Promise<readonly StartedProcess[]> {
  const uptime = await host.ask({ kind: 'file', path: '/proc/uptime' })
  const list = await host.ask({ kind: 'dir', path: '/proc' })
  if (uptime.kind !== 'ok' || list.kind !== 'ok') return []
  const agoMs = host.clock.nowMs() - sinceMs
  const since = attemptNow(0, 0, () => parseUptimeTicks(uptime.value) - (agoMs / 1000) * 100)
  const ids = attemptNow(0, 0, () => parsePids(list.value))
  if (since.kind !== 'ok' || ids.kind !== 'ok') return []
  const found: StartedProcess[] = []
  for (const id of ids.value) {
    const stat = await host.ask({ kind: 'file', path: `/proc/${id}/stat` })
    if (stat.kind !== 'ok') continue // it has ended
    if (startTicksIn(stat.value) >= since.value - slackTicks)
      found.push({ pid: id, executable: null })
  }
  return found
}

// 76241.36 151033.51
export const parseUptimeTicks = (text: string): number =>
  numberIn(text, /^(\d+\.\d+) /) * ticksPerSecond

function parsePids(text: string): readonly Pid[] {
  const names = jsonIn(text)
  if (!Array.isArray(names)) throw new ParseError('not a list of names')
  return names.flatMap((name) => (/^\d{1,10}$/.test(String(name)) ? [pid(Number(name))] : []))
}

/** Field 22 of /proc/PID/stat, behind the name in brackets; NaN where it is not told, which is no time at all. */
const startTicksIn = (stat: string): number =>
  Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ', 20)[19] ?? Number.NaN)

async function startedOnDarwin(host: Host, sinceMs: number): Promise<readonly StartedProcess[]> {
  const reading = await host.ask({
    kind: 'command',
    argv: ['/bin/ps', '-axo', 'pid=,lstart=,comm='],
  })
  return reading.kind === 'ok' ? parseMacStarted(reading.value, sinceMs) : []
}

//   812 Fri Nov 20 18:19:40 2026     /Applications/Some App.app/Contents/MacOS/Some App      (never run on a Mac yet)
/** Starts are told in whole seconds, in UTC: Host runs commands so. */
export function parseMacStarted(text: string, sinceMs: number): readonly StartedProcess[] {
  const sinceSecondMs = Math.floor(sinceMs / 1000) * 1000
  return text.split('\n').flatMap((line) => {
    const [, id, started, executable] =
      /^\s*(\d{1,10}) +(\S+ +\S+ +\d+ +[\d:]+ +\d+) +(\S.*)$/.exec(line.trimEnd()) ?? []
    if (executable === undefined || !(Date.parse(`${started} UTC`) >= sinceSecondMs)) return []
    return [{ pid: pid(Number(id)), executable }]
  })
}
