import type { Model } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** Which of the loaded models somebody means. */
export type Choice =
  | { readonly kind: 'one'; readonly model: Model }
  | { readonly kind: 'several'; readonly models: readonly Model[] }
  | { readonly kind: 'none' }

type Loaded = Pick<Snapshot, 'models' | 'servers'>

/**
 * By its id, else by its whole name, else by a part of its name; the first of these that any model has decides. `gemma@8080` is
 * the one of that name on that port, where no model is called so.
 */
export function chooseModel(wanted: string, { models, servers }: Loaded): Choice {
  const choice = chooseByName(wanted, models)
  const [, name, port] = /^(.+)@(\d{1,5})$/.exec(wanted.trim()) ?? []
  if (choice.kind !== 'none' || name === undefined) return choice
  const atPort = models.filter((model) => portOf(model, servers) === Number(port))
  return chooseByName(name, atPort)
}

function chooseByName(wanted: string, models: readonly Model[]): Choice {
  const text = wanted.trim().toLowerCase()
  if (text === '') return { kind: 'none' }
  const ways: readonly ((model: Model) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ name }) => name === wanted,
    ({ name }) => name.toLowerCase() === text,
    ({ name }) => name.toLowerCase() === `${text}:latest`, // as Ollama completes a name
    ({ name }) => name.toLowerCase().includes(text),
  ]
  for (const isMeant of ways) {
    const found = models.filter(isMeant)
    const [model, ...others] = found
    if (model !== undefined)
      return others.length === 0 ? { kind: 'one', model } : { kind: 'several', models: found }
  }
  return { kind: 'none' }
}

const portOf = ({ serverId }: Model, servers: Loaded['servers']): number | null =>
  servers.find(({ id }) => id === serverId)?.port ?? null

/** What names this model alone: its name, else its name and the port of its server, else its id. */
export function nameAlone(model: Model, loaded: Loaded): string {
  const port = portOf(model, loaded.servers)
  const names = [model.name, ...(port === null ? [] : [`${model.name}@${port}`])]
  const isAlone = (name: string): boolean => {
    const choice = chooseModel(name, loaded)
    return choice.kind === 'one' && choice.model.id === model.id
  }
  return names.find(isAlone) ?? model.id
}
