import { programOf } from '../programs/program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/**
 * The menu-bar app of ggml-org, LlamaBarn, later Llama (ggml-org/LlamaBarn at 21469a4). It starts `llama serve` as a router,
 * which is asked itself; the app answers nobody.
 */
export const llamaApp: ServerKindSpec = {
  kind: 'llama-app',
  title: 'Llama',
  isProcess: isLlamaApp,
  usualPorts: [],
  marks: [],
  answers: [],
  polls: [],
  unload: { kind: 'none', reason: 'unload it in the menu of Llama' },
  startsServers: true,
  logs: { program: 'llama.cpp', files: ['/tmp/llama-server.log'], newest: [] },
}

function isLlamaApp(process: ServerProcess): boolean {
  const { name, path } = programOf(process)
  return (
    name === 'LlamaBarn' ||
    (name === 'Llama' && /\/(?:Llama|LlamaBarn)\.app\/Contents\/MacOS\//.test(path))
  )
}
