import type { WebSocket } from 'ws'
import { z } from 'zod/mini'
import {
  closeCode,
  type FromMain,
  type LookInput,
  type Scope,
  type View,
} from '../../shared/contract.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Core } from '../core/core.ts'
import type { Ask } from './asking.ts'
import type { Gate } from './gate.ts'
import type { Peer } from './peer.ts'

/** Who does not say its token in this time is sent away. */
const tokenWithinMs = 5_000
const maxSockets = 128
/**
 * Those that have not said theirs must not take the places of those that have; nor those of other machines the places of this one,
 * nor one machine those of all others.
 */
const maxStrangers = 16
const maxStrangersOfOne = 6
/** A client asks now and then; one that floods us is sent away. */
const maxRequestsPerWindow = 200
const windowMs = 10_000
/** A client that reads no more is sent away: it would count as looking for ever. Ours comes back by itself. */
const maxWaitingBytes = 4_000_000

const tokenShape = z.object({ kind: z.literal('token'), token: z.string().check(z.maxLength(512)) })
const requestShape = z.object({
  kind: z.literal('request'),
  id: z.number(),
  name: z.string(),
  input: z.unknown(),
})

export interface SocketsOptions {
  readonly core: Core
  readonly gate: Gate
  readonly ask: Ask
}

interface Sockets {
  admit(socket: WebSocket, peer: Peer): void
}

/** Who looks, and what its token opens. */
interface Viewer {
  readonly scopes: ReadonlySet<Scope>
  readonly peer: Peer
}

/** The live connections: the token first, then requests and replies; the view and the last Snapshot at once, and each new one. */
export function createSockets({ core, gate, ask }: SocketsOptions): Sockets {
  /** Whoever has said its token. */
  const viewers = new Map<WebSocket, Viewer>()
  /** Whoever looks, and whoever only hears. */
  const hearers = new Set<WebSocket>()

  core.onSnapshot((snapshot) => {
    if (hearers.size === 0) return
    const text = JSON.stringify({ kind: 'snapshot', value: snapshot } satisfies FromMain)
    for (const socket of hearers) sendText(socket, text)
  })

  const send = (socket: WebSocket, message: FromMain): void =>
    sendText(socket, JSON.stringify(message))
  const sendView = (socket: WebSocket, viewer: Viewer): void =>
    send(socket, { kind: 'view', value: viewFor(core, viewer) })
  core.onLanguage(() => viewers.forEach((viewer, socket) => sendView(socket, viewer)))
  core.onPreferences((value) =>
    viewers.forEach((_, socket) => send(socket, { kind: 'preferences', value })),
  )

  const serve = (socket: WebSocket, { scopes, peer }: Viewer): void => {
    const setLooking = createLooking(core, (isHearing) => {
      if (!isHearing) return void hearers.delete(socket)
      hearers.add(socket)
      const current = core.current()
      if (current !== null) send(socket, { kind: 'snapshot', value: current })
    })
    const isWithinRate = createRateLimit()
    socket.on('message', async (data) => {
      if (!isWithinRate(Date.now())) return socket.close(closeCode.tooMany, 'too many requests')
      const request = parsed(requestShape, String(data))
      if (request === null) return socket.close(closeCode.wrongForm, 'not a request')
      const outcome = await ask(peer, { scopes, setLooking }, request.name, request.input)
      send(socket, { kind: 'reply', id: request.id, outcome })
    })
    viewers.set(socket, { scopes, peer })
    socket.on('close', () => {
      viewers.delete(socket)
      setLooking({ isLooking: false })
    })
    sendView(socket, { scopes, peer })
    const preferences = core.preferencesNow()
    if (preferences !== null) send(socket, { kind: 'preferences', value: preferences })
    setLooking({ isLooking: true })
  }

  return createDoor(gate, serve)
}

/** The token first: `serve` is for those that have said it. */
function createDoor(gate: Gate, serve: (socket: WebSocket, viewer: Viewer) => void): Sockets {
  const sockets = new Set<WebSocket>()
  const strangers = createStrangers()
  const admit = (socket: WebSocket, peer: Peer): void => {
    if (sockets.size >= maxSockets || !strangers.hasRoomFor(peer)) {
      return socket.close(closeCode.tooMany, 'too many connections')
    }
    sockets.add(socket)
    strangers.add(socket, peer)
    socket.on('close', () => {
      sockets.delete(socket)
      strangers.remove(socket)
    })
    socket.on('error', () => socket.terminate())
    const timer = setTimeout(() => socket.close(closeCode.refused, 'no token'), tokenWithinMs)
    socket.on('close', () => clearTimeout(timer))
    socket.once('message', (data) => {
      clearTimeout(timer)
      strangers.remove(socket)
      if (gate.lockedForMs(peer) !== null)
        return socket.close(closeCode.lockedOut, 'too many wrong tokens')
      const said = parsed(tokenShape, String(data))
      const scopes = gate.scopesFor(peer, said?.token ?? '')
      if (scopes.has('read')) return serve(socket, { scopes, peer })
      if (scopes.size > 0) return socket.close(closeCode.narrow, 'this token opens other things')
      return socket.close(closeCode.refused, 'wrong token')
    })
  }
  return { admit }
}

/** Whoever has not said its token yet. */
function createStrangers() {
  const strangers = new Map<WebSocket, Peer>()
  const count = (isOne: (peer: Peer) => boolean): number =>
    [...strangers.values()].filter(isOne).length
  return {
    hasRoomFor: ({ key, isHere }: Peer): boolean =>
      count((peer) => peer.isHere === isHere) < maxStrangers &&
      (isHere || count((peer) => peer.key === key) < maxStrangersOfOne),
    add: (socket: WebSocket, peer: Peer): void => void strangers.set(socket, peer),
    remove: (socket: WebSocket): void => void strangers.delete(socket),
  }
}

/** A page in a browser takes from it whether it may act, and its language: the rest it knows by itself. */
const viewFor = (core: Core, { scopes, peer }: Viewer): View => ({
  isShown: true,
  isGaugeHidden: false,
  mayAct: scopes.has('act'),
  ...(peer.isHere ? {} : { isElsewhere: true }),
  language: core.language(),
})

/** Notes with Core that somebody looks, once however often it is said. `onHearing`: whether it hears, looking or not. */
function createLooking(
  core: Core,
  onHearing: (isHearing: boolean) => void,
): (input: LookInput) => void {
  let endLook: (() => void) | null = null
  let didHear = false
  return ({ isLooking, isHearing = false }) => {
    if (isLooking !== (endLook !== null)) {
      endLook?.()
      endLook = isLooking ? core.look() : null
    }
    const hears = isLooking || isHearing
    if (hears !== didHear) onHearing(hears)
    didHear = hears
  }
}

function sendText(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > maxWaitingBytes) socket.terminate()
  else socket.send(text)
}

function parsed<T>(shape: z.ZodMiniType<T>, text: string): T | null {
  try {
    const result = shape.safeParse(jsonIn(text))
    return result.success ? result.data : null
  } catch {
    // ParseError: not JSON
    return null
  }
}

function createRateLimit(): (nowMs: number) => boolean {
  let startedAtMs = 0
  let count = 0
  return (nowMs) => {
    if (nowMs - startedAtMs >= windowMs) {
      startedAtMs = nowMs
      count = 0
    }
    count++
    return count <= maxRequestsPerWindow
  }
}
