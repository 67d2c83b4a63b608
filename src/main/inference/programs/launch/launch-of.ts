import type { Launch, LaunchCommand } from './launch.ts'
import { llamaCppPythonLaunch } from './llama-cpp-python.ts'
import { llamaLaunch } from './llama-launch.ts'
import { mlxLaunch } from './mlx-launch.ts'
import { ollamaLaunch } from './ollama-launch.ts'
import { watchedLaunch } from './watched-launch.ts'
import { unwrapped } from './wrappers.ts'

/** What stands behind these words is text for a model, or no command that a person has written. */
const maxWords = 4_096
/** Longer words are text, of which the beginning will do. */
const maxWordLength = 65_536

const bounded = (command: LaunchCommand): LaunchCommand => ({
  ...command,
  argv: command.argv.slice(0, maxWords).map((word) => word.slice(0, maxWordLength)),
})

/** The particular before the general. */
const readers: readonly ((command: LaunchCommand) => Launch | null)[] = [
  ollamaLaunch,
  llamaLaunch,
  llamaCppPythonLaunch,
  mlxLaunch,
  watchedLaunch,
]

/** What a command line starts, through `env`, `nice`, `uv run` and the like; null: no engine that we know. */
export function launchOf(command: LaunchCommand): Launch | null {
  const inner = unwrapped(bounded(command))
  return inner === null ? null : launchIn(inner)
}

/** Of a process that runs: what it has started stands for itself. */
export const launchOfProcess = (command: LaunchCommand): Launch | null => launchIn(bounded(command))

function launchIn(command: LaunchCommand): Launch | null {
  for (const read of readers) {
    const launch = read(command)
    if (launch !== null) return launch
  }
  return null
}
