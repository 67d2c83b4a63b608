import { byHand } from './by-hand.ts'
import type { Mend } from './mend.ts'
import { absentText } from './mend-absent.ts'
import { mendBySource } from './mend-source.ts'
import type { Source } from './snapshot.ts'

export type Troubled = Pick<Source, 'id' | 'kind' | 'reason' | 'isStale'>

/** `platform`: as the machine tells it; null where it does not. null: it answers, or is not asked now. */
export function mendOf(source: Troubled, platform: string | null): Mend | null {
  const { id, kind, reason, isStale } = source
  switch (kind) {
    case 'waiting':
      return null
    case 'ok':
      return isStale ? wordsOnly(busy) : null
    case 'absent':
    case 'failed': {
      if (reason !== null && inRecording.test(reason)) return wordsOnly(ofRecording)
      const own = mendBySource({ id, reason: reason ?? '', platform })
      if (own !== null) return own
      return kind === 'absent'
        ? wordsOnly(absentText(id, platform))
        : byReason(reason ?? '', byHand(id, platform))
    }
  }
}

const wordsOnly = (text: string): Mend => ({ text, command: null, place: null })

const inRecording = /^not in this recording$| in a replay$/
const ofRecording = 'Nothing to mend: this is a recording, and it does not hold this answer.'
const busy =
  'Its last answer is old: the machine is busy, or has just been asleep. It is asked again by itself.'

interface Cause {
  readonly form: RegExp
  readonly text: string
  /** Instead of asking by hand. */
  readonly command?: string
}

/** By what host/ and the programs say; the first that fits. */
const causes: readonly Cause[] = [
  {
    form: /no answer (?:within|for) /,
    text: 'It takes longer than Headroom waits, as on a very busy machine. It is asked again by itself.',
  },
  {
    form: /is not installed$|may not be run$/,
    text: 'The program that is asked is not where it should be, or may not be run. See what it says by hand.',
  },
  {
    form: /permission denied|not permitted|a password is required/i,
    text: 'Your user may not ask this. See by hand what it takes, or start Headroom as a user who may.',
  },
  {
    form: /too many open files/,
    text: 'Headroom may not open more files: allow more in the terminal that starts it.',
    command: 'ulimit -n 4096',
  },
  {
    form: /^other files hang/,
    text: 'Files on another volume do not answer, so that no more are asked for. Disconnect the network volume that hangs.',
    command: 'mount',
  },
  {
    form: /^no such file or folder$|is a folder$|is not a folder$|^it is no file/,
    text: 'Something else stands where this should be. See by hand what is there.',
  },
  {
    form: /^exit \d|^it was ended by |^it has ended$|could not be started$/,
    text: 'The program that was asked has failed. Ask it by hand: it says more.',
  },
]

const report: Cause = {
  form: /^/,
  text: 'Headroom does not understand this answer. A recording shows why; send it with a bug report.',
  command: 'headroom record --out headroom.jsonl --for 1m',
}

function byReason(reason: string, hand: string | null): Mend {
  const { text, command = hand } = causes.find(({ form }) => form.test(reason)) ?? report
  return { text, command, place: null }
}
