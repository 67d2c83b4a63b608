import type { Asked } from '../../../src/main/inference/answers/answer.ts'

const overHttp = /^(GET|HEAD|POST|PUT|PATCH|DELETE) +([^\s,]+),?(.*)$/s

/**
 * What was asked, as a manifest writes it: method and path, then perhaps a body, further paths or remarks; else a command
 * line. `POST /api/chat {"model":"m"}`, `GET /a, /b ...` (the first), `GET /is_sleeping (in words)`, `lms ps --json`.
 */
export function askedIn(request: string): Asked {
  const [, method, address, rest = ''] = overHttp.exec(request.trim()) ?? []
  if (method === undefined || address === undefined) return ofProgram(request.trim())
  const { pathname, searchParams } = new URL(address, 'http://127.0.0.1')
  return { method, path: pathname, query: new Map(searchParams), sent: sentIn(rest) }
}

function ofProgram(line: string): Asked {
  const [program = '', ...words] = line.split(/\s+/)
  return { method: program, path: words.join(' '), query: new Map(), sent: undefined }
}

function sentIn(text: string): unknown {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  return start < 0 || end < start ? undefined : jsonOrNothing(text.slice(start, end + 1))
}

/** undefined where it is not JSON, as production has it. */
export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // SyntaxError: not JSON
    return undefined
  }
}
