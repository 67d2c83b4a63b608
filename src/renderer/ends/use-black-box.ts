import { useCallback, useEffect, useState } from 'react'
import type { BlackBox } from '../../shared/black-box.ts'
import { useConnection, useLive, useView } from '../store/live.ts'

export interface UseBlackBox {
  /** The last that was answered; null: there was none yet. */
  readonly box: BlackBox | null
  /** Why there is none. */
  readonly refusal: string | null
  /** No card tells of it any more: here at once, and elsewhere where this page may act. */
  readonly see: (id: string) => void
}

type Answer = Pick<UseBlackBox, 'box' | 'refusal'>

/** What was found after ends: asked each time that this page is shown or connected anew, and not in between. */
export function useBlackBox(): UseBlackBox {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const { isShown, mayAct } = useView()
  const [answer, setAnswer] = useState<Answer>({ box: null, refusal: null })
  const [seenHere, setSeenHere] = useState<readonly string[]>([])
  useEffect(() => {
    if (!isLive || !isShown) return undefined
    let isGone = false
    void live.request('blackBox', null).then((outcome) => {
      if (isGone || live.connection() !== 'live') return
      setAnswer((before) =>
        outcome.kind === 'ok'
          ? { box: outcome.value, refusal: null }
          : { box: before.box, refusal: outcome.reason },
      )
    })
    return () => {
      isGone = true
    }
  }, [live, isLive, isShown])
  const see = useCallback(
    (id: string): void => {
      setSeenHere((ids) => [...ids, id])
      // where it cannot be kept it is told again at the next start
      if (mayAct) void live.request('seenBlackBox', { id })
    },
    [live, mayAct],
  )
  return { ...answer, box: answer.box === null ? null : withSeen(answer.box, seenHere), see }
}

const withSeen = (box: BlackBox, ids: readonly string[]): BlackBox => ({
  ...box,
  reports: box.reports.map((report) =>
    ids.includes(report.id) ? { ...report, isSeen: true } : report,
  ),
})
