import { useEffect, useState } from 'react'
import type { Outcome } from '../../shared/contract.ts'
import type { LocalModels } from '../../shared/local-models.ts'
import { useConnection, useLive, useView } from '../store/live.ts'
import { createShelfReader } from './shelf-reader.ts'
import { useRoomMark } from './use-room-mark.ts'

/** The models on the disk as main tells them, asked for while they are looked at; null before the first answer. */
export function useLocalModels(): Outcome<LocalModels> | null {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const { isShown } = useView()
  const mark = useRoomMark()
  const [outcome, setOutcome] = useState<Outcome<LocalModels> | null>(null)
  const [reader] = useState(() => createShelfReader(() => live.request('models', null), setOutcome))
  useEffect(() => {
    if (!isShown || !isLive) return undefined
    reader.wantFor(mark ?? '')
    return reader.rest
  }, [reader, isShown, isLive, mark])
  return outcome
}
