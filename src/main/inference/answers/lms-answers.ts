import type { Answer, AnswerReader, Told } from './answer.ts'
import type { ModelFacts, ServerFacts } from './facts.ts'
import { bytesAt, countAt, figureAt, flagAt, instantAt, listAt, textAt } from './forms.ts'

/** What LM Studio's command line program prints (server-apis.md §4.3, read at 07b7252 of 2026-08-13). */
export const lmsAnswers: readonly AnswerReader[] = [
  { route: /^lms ps\b.*--json\b/, read: readLoaded },
  { route: /^lms ls\b.*--json\b/, read: readDownloaded },
  { route: /^lms server status\b/, read: readServer },
  { route: /^lms load\b.*--estimate-only\b/, read: readEstimate },
]

// [{"identifier":"i","modelKey":"k","sizeBytes":8988288458,"contextLength":30464,"status":"idle","queued":0,"parallel":4,
//   "ttlMs":3600000,"lastUsedTime":1788550228289}]
function readLoaded({ json }: Answer): Told | null {
  const list = listAt(json, '')
  return list === null ? null : { facts: { models: list.map(instanceIn) }, certainty: 'fits' }
}

/** Its size is that of the file; it is used now where it has no last use. */
function instanceIn(one: unknown): ModelFacts {
  return {
    ...namedIn(one),
    ...stateIn(textAt(one, 'status')),
    contextTokens: countAt(one, 'contextLength'),
    parallel: countAt(one, 'parallel'),
    queueLength: countAt(one, 'queued'),
    ttlMs: figureAt(one, 'ttlMs'),
    lastUsedAtMs: instantAt(one, 'lastUsedTime'),
  }
}

function namedIn(one: unknown): ModelFacts {
  const id = textAt(one, 'identifier') ?? textAt(one, 'modelKey')
  return {
    ...(id === null ? {} : { id }),
    fileBytes: bytesAt(one, 'sizeBytes'),
    sizeBytes: null,
    maxContextTokens: countAt(one, 'maxContextLength'),
    quantization: textAt(one, 'quantization.name') ?? textAt(one, 'quantization'),
    format: textAt(one, 'format')?.toLowerCase() ?? null,
  }
}

/** `idle`, `loading`, `processingPrompt` or `processing prompt`, `generating`. */
function stateIn(status: string | null): ModelFacts {
  const word = status?.toLowerCase().replace(/[^a-z]/g, '') ?? ''
  if (word === 'loading' || word === 'unloading') return { state: word, activity: null }
  const isBusy = word === 'processingprompt' || word === 'generating'
  return { state: 'loaded', activity: isBusy ? 'busy' : word === 'idle' ? 'idle' : null }
}

/** What is on the disk: nothing says what is loaded. */
function readDownloaded({ json }: Answer): Told | null {
  const list = listAt(json, '')
  if (list === null) return null
  const models = list.map((one) => ({ ...namedIn(one), state: null }))
  return { facts: { models }, certainty: 'fits' }
}

// {"running":true,"port":1234}
// The server is running on port 1234.
function readServer({ json, text }: Answer): Told | null {
  const isReady = flagAt(json, 'running') ?? isRunningIn(text)
  if (isReady === null) return null
  const port = countAt(json, 'port') ?? portIn(text)
  return { facts: { isReady, port: port === 0 ? null : port }, certainty: 'fits' }
}

function isRunningIn(text: string): boolean | null {
  if (/\bnot running\b/i.test(text)) return false
  return /\bis running\b/i.test(text) ? true : null
}

const portIn = (text: string): number | null => {
  const port = /\bport:? (\d{1,5})\b/i.exec(text)?.[1]
  return port === undefined ? null : Number(port)
}

// Model: openai/gpt-oss-120b
// Context Length: 8,192
// Estimated GPU Memory:   65.68 GB
// Estimated Total Memory: 65.68 GB
//
// Estimate: This model may be loaded based on your resource guardrails settings.
function readEstimate({ text }: Answer): Told | null {
  const estimateGpuBytes = sizeIn(text, /^Estimated GPU Memory: *(.+)$/m)
  const estimateTotalBytes = sizeIn(text, /^Estimated Total Memory: *(.+)$/m)
  if (estimateGpuBytes === null && estimateTotalBytes === null) return null
  const id = textAt({ id: /^Model: *(\S.*)$/m.exec(text)?.[1] }, 'id')
  const facts: ServerFacts = {
    estimateGpuBytes,
    estimateTotalBytes,
    estimateAllowed: allowedIn(text),
    models: id === null ? null : [{ id, state: null }],
  }
  return { facts, certainty: 'fits' }
}

function allowedIn(text: string): boolean | null {
  if (/\bmodel may be loaded\b/.test(text)) return true
  return /\b(?:will fail to load|may not be loaded|cannot be loaded)\b/.test(text) ? false : null
}

/** Printed as GB or GiB, and powers of 1024 in either case (its formatSizeBytes1024). */
const exponents: Readonly<Record<string, number>> = { '': 0, K: 1, M: 2, G: 3, T: 4 }

function sizeIn(text: string, line: RegExp): number | null {
  const printed = line.exec(text)?.[1] ?? ''
  const [, figure = '', unit = ''] =
    /(?<![\d.,])([\d.,]+) *([KMGT]?)i?B(?:ytes)?\b/i.exec(printed) ?? []
  const exponent = exponents[unit.toUpperCase()]
  const value = figureAt({ value: Number(figure.replaceAll(',', '')) }, 'value')
  if (figure === '' || value === null || exponent === undefined) return null
  return bytesAt({ bytes: Math.round(value * 1_024 ** exponent) }, 'bytes')
}
