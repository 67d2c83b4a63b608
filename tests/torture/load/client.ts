import { jsonIn } from '../../../src/shared/parse.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { openSocket, tokenMessage, type Serve } from '../../frame/serve.ts'
import { isSnapshot } from '../../frame/sums.ts'

/** A client that stays, and what it was given. */
export interface Client {
  /** How many Snapshots have come. */
  count(): number
  last(): Snapshot | null
  /** Between a Snapshot and the one before, as they came; the longest first. */
  longestGapsMs(): readonly number[]
  /** Why the connection ended; null while it stands. */
  end(): string | null
  close(): void
}

const keptGaps = 20

/** Done when it is let in. `looksInto`: whether each Snapshot is parsed, which costs as much as making it. */
export async function startClient(serve: Serve, looksInto = false): Promise<Client> {
  const socket = openSocket(serve)
  const opened = Promise.withResolvers<void>()
  let count = 0
  let last: Snapshot | null = null
  let lastAtMs: number | null = null
  let gapsMs: readonly number[] = []
  let end: string | null = null
  socket.on('open', () => socket.send(tokenMessage(serve.token)))
  socket.on('message', (data) => {
    opened.resolve()
    const text = String(data)
    if (!text.startsWith('{"kind":"snapshot"')) return
    const nowMs = performance.now()
    if (lastAtMs !== null)
      gapsMs = [...gapsMs, nowMs - lastAtMs].toSorted((a, b) => b - a).slice(0, keptGaps)
    lastAtMs = nowMs
    count++
    if (looksInto) last = snapshotOf(text)
  })
  socket.on('error', opened.reject)
  socket.on('close', (code, reason) => {
    end = `${code} ${String(reason)}`
    opened.reject(new Error(`serve closed the connection: ${end}`))
  })
  await opened.promise
  return {
    count: () => count,
    last: () => last,
    longestGapsMs: () => gapsMs,
    end: () => end,
    close: () => socket.close(),
  }
}

function snapshotOf(text: string): Snapshot | null {
  const message = jsonIn(text)
  if (typeof message !== 'object' || message === null || !('value' in message)) return null
  return isSnapshot(message.value) ? message.value : null
}
