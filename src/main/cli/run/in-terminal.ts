import { printable } from '../../../shared/printable.ts'
import type { Terminal, TerminalEnd } from '../../host/host.ts'
import { createByteOutlet, lastOutput } from './byte-outlet.ts'
import { nameOfSignal, type RunEnd } from './end-as.ts'
import type { OuterTerminal } from './outer-terminal.ts'
import type { PassedSignals } from './passed-signals.ts'
import { endsLine, type RunOutcome, type RunWatch } from './run-session.ts'
import { createStopping } from './stopping.ts'
import { tell } from './tell.ts'
import { createTypedInput } from './typed-input.ts'

const stdoutFd = 1

/** Passes a terminal through to a program in one of its own, until that has ended; the user's is then as it was. */
export async function runInTerminal(
  terminal: Terminal,
  outer: OuterTerminal,
  signals: PassedSignals,
  watch: RunWatch,
): Promise<RunOutcome> {
  const outlet = createByteOutlet(stdoutFd, { onRoom: terminal.resume, onGone: () => undefined })
  let isAtLineStart = true
  terminal.onBytes((bytes) => {
    isAtLineStart = endsLine(bytes)
    if (!outlet.write(bytes)) terminal.pause()
    watch.onBytes(bytes, 'output')
  })
  const ended = new Promise<TerminalEnd>((resolve) => terminal.onEnd(resolve))
  signals.passTo({
    pass: terminal.signal,
    onIgnored: (name) => watch.onIgnored(terminal.pid, name),
  })
  const input = createTypedInput(terminal)
  const stopping = createStopping({ terminal, outer, input, outlet })
  input.onSuspendKey(stopping.suspendKey)
  outer.onResize(() => {
    const { columns, rows } = outer.size()
    terminal.resize(columns, rows)
  })
  stopping.start()
  watch.onStart(terminal.pid)
  try {
    const end = await ended
    const wasAsked = signals.wasAsked() || input.wasInterrupted()
    stopping.stop()
    input.pause()
    await lastOutput(outlet.flushed(), signals.wasAsked())
    return { end: runEndOf(end), wasAsked, isAtLineStart }
  } finally {
    outer.giveBack()
  }
}

/** As a shell tells of what was hung up. */
const hungUpStatus = 129

function runEndOf(end: TerminalEnd): RunEnd {
  if (end.kind === 'lost') {
    tell(`its terminal was lost: ${printable(end.reason, 300)}`)
    return { kind: 'exit', code: hungUpStatus }
  }
  const { exitCode, signal } = end
  const name = signal === null ? null : nameOfSignal(signal)
  if (name !== null) return { kind: 'signal', name }
  return { kind: 'exit', code: signal === null ? exitCode : 128 + signal }
}
