import { connect } from 'node:net'
import { request } from 'node:https'
import { connect as connectSecurely, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { Answer, Asked } from '../../http-server.ts'

export interface AskedAt extends Asked {
  readonly address: string
  readonly port: number
}

/** One request by TLS as it is written, to whoever is there: the certificate is held by its fingerprint. */
export function askSecurely(
  { address, port, path, method, headers, body }: AskedAt,
  fingerprint: string | null = null,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: address,
      port,
      path,
      method: method ?? 'GET',
      agent: false,
      headers: { ...headers },
      rejectUnauthorized: false,
    }
    const sent = request(options, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      )
    })
    sent.on('socket', (socket) => {
      socket.on('secureConnect', () => {
        const given = 'getPeerCertificate' in socket ? fingerprintOf(socket) : null
        if (fingerprint !== null && given !== fingerprint)
          sent.destroy(new Error(`it shows the certificate ${given}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const fingerprintOf = (socket: object): string | null => {
  const secure = socket as TLSSocket
  return secure.getPeerCertificate().fingerprint256 ?? null
}

/** What is heard of a connection until it ends: of TLS its protocol and the fingerprint of its certificate. */
export function shakeHands(
  options: ConnectionOptions,
): Promise<{ readonly protocol: string | null; readonly fingerprint: string | null }> {
  return new Promise((resolve, reject) => {
    const socket = connectSecurely({ ...options, rejectUnauthorized: false }, () => {
      resolve({ protocol: socket.getProtocol(), fingerprint: fingerprintOf(socket) })
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

/** What comes back for these bytes, until the other side ends. */
export function answerTo(address: string, port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port })
    onTestFinished(() => void socket.destroy())
    let heard = ''
    socket.on('data', (piece) => {
      heard += piece.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(heard))
    socket.write(bytes)
  })
}
