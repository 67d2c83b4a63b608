import type { ServerFacts } from '../answers/facts.ts'
import { heldModel, modelIn, portIn } from '../programs/model-arguments.ts'
import { openAiModels } from '../answers/openai-models.ts'
import { pythonProgramOf, runsCommand, wordAfter } from '../programs/python-program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'
import { isVllmMlxHealth, vllmMlxAnswers } from '../answers/vllm-mlx-answers.ts'

/** Rapid-MLX: `rapid-mlx serve MODEL`. Its `/healthz` reads what never changes; `/health` waits for the GPU's queue. */
export const rapidMlx: ServerKindSpec = {
  kind: 'rapid-mlx',
  title: 'Rapid-MLX',
  isProcess: (process) => runsCommand(process, 'rapid-mlx.serve', 'rapid_mlx.serve'),
  usualPorts: [8000],
  marks: [
    { path: '/healthz', isOf: isVllmMlxHealth },
    { path: '/health', isOf: isVllmMlxHealth }, // of before there was the other
  ],
  answers: [...vllmMlxAnswers, openAiModels],
  polls: [
    { paths: () => ['/healthz'], everyMs: { busy: 5_000, idle: 5_000 } },
    { paths: () => ['/v1/status'], everyMs: { busy: 2_000, idle: 5_000 } },
  ],
  unload: { kind: 'quit' },
  startsServers: false,
  factsOfArguments,
}

function factsOfArguments(process: ServerProcess): ServerFacts {
  const args = pythonProgramOf(process)?.args ?? []
  const model = wordAfter(process, 'serve') ?? modelIn(args)
  return { port: portIn(args), models: heldModel(model, { format: 'mlx' }) }
}
