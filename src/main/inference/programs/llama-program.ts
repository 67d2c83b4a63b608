import { llamaArguments } from './llama-arguments.ts'
import { programOf } from './program.ts'
import type { ServerProcess } from '../server-kind.ts'

/** `llama-server`, as packages call it: `llama-server-cuda`, `.llama-server-wrapped`, `com.docker.llama-server`. */
const programName = /^(?:\.?llama-server(?:[-_.].*)?|com\.docker\.llama-server)$/

/** llama.cpp's server, with a model or as a router. `llama serve` is the same program under its newer name. */
export function isLlamaProgram(process: ServerProcess): boolean {
  const { name, args } = programOf(process)
  return programName.test(name) || (name === 'llama' && args[0] === 'serve')
}

export const isRouterProgram = (process: ServerProcess): boolean =>
  isLlamaProgram(process) && llamaArguments(process.argv, process.executable).isRouter
