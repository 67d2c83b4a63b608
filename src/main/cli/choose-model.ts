import type { Model } from '../../shared/server.ts'

/** Which of the loaded models somebody means. */
export type Choice =
  | { readonly kind: 'one'; readonly model: Model }
  | { readonly kind: 'several'; readonly models: readonly Model[] }
  | { readonly kind: 'none' }

/** By its id, else by its whole name, else by a part of its name; the first of these that any model has decides. */
export function chooseModel(wanted: string, models: readonly Model[]): Choice {
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
