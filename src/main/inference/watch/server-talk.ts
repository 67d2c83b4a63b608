import type { Pid } from '../../../shared/ids.ts'
import type { Found } from '../programs/discover.ts'
import { createServerAnswers, type ServerAnswers } from './server-answers.ts'
import { createPolls, type Polls } from './server-polls.ts'

/** What one process is asked and tells. */
export interface Talk {
  readonly answers: ServerAnswers
  readonly polls: Polls
}

/** What is talked with a server. Another process behind the same root knows nothing of what the one before has told. */
export function createTalk(first: Found): {
  now(): Talk
  /** `pid`: who answers; null where that may not be known. */
  isWith(pid: Pid | null): void
} {
  const begin = (): Talk => {
    const answers = createServerAnswers(first.spec)
    return { answers, polls: createPolls(answers) }
  }
  let talk = begin()
  let before: Pid | null = null
  return {
    now: () => talk,
    isWith: (pid) => {
      if (pid !== null && before !== null && pid !== before) talk = begin()
      before = pid ?? before
    },
  }
}
