import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { jsonIn } from '../../src/shared/parse.ts'
import { until } from '../processes.ts'

export interface Socket {
  /** Sends a value as JSON, a text as it is. */
  say(value: unknown): void
  /** All that has come, parsed. */
  heard(): readonly unknown[]
  /** Done when so many messages have come; answers with them. */
  hears(count: number): Promise<readonly unknown[]>
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  close(): void
}

/** A WebSocket to the server, open; gone after the test. */
export async function openSocket(
  port: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Socket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers: { ...headers } })
  onTestFinished(() => socket.terminate())
  const heard: unknown[] = []
  socket.on('message', (data) => heard.push(jsonIn(data.toString())))
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
    socket.on('unexpected-response', (_, answer) => reject(new Error(`HTTP ${answer.statusCode}`)))
  })
  return {
    say: (value) => socket.send(typeof value === 'string' ? value : JSON.stringify(value)),
    heard: () => heard,
    hears: (count) => until(`${count} messages`, () => (heard.length >= count ? heard : null)),
    closed,
    close: () => socket.close(),
  }
}
