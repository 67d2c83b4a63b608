import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import webSocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod/mini'
import type { Scope } from '../../shared/contract.ts'
import { harmless, harmlessJson } from '../../shared/printable.ts'
import type { Core } from '../core/core.ts'
import { handle, isBeyond } from '../core/handle.ts'
import { screenHeaders } from '../core/screen-headers.ts'
import { isWithin } from './is-within.ts'
import { createOwnNames, type OwnNames } from './origin.ts'
import { createSockets } from './sockets.ts'
import { bearerIn, createKeyring, type Key } from './token.ts'

const maxBodyBytes = 64 * 2 ** 10
const maxMessageBytes = 16 * 2 ** 10
const maxRequestsPerMinute = 1_200
const requestWithinMs = 10_000

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
}

export interface WebServer {
  readonly port: number
  close(): Promise<void>
}

/** The renderer and the contract over HTTP, on this machine only (design §3, §8). Throws where the port is taken. */
export async function createWebServer(options: WebOptions): Promise<WebServer> {
  const { core } = options
  let port = options.port
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestWithinMs,
    forceCloseConnections: true,
    logger: false,
    // an address that cannot be decoded never reaches the guard
    frameworkErrors: (error, _request, reply) =>
      void refuse(reply.headers(headers), statusOf(error), 'this is not an address'),
  })
  // whoever asks by hand prints the answer to a terminal
  app.setReplySerializer((payload) => harmlessJson(JSON.stringify(payload)))
  const scopesOf = createKeyring(options.keys)
  const sockets = createSockets({ core, scopesOf })

  // first: it ends the connection of an upgrade only where its own hook comes before the one that refuses
  await app.register(webSocket, { options: { maxPayload: maxMessageBytes } })
  guard(
    app,
    createOwnNames(options.address, () => port),
  )
  await app.register(rateLimit, { max: maxRequestsPerMinute, timeWindow: '1 minute' })
  await app.register(serveStatic, {
    root: options.rendererDir,
    cacheControl: false,
    allowedPath: (path) => path === '/' || isWithin(options.rendererDir, path),
  })
  await app.register(async (inner) => {
    inner.get('/ws', { websocket: true }, (socket) => sockets.admit(socket))
  })
  addApi(app, { core, scopesOf })

  const url = new URL(await app.listen({ host: options.address, port: options.port }))
  port = Number(url.port === '' ? 80 : url.port)
  const close = (): Promise<void> => {
    // a client that is frozen would answer no farewell
    for (const socket of app.websocketServer.clients) socket.terminate()
    return app.close()
  }
  return { port, close }
}

/** Refuses what does not come from our own page or a program on this machine, before anything else is looked at. */
function guard(app: FastifyInstance, own: OwnNames): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (!own.isOwnHost(request.headers.host)) return refuse(reply, 403, 'this is not my name')
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
  readonly scopesOf: (given: string) => ReadonlySet<Scope>
}

function addApi(app: FastifyInstance, { core, scopesOf }: ApiOptions): void {
  const scopesIn = ({ headers: { authorization } }: FastifyRequest): ReadonlySet<Scope> =>
    scopesOf(bearerIn(authorization) ?? '')
  const needs = (scope: Scope) => ({
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const scopes = scopesIn(request)
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
    const scopes = scopesIn(request)
    const caller = { scopes, setLooking: null } // a request looks once: only a connection that stays can look
    const outcome = await handle(core, caller, asked.data.name, asked.data.input)
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
