import type { ActBy, ActLog, ActOutcome, KeptAct } from '../../shared/act.ts'
import { cameBackText } from '../../shared/act-text.ts'
import { printable } from '../../shared/printable.ts'
import { nameIn } from '../../shared/relief-text.ts'
import { formatBytes, formatDate, formatSpan, formatTimeOfDay } from '../../shared/units.ts'
import { shownCount } from '../history/act-log.ts'

const maxNameLength = 40
const maxServerLength = 40
const maxAddressLength = 45
const maxSentenceLength = 300
const whatWidth = 28

/** What was done, the newest first, for people. */
export function keptActLines({ acts }: ActLog, sinceMs: number | null): readonly string[] {
  const older = acts.length < shownCount ? [] : [`These are the newest ${shownCount}.`]
  if (acts.length > 0) return [...acts.map(actLine), ...older]
  const when = sinceMs === null ? 'yet' : `in the last ${formatSpan(sinceMs)}`
  return [`Headroom has unloaded and quit nothing ${when}.`]
}

// 2026-11-20 18:20:07  quit Loom                     you       done · 2.1 GB came back (2.3 GB expected) · 4 s
function actLine(act: KeptAct): string {
  const at = `${formatDate(act.atMs)} ${formatTimeOfDay(act.atMs)}`
  return [at, whatOf(act).padEnd(whatWidth), whoAsked(act).padEnd(8), endOf(act)].join('  ')
}

const whoAsked = ({ by, from }: KeptAct): string =>
  from === undefined ? words[by] : `from ${printable(from, maxAddressLength)}`

const words: Readonly<Record<ActBy, string>> = { person: 'you', policy: 'Headroom' }

function whatOf({ act, target, server, isForced }: KeptAct): string {
  const name = nameIn(target, maxNameLength)
  switch (act) {
    case 'unload': {
      const from = server === null ? '' : ` from ${nameIn(server, maxServerLength)}`
      return `${isForced ? 'unload by force' : 'unload'} ${name}${from}`
    }
    case 'quit':
      return isForced ? `force ${name} to quit` : `quit ${name}`
    case 'reopen':
      return `start ${name} again`
    case 'limit':
      return `GPU limit: ${name}`
    case 'allow':
      return `allow ${name}`
    case 'forbid':
      return `forbid ${name}`
  }
}

function endOf(act: KeptAct): string {
  const { outcome, sentence, tookMs } = act
  if (outcome === null) return 'begun; how it ended is not known'
  const why =
    outcome === 'done' || sentence === null ? null : printable(sentence, maxSentenceLength)
  // any other sentence says by itself what became of it
  const word = why === null || outcome === 'refused' ? ended[outcome] : null
  return [word, why, figureOf(act, why), tookMs === null ? null : formatSpan(tookMs)]
    .filter((part) => part !== null)
    .join(' · ')
}

/** What came back of it; `why`: what is told of it besides. */
function figureOf(act: KeptAct, why: string | null): string | null {
  if (act.act !== 'unload' && act.act !== 'quit') return null
  const cameBack = cameBackText(act)
  if (cameBack !== null) return why?.includes(' came back') === true ? null : cameBack
  return act.outcome !== 'done' || act.expectedBytes === null
    ? null
    : `${formatBytes(act.expectedBytes)} expected, what came back is not known`
}

const ended: Readonly<Record<ActOutcome, string>> = {
  planned: 'planned',
  unconfirmed: 'asked back',
  done: 'done',
  held: 'memory not back',
  waiting: 'waits',
  'still-open': 'still open',
  'kept-alive': 'started again',
  refused: 'refused',
}
