import { openAiAnswer } from '../answers/openai-answer.ts'
import { openAiModels } from '../answers/openai-models.ts'
import { programOf } from '../programs/program.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/**
 * GPT4All (server-apis.md §1, read at cd70db2 of 2025-02-24). Its server is off by default, and lists what is installed:
 * nothing that it answers is only its own, so its process stands for it.
 */
export const gpt4all: ServerKindSpec = {
  kind: 'gpt4all',
  title: 'GPT4All',
  isProcess: isGpt4all,
  usualPorts: [4891],
  marks: [],
  answers: [openAiModels, openAiAnswer],
  polls: [],
  unload: {
    kind: 'none',
    reason: 'GPT4All lets a model go only in its own window: eject it there, or quit GPT4All',
  },
  startsServers: false,
}

/** On Linux its program is called `chat`. */
function isGpt4all(process: ServerProcess): boolean {
  const { name, path } = programOf(process)
  return name === 'gpt4all' || (name === 'chat' && /\/gpt4all[^/]*\//i.test(path))
}
