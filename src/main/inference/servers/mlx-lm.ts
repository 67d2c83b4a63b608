import type { Answer, Told } from '../answers/answer.ts'
import { commandLineReader } from '../programs/command-line.ts'
import type { ServerFacts } from '../answers/facts.ts'
import { at } from '../answers/forms.ts'
import { heldModel, modelIn, portIn } from '../programs/model-arguments.ts'
import { openAiAnswer } from '../answers/openai-answer.ts'
import { openAiModels } from '../answers/openai-models.ts'
import { pythonProgramOf, runsCommand } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/**
 * `mlx_lm.server` (server-apis.md §4.4, read at d78bf58 of 2026-08-22): Python's own HTTP server, which tells nothing of its
 * model. `/v1/models` is never asked for: it walks the whole cache on disk.
 */
export const mlxLm: ServerKindSpec = {
  kind: 'mlx-lm',
  title: 'MLX LM',
  isProcess: isMlxLm,
  usualPorts: [8080],
  marks: [{ path: '/health', isOf: (answer) => isPlainServer(answer) && isOk(answer) }],
  answers: [
    { route: /^GET \/health$/, read: readHealth },
    openAiModels,
    openAiAnswer,
    commandLineReader(isMlxLm, factsOfArguments),
  ],
  polls: [{ paths: () => ['/health'], everyMs: { busy: 5_000, idle: 5_000 } }],
  unload: { kind: 'quit' },
  startsServers: false,
  factsOfArguments,
}

function isMlxLm(process: ServerProcess): boolean {
  return runsCommand(process, 'mlx_lm.server')
}

/** `Server: BaseHTTP/0.6 Python/3.12.4` */
const isPlainServer = ({ server }: Answer): boolean => server.startsWith('BaseHTTP/')

// {"status": "ok"}
const isOk = ({ status, json }: Answer): boolean => status === 200 && at(json, 'status') === 'ok'

/** It says so with and without a model. */
function readHealth(answer: Answer): Told | null {
  return isOk(answer) ? { facts: { isReady: true, models: null }, certainty: 'fits' } : null
}

/** A request may name another model, and that one takes its place: which one it is then, nothing tells. */
function factsOfArguments(process: ServerProcess): ServerFacts {
  const args = pythonProgramOf(process)?.args ?? []
  return { port: portIn(args), models: heldModel(modelIn(args), { format: 'mlx' }) }
}
