import type { Answer, Told } from '../../src/main/inference/answers/answer.ts'
import type { ServerKindSpec, ServerProcess } from '../../src/main/inference/server-kind.ts'
import { pid } from '../../src/shared/ids.ts'

/** `request`: `GET /v1/models`, or a command line; `body`: a text as it is, all else as JSON. */
export function answerOf(request: string, body: unknown, further: Partial<Answer> = {}): Answer {
  const [method = '', ...words] = request.split(' ')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    asked: { method, path: words.join(' '), query: new Map(), sent: undefined },
    status: 200,
    server: '',
    text,
    json: jsonOf(text),
    nowMs: Date.parse('2026-11-21T12:00:00Z'),
    ...further,
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // SyntaxError: an answer that is not JSON
    return undefined
  }
}

/** What the readers of one kind make of it; null where none of them knows it. */
export function toldBy({ answers }: ServerKindSpec, answer: Answer): Told | null {
  const route = `${answer.asked.method} ${answer.asked.path}`
  for (const reader of answers) {
    const told = reader.route.test(route) ? reader.read(answer) : null
    if (told !== null) return told
  }
  return null
}

/** `executable`: null where it may not be read. */
export const processOf = (
  commandLine: string,
  executable: string | null = null,
): ServerProcess => ({
  pid: pid(400),
  parentPid: null,
  startedAtMs: 1_000,
  executable,
  argv: commandLine.split(' '),
  user: 'ada',
})
