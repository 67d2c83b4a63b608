import type { Answer, Told } from '../answers/answer.ts'
import { optionIn } from '../programs/arguments.ts'
import { baseName } from '../../../shared/base-name.ts'
import { commandLineReader } from '../programs/command-line.ts'
import type { ModelFacts, ServerFacts } from '../answers/facts.ts'
import { bytesAt, countAt } from '../answers/forms.ts'
import { llamaArguments } from '../programs/llama-arguments.ts'
import { programOf } from '../programs/program.ts'
import type { Known, ServerKindSpec, ServerProcess } from '../server-kind.ts'

/**
 * The child of an Ollama before 0.30, and of one that runs an MLX model (server-apis.md §4.1):
 * `ollama runner --ollama-engine --model <blob> --ctx-size N --port P`, `ollama runner --mlx-engine --model <name> --port P`.
 */
export const ollamaRunner: ServerKindSpec = {
  kind: 'ollama-runner',
  title: 'Ollama runner',
  isProcess: isRunner,
  usualPorts: [],
  marks: [
    { path: '/v1/status', isOf: (answer) => readStatus(answer) !== null },
    { path: '/health', isOf: (answer) => readHealth(answer) !== null },
  ],
  answers: [
    { route: /^GET \/v1\/status$/, read: readStatus },
    { route: /^GET \/health$/, read: readHealth },
    commandLineReader(isRunner, factsOf),
  ],
  polls: [{ paths: statusPath, everyMs: { busy: 5_000, idle: 30_000 } }],
  unload: { kind: 'none', reason: 'Ollama unloads it' },
  startsServers: false,
  factsOfArguments: factsOf,
}

function isRunner(process: ServerProcess): boolean {
  const { name, args } = programOf(process)
  return name === 'ollama' && args[0] === 'runner'
}

const isMlx = ({ argv }: ServerProcess): boolean => argv.includes('--mlx-engine')

function statusPath({ process }: Known): readonly string[] {
  return isMlx(process) ? ['/v1/status'] : ['/health']
}

function factsOf(process: ServerProcess): ServerFacts {
  const given = llamaArguments(process.argv)
  const { contextTokens, parallel, port, modelPath } = given
  const name = isMlx(process) ? optionIn(process.argv, '--model') : null
  const path = name === null ? modelPath : null
  const blob = path === null ? '' : baseName(path)
  return {
    parentServerKind: 'ollama',
    port,
    modelBlob: /^sha256-[\da-f]{64}$/.test(blob) ? blob : null,
    contextTokens,
    parallel,
    models: [{ ...(name === null ? {} : { id: name }), path, parallel }],
  }
}

// {"Status":0,"Progress":100,"ContextLength":32768,"Memory":9126805504}
/** Of an MLX runner: Memory is what it holds now. */
function readStatus({ json }: Answer): Told | null {
  const status = countAt(json, 'Status')
  if (status === null || countAt(json, 'ContextLength') === null) return null
  const model = {
    ...stateOf(status),
    sizeBytes: bytesAt(json, 'Memory') || null,
    contextTokens: countAt(json, 'ContextLength') || null,
  }
  return { facts: { isReady: isReadyAt(status), models: [model] }, certainty: 'fits' }
}

// {"status":0,"progress":1}
/** Of a GGUF runner. Elsewhere `status` is a word. */
function readHealth({ json }: Answer): Told | null {
  const status = countAt(json, 'status')
  if (status === null) return null
  return { facts: { isReady: isReadyAt(status), models: [stateOf(status)] }, certainty: 'fits' }
}

const isReadyAt = (status: number): boolean => status <= 1

/** As Ollama counts (llm/server.go ServerStatus): 0 ready, 1 no slots available, 2 launched, 3 loading, then errors. */
function stateOf(status: number): ModelFacts {
  if (isReadyAt(status)) return { state: 'loaded', activity: status === 1 ? 'busy' : null }
  return { state: status <= 3 ? 'loading' : null }
}
