import { pid } from '../../../../shared/ids.ts'
import { baseName } from '../../../../shared/base-name.ts'
import { printable } from '../../../../shared/printable.ts'
import type { ServerKind } from '../../../../shared/server.ts'
import { serverKinds } from '../../kinds.ts'
import type { ServerProcess } from '../../server-kind.ts'
import { pathIn } from '../arguments.ts'
import { modelIn } from '../model-arguments.ts'
import { programOf } from '../program.ts'
import { isPython, pythonProgramOf, wordAfter } from '../python-program.ts'
import type { LaunchCommand, WatchedLaunch } from './launch.ts'

const maxTitleLength = 60
const loadsLater = 'It loads a model when it is asked for one.'

/** Why a server is not reckoned, where its kind says it. */
const reasons: Partial<Readonly<Record<ServerKind, string>>> = {
  vllm: 'It reserves a share of the memory, whatever its model needs.',
  'vllm-mlx': 'What it keeps beside the weights is not reckoned.',
  'rapid-mlx': 'What it keeps beside the weights is not reckoned.',
  omlx: loadsLater,
  koboldcpp: 'Its options are not read.',
  comfyui: 'Which models it loads, its workflows say.',
  exo: 'It spreads a model over several machines.',
  lmstudio: loadsLater,
  jan: loadsLater,
  localai: loadsLater,
  gpt4all: loadsLater,
  'llama-swap': loadsLater,
  'llama-app': loadsLater,
  'docker-model-runner': loadsLater,
}

const unknownProgram = 'What a program of Python computes is not known beforehand.'

/** A server that we know but do not reckon, or a program of Python; null: neither. */
export function watchedLaunch(command: LaunchCommand): WatchedLaunch | null {
  return lmsLaunch(command) ?? serverLaunch(command) ?? pythonLaunch(command)
}

function serverLaunch(command: LaunchCommand): WatchedLaunch | null {
  const process = processOf(command)
  const spec = serverKinds.find((kind) => kind.isProcess(process))
  if (spec === undefined) return null
  return {
    kind: 'watched',
    title: spec.titleOf?.(process) ?? spec.title,
    server: spec.kind,
    model: modelOf(spec.kind, process),
    reason: reasons[spec.kind] ?? unknownProgram,
  }
}

/** Of a process that does not run yet. */
const processOf = ({ argv, executable }: LaunchCommand): ServerProcess => ({
  pid: pid(0),
  parentPid: null,
  startedAtMs: 0,
  executable,
  argv,
  user: null,
})

function modelOf(kind: ServerKind, process: ServerProcess): string | null {
  const args = pythonProgramOf(process)?.args ?? []
  if (kind === 'koboldcpp') return pathIn(process.argv, /\.gguf$/i, '--model', '-m')
  const served = ['vllm', 'vllm-mlx', 'rapid-mlx'].includes(kind)
    ? wordAfter(process, 'serve')
    : null
  return served ?? modelIn(args)
}

/** LM Studio's command line: only `load` names a model. */
function lmsLaunch(command: LaunchCommand): WatchedLaunch | null {
  const { name, args } = programOf(command)
  if (name !== 'lms') return null
  const [verb, model = '-'] = args
  const isLoad = verb === 'load' || verb === 'chat'
  return {
    kind: 'watched',
    title: 'LM Studio',
    server: 'lmstudio',
    model: isLoad && !model.startsWith('-') ? model : null,
    reason: isLoad ? 'LM Studio says it itself: lms load --estimate-only.' : loadsLater,
  }
}

function pythonLaunch(command: LaunchCommand): WatchedLaunch | null {
  const program = pythonProgramOf(command)
  const isScript = baseName(command.argv[0] ?? '').endsWith('.py')
  if (program === null || !(isPython(command) || isScript)) return null
  return {
    kind: 'watched',
    title: `Python (${printable(program.name, maxTitleLength)})`,
    server: null,
    model: modelIn(program.args),
    reason: unknownProgram,
  }
}
