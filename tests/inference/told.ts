import { pid } from '../../src/shared/ids.ts'
import type { Answer, Told } from '../../src/main/inference/answers/answer.ts'
import type { ServerFacts } from '../../src/main/inference/answers/facts.ts'
import type { Known, ServerKindSpec, ServerProcess } from '../../src/main/inference/server-kind.ts'

interface Told200 {
  readonly status?: number
  readonly server?: string
  readonly nowMs?: number
  readonly sent?: unknown
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not JSON: what a page or metrics are
  }
}

/** `request`: `GET /backend/monitor?model=m`; `body`: a text, or what is sent as JSON. */
export function answerOf(request: string, body: unknown, more: Told200 = {}): Answer {
  const [method = '', ...rest] = request.split(' ')
  const [path = '', query = ''] = rest.join(' ').split('?')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const { status = 200, server = '', nowMs = 0, sent } = more
  return {
    asked: { method, path, query: new Map(new URLSearchParams(query)), sent },
    status,
    server,
    text,
    json: parsed(text),
    nowMs,
  }
}

/** What one kind makes of an answer: its proof before what fits; null where it is not of its form. */
export function toldBy({ answers }: ServerKindSpec, answer: Answer): Told | null {
  const route = `${answer.asked.method} ${answer.asked.path}`
  const told = answers
    .filter((reader) => reader.route.test(route))
    .flatMap((reader) => reader.read(answer) ?? [])
  return told.find(({ certainty }) => certainty === 'proof') ?? told[0] ?? null
}

/** As macOS tells a process: its command line as one text, split at blanks. */
export const processOf = (command: string, executable: string | null = null): ServerProcess => ({
  pid: pid(4321),
  parentPid: pid(1),
  startedAtMs: 0,
  executable,
  argv: command.split(' '),
  user: null,
})

/** What would be asked of it now, of all its polls. */
export function pathsOf(
  { polls }: ServerKindSpec,
  command: string,
  facts: ServerFacts,
  parentKind: Known['parentKind'] = null,
): readonly string[] {
  const known = { process: processOf(command), facts, parentKind }
  return [...new Set(polls.flatMap(({ paths }) => paths(known)))]
}
