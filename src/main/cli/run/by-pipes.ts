import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { createByteOutlet, lastOutput, type ByteOutlet } from './byte-outlet.ts'
import { isForeground } from './job-control.ts'
import type { PassedSignal, PassedSignals } from './passed-signals.ts'
import { endsLine, type RunOutcome, type RunWatch } from './run-session.ts'
import type { RunEnd } from './end-as.ts'

const fds = { output: 1, errors: 2 } as const
type Stream = keyof typeof fds

/** What the terminal itself tells all that run in its foreground: a program in our group has it already. */
const toldByTerminal: ReadonlySet<PassedSignal> = new Set(['SIGINT', 'SIGQUIT'])
/** What a program leaves behind may hold its pipes for days: it is listened to no longer than this. */
const lingerMs = 1_000
const lookMs = 20

/** Runs a program in our own group, with our own input; what it writes goes through us, unchanged. Throws what Node throws. */
export async function runByPipes(
  words: readonly [string, ...string[]],
  signals: PassedSignals,
  watch: RunWatch,
): Promise<RunOutcome> {
  const [program, ...args] = words
  const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] })
  const ended = new Promise<RunEnd>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      resolve(
        signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', name: signal },
      )
    })
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let isAtLineStart = true
  const outlets = (['output', 'errors'] as const).flatMap((from) => {
    const stream = from === 'output' ? child.stdout : child.stderr
    if (stream === null) return []
    return pass(stream, from, (bytes) => {
      isAtLineStart = endsLine(bytes)
      watch.onBytes(bytes, from)
    })
  })
  if (child.pid !== undefined) watch.onStart(child.pid)
  signals.passTo({
    pass: (name) => void (isTold(name) || kill(child, name)),
    onIgnored: (name) => watch.onIgnored(child.pid ?? 0, name),
  })
  const end = await ended
  const wasAsked = signals.wasAsked()
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null)
  const left = Promise.race([closed, lingered(streams)]).then(() =>
    Promise.all(outlets.map((outlet) => outlet.flushed())),
  )
  await lastOutput(left, wasAsked)
  for (const stream of streams) stream.destroy()
  return { end, wasAsked, isAtLineStart }
}

/** Whoever reads slowly has the time that it takes: only while nobody holds it up does it count. */
async function lingered(streams: readonly Readable[]): Promise<void> {
  for (let flowedMs = 0; flowedMs < lingerMs;) {
    await new Promise((resolve) => setTimeout(resolve, lookMs))
    const open = streams.filter((stream) => !stream.closed)
    if (open.length === 0) return
    if (!open.some((stream) => stream.isPaused())) flowedMs += lookMs
  }
}

const isTold = (name: PassedSignal): boolean => toldByTerminal.has(name) && hasTerminal()

/** Whether the keys of a terminal are signals to our group. */
const hasTerminal = (): boolean =>
  (process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY) && isForeground()

function kill(child: ChildProcess, name: PassedSignal): void {
  child.kill(name)
}

function pass(stream: Readable, from: Stream, tell: (bytes: Uint8Array) => void): ByteOutlet {
  const outlet = createByteOutlet(fds[from], {
    onRoom: () => void stream.resume(),
    onGone: () => void stream.destroy(), // its next word ends the program, as it would without us
  })
  stream.on('data', (bytes: Buffer) => {
    if (!outlet.write(bytes)) stream.pause()
    tell(bytes)
  })
  stream.on('error', () => undefined) // as it is destroyed
  return outlet
}
