import { WebSocket } from 'ws'
import { tokenMessage } from '../../frame/serve.ts'

const count = 3
const since = { sinceMs: 0, untilMs: 1, mostPoints: 10 }

export interface Passers {
  /** Done when they are let in, and have asked. */
  come(): Promise<void>
  /** Some say farewell and some do not; done when the server has heard of it. */
  go(): Promise<void>
  faults(): readonly string[]
}

/** Clients that come, look, ask and act, and go again. */
export function createPassers(port: number, token: string): Passers {
  let sockets: readonly WebSocket[] = []
  let faults: readonly string[] = []
  return {
    come: async () => {
      sockets = Array.from({ length: count }, () => new WebSocket(`ws://127.0.0.1:${port}/ws`))
      await Promise.all(sockets.map((socket) => letIn(socket, token)))
      faults = [...faults, ...(await ask(port, token))]
      const [first] = sockets
      first?.send(said(1, 'history', { ...since, untilMs: Date.now() }))
      first?.send(said(2, 'snooze', { target: 'swapping', span: '1h' }))
      first?.send(said(3, 'unload', { modelId: 'none', isDryRun: true, isConfirmed: false }))
      first?.send(said(4, 'relief', { needBytes: 6e9 }))
    },
    go: async () => {
      const gone = sockets.map(
        (socket) => new Promise<void>((resolve) => socket.on('close', () => resolve())),
      )
      sockets.forEach((socket, index) => (index === 0 ? socket.close() : socket.terminate()))
      await Promise.all(gone)
    },
    faults: () => faults,
  }
}

const said = (id: number, name: string, input: unknown): string =>
  JSON.stringify({ kind: 'request', id, name, input })

const letIn = (socket: WebSocket, token: string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(tokenMessage(token)))
    socket.on('message', () => resolve())
    socket.on('error', reject)
    socket.on('close', (code) => reject(new Error(`a client was sent away: ${code}`)))
  })

/** Answers with what was wrong. */
async function ask(port: number, token: string): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${token}`, connection: 'close' }
  const answers = await Promise.all(
    ['/api/snapshot', '/metrics'].map(async (path) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
      await answer.text()
      return answer.ok ? [] : [`${path} answered with ${answer.status}`]
    }),
  )
  return answers.flat()
}
