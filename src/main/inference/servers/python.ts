import { printable } from '../../../shared/printable.ts'
import type { ServerFacts } from '../answers/facts.ts'
import { heldModel, modelIn } from '../programs/model-arguments.ts'
import { pythonProgramOf, type PythonProgram } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/**
 * A Python program of the user's own that computes with MLX, or with PyTorch on the GPU: it answers nobody. Known by what it
 * runs; the names are those of the projects' own instructions (assumed: they change with their versions).
 */
export const python: ServerKindSpec = {
  kind: 'python',
  title: 'Python',
  titleOf: (running) => {
    const program = pythonProgramOf(running)
    return program === null ? 'Python' : `Python (${printable(program.name, maxTitleLength)})`
  },
  isProcess: (process) => {
    const program = pythonProgramOf(process)
    return program !== null && (isKnownCommand(program) || isKnownScript(program))
  },
  usualPorts: [],
  marks: [],
  answers: [],
  polls: [],
  unload: { kind: 'quit' },
  startsServers: false,
  factsOfArguments,
}

const maxTitleLength = 60

/** Tools of MLX and of models that run on a Mac's GPU: modules, and the scripts that they install. */
const commands: readonly RegExp[] = [
  /^mlx_(?:lm|vlm|audio|whisper|embeddings|video|image|optiq|lm_lora)(?:\.|$)/,
  /^mlx-(?:audio|whisper|embeddings|tune|lm-lora|knife)(?:\.|$)/,
  /^mflux(?:[-._]|$)/,
  /^diffusionkit-cli(?:\.|$)/,
  /^(?:lightning_whisper_mlx|lightning-whisper-mlx|parakeet_mlx|parakeet-mlx|f5_tts_mlx|f5-tts-mlx)(?:\.|$)/,
  /^(?:whisper|whisperx|insanely-fast-whisper)$/,
  /^invokeai(?:-web)?(?:\.|$)/,
]

/** Of these only what computes: not those that load and write files. */
const idle = /\.(?:convert|manage|upload|server)$/

function isKnownCommand({ name, script, args }: PythonProgram): boolean {
  const [first = ''] = args
  const names = [name, /^[a-z_]+$/.test(first) ? `${name}.${first}` : name]
  if (names.some((one) => idle.test(one))) return false
  return !(script ?? '').endsWith('.py') && commands.some((command) => command.test(name))
}

/** Scripts that many projects call alike, in the folder of the one that is meant. */
const scripts: readonly (readonly [name: RegExp, folder: RegExp])[] = [
  [/^(?:launch|webui)\.py$/, /stable-diffusion-webui|\bforge\b|sd\.?next|automatic|fooocus/i],
  [/^(?:launch|entry_with_update)\.py$/, /fooocus/i],
  [/^server\.py$/, /text-generation-webui|\btextgen\b/i],
  [
    /^(?:generate|lora|txt2image|dreambooth|train|main)\.py$/,
    /\bmlx-examples\b|(?:^|\/)mlx[-_](?:lm|vlm)\b/i,
  ],
  [/^(?:train_network|sdxl_train.*|flux_train.*|kohya_gui)\.py$/, /kohya|sd-scripts/i],
]

function isKnownScript({ name, script }: PythonProgram): boolean {
  const folder = (script ?? '').slice(0, -name.length)
  return scripts.some(([file, within]) => file.test(name) && within.test(folder))
}

function factsOfArguments(process: ServerProcess): ServerFacts {
  const args = pythonProgramOf(process)?.args ?? []
  return { models: heldModel(modelIn(args)) }
}
