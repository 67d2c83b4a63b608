import type { LogLine } from '../log-line.ts'
import type { LogEvent, MessageForm } from '../message-form.ts'
import { countIn, sizeIn } from '../figures.ts'
import { logfmtIn } from '../logfmt.ts'
import { formsOf } from './form.ts'

const form = formsOf('ollama')

/** The keys of one line, as `logfmtIn` gives them. */
export type OllamaKeys = ReadonlyMap<string, string>

const keysOfLines = new WeakMap<LogLine, OllamaKeys | null>()

/** Several forms may look at one line: it is taken apart once. */
function keysOf(line: LogLine): OllamaKeys | null {
  const before = keysOfLines.get(line)
  if (before !== undefined) return before
  const keys = logfmtIn(line.text)
  keysOfLines.set(line, keys)
  return keys
}

/** `groups`: those of the message's own shape. */
type ReadKeys = (keys: OllamaKeys, groups: readonly (string | undefined)[]) => LogEvent | null

// time=2026-02-20T16:27:25.120-06:00 level=INFO source=server.go:505 msg="system memory" total="8.0 GiB" free="1.2 GiB"
// time=2026-02-20T16:27:25.121-06:00 level=INFO source=server.go:545 msg=offload library=Metal
/** A line of Ollama's own whose whole message has this shape. */
export const withMessageLike = (
  id: string,
  anchors: string | readonly string[],
  message: RegExp,
  read: ReadKeys,
): MessageForm =>
  form(
    id,
    anchors,
    new RegExp(
      String.raw`^time=\S+ level=\S+ (?:source=\S+ )?msg=("?)(?:${message.source})\1(?=\s|$)`,
    ),
    (match, line) => {
      const keys = keysOf(line)
      return keys === null ? null : read(keys, match.slice(2))
    },
  )

/** A line of Ollama's own with just this message, of more than one word. */
export const withMessage = (id: string, message: string, read: ReadKeys): MessageForm =>
  withMessageLike(id, `msg="${message}"`, new RegExp(message), read)

// Error: 500 Internal Server Error: llama runner process has terminated: signal: killed
// ollama._types.ResponseError: model requires more system memory (5.3 GiB) than is available (4.8 GiB) (status code: 500)
const ofClient =
  /^(?:[\w.]{1,80}\.)?\w{0,40}Error: (?:\d{3} [A-Z][A-Za-z ]{2,30}: )?((?:llama runner|llama-server|mlx runner|model|(?:the )?input|the prompt) .*)$/
// 2024/01/05 18:22:45 llama.go:451: llama runner exited with error: signal: killed       (to 0.1.22)
const ofOldServer =
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \w{1,40}\.go:\d+: (?:(?:INFO|WARN|ERROR) )?(.*)$/

/** What a line says of a failure: message and cause; null where it is neither the server's nor its client's. */
function failureIn(line: LogLine): string | null {
  const keys = keysOf(line)
  if (keys === null) return (ofClient.exec(line.text) ?? ofOldServer.exec(line.text))?.[1] ?? null
  const cause = keys.get('error') ?? keys.get('err') ?? keys.get('string')
  const message = keys.get('msg') ?? ''
  return cause === undefined ? message : `${message}: ${cause}`
}

/** A failure whose cause has this shape, in the server's log or as a client prints it. */
export const failed = (
  id: string,
  anchors: string | readonly string[],
  cause: RegExp,
  read: (match: RegExpExecArray, text: string) => LogEvent | null,
): MessageForm =>
  form(
    id,
    anchors,
    /^(?:time=\S+ level=[A-Z]|[\w.]{0,120}Error: |\d{4}\/\d\d\/\d\d )/,
    (_, line) => {
      const text = failureIn(line)
      const match = text === null ? null : cause.exec(text)
      return text === null || match === null ? null : read(match, text)
    },
  )

// 5.3 GiB        [5.3 GiB 4.0 GiB]: of the first device        8556523520
/** A size as Ollama's format.HumanBytes2 prints it, which is binary, or in bytes. */
export function sizeOf(text: string | undefined): number | null {
  const [, figure, unit = 'B'] =
    /^\[?(\d+(?:\.\d+)?)(?: (B|[KMGT]i?B))?(?:[\s\]]|$)/.exec(text ?? '') ?? []
  return sizeIn(figure, unit, 'binary')
}

/** Above 0: an estimate of nothing is printed as `0 B`. */
export function neededBytes(text: string | undefined): number | null {
  const bytes = sizeOf(text)
  return bytes === 0 ? null : bytes
}

export const countOf = (keys: OllamaKeys, name: string): number | null => countIn(keys.get(name))
