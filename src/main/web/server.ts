import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import webSocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod/mini'
import type { Scope } from '../../shared/contract.ts'
import { harmless, harmlessJson } from '../../shared/printable.ts'
import type { Core } from '../core/core.ts'
import { isBeyond } from '../core/handle.ts'
import { screenHeaders } from '../core/screen-headers.ts'
import { createAsk, type Ask, type AskedNotes } from './asking.ts'
import { createGate, type Gate } from './gate.ts'
import { isWithin } from './is-within.ts'
import { createListeners } from './listeners.ts'
import { namesAt, thisMachine } from './machine-names.ts'
import { createOwnNames, type OwnNames } from './origin.ts'
import { peerOf, type Peer } from './peer.ts'
import { createSockets } from './sockets.ts'
import type { Certificate } from './tls/certificate.ts'
import { bearerIn, type Key } from './token.ts'

const maxBodyBytes = 64 * 2 ** 10
const maxMessageBytes = 16 * 2 ** 10
const maxRequestsPerMinute = 1_200
/** Addresses come and go while a machine travels; asking for them at each request would cost more than the answer. */
const machineForMs = 5_000

const headers: Readonly<Record<string, string>> = {
  ...screenHeaders("'self'"),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

const requestShape = z.object({ name: z.string(), input: z.optional(z.unknown()) })

export interface WebOptions {
  readonly core: Core
  readonly address: string
  readonly port: number
  readonly keys: readonly Key[]
  /** Where the built renderer lies. */
  readonly rendererDir: string
  /** Other names that its user gives this machine. */
  readonly names?: readonly string[] | undefined
  /** With it TLS is spoken, and nothing else; without it only loopback may be served. */
  readonly certificate?: Certificate | undefined
  readonly notes?: AskedNotes | undefined
}

const noNotes: AskedNotes = {
  came: () => undefined,
  wrong: () => undefined,
  lockedOut: () => undefined,
  asked: () => undefined,
}

export interface WebServer {
  readonly port: number
  /** From the next connection on; those that are open stay. */
  renew(certificate: Certificate): void
  close(): Promise<void>
}

/** The renderer and the contract over HTTP (design §3, §8). Throws where the port is taken. */
export async function createWebServer(options: WebOptions): Promise<WebServer> {
  const { core, address, names = [], certificate = null, notes = noNotes } = options
  let port = options.port
  const listeners = createListeners(certificate)
  const app = fastify({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: true,
    logger: false,
    serverFactory: listeners.make,
    // an address that cannot be decoded never reaches the guard
    frameworkErrors: (error, _request, reply) =>
      void refuse(reply.headers(headers), statusOf(error), 'this is not an address'),
  })
  // whoever asks by hand prints the answer to a terminal
  app.setReplySerializer((payload) => harmlessJson(JSON.stringify(payload)))
  const gate = createGate({ keys: options.keys, nowMs: () => Date.now(), notes })
  const ask = createAsk(core, notes)
  const sockets = createSockets({ core, gate, ask })

  // first: it ends the connection of an upgrade only where its own hook comes before the one that refuses
  await app.register(webSocket, { options: { maxPayload: maxMessageBytes } })
  const machine = keptFor(machineForMs, thisMachine)
  const own = () => namesAt({ address, names }, machine)
  guard(app, gate, createOwnNames({ names: own, port: () => port, isSecure: certificate !== null }))
  await app.register(rateLimit, {
    max: maxRequestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => peerIn(request).key,
  })
  await app.register(serveStatic, {
    root: options.rendererDir,
    cacheControl: false,
    allowedPath: (path) => path === '/' || isWithin(options.rendererDir, path),
  })
  await app.register(async (inner) => {
    inner.get('/ws', { websocket: true }, (socket, request) =>
      sockets.admit(socket, peerIn(request)),
    )
  })
  addApi(app, { core, gate, ask })

  const url = new URL(await app.listen({ host: options.address, port: options.port }))
  port = Number(url.port === '' ? (certificate === null ? 80 : 443) : url.port)
  const close = (): Promise<void> => {
    // a client that is frozen would answer no farewell
    for (const socket of app.websocketServer.clients) socket.terminate()
    return app.close()
  }
  return { port, close, renew: listeners.renew }
}

const peerIn = ({ socket }: FastifyRequest): Peer => peerOf(socket.remoteAddress)

/** Asks anew only where the last answer is older. */
function keptFor<T>(ms: number, ask: () => T): () => T {
  let kept: { readonly value: T; readonly atMs: number } | null = null
  return () => {
    const nowMs = performance.now()
    if (kept === null || nowMs - kept.atMs > ms) kept = { value: ask(), atMs: nowMs }
    return kept.value
  }
}

/** Refuses what does not come from our own page or a program, and whoever is locked out, before anything else is looked at. */
function guard(app: FastifyInstance, gate: Gate, own: OwnNames): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    const lockedForMs = gate.lockedForMs(peerIn(request))
    if (lockedForMs !== null) {
      reply.header('retry-after', String(Math.ceil(lockedForMs / 1_000)))
      return refuse(reply, 429, 'too many wrong tokens have come from there')
    }
    // Node keeps the first of two and a proxy may have looked at the other (RFC 9112 §3.2)
    const [host, ...more] = request.raw.headersDistinct['host'] ?? []
    if (more.length > 0 || !own.isOwnHost(host))
      return refuse(reply, 403, 'this is not my name (headroom serve --name)')
    const header = (name: string): string | undefined => request.headers[name]?.toString()
    const isOwnPage =
      own.isOwnOrigin(header('origin')) &&
      own.isOwnSite(header('sec-fetch-site'), header('sec-fetch-dest'))
    if (!isOwnPage) return refuse(reply, 403, 'not from this page')
    return undefined
  })
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'there is nothing here'))
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error)
    return refuse(reply, status, status < 500 ? messageOf(error) : 'Headroom failed to answer')
  })
}

const statusOf = (error: unknown): number =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

const refuse = (reply: FastifyReply, status: number, reason: string): FastifyReply =>
  reply.code(status).send({ kind: 'refused', reason })

interface ApiOptions {
  readonly core: Core
  readonly gate: Gate
  readonly ask: Ask
}

function addApi(app: FastifyInstance, { core, gate, ask }: ApiOptions): void {
  const opened = new WeakMap<FastifyRequest, ReadonlySet<Scope>>()
  const needs = (scope: Scope) => ({
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const given = bearerIn(request.headers.authorization) ?? ''
      const scopes = gate.scopesFor(peerIn(request), given)
      opened.set(request, scopes)
      if (scopes.has(scope)) return undefined
      if (scopes.size > 0) return refuse(reply, 403, 'this token does not open this')
      reply.header('www-authenticate', 'Bearer')
      return refuse(reply, 401, 'the token is missing or wrong')
    },
  })
  const scrapeOnce = loadedOnce(() =>
    import('./metrics/scrape.ts').then(({ createScrape }) => createScrape(core)),
  )

  app.get('/api/snapshot', needs('read'), async () => core.current() ?? core.snapshotOnce())
  app.post('/api/request', needs('read'), async (request, reply) => {
    const asked = requestShape.safeParse(request.body)
    if (!asked.success) return refuse(reply, 400, 'the request is not of the form it should have')
    const scopes = opened.get(request) ?? new Set<Scope>()
    const caller = { scopes, setLooking: null } // a request looks once: only a connection that stays can look
    const outcome = await ask(peerIn(request), caller, asked.data.name, asked.data.input)
    const refusedAs = isBeyond(scopes, asked.data.name) ? 403 : 400
    return reply.code(outcome.kind === 'ok' ? 200 : refusedAs).send(outcome)
  })
  app.get('/metrics', needs('metrics'), async (_request, reply) => {
    const { contentType, scrape } = await scrapeOnce()
    return reply.type(contentType).send(harmless(await scrape()))
  })
}

/** Loaded with the first call that needs it; a load that failed is tried again. */
function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null // any error of the load: it is the caller's, and not kept
      throw error
    })
    return loaded
  }
}
