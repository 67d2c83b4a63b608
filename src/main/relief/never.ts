import type { App } from '../../shared/app.ts'
import { baseName } from '../../shared/base-name.ts'
import type { Model, Server } from '../../shared/server.ts'

/** What the user has said is never suggested: names, bundle ids, names of programs; in any case. */
export interface Never {
  hasApp(app: Pick<App, 'name' | 'bundleId' | 'processes'>): boolean
  hasModel(model: Pick<Model, 'name'>): boolean
  /** To be quit; its models are their own. */
  hasServer(server: Pick<Server, 'title' | 'kind'>): boolean
}

export function neverOf(list: readonly string[]): Never {
  const words = new Set(list.map(plain).filter((word) => word !== ''))
  const hasAny = (...names: readonly (string | null)[]): boolean =>
    names.some((name) => name !== null && words.has(plain(name)))
  return {
    hasApp: ({ name, bundleId, processes }) =>
      words.size > 0 && hasAny(name, bundleId, ...processes.map((process) => process.name)),
    hasModel: ({ name }) =>
      hasAny(name, withoutLatest(name), baseName(name), withoutLatest(baseName(name))),
    hasServer: ({ title, kind }) => hasAny(title, kind),
  }
}

const plain = (name: string): string => name.trim().toLowerCase()

/** Ollama's word for a name without a tag: people leave it away. */
const withoutLatest = (name: string): string => name.replace(/:latest$/i, '')
