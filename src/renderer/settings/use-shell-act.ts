import { useState } from 'react'
import { printable } from '../../shared/printable.ts'
import type { ShellAct } from '../../shared/shell.ts'
import { useLive } from '../store/live.ts'

export interface UseShellAct {
  readonly act: (input: ShellAct) => void
  readonly isBusy: boolean
  /** Why the last one was not done; null: it was, or is under way. */
  readonly refusal: string | null
}

const maxReasonLength = 400

/** What is asked of the app itself; what comes of it stands in the preferences. */
export function useShellAct(): UseShellAct {
  const live = useLive()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const act = async (input: ShellAct): Promise<void> => {
    setBusy(true)
    setRefusal(null)
    const outcome = await live.request('shellAct', input)
    setBusy(false)
    setRefusal(outcome.kind === 'ok' ? null : printable(outcome.reason, maxReasonLength))
  }
  return { act: (input) => void act(input), isBusy, refusal }
}
