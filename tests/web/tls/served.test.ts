import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Core } from '../../../src/main/core/core.ts'
import { askedFrom } from '../../../src/main/host/asked-from.ts'
import { createWebServer, type WebServer } from '../../../src/main/web/server.ts'
import { certificateOf, type Certificate } from '../../../src/main/web/tls/certificate.ts'
import type { AskedNotes } from '../../../src/main/web/asking.ts'
import type { ActLog } from '../../../src/shared/act.ts'
import type { Scope } from '../../../src/shared/contract.ts'
import { otherAddress } from '../../other-address.ts'
import { tempFolder, until } from '../../processes.ts'
import { createFakeCore } from '../fake-core.ts'
import { bearer, metricsToken, page, token } from '../web-server.ts'
import { givenFiles } from './certificates.ts'
import { answerTo, askSecurely, shakeHands } from './tls-client.ts'

async function certificateFor(names: readonly string[]): Promise<Certificate> {
  const { certPem, keyPem } = await givenFiles({ names })
  return certificateOf(certPem, keyPem, Date.now())
}

interface Remote {
  readonly address: string
  readonly port: number
  readonly server: WebServer
  readonly certificate: Certificate
}

/** The real server on all addresses of this machine, over TLS. */
async function startRemote({
  core = createFakeCore(),
  scopes = ['read'],
  notes,
}: {
  readonly core?: Core
  readonly scopes?: readonly Scope[]
  readonly notes?: AskedNotes
} = {}): Promise<Remote> {
  const address = otherAddress()
  const certificate = await certificateFor([address, 'localhost'])
  const rendererDir = tempFolder()
  writeFileSync(join(rendererDir, 'index.html'), page)
  const server = await createWebServer({
    core,
    address: '0.0.0.0',
    port: 0,
    keys: [
      { token, scopes: new Set(['metrics', ...scopes]) },
      { token: metricsToken, scopes: new Set(['metrics']) },
    ],
    names: ['mac.example'],
    certificate,
    notes,
    rendererDir,
  })
  onTestFinished(() => server.close())
  return { address, port: server.port, server, certificate }
}

function noted(seen: (string | null)[]): ActLog {
  seen.push(askedFrom())
  return { schema: 'headroom/acts/1', acts: [], isCut: false }
}

const snapshot = { path: '/api/snapshot', headers: bearer } as const

describe('over TLS', () => {
  test('the page and the Snapshot are told, with the certificate that was given', async () => {
    const { address, port, certificate } = await startRemote()
    const asked = { address, port, ...snapshot }
    expect((await askSecurely(asked, certificate.fingerprint)).status).toBe(200)
    expect((await askSecurely({ ...asked, path: '/' })).body).toBe(page)
    const other = await certificateFor(['localhost'])
    await expect(askSecurely(asked, other.fingerprint)).rejects.toThrow('it shows the certificate')
  })

  test('nothing older than 1.2 is spoken, and nothing without forward secrecy', async () => {
    const { address: host, port } = await startRemote()
    expect((await shakeHands({ host, port })).protocol).toBe('TLSv1.3')
    expect((await shakeHands({ host, port, maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2')
    const old = { host, port, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const
    await expect(shakeHands({ ...old, ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow()
    const weak = { host, port, maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' } as const
    await expect(shakeHands(weak)).rejects.toThrow()
  })

  test('who speaks none is answered nothing', async () => {
    const { address, port } = await startRemote()
    const plain = `GET /api/snapshot HTTP/1.1\r\nHost: ${address}:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`
    expect(await answerTo(address, port, plain)).not.toMatch(/HTTP|Headroom|room/)
  })

  test('a renewed certificate is shown to whoever comes, and whoever is there stays', async () => {
    const { address, port, server, certificate } = await startRemote()
    const socket = await openSecure(address, port)
    const next = await certificateFor([address])
    server.renew(next)
    expect((await shakeHands({ host: address, port })).fingerprint).toBe(next.fingerprint)
    expect(next.fingerprint).not.toBe(certificate.fingerprint)
    socket.send(JSON.stringify({ kind: 'token', token }))
    await new Promise((resolve) => {
      socket.once('message', resolve)
    })
  })
})

describe('whoever comes from another machine', () => {
  test('is answered by the names of this one, and by no other', async () => {
    const { address, port } = await startRemote()
    const ask = async (host: string, origin: string | null = null): Promise<number> => {
      const headers = { ...bearer, host, ...(origin === null ? {} : { origin }) }
      return (await askSecurely({ address, port, ...snapshot, headers })).status
    }
    expect(await ask(`${address}:${port}`)).toBe(200)
    expect(await ask(`mac.example:${port}`, `https://mac.example:${port}`)).toBe(200)
    expect(await ask(`mac.example:${port}`, `http://mac.example:${port}`)).toBe(403)
    expect(await ask(`evil.example:${port}`)).toBe(403)
    expect(await ask('198.51.100.1')).toBe(403)
  })

  test('is named to the audit log by what it asks for, also over a live connection', async () => {
    const seen: (string | null)[] = []
    const core = { ...createFakeCore(), acts: async () => noted(seen) }
    const { address, port } = await startRemote({ core })
    const body = JSON.stringify({ name: 'acts', input: null })
    const headers = { ...bearer, 'content-type': 'application/json' }
    const asked = { port, path: '/api/request', method: 'POST', headers, body } as const
    expect((await askSecurely({ address, ...asked })).status).toBe(200)
    expect((await askSecurely({ address: '127.0.0.1', ...asked })).status).toBe(200)
    const socket = await openSecure(address, port)
    socket.send(JSON.stringify({ kind: 'token', token }))
    socket.send(JSON.stringify({ kind: 'request', id: 1, name: 'acts', input: null }))
    await until('the third', () => (seen.length === 3 ? true : null))
    expect(seen).toEqual([address, null, address])
  })

  test('is never shown prompts, also where it may act', async () => {
    const { address, port } = await startRemote({ scopes: ['read', 'act'] })
    const input = { path: '/tmp/a.log', after: null, showsPrompts: true }
    const answer = await askSecurely({
      address,
      port,
      path: '/api/request',
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'logLines', input }),
    })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      400,
      { kind: 'refused', reason: 'prompts are shown on the machine itself only' },
    ])
  })
})

test('wrong tokens lock their address out at both doors, also with the right one; this machine is not', async () => {
  const told: string[] = []
  const notes: AskedNotes = {
    came: () => void told.push('came'),
    wrong: () => void told.push('wrong'),
    lockedOut: () => void told.push('locked out'),
    asked: () => undefined,
  }
  const { address, port } = await startRemote({ notes })
  const wrong = { authorization: 'Bearer the-token-of-somebody-else' }
  for (let count = 0; count < 9; count++)
    expect((await askSecurely({ address, port, ...snapshot, headers: wrong })).status).toBe(401)
  const none = { address, port, path: '/api/snapshot' } as const
  expect((await askSecurely(none)).status).toBe(401) // no token is no guess
  const early = await openSecure(address, port)
  const guess = await openSecure(address, port)
  guess.send(JSON.stringify({ kind: 'token', token: 'the-token-of-somebody-else' }))
  expect(await closeOf(guess)).toBe(4401)

  const locked = await askSecurely({ address, port, ...snapshot })
  expect([locked.status, locked.headers['retry-after']]).toEqual([429, '60'])
  early.send(JSON.stringify({ kind: 'token', token }))
  expect(await closeOf(early)).toBe(4423)
  await expect(openSecure(address, port)).rejects.toThrow('429')
  expect(told).toEqual([...Array.from({ length: 10 }, () => 'wrong'), 'locked out'])

  expect((await askSecurely({ address: '127.0.0.1', port, ...snapshot })).status).toBe(200)
  for (let count = 0; count < 20; count++)
    await askSecurely({ address: '127.0.0.1', port, ...snapshot, headers: wrong })
  expect((await askSecurely({ address: '127.0.0.1', port, ...snapshot })).status).toBe(200)
})

async function openSecure(address: string, port: number): Promise<WebSocket> {
  const socket = new WebSocket(`wss://${address}:${port}/ws`, { rejectUnauthorized: false })
  onTestFinished(() => socket.terminate())
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
    socket.on('unexpected-response', (_, answer) => reject(new Error(`HTTP ${answer.statusCode}`)))
  })
  return socket
}

async function closeOf(socket: WebSocket): Promise<number> {
  let closed: number | null = null
  socket.on('close', (code) => {
    closed = code
  })
  return until('its end', () => closed)
}
