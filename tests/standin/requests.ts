import type { Events, Session } from './cdp.ts'
import { fromPageHeader, fromPageUrl, isNative, toPageHeader } from './own-scheme.ts'

type Paused = Events['Fetch.requestPaused']

/** What a page asks for, as main sees it. */
export interface PageRequest {
  readonly id: string
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly resourceType: string
  readonly frameId: string
  readonly isRedirect: boolean
  /** null: it has none. */
  body(): Promise<Uint8Array | null>
}

export type Verdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'stay' } // the document remains, no error page comes
  | { readonly kind: 'block' }

export interface Answering {
  decide(request: PageRequest): Promise<Verdict>
  /** The answer of the scheme's own handler; null where nobody handles it. */
  answer(request: PageRequest): Promise<Response | null>
}

/** Puts every request of the page before main; what nobody answers goes on to the network, as in Electron. */
export function answerRequests(session: Session, answering: Answering): void {
  session.on('Fetch.requestPaused', (paused) => {
    void handle(session, requestOf(paused), answering).catch(() => undefined) // the page is gone
  })
}

function requestOf(paused: Paused): PageRequest {
  const { request, requestId: id } = paused
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    fromPageHeader(value),
  ])
  return {
    id,
    url: fromPageUrl(request.url + (request.urlFragment ?? '')),
    method: request.method,
    headers: Object.fromEntries(headers),
    resourceType: paused.resourceType,
    frameId: paused.frameId,
    isRedirect: paused.redirectedRequestId !== undefined,
    body: async () => {
      if (request.hasPostData !== true) return null
      if (request.postDataEntries === undefined)
        return new TextEncoder().encode(request.postData ?? '')
      return Buffer.concat(
        request.postDataEntries.map(({ bytes = '' }) => Buffer.from(bytes, 'base64')),
      )
    },
  }
}

async function handle(session: Session, request: PageRequest, answering: Answering): Promise<void> {
  const requestId = request.id
  const fail = (errorReason: 'Aborted' | 'BlockedByClient' | 'Failed') =>
    session.send('Fetch.failRequest', { requestId, errorReason })
  const verdict = await answering.decide(request)
  switch (verdict.kind) {
    case 'stay':
      await fail('Aborted')
      return
    case 'block':
      await fail('BlockedByClient')
      return
    case 'go': {
      const scheme = request.url.slice(0, request.url.indexOf(':'))
      if (isNative(scheme)) await session.send('Fetch.continueRequest', { requestId })
      else await fulfil(session, request, scheme, answering, fail)
    }
  }
}

async function fulfil(
  session: Session,
  request: PageRequest,
  scheme: string,
  answering: Answering,
  fail: (reason: 'Failed') => Promise<unknown>,
): Promise<void> {
  const response = await answering.answer(request).catch((error: unknown) => {
    console.error(error) // a handler that throws is a mistake in main; the page gets an error, as in Electron
    return null
  })
  if (response === null || response.type === 'error') {
    await fail('Failed')
    return
  }
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  const headers = [...response.headers].map(([name, value]) => ({
    name,
    value: toPageHeader(value, scheme),
  }))
  await session.send('Fetch.fulfillRequest', {
    requestId: request.id,
    responseCode: response.status,
    responseHeaders: headers,
    body,
  })
}
