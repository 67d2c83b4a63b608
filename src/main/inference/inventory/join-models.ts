import type { ModelFacts } from '../answers/facts.ts'
import type { ServerTold } from '../watch/watched-server.ts'

/** A model as all who know of it tell: the server that was asked for it, and the child that runs it, where there is one. */
export interface Joined {
  /** Whom to ask about it. */
  readonly owner: ServerTold
  /** Whose process holds it. */
  readonly holder: ServerTold
  readonly facts: ModelFacts
  /** Ollama's name of its file, where its server calls it by its file alone; null where there is none. */
  readonly fileName: string | null
  /** No other is held by the same process. */
  readonly isOnlyOne: boolean
  /** Its server says that it holds models, and not which: it stands for them all. */
  readonly isUnnamed: boolean
}

/** Ollama's own names of a file of weights, of which it may have several. Empty: it has none, or none is known. */
export type NamesOfBlob = (path: string) => readonly string[]

/** Every loaded model once: what a server lists and what its child says of itself is one. */
export function joinModels(
  all: readonly ServerTold[],
  namesOfBlob: NamesOfBlob,
): readonly Joined[] {
  // what a server of one model starts (a test of its library, say) runs no model of its
  const childrenOf = (owner: ServerTold): readonly ServerTold[] =>
    owner.spec.startsServers
      ? all.filter(({ found }) => found.parent?.pid === owner.found.root.pid)
      : []
  const joinedChildren = new Set<ServerTold>()
  const joined: Joined[] = []
  for (const owner of all) {
    if (joinedChildren.has(owner)) continue
    const models = loadedIn(owner)
    const children = childrenOf(owner)
    for (const facts of models) {
      const free = children.filter((child) => !joinedChildren.has(child))
      const child = childOf(facts, free, { modelCount: models.length, namesOfBlob })
      if (child === null) {
        const isOnlyOne = models.length === 1
        const fileName = fileNameOf(facts, namesOfBlob)
        joined.push({ owner, holder: owner, facts, fileName, isOnlyOne, isUnnamed: false })
      } else {
        joinedChildren.add(child)
        const whole = withChild(facts, child)
        const also = { fileName: null, isOnlyOne: true, isUnnamed: false }
        joined.push({ owner, holder: child, facts: whole, ...also })
      }
    }
  }
  return joined
}

const loadedIn = ({ facts }: ServerTold): readonly ModelFacts[] =>
  (facts.models ?? []).filter(({ state }) => state !== 'unloaded')

/**
 * By the port that its server names, by any of the names of its file, or because there is only one of each. One whose server
 * names another machine has no child.
 */
function childOf(
  { id, upstreamUrl }: ModelFacts,
  children: readonly ServerTold[],
  { modelCount, namesOfBlob }: { readonly modelCount: number; readonly namesOfBlob: NamesOfBlob },
): ServerTold | null {
  if (upstreamUrl !== null && upstreamUrl !== undefined) {
    const port = ownPortIn(upstreamUrl)
    const isAtPort = ({ at, facts }: ServerTold): boolean => (at?.port ?? facts.port) === port
    return port === null ? null : (children.find(isAtPort) ?? null)
  }
  const byName = children.find((child) => {
    const path = onlyModelOf(child)?.path ?? null
    return path !== null && namesOfBlob(path).some((name) => isSameName(name, id ?? ''))
  })
  if (byName !== undefined) return byName
  return modelCount === 1 && children.length === 1 ? (children[0] ?? null) : null
}

/** http://127.0.0.1:5801, http://localhost/ */
const ownForm =
  /^http(s?):\/\/(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?::(\d{1,5}))?(?:\/|$)/i

/** The port of an address of this machine; null where it is another's. */
function ownPortIn(url: string): number | null {
  const [whole, secure, port] = ownForm.exec(url) ?? []
  if (whole === undefined) return null
  return port === undefined ? (secure === '' ? 80 : 443) : Number(port)
}

/** Ollama leaves `:latest` out where it can. */
const isSameName = (a: string, b: string): boolean =>
  a.replace(/:latest$/, '') === b.replace(/:latest$/, '')

const onlyModelOf = ({ facts }: ServerTold): ModelFacts | undefined => facts.models?.[0]

/** What the server says counts, but for what only its child knows. */
function withChild(facts: ModelFacts, child: ServerTold): ModelFacts {
  const own = onlyModelOf(child)
  return {
    ...facts,
    path: facts.path ?? own?.path ?? null,
    weightsBytes: facts.weightsBytes ?? own?.weightsBytes ?? null,
    kvBytes: facts.kvBytes ?? own?.kvBytes ?? null,
    contextTokens: own?.contextTokens ?? facts.contextTokens ?? null,
    contextUsedTokens: own?.contextUsedTokens ?? facts.contextUsedTokens ?? null,
    parallel: own?.parallel ?? facts.parallel ?? null,
    quantization: facts.quantization ?? own?.quantization ?? null,
    // a router's child may be loading while its router calls it loaded
    state: own?.state === 'loading' ? 'loading' : (facts.state ?? own?.state ?? null),
  }
}

/** A runner whose server does not answer is known by its file alone. */
function fileNameOf({ id, path }: ModelFacts, namesOfBlob: NamesOfBlob): string | null {
  const hasName = id !== undefined && !/sha256-[\da-f]{64}$/.test(id)
  return hasName || typeof path !== 'string' ? null : (namesOfBlob(path)[0] ?? null)
}
