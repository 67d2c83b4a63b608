import type { ServerFacts } from '../answers/facts.ts'
import { heldModel, modelIn, portIn } from '../programs/model-arguments.ts'
import { openAiModels } from '../answers/openai-models.ts'
import { pythonProgramOf, runsCommand, wordAfter } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'
import { isVllmMlxHealth, vllmMlxAnswers } from '../answers/vllm-mlx-answers.ts'

/** vllm-mlx: `vllm-mlx serve MODEL`. `/health` needs no key, `/v1/status` does where there is one. */
export const vllmMlx: ServerKindSpec = {
  kind: 'vllm-mlx',
  title: 'vllm-mlx',
  isProcess: (process) => runsCommand(process, 'vllm-mlx.serve', ...modules),
  usualPorts: [8000],
  marks: [{ path: '/health', isOf: isVllmMlxHealth }],
  answers: [...vllmMlxAnswers, openAiModels],
  polls: [
    { paths: () => ['/health'], everyMs: { busy: 5_000, idle: 5_000 } },
    { paths: () => ['/v1/status'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: { kind: 'quit' },
  startsServers: false,
  factsOfArguments,
}

const modules = ['vllm_mlx.server', 'vllm_mlx.serve', 'vllm_mlx.cli.serve'] as const

function factsOfArguments(process: ServerProcess): ServerFacts {
  const args = pythonProgramOf(process)?.args ?? []
  const model = wordAfter(process, 'serve') ?? modelIn(args)
  return { port: portIn(args), models: heldModel(model, { format: 'mlx' }) }
}
