import type { Act, ActBy } from '../../shared/act.ts'
import type { ActInput } from '../../shared/contract.ts'
import { printable } from '../../shared/printable.ts'
import { Refusal } from '../host/attempt.ts'
import { formatArgv, type Host } from '../host/host.ts'
import { beginningOf, noSubject, type ActBook } from './act-book.ts'
import type { Ladder } from './quit-ladder.ts'
import { shownName } from './quit-words.ts'

/** A command line may have any length. */
const maxCommandLength = 600

export interface ReopenOptions {
  readonly host: Host
  readonly book: ActBook
  readonly ladder: Ladder
}

/** Starts again what an act has ended. Throws Refusal where Headroom cannot, with the command to type where that is known. */
export async function reopen(
  { host, book, ladder }: ReopenOptions,
  { actId }: ActInput,
  by: ActBy,
): Promise<Act> {
  if (host.mode === 'replay')
    throw new Refusal('this is a recording: nothing in it can be started again')
  const { act, subject, stay } = book.entryOf(actId)
  if (subject.reopen === null)
    throw new Refusal('this act has ended nothing that could be started again')
  const { plan, name: target } = subject.reopen
  const name = shownName(target)
  if (act.outcome !== 'done') throw new Refusal(`${name} runs again already`)
  if (plan.kind === 'type' || !act.offers.includes('reopen'))
    throw new Refusal(
      plan.kind === 'open' || plan.commandLine === null
        ? `${name} is not started by Headroom: start it as it was started before`
        : `${name} is not started by Headroom. It was started by: ${printable(plan.commandLine, maxCommandLength)}`,
    )
  const letGo = book.hold([`reopen ${actId}`], name)
  try {
    const beginning = {
      ...beginningOf(act),
      act: 'reopen',
      target,
      request: formatArgv(plan.argv),
      isForced: false,
      heldBytes: null,
      expectedBytes: null,
    } as const
    const begun = await book.begin(beginning, by)
    // it is about to be back, by Headroom's own doing: nothing keeps it alive
    stay()
    const opened = await ladder.reopen(host, plan)
    const isDone = opened.kind === 'ok'
    return await begun.end(
      {
        ...beginning,
        outcome: isDone ? 'done' : 'refused',
        sentence: isDone
          ? `${name} is started again`
          : `${name} could not be started: ${opened.reason}`,
      },
      noSubject,
    )
  } finally {
    letGo()
  }
}
