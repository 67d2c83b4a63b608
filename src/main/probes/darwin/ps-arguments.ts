import { pid, type Pid } from '../../../shared/ids.ts'
import type { Probe } from '../probe.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** The command lines of these processes; one that has ended has none. */
export const processArguments = (pids: readonly Pid[]): Probe<ReadonlyMap<Pid, string>> => ({
  question: {
    kind: 'command',
    argv: ['/bin/ps', '-ww', '-o', 'pid=,args=', '-p', pids.join(',')],
    toleratedExitCodes: [1], // none of them runs any more
  },
  parse: (text) => parseProcessArguments(text, pids),
})

//  4711 /opt/homebrew/bin/llama-server -m /Users/ann/My Models/qwen3-4b.gguf -c 8192
//  4712 (python3.12)
/**
 * A command line with blanks between its arguments: where they hold blanks themselves is not told. A name in brackets is no
 * command line: the process is a zombie, or its arguments may not be read. What is no row of `pids` is passed over: the
 * line of an argument that has several, say.
 */
export function parseProcessArguments(
  text: string,
  pids: readonly Pid[],
): ReadonlyMap<Pid, string> {
  const asked: ReadonlySet<Pid> = new Set(pids)
  return new Map(
    wholeLines(text).flatMap((line) => {
      const [, digits, command = ''] = /^ *(\d{1,10}) (.*)$/.exec(line) ?? []
      const id = pid(Number(digits))
      const isCommand = command.trim() !== '' && !/^ *\(.*\) *$/.test(command)
      return isCommand && asked.has(id) ? [[id, command.trim()] as const] : []
    }),
  )
}
