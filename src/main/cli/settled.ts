import type { Act } from '../../shared/act.ts'
import { shownAct } from '../../shared/act-text.ts'
import type { ExitCode } from '../../shared/exit-code.ts'
import type { Core } from '../core/core.ts'
import { Refusal } from '../host/attempt.ts'
import { toldAct, type Exchange } from './act-talk.ts'

/** What it came to, once it is clear whether something has started it again; null: that cannot be told any more. */
export async function settledAct(core: Pick<Core, 'settled'>, act: Act): Promise<Act | null> {
  if (act.id === null || act.outcome !== 'done') return null
  try {
    return await core.settled({ actId: act.id })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal: the act is not known any more
    return null
  }
}

/** Tells what it came to, and some seconds later whether it is back. A script is told once, at the end. */
export async function settled(
  core: Pick<Core, 'settled'>,
  act: Act,
  exchange: Exchange,
): Promise<ExitCode> {
  const { options, words, talk } = exchange
  if (act.id === null || act.outcome !== 'done') return toldAct(act, exchange)
  talk.doubts(`${words.notBackDoubt} (${shownAct(act).sentence})`)
  const code = options.json ? null : toldAct(act, exchange)
  const last = await settledAct(core, act)
  const isNews = last !== null && last.outcome !== act.outcome
  const lastCode = isNews || code === null ? toldAct(last ?? act, exchange) : code
  const { reopenCommand } = words
  if (!options.json && reopenCommand !== null && !isNews && shownAct(last ?? act).canReopen)
    talk.say(`start it again: ${reopenCommand}`)
  return lastCode
}
