import { useState } from 'react'
import type { ShellAct } from '../../shared/shell.ts'
import { printable } from '../../shared/printable.ts'
import { useLive } from '../store/live.ts'

const maxReasonLength = 400

export interface UseShellAct {
  /** Why the last one was not done; null: it was, or is under way. */
  readonly refusal: string | null
  readonly act: (input: ShellAct) => void
}

/** Asks the app itself for something. What comes of it is told with the preferences. */
export function useShellAct(): UseShellAct {
  const live = useLive()
  const [refusal, setRefusal] = useState<string | null>(null)
  const ask = async (input: ShellAct): Promise<void> => {
    setRefusal(null)
    const outcome = await live.request('shellAct', input)
    if (outcome.kind !== 'ok') setRefusal(printable(outcome.reason, maxReasonLength))
  }
  return { refusal, act: (input) => void ask(input) }
}
