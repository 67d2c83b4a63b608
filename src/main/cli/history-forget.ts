import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { longestHistoryMs } from '../../shared/history.ts'
import { formatBytes, formatDate } from '../../shared/units.ts'
import type { Core } from '../core/core.ts'
import { Refusal } from '../host/attempt.ts'

/** As far as a question needs the terminal. */
export interface ForgetTalk {
  readonly say: (line: string) => void
  /** null where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null
}

/** `headroom history --delete`: all of it, once it is known how much that is. */
export async function forgetHistory(
  core: Pick<Core, 'history' | 'ownData' | 'forget'>,
  { isConfirmed, nowMs }: { readonly isConfirmed: boolean; readonly nowMs: number },
  { say, ask }: ForgetTalk,
): Promise<ExitCode> {
  const bytes = await bytesKept(core)
  if (bytes === 0) {
    say('there is no history that could be deleted')
    return exitCode.yes
  }
  const span = { sinceMs: nowMs - longestHistoryMs, untilMs: nowMs, mostPoints: 1 }
  const { keptSinceMs } = await core.history(span)
  const since = keptSinceMs === null ? '' : ` since ${formatDate(keptSinceMs)}`
  const what = `the history${since}, ${formatBytes(bytes)}`
  if (!isConfirmed && ask === null) {
    say(`this would be lost for good: ${what}; --yes deletes it`)
    return exitCode.no
  }
  if (!isConfirmed && ask !== null) {
    say(`This is lost for good: ${what}.`)
    if (!(await ask('Delete it?'))) {
      say('it stays as it is')
      return exitCode.no
    }
  }
  try {
    await core.forget({ kinds: ['history'], isConfirmed: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
    say(error.message)
    return exitCode.no
  }
  say(`deleted: ${what}`)
  return exitCode.yes
}

const bytesKept = async (core: Pick<Core, 'ownData'>): Promise<number> =>
  (await core.ownData()).parts.find(({ kind }) => kind === 'history')?.bytes ?? 0
