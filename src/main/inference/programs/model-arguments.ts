import { countIn, optionIn } from './arguments.ts'
import type { ModelFacts } from '../answers/facts.ts'

const maxPort = 65_535

/** The port that a command line gives; null where it gives none, or leaves it to the system. */
export function portIn(argv: readonly string[]): number | null {
  const port = countIn(argv, '--port')
  return port === null || port === 0 || port > maxPort ? null : port
}

const modelOptions = [
  '--model',
  '-m',
  '--model-path',
  '--model_path',
  '--model-id',
  '--model_name_or_path',
  '--hf-path',
  '--ckpt',
] as const

/** The model that a command line names: an id, or the folder or file of its weights. */
export const modelIn = (argv: readonly string[]): string | null => optionIn(argv, ...modelOptions)

/** A model that its program holds for as long as it runs. */
export function heldModel(
  name: string | null,
  further: ModelFacts = {},
): readonly ModelFacts[] | null {
  if (name === null || name === '') return null
  const isPath = /^(?:~?\/|\.\.?\/)/.test(name)
  return [{ id: name, ...(isPath ? { path: name } : {}), state: 'loaded', ...further }]
}
