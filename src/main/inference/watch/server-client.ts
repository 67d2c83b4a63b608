import { jsonIn } from '../../../shared/parse.ts'
import type { Asker } from '../../host/host.ts'
import type { Answer, Asked } from '../answers/answer.ts'
import { countAt, textAt } from '../answers/forms.ts'
import type { UnloadRequest } from '../answers/facts.ts'
import { isNeverAsked } from './never-asked.ts'

/** Where a server listens on this machine. */
export interface Address {
  /** As an address of HTTP has it: `127.0.0.1`, `[::1]`. */
  readonly host: string
  readonly port: number
}

/** `refused`: nothing listens there (any more); `silent`: no whole answer in time, or none that is HTTP. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refused' | 'silent'; readonly reason: string }

/** server-apis.md §2: at most 1 MiB of an answer, 2 s in all. */
const maxBytes = 2 ** 20
const defaultDeadlineMs = 2_000
/** An unload is answered when the server has let go: LM Studio and LocalAI take seconds. */
const actDeadlineMs = 30_000

export interface Sender {
  readonly asker: Asker
  readonly address: Address
  /** What the user has typed for this server; goes into a header, and nowhere else. */
  readonly apiKey: string | null
  readonly nowMs: number
}

/** Asks one harmless question. What `never-asked.ts` names is a fault of ours: it is not sent. */
export async function get(
  sender: Sender,
  path: string,
  deadlineMs: number = defaultDeadlineMs,
): Promise<Reply> {
  if (isNeverAsked(`GET ${path}`)) return { kind: 'silent', reason: `${path} is never asked` }
  return send(sender, { method: 'GET', path, body: null }, deadlineMs)
}

/** Sends what unloads. */
export const act = (sender: Sender, request: UnloadRequest): Promise<Reply> =>
  send(sender, request, actDeadlineMs)

async function send(
  { asker, address, apiKey, nowMs }: Sender,
  { method, path, body }: Omit<UnloadRequest, 'method'> & { method: 'GET' | 'POST' | 'DELETE' },
  deadlineMs: number,
): Promise<Reply> {
  const url = `http://${address.host}:${address.port}${path}`
  const reading = await asker.ask({
    kind: 'http',
    url,
    method,
    headers: {
      ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
    deadlineMs,
    maxBytes,
  })
  if (reading.kind !== 'ok') {
    return { kind: reading.kind === 'absent' ? 'refused' : 'silent', reason: reading.reason }
  }
  const came = jsonOrNone(reading.value)
  const status = countAt(came, 'status')
  if (status === null) return { kind: 'silent', reason: 'not an answer of HTTP' }
  const text = bodyOf(came)
  const asked = askedBy(method, url, body)
  const server = textAt(came, 'server') ?? ''
  return { kind: 'answer', answer: { asked, status, server, text, json: jsonOrNone(text), nowMs } }
}

/** Not cut, as `textAt` would: its length was bounded on the way. */
function bodyOf(came: unknown): string {
  return typeof came === 'object' &&
    came !== null &&
    'body' in came &&
    typeof came.body === 'string'
    ? came.body
    : ''
}

function askedBy(method: string, url: string, sent: unknown): Asked {
  const { pathname, searchParams } = new URL(url)
  return { method, path: pathname, query: new Map(searchParams), sent: sent ?? undefined }
}

function jsonOrNone(text: string): unknown {
  try {
    return jsonIn(text)
  } catch {
    // ParseError: not JSON
    return undefined
  }
}
