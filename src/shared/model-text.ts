import { printable } from './printable.ts'
import type { Eject, Model, Server, SizeOrigin } from './server.ts'
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
  /** As people call its server: `Ollama`. */
  readonly server: string
  readonly quantization: string | null
  /** null where it takes nothing here, and where its size is not known. */
  readonly size: ShownSize | null
  /** null where nothing is known of it. */
  readonly context: ShownContext | null
  /** `generating 41 tok/s`, `idle 4 min`. */
  readonly state: string
  /** `goes by itself in 3 min`; null where nothing says so. */
  readonly expiry: string | null
  /** What else to know of it, a few words each. */
  readonly notes: readonly string[]
}

export interface ShownSize {
  /** `4.2 GB` */
  readonly figure: string
  /** Who says so: `by Ollama's own account`. */
  readonly origin: string
}

export interface ShownContext {
  /** `2.1k of 8k` */
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
  const server = titleOfServer(model, servers)
  const { quantization } = model
  return {
    name: printable(model.name, maxNameLength),
    server,
    quantization: quantization === null ? null : printable(quantization, 24),
    size: model.isRemote ? null : shownSize(model, server),
    context: shownContext(model),
    state: stateOf(model, atMs),
    expiry: expiryOf(model, atMs),
    notes: notesOf(model, server, atMs),
  }
}

/** The title of the server that a model runs in. */
export const titleOfServer = (
  { serverId }: Pick<Model, 'serverId'>,
  servers: readonly Server[],
): string => printable(servers.find(({ id }) => id === serverId)?.title ?? 'its server', 60)

/** What stands in place of a size that is not known. */
export const unknownSize = 'not known'

function shownSize({ memory: { total, weights } }: Model, server: string): ShownSize | null {
  if (total !== null)
    return { figure: formatBytes(total.bytes), origin: originOf(total.origin, server) }
  if (weights === null) return null
  const origin = `its weights alone, ${originOf(weights.origin, server)}`
  return { figure: formatBytes(weights.bytes), origin }
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
    const whole = contextTokens === null ? 'its context' : formatTokens(contextTokens)
    const exact = contextTokens === null ? whole : `${formatCount(contextTokens)} tokens`
    const share = formatRatio(ratio)
    return { text: `${share} of ${whole}`, exact: `${share} of ${exact}`, ratio }
  }
  if (contextTokens === null) return null
  const exact = `${formatCount(contextTokens)} tokens, how many are used is not known`
  return { text: `${formatTokens(contextTokens)} context`, exact, ratio: null }
}

const clamped = (ratio: number): number => Math.max(0, Math.min(1, ratio))

function stateOf(model: Model, atMs: number): string {
  const { state, tokensPerSecond, idleSinceMs, queueLength } = model
  switch (state) {
    case 'generating': {
      const pace = tokensPerSecond === null ? '' : ` ${formatPace(tokensPerSecond)}`
      const queue = queueLength === null || queueLength === 0 ? '' : `, ${queueLength} waiting`
      return `generating${pace}${queue}`
    }
    case 'idle':
      return idleSinceMs === null ? 'idle' : `idle ${formatSpan(atMs - idleSinceMs)}`
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
  return afterMs <= 0 || afterMs > longestExpiryMs
    ? null
    : `goes by itself in ${formatSpan(afterMs)}`
}

const notesOf = (model: Model, server: string, atMs: number): readonly string[] => [
  ...(model.isStale ? [`as of ${formatSpan(atMs - model.atMs)} ago`] : []),
  ...(model.sharesFile ? ['same file as another: counted once'] : []),
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

/** The models that go with this one, as its server unloads all of its own at once. */
export const goingWith = (model: Model, models: readonly Model[]): readonly Model[] =>
  model.eject.kind === 'unload' && model.eject.takesAll
    ? models.filter(({ id, serverId }) => serverId === model.serverId && id !== model.id)
    : []

/** `Ollama unloads all its models at once: gemma3 and phi4`; null where nothing else goes. */
export function takesAllSentence(
  model: Model,
  { servers, models }: Pick<Snapshot, 'servers' | 'models'>,
): string | null {
  const others = goingWith(model, models)
  if (others.length === 0) return null
  const names = [model, ...others].map(({ name }) =>
    cutInMiddle(printable(name, maxNameLength), 40),
  )
  const last = names.at(-1) ?? ''
  return `${titleOfServer(model, servers)} unloads all its models at once: ${names.slice(0, -1).join(', ')} and ${last}`
}
