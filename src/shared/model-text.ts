import { printable } from './printable.ts'
import { nameOf, titleAmong } from './server-text.ts'
import type { Eject, Model, SizeOrigin } from './server.ts'
import type { Snapshot } from './snapshot.ts'
import {
  formatBytes,
  formatCount,
  formatPace,
  formatRatio,
  formatSpan,
  formatTokens,
} from './units.ts'

/** A model as every face says it; all foreign text in it may be shown as it is. */
export interface ShownModel {
  /** In full: `cutInMiddle` makes it fit. */
  readonly name: string
  /** As people call its server: `Ollama`; `Ollama on port 11435` beside another one. */
  readonly server: string
  readonly quantization: string | null
  /** null where it takes nothing here, and where its size is not known. */
  readonly size: ShownSize | null
  /** null where nothing is known of it. */
  readonly context: ShownContext | null
  /** `generating 41 tok/s`, `idle 4 min`. */
  readonly state: string
  /** `goes in 3 min`: its server lets it go by itself; null where nothing says so. */
  readonly expiry: string | null
  /** What else to know of it, a few words each. */
  readonly notes: readonly string[]
}

export interface ShownSize {
  /** `4.2 GB` */
  readonly figure: string
  /** Who says so, in a few words: `size as reported`. */
  readonly brief: string
  /** The same in full: `by Ollama's own account`. */
  readonly origin: string
}

export interface ShownContext {
  /** `2.1k of 8k`, `cache 31 % full` */
  readonly text: string
  /** In full: `2134 of 8192 tokens`. */
  readonly exact: string
  /** How full it is, from 0 to 1; null where that is not known. */
  readonly ratio: number | null
}

const maxNameLength = 400

export function shownModel(
  model: Model,
  { servers, atMs }: Pick<Snapshot, 'servers' | 'atMs'>,
): ShownModel {
  const one = servers.find(({ id }) => id === model.serverId)
  const server = one === undefined ? goneServer : titleAmong(one, servers)
  const { quantization } = model
  return {
    name: printable(model.name, maxNameLength),
    server,
    quantization: quantization === null ? null : printable(quantization, 24),
    size: model.isRemote ? null : shownSize(model, nameOf(one?.title ?? goneServer)),
    context: shownContext(model),
    state: stateOf(model, atMs),
    expiry: expiryOf(model, atMs),
    notes: notesOf(model, server, atMs),
  }
}

const goneServer = 'its server'

/** What stands in place of a size that is not known. */
export const unknownSize = 'not known'

function shownSize({ memory: { total, weights } }: Model, server: string): ShownSize | null {
  if (total !== null)
    return {
      figure: formatBytes(total.bytes),
      brief: `size ${briefOf[total.origin]}`,
      origin: originOf(total.origin, server),
    }
  if (weights === null) return null
  const origin = `its weights alone, ${originOf(weights.origin, server)}`
  return { figure: formatBytes(weights.bytes), brief: 'weights alone', origin }
}

const briefOf: Readonly<Record<SizeOrigin, string>> = {
  reported: 'as reported',
  log: 'as logged',
  argv: 'of its file',
  estimated: 'estimated',
  process: 'of its process',
}

function originOf(origin: SizeOrigin, server: string): string {
  switch (origin) {
    case 'reported':
      return `by ${server}’s own account`
    case 'log':
      return `by the log of ${server}`
    case 'argv':
      return 'by the file that its command line names'
    case 'estimated':
      return 'estimated from the file of the model'
    case 'process':
      return 'by the memory of its process'
  }
}

function shownContext({
  contextTokens,
  contextUsedTokens,
  contextRatio,
}: Model): ShownContext | null {
  if (contextTokens !== null && contextTokens > 0 && contextUsedTokens !== null)
    return {
      text: `${formatTokens(contextUsedTokens)} of ${formatTokens(contextTokens)}`,
      exact: `${formatCount(contextUsedTokens)} of ${formatCount(contextTokens)} tokens`,
      ratio: clamped(contextRatio ?? contextUsedTokens / contextTokens),
    }
  if (contextRatio !== null) {
    const ratio = clamped(contextRatio)
    const text = `cache ${formatRatio(ratio)} full`
    const ofOne =
      contextTokens === null ? '' : `; a request has up to ${formatCount(contextTokens)} tokens`
    return { text, exact: `${text}, of all requests together${ofOne}`, ratio }
  }
  if (contextTokens === null) return null
  const exact = `${formatCount(contextTokens)} tokens, how many are used is not known`
  return { text: `${formatTokens(contextTokens)} context`, exact, ratio: null }
}

const clamped = (ratio: number): number => Math.max(0, Math.min(1, ratio))

/** Between two requests of one talk it is not worth a word. */
const shortestIdleMs = 5_000

function stateOf(model: Model, atMs: number): string {
  const { state, tokensPerSecond, idleSinceMs, queueLength } = model
  switch (state) {
    case 'generating': {
      const pace = tokensPerSecond === null ? '' : ` ${formatPace(tokensPerSecond)}`
      const queue = queueLength === null || queueLength === 0 ? '' : `, ${queueLength} waiting`
      return `generating${pace}${queue}`
    }
    case 'idle':
      return idleSinceMs === null || atMs - idleSinceMs < shortestIdleMs
        ? 'idle'
        : `idle ${formatSpan(atMs - idleSinceMs)}`
    case 'loaded':
    case 'loading':
    case 'sleeping':
    case 'unloading':
      return state
  }
}

/** Ollama writes "never" as a time centuries away. */
const longestExpiryMs = 7 * 86_400_000

function expiryOf({ expiresAtMs }: Model, atMs: number): string | null {
  if (expiresAtMs === null) return null
  const afterMs = expiresAtMs - atMs
  return afterMs <= 0 || afterMs > longestExpiryMs ? null : `goes in ${formatSpan(afterMs)}`
}

const notesOf = (model: Model, server: string, atMs: number): readonly string[] => [
  ...(model.isStale ? [`as of ${formatSpan(atMs - model.atMs)} ago`] : []),
  ...(model.sharesFile ? ['shares its file with another server'] : []),
  ...(model.isRemote ? ['runs on another machine'] : otherWayOf(model.eject, server)),
]

/** How its memory comes back where it cannot be unloaded. */
function otherWayOf(eject: Eject, server: string): readonly string[] {
  switch (eject.kind) {
    case 'unload':
      return []
    case 'quit':
      return [`quit ${server} to free it`]
    case 'none':
      return [`cannot be unloaded from here: ${printable(eject.reason)}`]
  }
}

/** A long name keeps both its ends: what it is, and how it was made smaller. */
export function cutInMiddle(name: string, maxLength: number): string {
  const letters = Array.from(name)
  if (letters.length <= maxLength) return name
  const tailLength = Math.floor((maxLength - 1) / 2)
  const head = letters.slice(0, maxLength - 1 - tailLength).join('')
  return `${head}…${letters.slice(letters.length - tailLength).join('')}`
}
