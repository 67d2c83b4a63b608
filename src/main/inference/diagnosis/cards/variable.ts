import type { Case } from '../case.ts'

/**
 * How an environment variable reaches a program. Apps that the Finder starts do not see what a shell exports:
 * `launchctl setenv`, and the app must be started again (inference-logs.md §6).
 */
export const setVariables = (
  one: Pick<Case, 'program'>,
  variables: Readonly<Record<string, string>>,
): string =>
  Object.entries(variables)
    .map(([name, value]) =>
      one.program === 'ollama' ? `launchctl setenv ${name} ${value}` : `export ${name}=${value}`,
    )
    .join(' && ')

/** What is to be done after `launchctl setenv`. */
export const thenRestartOllama =
  'then quit and reopen the Ollama app, which the export of a shell does not reach'
