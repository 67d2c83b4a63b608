import { useState } from 'react'
import type { ServerId } from '../../shared/ids.ts'
import type { Server } from '../../shared/server.ts'
import { useLive } from '../store/live.ts'
import { keyStepAfter, withoutIdleForms, type KeyStep, type KeySteps } from './key-step.ts'

export interface UseServerKeys {
  readonly steps: KeySteps
  readonly open: (id: ServerId) => void
  readonly send: (id: ServerId, apiKey: string) => void
  /** Forgets it: the form was left, or what came of it was read. */
  readonly drop: (id: ServerId) => void
}

/** Hands keys to Headroom as they are typed, keeps none of them, and remembers how that went. */
export function useServerKeys(servers: readonly Server[]): UseServerKeys {
  const live = useLive()
  const [steps, setSteps] = useState<KeySteps>(new Map())
  const set = (id: ServerId, step: KeyStep): void =>
    setSteps((before) => new Map(before).set(id, step))

  const send = async (serverId: ServerId, apiKey: string): Promise<void> => {
    set(serverId, { kind: 'sending' })
    const outcome = await live.request('serverKey', { serverId, apiKey })
    set(serverId, keyStepAfter(outcome, live.current()?.atMs ?? 0))
  }

  const kept = withoutIdleForms(steps, servers)
  if (kept !== steps) setSteps(kept)

  return {
    steps: kept,
    open: (id) => set(id, { kind: 'open', refusal: null }),
    send: (id, apiKey) => void send(id, apiKey),
    drop: (id) => setSteps((before) => new Map([...before].filter(([other]) => other !== id))),
  }
}
