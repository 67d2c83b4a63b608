import type { ServerFacts } from './facts.ts'

/** What was asked: over HTTP, or of a program. */
export interface Asked {
  /** `GET`; of a program its name: `lms`. */
  readonly method: string
  /** Without the query; of a program its arguments, with blanks between them. */
  readonly path: string
  /** The query of the address, decoded. */
  readonly query: ReadonlyMap<string, string>
  /** What was sent, where it was JSON; undefined: nothing. */
  readonly sent: unknown
}

/** One answer of a server, as it came. */
export interface Answer {
  readonly asked: Asked
  /** Of HTTP; 200 for a program. */
  readonly status: number
  /** The header `Server`; empty where it is not known. */
  readonly server: string
  readonly text: string
  /** undefined where the text is not JSON. */
  readonly json: unknown
  readonly nowMs: number
}

/** `proof`: no other server gives this answer; `fits`: it is of this form, as that of others may be. */
export interface Told {
  readonly facts: ServerFacts
  readonly certainty: 'proof' | 'fits'
}

/** How one kind of server answers one kind of request. */
export interface AnswerReader {
  /** Of `${method} ${path}`: `/^GET \/api\/ps$/`. */
  readonly route: RegExp
  /** Pure. null: the answer is not of the form that this server gives. */
  readonly read: (answer: Answer) => Told | null
}
