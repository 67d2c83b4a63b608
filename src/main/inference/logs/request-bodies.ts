import type { LogLine } from './log-line.ts'

/**
 * Some servers log whole requests and answers when they are asked to be verbose, and chats print who speaks. What users and models
 * write there says nothing about the server, whatever it quotes.
 */

/** What a line has that carries, or begins, a body within it: most lines are done with by this alone. */
const signs =
  /with body|Generated p|Streaming r|Accumulat|Finished streaming|Incoming R|Outgoing |Received request |log_server_r|params_from_|update_chat_|operator\(\)|chat_parse|\[(?:SSE|RE|PROMPT)/

const heads: readonly RegExp[] = [
  // LM Studio: Received request: POST to /v1/chat/completions with body  {
  /\bwith body\s+[{[]/,
  /\b(?:Generated (?:prediction|packet)|Accumulat\w{1,9} (?:\d{1,9} )?tokens?)\b.{0,400}[:{[]/,
  // mlx_lm.server: Incoming Request Body: {, Outgoing Response: {
  /\b(?:Incoming Request Body|Outgoing [Rr]esponse): /,
  // vLLM: Received request chatcmpl-…: prompt: '…', params: …
  /\bReceived request \S{1,200}: /,
  // llama-server -v: srv  log_server_r: request: {…}, Parsed message: {…}, params_from_: Grammar: …
  /\b(?:log_server_r(?:equest)?|params_from_\w{0,40}|update_chat_|operator\(\)|chat_parse\w{0,40})(?!\w).{0,400}?: {1,4}(?:request|response|Grammar|Prompt|Chat format|Parsed message|data stream[^:]{0,80}|prompt): {0,4}(?![A-Z]{1,10} \/)\S/i,
  // vllm-mlx, Rapid-MLX: [SSE] data: {…}, [REQUEST] …
  /\[(?:SSE(?:-\w{1,40})?|REQUEST|RESPONSE|PROMPT)\] /,
]

// not of mlx_lm: Prompt: 12 tokens, 41.118 tokens-per-sec
/** Who speaks in a chat, or what is asked: `User: `, `user> `, `**Assistant:** `, `[user]: `, `Received prompt: `. */
const chat =
  /^[>#*_[(<|•-]{0,4} ?(?:(?:received|new|got|full|final|raw|last|current) )?(?:user|you|human|me|assistant|ai|bot|chatbot|system|instruction|prompt|question|query|answer|reply|q|a)(?:[ _](?:asks?|asked|says?|said|writes?|wrote|message|input|prompt|query|question|turn|\d{1,4}))?[\])*_|]{0,3} ?[:>]\*{0,2}\s(?!\d+ tokens\b)/i

/** The same at a line's beginning. */
const beginnings: readonly RegExp[] = [
  chat,
  // what is typed at a prompt of Python, Ollama and others; templates of chats
  /^(?:>>> |(?:<s>)?(?:<\|\w{1,20}\|>|\[INST\]|<start_of_turn>))/,
  /^(?:Parsed message|data stream, to_send|new prompt|prompt|formatted prompt|input prompt|request|response|input|output|content): *(?:data: )?[[{"'`<]/i,
  // Ollama with OLLAMA_DEBUG=2 or OLLAMA_DEBUG_LOG_REQUESTS
  /^time=\S+ level=\w+ .*\bmsg="?(?:chat request|completion request|generate request|chat response|request body|incoming request|logged request|parsed|encoded|decoded)\b/i,
  /^time=\S+ level=(?:DEBUG|TRACE|DEBUG-4) .*\b(?:prompt|body|request|response|content|messages)="/,
  // an answer or a request as one JSON document, or a piece of one; an error is an answer that holds no prompt
  /^(?:data: )?\{"(?:id|object|model|messages|prompt|role|content|choices|created|type|input|stream|text|delta|index)"/,
  /^"(?:content|text|prompt|role|messages|input|output|response|system|query|arguments|title|description)": /,
  // a line of a patch
  /^\+(?![\d-])/,
]

/** How a body ends: one of brackets at the bracket, one of plain text only where its own program goes on. */
type BodyKind = 'brackets' | 'text'

const opensBrackets = /[{[]\s*$/
// [LM STUDIO SERVER] Accumulated tokens: The usual causes are:
/** Only LM Studio prints answers with the lines they have, behind a name in brackets; other programs say such words, too. */
const opensText =
  /^\s*(?:\.{3})?(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s{1,4})?(?:\[[^\]]{1,120}\]\s?){1,4}\s*(?:Generated (?:prediction|packet)|Accumulat\w{1,9} (?:\d{1,9} )?tokens?)\b.{0,400}?: *[^\s{[]/

/** A body of brackets ends at the bracket at a line's beginning, or at what only a program's own message begins with. */
const bracketsOver =
  /^(?:[}\]]|\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d|time=\d{4}-|\d+\.\d\d\.\d{3}\.\d{3} [A-Z] |(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)[: ]|\[GIN\]|(?:ggml|llama|gguf|whisper)_\w|(?:srv|slot) {1,4}\w|libc\+\+abi: )/m
// 2026-03-09 18:20:01  [INFO]        [2025-04-17 18:32:17][INFO][LM STUDIO SERVER] …
const textOver = /^\[?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\]?\s{0,4}\[(?:DEBUG|INFO|WARN|ERROR)\]/m

/** In characters: nobody's prompt may hide the rest of a log. */
const maxBodyLength = 2 ** 20

export const carriesBody = (text: string): boolean =>
  beginnings.some((head) => head.test(text)) ||
  (signs.test(text) && heads.some((head) => head.test(text)))

/** Of a line that carries a body; null: to its end only. */
function bodyOpenedBy({ text, printed }: LogLine): BodyKind | null {
  if (opensBrackets.test(text)) return chat.test(text) ? null : 'brackets'
  return opensText.test(printed) ? 'text' : null
}

/** Passes over the bodies in a log that is read in pieces, each of whole lines. */
export interface Bodies {
  /** Where in this piece the body ends that the piece before has left open: 0 where none is. */
  resume(text: string): number
  /** Where to go on behind `line`, which carries a body and ends at `to`. */
  pass(line: LogLine, text: string, to: number): number
  reset(): void
}

export function createBodies(): Bodies {
  let open: { readonly kind: BodyKind; readonly left: number } | null = null

  const passed = (kind: BodyKind, left: number, text: string, from: number): number => {
    const part = text.slice(from, from + left)
    const over = (kind === 'text' ? textOver : bracketsOver).exec(part)?.index
    const isOpen = over === undefined && from + left > text.length
    open = isOpen ? { kind, left: left - part.length } : null
    return over === undefined ? lineBehind(text, from + left) : from + over
  }

  return {
    resume: (text) => (open === null ? 0 : passed(open.kind, open.left, text, 0)),
    pass: (line, text, to) => {
      const kind = bodyOpenedBy(line)
      return kind === null ? to : passed(kind, maxBodyLength, text, to)
    },
    reset: () => {
      open = null
    },
  }
}

/** The first beginning of a line at `at` or behind it; the text's length where there is none. */
function lineBehind(text: string, at: number): number {
  if (at >= text.length) return text.length
  const end = text.indexOf('\n', Math.max(0, at - 1))
  return end === -1 ? text.length : end + 1
}

/** That a body may begin at, for the scan. */
export const bodyAnchors: readonly string[] = [
  'with body',
  'Incoming Request Body',
  'Outgoing Response',
  'Outgoing response',
  'Generated p',
  'Accumulat',
]
