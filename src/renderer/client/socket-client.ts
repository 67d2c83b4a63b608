import {
  closeCode,
  type Client,
  type Connection,
  type FromMain,
  type Outcome,
  type RequestName,
  type ToMain,
} from '../../shared/contract.ts'
import type { Preferences } from '../../shared/preferences.ts'
import { defaultClocks } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { createAttention, type Attention } from './attention.ts'
import { isAnswerTo, messageIn, type Unread } from './from-main.ts'
import { isLockedOut } from './is-locked-out.ts'
import { createPageView } from './page-view.ts'
import { createSilence, silentAfterMs } from './silence.ts'

const retryAfterMs = [250, 500, 1_000, 2_000, 5_000] as const

/** The token stands in the fragment, which no browser sends to a server; it is kept in this page's memory only. */
const tokenInAddress = (): string => new URLSearchParams(location.hash.slice(1)).get('token') ?? ''

const socketAddress = (): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`

/** Requests that wait for their replies. */
function createRequests(send: (message: ToMain) => boolean): {
  ask(name: RequestName, input: unknown): Promise<Outcome<unknown>>
  answer(id: number, outcome: Outcome<unknown>): void
  refuseAll(): void
} {
  const waiting = new Map<number, (outcome: Outcome<unknown>) => void>()
  let lastId = 0
  return {
    ask: (name, input) => {
      const id = ++lastId
      if (!send({ kind: 'request', id, name, input })) return Promise.resolve(notConnected)
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    answer: (id, outcome) => {
      waiting.get(id)?.(outcome)
      waiting.delete(id)
    },
    refuseAll: () => {
      waiting.forEach((resolve) => resolve(notConnected))
      waiting.clear()
    },
  }
}

const notConnected: Outcome<never> = { kind: 'refused', reason: 'Headroom is not connected' }
const notUnderstood: Outcome<never> = {
  kind: 'refused',
  reason: 'Headroom answered in a form that this page does not know: load it again',
}

/** What main answers is taken where it has the form of an answer to what was asked. */
const requestThrough =
  (ask: (name: RequestName, input: unknown) => Promise<Outcome<unknown>>): Client['request'] =>
  async (name, input) => {
    const outcome = await ask(name, input)
    return isAnswerTo(name, outcome) ? outcome : notUnderstood
  }

interface LineEvents {
  onOpen(): void
  onMessage(message: FromMain | Unread): void
  onConnection(connection: Connection): void
}

/** What has become of the line; of one that was cut, once more when it is known why. */
function createTold(onConnection: LineEvents['onConnection']) {
  let told: Connection = 'connecting'
  const tell = (connection: Connection): void => {
    told = connection
    onConnection(connection)
  }
  return {
    tell,
    heard: (): void => {
      told = 'live'
    },
    /** `isLast`: nothing else was tried meanwhile. */
    cut: async (isLast: () => boolean): Promise<void> => {
      if (told !== 'lockedOut') tell('lost')
      const isOut = await isLockedOut()
      if (isLast() && isOut !== (told === 'lockedOut')) tell(isOut ? 'lockedOut' : 'lost')
    },
  }
}

/** One WebSocket after the other to where this page came from; each begins with the token. */
function createLine(events: LineEvents): { send(message: ToMain): boolean; hurry(): void } {
  let socket: WebSocket | null = null
  let retryTimer: number | null = null
  let attempts = 0

  const send = (message: ToMain): boolean => {
    if (socket?.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(message))
    return true
  }

  const told = createTold(events.onConnection)

  const end = (code: number): void => {
    socket = null
    // trying again would not help
    if (code === closeCode.refused) return told.tell('refused')
    if (code === closeCode.narrow) return told.tell('narrow')
    const afterMs = retryAfterMs[Math.min(attempts, retryAfterMs.length - 1)] ?? 1_000
    const attempt = ++attempts
    retryTimer = window.setTimeout(connect, afterMs)
    if (code === closeCode.lockedOut) return told.tell('lockedOut')
    void told.cut(() => attempts === attempt)
  }

  const connect = (): void => {
    if (retryTimer !== null) window.clearTimeout(retryTimer)
    retryTimer = null
    const token = tokenInAddress()
    if (token === '') return told.tell('refused')
    const opened = new WebSocket(socketAddress())
    socket = opened
    opened.addEventListener('open', () => {
      send({ kind: 'token', token })
      events.onOpen()
    })
    opened.addEventListener('message', ({ data }) => {
      attempts = 0
      told.heard()
      const message = messageIn(String(data))
      if (message !== null) events.onMessage(message)
    })
    opened.addEventListener('close', ({ code }) => {
      if (socket === opened) end(code)
    })
  }

  window.addEventListener('hashchange', () => {
    const before = socket
    socket = null
    before?.close()
    attempts = 0
    told.tell('connecting')
    connect()
  })
  connect()
  return { send, hurry: () => void (retryTimer !== null && connect()) }
}

/** Those who are told of something, and the last thing they were told. */
function createWakes<T>(): { wake(value: T): void; add(wake: (value: T) => void): () => void } {
  const wakes = new Set<(value: T) => void>()
  return {
    wake: (value) => wakes.forEach((wake) => wake(value)),
    add: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
  }
}

/** As createWakes; whoever comes later is told the last thing at once. */
function createRemembered<T>(): {
  hear(value: T): void
  add(wake: (value: T) => void): () => void
} {
  const wakes = createWakes<T>()
  let last: { readonly value: T } | null = null
  return {
    hear: (value) => {
      last = { value }
      wakes.wake(value)
    },
    add: (wake) => {
      if (last !== null) wake(last.value)
      return wakes.add(wake)
    },
  }
}

/** Tells when main has said nothing for longer than its clocks explain. */
function createLateness(attention: Pick<Attention, 'isOn' | 'now'>, onLate: () => void) {
  const silence = createSilence(onLate)
  let isPaced = false
  let clocks = defaultClocks
  return {
    hear: (message: FromMain): void => {
      // a recording may have gaps of its own
      if (message.kind === 'snapshot') isPaced = message.value.mode === 'live'
      if (message.kind === 'preferences') ({ clocks } = message.value)
    },
    listen: (connection: Connection): void => {
      if (connection !== 'live' || !isPaced || !attention.isOn()) return silence.rest()
      silence.expect(silentAfterMs(clocks, attention.now()))
    },
  }
}

/** In the background it hears, and nobody looks: sampling is as slow as for nobody. */
export interface SocketClient extends Pick<Attention, 'setHearing'> {
  readonly client: Client
}

/** The contract over a WebSocket that comes back by itself; quiet while the page is hidden, unless it is to hear. */
export function createSocketClient(): SocketClient {
  const snapshots = createWakes<Snapshot>()
  const connections = createRemembered<Connection>()
  const view = createPageView()
  const preferences = createRemembered<Preferences>()
  let connection: Connection = 'connecting'
  connections.hear(connection)

  const setConnection = (next: Connection): void => {
    if (next !== 'live') requests.refuseAll()
    lateness.listen(next)
    const before = connection
    connection = next
    if (next !== before) connections.hear(next)
  }
  const requests = createRequests((message) => line?.send(message) ?? false)
  const lookIfWanted = (): void => void requests.ask('look', attention.now())

  let line: ReturnType<typeof createLine> | null = null
  const attention = createAttention(() => {
    lookIfWanted()
    lateness.listen(connection)
    if (attention.isOn()) line?.hurry() // no waiting for the next try
  })
  // the socket of a main that is silent stays open: what it says next makes it live again
  const lateness = createLateness(attention, () => setConnection('lost'))
  line = createLine({
    onOpen: () => {
      if (!attention.now().isLooking) lookIfWanted() // main takes whoever comes to look
    },
    onConnection: setConnection,
    onMessage: (message) => {
      switch (message.kind) {
        case 'snapshot':
          lateness.hear(message)
          setConnection('live')
          return snapshots.wake(message.value)
        case 'reply':
          return requests.answer(message.id, message.outcome)
        case 'view':
          return view.hear(message.value)
        case 'preferences':
          lateness.hear(message)
          lateness.listen(connection)
          return preferences.hear(message.value)
        case 'unread':
          return setConnection('outdated')
      }
    },
  })

  const client = {
    request: requestThrough(requests.ask),
    onSnapshot: snapshots.add,
    onConnection: connections.add,
    onView: view.onView,
    onPreferences: preferences.add,
  }
  return { client, setHearing: attention.setHearing }
}
