import { pid } from '../../../shared/ids.ts'
import type { AnswerReader } from '../answers/answer.ts'
import type { ServerFacts } from '../answers/facts.ts'
import type { ServerKindSpec, ServerProcess } from '../server-kind.ts'

/** Longer command lines are cut. */
const maxLength = 32_768

/** Reads what `ps -o args` says of one process. Without a process id and a start it stands for no process that runs. */
export const commandLineReader = (
  isProcess: ServerKindSpec['isProcess'],
  factsOf: (process: ServerProcess) => ServerFacts,
): AnswerReader => ({
  route: /^ps\b.* ?-o ?(?:args|command)\b/,
  read: ({ text }) => {
    const process = processIn(text)
    return isProcess(process) ? { facts: factsOf(process), certainty: 'proof' } : null
  },
})

/** ps writes none; who copies a command does. */
const quotedWord = /(?:^|\s)"[^"]*"(?=\s|$)/

// ARGS
// /opt/homebrew/bin/llama-server -m /models/m.gguf --port 8081
function processIn(text: string): ServerProcess {
  const line =
    text
      .slice(0, maxLength)
      .split('\n')
      .map((one) => one.trim())
      .find((one) => one !== '' && !/^(?:ARGS|COMMAND)$/.test(one)) ?? ''
  return {
    pid: pid(0),
    parentPid: null,
    startedAtMs: 0,
    executable: null,
    argv: quotedWord.test(line) ? splitCommand(line) : line.split(/\s+/),
    user: null,
  }
}

const quoted = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g

/** A command as it is written in a shell or in a configuration: words, some in quotes; `\` joins lines, `#` begins a remark. */
export const splitCommand = (text: string): readonly string[] =>
  [
    ...text
      .slice(0, maxLength)
      .replace(/\\\r?\n/g, ' ')
      .replace(/^\s*#.*$/gm, '')
      .matchAll(quoted),
  ].map(([, double, single, bare]) => double?.replace(/\\(.)/g, '$1') ?? single ?? bare ?? '')
