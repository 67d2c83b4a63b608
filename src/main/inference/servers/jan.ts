import type { Answer, Told } from '../answers/answer.ts'
import { commandLineReader } from '../programs/command-line.ts'
import type { ServerFacts } from '../answers/facts.ts'
import { listAt } from '../answers/forms.ts'
import { llamaArgumentFacts, llamaArguments } from '../programs/llama-arguments.ts'
import { isLlamaProgram } from '../programs/llama-program.ts'
import { isOfLlama } from '../answers/llama-models.ts'
import { programOf } from '../programs/program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'
import { readRouterModels } from './llama-server-router.ts'

/**
 * Jan (server-apis.md §4.5): its app, whose API on port 1337 wants a key, and the engine that it starts, which is a server of
 * its own: a llama-server as a router until early 2026, `jan-llama-worker` since. Only the list of the engine is open.
 */
export const jan: ServerKindSpec = {
  kind: 'jan',
  title: 'Jan',
  isProcess: isJan,
  usualPorts: [1337],
  marks: [{ path: '/models', isOf: ({ json }) => isOfLlama(listAt(json, 'data')?.[0]) }],
  answers: [
    { route: /^GET \/(?:v1\/)?models$/, read: readModels },
    commandLineReader((process) => isJan(process) && !isJansRouter(process), factsOf),
  ],
  polls: [
    {
      paths: ({ process }) => (isEngine(process) ? ['/models'] : []),
      everyMs: { busy: 2_000, idle: 5_000 },
    },
  ],
  unload: { kind: 'none', reason: 'unload it in Jan' },
  startsServers: true,
  logs: {
    program: 'jan',
    files: ['app.log', 'cortex.log'].map(
      (name) => `~/Library/Application Support/Jan/data/logs/${name}`,
    ),
    newest: [],
  },
  standsAlone: isEngine,
  factsOfArguments: factsOf,
}

function factsOf(process: ServerProcess): ServerFacts {
  return { port: llamaArgumentFacts(process).port ?? null }
}

function isJan(process: ServerProcess): boolean {
  return programOf(process).name === 'Jan' || isEngine(process)
}

/** What holds its models. */
function isEngine(process: ServerProcess): boolean {
  return programOf(process).name === 'jan-llama-worker' || isJansRouter(process)
}

/** `llama-server --models-preset …/Jan/data/llamacpp/router.preset.ini`. */
function isJansRouter(process: ServerProcess): boolean {
  if (!isLlamaProgram(process)) return false
  const presets = llamaArguments(process.argv, process.executable).presetsPath ?? ''
  return presets.endsWith('/llamacpp/router.preset.ini')
}

/** As that of any router: only its process says that it is Jan's. */
function readModels(answer: Answer): Told | null {
  const told = readRouterModels(answer)
  return told === null ? null : { ...told, certainty: 'fits' }
}
