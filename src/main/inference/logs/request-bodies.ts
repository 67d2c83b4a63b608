/**
 * Some servers log whole requests and answers when they are asked to be verbose. What users write there says nothing about the
 * server, whatever it quotes.
 */

/** What a line has that carries, or begins, a body within it: most lines are done with by this alone. */
const signs =
  /with body|Generated p|Streaming r|Accumulat|Finished streaming|Incoming R|Outgoing |Received request |log_server_r|params_from_|update_chat_|operator\(\)|chat_parse|\[(?:SSE|RE|PROMPT)/

const heads: readonly RegExp[] = [
  // LM Studio: Received request: POST to /v1/chat/completions with body  {
  /\bwith body\s+[{[]/,
  /\b(?:Generated (?:prediction|packet)|Streaming response|Accumulat\w+ tokens?|Finished streaming)\b.{0,400}[:{[]/,
  // mlx_lm.server: Incoming Request Body: {, Outgoing Response: {
  /\b(?:Incoming Request Body|Outgoing [Rr]esponse): /,
  // vLLM: Received request chatcmpl-…: prompt: '…', params: …
  /\bReceived request \S+: /,
  // llama-server -v: srv  log_server_r: request: {…}, Parsed message: {…}, params_from_: Grammar: …
  /\b(?:log_server_r(?:equest)?|params_from_\w*|update_chat_|operator\(\)|chat_parse\w*)\b.{0,400}?: +(?:request|response|Grammar|Prompt|Chat format|Parsed message|data stream[^:]*|prompt): *(?![A-Z]+ \/)\S/i,
  // vllm-mlx, Rapid-MLX: [SSE] data: {…}, [REQUEST] …
  /\[(?:SSE(?:-\w+)?|REQUEST|RESPONSE|PROMPT)\] /,
]

/** The same at a line's beginning. */
const beginnings: readonly RegExp[] = [
  /^(?:Parsed message|data stream, to_send|new prompt|prompt|formatted prompt|input prompt|request|response|input|output|content): *(?:data: )?[[{"'`<]/i,
  // Ollama with OLLAMA_DEBUG=2 or OLLAMA_DEBUG_LOG_REQUESTS
  /^time=\S+ level=\w+ .*\bmsg="?(?:chat request|completion request|generate request|chat response|request body|incoming request|logged request|parsed|encoded|decoded)\b/i,
  /^time=\S+ level=(?:DEBUG|TRACE|DEBUG-4) .*\b(?:prompt|body|request|response|content|messages)="/,
  // an answer or a request as one JSON document, or a piece of one
  /^(?:data: )?\{"(?:id|object|model|messages|prompt|role|content|choices|created|type|error|input|stream|text|delta|index)"/,
  /^"(?:content|text|prompt|role|messages|input|output|response|system|query|arguments|title|description)": /,
  // a line of a patch
  /^\+(?![\d-])/,
]

/** It goes on over the lines below, to a bracket at a line's beginning. LM Studio prints answers with the lines they have. */
const opening =
  /[{[]\s*$|\b(?:Generated (?:prediction|packet)|Streaming response|Accumulat\w+ tokens?)\b.{0,400}?: *[^\s{[]/
/** Or to what only a new message begins with: nobody's prompt may hide the rest of a log. */
const over =
  /^(?:[}\]]|\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d|time=\d{4}-|\d+\.\d\d\.\d{3}\.\d{3} [A-Z] )/gm

export const carriesBody = (text: string): boolean =>
  beginnings.some((head) => head.test(text)) ||
  (signs.test(text) && heads.some((head) => head.test(text)))

export const opensBody = (text: string): boolean => opening.test(text) && carriesBody(text)

/** Where in `text` the line stands that a body from `from` on ends at, or that stands behind it; its length where there is none. */
export function endOfBody(text: string, from: number): number {
  over.lastIndex = from
  return over.exec(text)?.index ?? text.length
}

/** That a body may begin at, for the scan. */
export const bodyAnchors: readonly string[] = [
  'with body',
  'Incoming Request Body',
  'Outgoing Response',
  'Outgoing response',
  'Generated p',
  'Streaming response',
  'Accumulat',
]
