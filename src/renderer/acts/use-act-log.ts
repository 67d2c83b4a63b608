import { useCallback, useEffect, useRef, useState } from 'react'
import type { ActLog } from '../../shared/act.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { useConnection, useLive, useSnapshot, useView, type Live } from '../store/live.ts'

export type ActLogRead =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly log: ActLog }
  /** `before`: what was read last. */
  | { readonly kind: 'refused'; readonly reason: string; readonly before: ActLog | null }

export const logIn = (read: ActLogRead): ActLog | null =>
  read.kind === 'read' ? read.log : read.kind === 'refused' ? read.before : null

/** What tells that something was done: by itself, or by any face of this Headroom. */
const lastActIn = ({ acted, trail }: Snapshot): string => {
  const last = trail.marks.findLast(({ kind }) => kind === 'act')
  return `${acted?.id ?? ''} ${acted?.outcome ?? ''} ${last?.atMs ?? ''} ${last?.what ?? ''}`
}

async function readWith({ request }: Live): Promise<(before: ActLogRead) => ActLogRead> {
  const outcome = await request('acts', null)
  return (before) =>
    outcome.kind === 'ok'
      ? { kind: 'read', log: outcome.value }
      : { kind: 'refused', reason: outcome.reason, before: logIn(before) }
}

/** The audit log: read when it comes into sight, and again when something was done. */
export function useActLog(): { readonly read: ActLogRead; readonly again: () => void } {
  const live = useLive()
  const { isShown } = useView()
  const lastAct = useSnapshot(lastActIn)
  const [read, setRead] = useState<ActLogRead>({ kind: 'reading' })
  const isLive = useConnection() === 'live'
  const asked = useRef(0)
  const again = useCallback(async (): Promise<void> => {
    asked.current += 1
    const mine = asked.current
    const answer = await readWith(live)
    // of two that are on their way the later one holds; what a lost connection says is no answer
    if (mine === asked.current && live.connection() === 'live') setRead(answer)
  }, [live])
  useEffect(() => {
    if (isShown && isLive && lastAct !== null) void again()
  }, [again, isShown, isLive, lastAct])
  return { read, again: () => void again() }
}
