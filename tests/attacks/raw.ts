import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { until } from '../processes.ts'

export interface Raw {
  /** All that has come so far, byte by byte. */
  heard(): string
  say(text: string | Uint8Array): void
  /** Done when the other side has hung up. */
  readonly closed: Promise<void>
  isClosed(): boolean
  readonly socket: Socket
}

/** A connection whose bytes no client tidies; gone after the test. */
export async function openRaw(port: number): Promise<Raw> {
  const socket = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => void socket.destroy())
  let heard = ''
  let hasClosed = false
  socket.setEncoding('latin1').on('data', (text: string) => {
    heard += text
  })
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      hasClosed = true
      resolve()
    })
  })
  socket.on('error', () => undefined) // ECONNRESET, EPIPE: it was hung up on while it spoke
  await new Promise((resolve) => socket.once('connect', resolve))
  return {
    heard: () => heard,
    say: (text) => void socket.write(text),
    closed,
    isClosed: () => hasClosed,
    socket,
  }
}

/** The numbers of all answers that have come, in their order. */
export const statusesIn = (heard: string): readonly number[] =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]))

/** Says it, and answers with all that came until the other side hung up, or has answered so often. */
export async function exchange(
  port: number,
  text: string | Uint8Array,
  answers = Number.POSITIVE_INFINITY,
): Promise<string> {
  const raw = await openRaw(port)
  raw.say(text)
  await until('an end of the conversation', () =>
    raw.isClosed() || statusesIn(raw.heard()).length >= answers ? true : null,
  )
  return raw.heard()
}
