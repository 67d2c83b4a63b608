import type { Redact } from './redact.ts'

const substitute = '[removed]'

/** Names of what users and models write, in requests and answers. */
const names =
  'prompt|messages|content|reasoning_content|reasoning|thinking|text|inputs?|system|instructions|' +
  'arguments|query|response|completion|suffix'

/** What stands behind the first group is nobody's business, to the end of the line. */
const heads: readonly RegExp[] = [
  // LM Studio: Received request: POST to /v1/chat/completions with body  {
  /^(.*?\bwith body\b).+/i,
  // LM Studio: Generated prediction:  {; Accumulated 3 tokens: Dear
  /^(.*?\b(?:Generated (?:prediction|packet)|Accumulat(?:ed|ing) (?:\d+ )?tokens?)\b).+/i,
  // mlx_lm.server: Incoming Request Body: {; Outgoing Response: {
  /^(.*?\b(?:Outgoing Response|(?:request|response) body|raw (?:request|response))\b:?).+/i,
  // vLLM: Received request cmpl-1: prompt: '…', params: SamplingParams(…); Generated response cmpl-1: output: '…'
  /^(.*?\b(?:Received|Generated) (?:request|response) \S{1,200}).+/,
  // vllm-mlx: [SSE] data: {…}; [REQUEST] …
  /^(.*?\[(?:SSE(?:-\w{1,20})?|REQUEST|RESPONSE|PROMPT)\]).+/,
  // Ollama with OLLAMA_DEBUG: level=DEBUG source=routes.go:1 msg="chat request" images=0 prompt="…"
  /^(.{0,300}?\blevel=(?:DEBUG|TRACE)\S{0,3} .{0,300}?\bmsg="?(?:\w{1,40} )?(?:request|response|prompt|completion)\b"?).+/i,
  // llama-server -v: srv  log_server_r: request: {…}; formatted prompt: '…'; Parsed message: {…}; data stream, to_send: …
  /^(.*?\b(?:request|response|prompt|parsed message|to_send): *)["'`<{[].*/i,
  // "content": "…", 'prompt': '…', \"text\": …: as JSON or as Python prints it, or within another text
  new RegExp(String.raw`^(.*?\\{0,7}["'](?:${names}|output|body)\\{0,7}["'] *[:=]).+`, 'i'),
  // prompt="…", prompt: '…', content=[…
  new RegExp(String.raw`^(.*?(?<![\w.-])(?:${names}) ?[=:] ?)["'\`[{<].*`, 'i'),
]

/** What begins a new message of a logger: a date, a time since the start, a level, a function of an engine. */
const begins =
  /^(?:\[?\d{4}[-/]\d\d[-/]\d\d|\[\d{10}\]|\[GIN\]|time=|\d+\.\d\d\.\d{3}\.\d{3} [A-Z] |\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL)\b|(?:srv|slot|que|res|cmn|main) [\w ]{0,60}:|\w{0,60}(?:llama|ggml)\w{0,60}: )/
/** What ends a body of several lines, and belongs to it. */
const ends = /^[}\]]/
const opensBracket = /[{[,(\\]\s*$/
const lineEnd = /(\r\n|\r|\n)/

/** It goes on over the lines below: an open bracket, or quotes that are not closed. */
function goesOn(text: string): boolean {
  if (opensBracket.test(text)) return true
  const [whole, quote] = /^[^"'`]*(["'`])/.exec(text) ?? []
  if (whole === undefined || quote === undefined) return false
  return !text.slice(whole.length).replaceAll(/\\./g, '').includes(quote)
}

/**
 * For the pieces of one log, in their order: takes out what users and models write, and then what `redact` takes out of any
 * text. The beginnings of their lines stay, and all line ends.
 */
export function createLogRedact(redact: Redact): Redact {
  let isInBody = false

  const clean = (line: string): string => {
    if (isInBody && !begins.test(line)) {
      isInBody = !ends.test(line)
      return ''
    }
    const head = heads.map((one) => one.exec(line)?.[1]).find((found) => found !== undefined)
    isInBody = head !== undefined && goesOn(line.slice(head.length))
    return head === undefined ? line : `${head.trimEnd()} ${substitute}`
  }
  return (text) =>
    redact(
      text
        .split(lineEnd)
        .map((part, index) => (index % 2 === 0 ? clean(part) : part))
        .join(''),
    )
}
