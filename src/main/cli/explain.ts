import { cpus, totalmem } from 'node:os'
import { unknownMachine, type CaseMachine } from '../inference/diagnosis/case.ts'
import { createCatalogue } from '../inference/diagnosis/catalogue.ts'
import { createExplainer } from '../inference/diagnosis/explain.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { explainLines } from './explain-text.ts'
import { linesOf } from './log-input.ts'
import { print, printJson, say } from './output.ts'

/** `headroom explain`: what happened in a log, and what to do. `path`: - for standard input. */
export async function explain(
  path: string,
  options: { readonly json: boolean },
): Promise<ExitCode> {
  if (path === '-' && process.stdin.isTTY) {
    say('paste the log, then press Ctrl-D on a line of its own')
  }
  const machine = machineHere()
  const { isAppleSilicon } = machine
  const explainer = createExplainer(createCatalogue(), { program: null, isAppleSilicon }, machine)
  let skippedBytes = 0
  let isEmpty = true
  const stop = new AbortController()
  void untilStopped().then(() => stop.abort()) // a log that does not end is explained as far as it was read
  for await (const lines of linesOf(path, stop.signal)) {
    explainer.read(lines.text)
    isEmpty &&= lines.text.trim() === ''
    skippedBytes += lines.skippedBytes
  }
  if (isEmpty && !options.json) say('there is nothing in it')
  const explained = explainer.done(skippedBytes)
  if (options.json) printJson(explained)
  else print(explainLines(explained).join('\n'))
  if (explained.findings.length > 0) return exitCode.no
  return explained.isUnexplained ? exitCode.cannotTell : exitCode.yes
}

/** A log that is explained on a Mac is taken for its own; one that is explained elsewhere can be of any. */
function machineHere(): CaseMachine {
  if (process.platform !== 'darwin') return unknownMachine
  // a Node for Intel runs on Apple silicon as well, and sees its processor
  const isAppleSilicon = process.arch === 'arm64' || /Apple/.test(cpus()[0]?.model ?? '')
  return { ramBytes: totalmem(), limitBytes: null, isAppleSilicon, platform: 'darwin' }
}
