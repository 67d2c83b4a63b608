/** One request as a fake server got it. */
export interface FakeRequest {
  /** `GET /api/ps`: without the query. */
  readonly route: string
  readonly path: string
  readonly query: URLSearchParams
  /** What was sent, where it was JSON. */
  readonly sent: unknown
}

export interface FakeReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text as it is, all else as JSON. */
  readonly body: unknown
}

/** How one kind of server answers: built after its source, with names and figures of ours. null: it has no such route. */
export interface FakeKind {
  readonly answer: (request: FakeRequest) => FakeReply | null
  /** Of the header `Server`; none by default. */
  readonly server?: string
  /** What an unknown route is answered with; 404 by default. */
  readonly unknown?: FakeReply
}

export const ok = (body: unknown): FakeReply => ({ body })

/** The replies of fixed routes: a state may answer anew each time. */
export const byRoute =
  (routes: Readonly<Record<string, (request: FakeRequest) => FakeReply>>): FakeKind['answer'] =>
  (request) =>
    routes[request.route]?.(request) ?? null

/** The text at `name` of what was sent; empty where there is none. */
export function sentText(sent: unknown, name: string): string {
  const value: unknown =
    typeof sent === 'object' && sent !== null ? Reflect.get(sent, name) : undefined
  return typeof value === 'string' ? value : ''
}
