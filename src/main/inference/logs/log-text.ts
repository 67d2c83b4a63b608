import type { LogLine } from './log-line.ts'

// ESC [ 32 m, ESC ] 0 ; title BEL
// oxlint-disable-next-line no-control-regex -- terminal colours begin with an escape
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])/g

/** Without terminal colours and other escapes. */
export const withoutEscapes = (text: string): string =>
  text.includes('\u001b') ? text.replace(escapes, '') : text

/**
 * What programs and collectors of logs put before a message, by what it begins with; in each list in the order in which they
 * may stand. A line may have several: a pod's around Ollama's own.
 */
const prefixes = {
  bracket: [
    /^\[pod\/[^\]]{1,200}\] /, // kubectl logs --prefix
    /^\[\d{4,5}\] +(?=\S)/, // a router's child: its port
    /^\[\d{10}\] /, // llama.log of 2023 and 2024: Unix seconds
    // ComfyUI-Manager; LM Studio 0.3 [2025-04-17 18:32:17][INFO][LM STUDIO SERVER]; Jan
    /^\[\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?Z?)?\](?:\[[^\]]{0,120}\])*:? ?/,
    // exo: [ 2026-08-23 13:51:43.489 | WARNING | module:function:line ]
    /^\[ ?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \| \w+ +\| [^\]]{0,160}\] /,
    /^\[ ?\d\d:\d\d:\d\d(?:\.\d+)?(?:[AP]M)?(?: \| \w+ *)?\] /, // vMLX; exo without a date
    /^\[-\] - /, // oMLX: no request
    /^\[(?:debug|info|warn|error)\](?: ?\[[^\]]{1,120}\])* /, // LM Studio's main.log
    /^\[(?:DEBUG|INFO|WARN|WARNING|ERROR|LM STUDIO SERVER|llamacpp|mlx)\] ?/,
  ],
  digit: [
    /^\d+\.\d\d\.\d{3}\.\d{3} [A-Z] /, // llama.cpp since 2024-11: minutes.seconds.ms.us, level
    // docker, journald
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d) (?:[\w.-]+ [\w.@-]+\[\d+\]: )?/,
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \| \w+ +\| [^|]{0,160}? - /, // loguru
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \| (?=\S)/, // Docker Desktop
    // python logging: 2026-03-16 20:40:22,469 - INFO - ; with a zone, with a logger
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[,.]\d{1,6})?(?: [A-Z]{2,5})? - (?:[\w.-]+ - )?(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) - /,
    // LM Studio 0.3.30 on
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[,.]\d{1,6})? +\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL)\]?:? ?/,
    // LocalAI
    /^\d{1,2}:\d\d[AP]M (?:DBG|INF|WRN|ERR) (?:GRPC\([^)]{1,120}\): )?(?:stderr |stdout )?/,
  ],
  upper: [
    /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? [\w.-]+ [^\s:]{1,80}: /, // syslog, journald
    /^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) \d\d-\d\d \d\d:\d\d:\d\d (?:\[[^\]]{1,80}\] )?/, // vLLM
    /^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):(?:[\w.]+:| +)/, // logging.basicConfig, uvicorn
  ],
  other: [
    /^\.{3}(?=\[[A-Z]+\] )/, // LM Studio's developer tab, cut
    /^\((?:\w+ )?pid=\d+\) /, // vLLM
    /^\*\*(?=\S.*\*\*$)/, // set in bold by whoever pasted it
  ],
} as const

/** docker compose: the name of the service. */
const compose = /^[\w.-]{1,60} +\| /

function prefixesOf(code: number): readonly RegExp[] {
  if (code === 91) return prefixes.bracket
  if (code >= 48 && code <= 57) return prefixes.digit
  if (code >= 65 && code <= 90) return prefixes.upper
  return code === 46 || code === 40 || code === 42 ? prefixes.other : []
}

function prefixIn(text: string): string {
  for (const one of prefixesOf(text.charCodeAt(0))) {
    const [prefix = ''] = one.exec(text) ?? []
    if (prefix !== '') return prefix
  }
  return ''
}

/** However many prefixes a line claims to have. */
const maxPrefixes = 6

/** The message itself. */
export function messageIn(printed: string): string {
  let text = printed.trim()
  if (text.includes(' | ')) text = text.replace(compose, '')
  for (let round = 0; round < maxPrefixes; round += 1) {
    const begun = text
    const prefix = prefixIn(begun)
    if (prefix === '') break
    text = begun.slice(prefix.length).trimStart()
  }
  return text
}

export function logLine(raw: string, number: number): LogLine {
  const printed = withoutEscapes(raw)
  const port = /^\[(\d{4,5})\] /.exec(printed)?.[1]
  return {
    text: messageIn(printed),
    printed,
    number,
    port: port === undefined ? null : Number(port),
  }
}

// 2026-02-20T16:27:57.478-06:00, 2026-03-16 20:40:22,469, 2026/02/20 - 16:27:57
const instant =
  /(20\d\d)[-/](\d\d)[-/](\d\d)(?: - |[ T])(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d)?/

/** A date stands at the beginning of a line, or not far from it. */
const maxPrefixLength = 80

/** The beginning of the line that begins at `at`. */
export function prefixAt(text: string, at: number): string {
  const [line = ''] = text.slice(at, at + maxPrefixLength * 2).split(/[\n\r]/, 1)
  return withoutEscapes(line)
}

// 12.34.567.890 I srv  update_slots: …
/** How long llama.cpp had run when it printed a line: minutes, seconds, ms. A child's is its own; null where the line has none. */
export function uptimeIn(printed: string): number | null {
  const [, minutes, seconds, ms] = /^(\d{1,7})\.(\d\d)\.(\d{3})\.\d{3} [A-Z] /.exec(printed) ?? []
  if (minutes === undefined) return null
  return Number(minutes) * 60_000 + Number(seconds) * 1_000 + Number(ms)
}

export const hasInstant = (printed: string): boolean =>
  instant.test(printed.slice(0, maxPrefixLength))

/** When a line was printed, where it says so with a date; without a zone it is that of this machine. Else null. */
export function instantIn(printed: string): number | null {
  const [, year, month, day, hour, minute, second = '00', milli = '0', zone = ''] =
    instant.exec(printed.slice(0, maxPrefixLength)) ?? []
  if (year === undefined) return null
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.${milli.padEnd(3, '0')}${zone}`
  const atMs = new Date(text).getTime()
  return Number.isNaN(atMs) ? null : atMs
}
