import type { ModelFacts } from './facts.ts'
import type { ServerTold } from './watched-server.ts'

/** A model as all who know of it tell: the server that was asked for it, and the child that runs it, where there is one. */
export interface Joined {
  /** Whom to ask about it. */
  readonly owner: ServerTold
  /** Whose process holds it. */
  readonly holder: ServerTold
  readonly facts: ModelFacts
  /** No other is held by the same process. */
  readonly isOnlyOne: boolean
  /** Its server says that it holds models, and not which: it stands for them all. */
  readonly isUnnamed: boolean
}

/** Ollama's own name of a file of weights; null where it has none, or none is known. */
export type NameOfBlob = (path: string) => string | null

/** Every loaded model once: what a server lists and what its child says of itself is one. */
export function joinModels(all: readonly ServerTold[], nameOfBlob: NameOfBlob): readonly Joined[] {
  const childrenOf = (owner: ServerTold): readonly ServerTold[] =>
    all.filter(({ found }) => found.parent?.pid === owner.found.root.pid)
  const joinedChildren = new Set<ServerTold>()
  const joined: Joined[] = []
  for (const owner of all) {
    if (joinedChildren.has(owner)) continue
    const models = loadedIn(owner)
    const children = childrenOf(owner)
    for (const facts of models) {
      const free = children.filter((child) => !joinedChildren.has(child))
      const child = childOf(facts, free, { modelCount: models.length, nameOfBlob })
      if (child !== null) joinedChildren.add(child)
      joined.push(
        child === null
          ? {
              owner,
              holder: owner,
              facts: named(facts, nameOfBlob),
              isOnlyOne: models.length === 1,
              isUnnamed: false,
            }
          : {
              owner,
              holder: child,
              facts: withChild(facts, child),
              isOnlyOne: true,
              isUnnamed: false,
            },
      )
    }
  }
  return joined
}

const loadedIn = ({ facts }: ServerTold): readonly ModelFacts[] =>
  (facts.models ?? []).filter(({ state }) => state !== 'unloaded')

/** By the port that its server names, by the file, or because there is only one of each. */
function childOf(
  { id, upstreamUrl }: ModelFacts,
  children: readonly ServerTold[],
  { modelCount, nameOfBlob }: { readonly modelCount: number; readonly nameOfBlob: NameOfBlob },
): ServerTold | null {
  const port = portIn(upstreamUrl ?? null)
  if (port !== null) {
    return children.find(({ at, facts }) => (at?.port ?? facts.port) === port) ?? null
  }
  const byName = children.find((child) => {
    const path = onlyModelOf(child)?.path ?? null
    return path !== null && id !== undefined && isSameName(nameOfBlob(path), id)
  })
  if (byName !== undefined) return byName
  return modelCount === 1 && children.length === 1 ? (children[0] ?? null) : null
}

const portIn = (url: string | null): number | null => {
  const port = /^http:\/\/[^/]*:(\d{1,5})(?:\/|$)/.exec(url ?? '')?.[1]
  return port === undefined ? null : Number(port)
}

/** Ollama leaves `:latest` out where it can. */
const isSameName = (a: string | null, b: string): boolean =>
  a !== null && a.replace(/:latest$/, '') === b.replace(/:latest$/, '')

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
function named(facts: ModelFacts, nameOfBlob: NameOfBlob): ModelFacts {
  const name = typeof facts.path === 'string' ? nameOfBlob(facts.path) : null
  return name === null ? facts : { ...facts, id: name }
}
