import { launchOf } from '../../../../src/main/inference/programs/launch/launch-of.ts'
import type {
  Launch,
  LaunchCommand,
  LlamaLaunch,
} from '../../../../src/main/inference/programs/launch/launch.ts'
import { shellWords } from '../../../../src/main/inference/programs/launch/shell-words.ts'

type Environment = LaunchCommand['environment']

/** As a shell would hand it over. */
export const commandOf = (line: string, environment: Environment = {}): LaunchCommand => ({
  argv: shellWords(line) ?? [],
  executable: null,
  environment,
})

export const launched = (line: string, environment: Environment = {}): Launch | null =>
  launchOf(commandOf(line, environment))

export function llamaLaunched(line: string, environment: Environment = {}): LlamaLaunch {
  const launch = launched(line, environment)
  if (launch?.kind !== 'llama') throw new Error(`no program of llama.cpp: ${line}`)
  return launch
}
