import { Absent, Refusal } from '../../host/attempt.ts'
import type { Clock, Terminal } from '../../host/host.ts'
import { createRemoteTerminal, type RemoteTerminal } from './remote-terminal.ts'
import { admitFromTerminals, type FromTerminals, type ToTerminals } from './terminal-messages.ts'

/** The process that holds the terminals. */
export interface TerminalProcess {
  readonly send: (message: ToTerminals) => void
  readonly onMessage: (wake: (message: unknown) => void) => void
  /** Once, however it has ended. */
  readonly onExit: (wake: (reason: string) => void) => void
  readonly end: () => void
}

/** That process from its start to its end. */
export interface TerminalLife {
  probe(): Promise<null>
  open(command: Command): Promise<Terminal>
  /** Nobody waits for it, and it holds nothing. */
  isIdle(): boolean
  end(): void
}

export interface TerminalLifeOptions {
  readonly process: TerminalProcess
  readonly clock: Clock
  /** Something was answered, or has ended. */
  readonly onChange: () => void
  readonly onExit: () => void
}

type Command = Extract<ToTerminals, { readonly kind: 'open' }>['command']
type Answer = Extract<FromTerminals, { readonly kind: 'probed' | 'opened' | 'refused' }>

interface Asked {
  readonly take: (answer: Answer) => void
  readonly fail: (error: Error) => void
}

/** It loads a library and asks the kernel. */
const answerWithinMs = 15_000

export function createTerminalLife(options: TerminalLifeOptions): TerminalLife {
  const { process, onChange, onExit } = options
  const asked = new Map<number, Asked>()
  const open = new Map<number, RemoteTerminal>()

  process.onMessage((given) => {
    const message = admitFromTerminals(given)
    if (message === null) return
    hear(message, { asked, open, send: process.send })
    onChange()
  })
  process.onExit((how) => {
    const reason = `the process that holds terminals has ended (${how})`
    onExit() // first: whoever hears of it may open another
    asked.forEach(({ fail }) => fail(new Refusal(reason)))
    asked.clear()
    open.forEach((one) => one.lose(reason))
    open.clear()
  })
  const ask = createAsking(asked, options)
  return {
    probe: () =>
      ask(
        (id) => ({ kind: 'probe', id }),
        () => null,
      ),
    open: async (command) => {
      const remote = await ask(
        (id) => ({ kind: 'open', id, command }),
        (id) => open.get(id),
      )
      if (remote === undefined)
        throw new Refusal('the process that holds terminals has opened none')
      return remote.terminal
    },
    isIdle: () => asked.size + open.size === 0,
    end: process.end,
  }
}

/** Asks it something, under a number of its own. `of`: what is made of a yes, at once, as what comes next may end it. */
function createAsking(
  asked: Map<number, Asked>,
  { process, clock, onChange }: Pick<TerminalLifeOptions, 'process' | 'clock' | 'onChange'>,
) {
  let lastId = 0
  return <T>(make: (id: number) => ToTerminals, of: (id: number) => T): Promise<T> => {
    const id = ++lastId
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const fail = (error: Error): void => {
      callOff()
      asked.delete(id)
      reject(error)
    }
    const callOff = clock.after(answerWithinMs, () => {
      fail(new Refusal('the process that holds terminals does not answer'))
      onChange()
    })
    const take = (answer: Answer): void => {
      if (answer.kind === 'refused') return fail(errorOf(answer))
      callOff()
      asked.delete(id)
      resolve(of(id))
    }
    asked.set(id, { take, fail })
    process.send(make(id))
    return promise
  }
}

const errorOf = ({ isAbsent, reason }: Extract<Answer, { readonly kind: 'refused' }>): Error =>
  isAbsent ? new Absent(reason) : new Refusal(reason)

interface Known {
  readonly asked: ReadonlyMap<number, Asked>
  readonly open: Map<number, RemoteTerminal>
  readonly send: TerminalProcess['send']
}

function hear(message: FromTerminals, { asked, open, send }: Known): void {
  const { id } = message
  switch (message.kind) {
    case 'probed':
    case 'refused':
      return asked.get(id)?.take(message)
    case 'opened': {
      const waiting = asked.get(id)
      // it came too late: nobody will ever have it
      if (waiting === undefined) return send({ kind: 'signal', id, name: 'SIGHUP' })
      open.set(id, createRemoteTerminal(message, send))
      return waiting.take(message)
    }
    case 'bytes':
    case 'written':
      return open.get(id)?.hear(message)
    case 'ended': {
      const ended = open.get(id)
      open.delete(id)
      return ended?.hear(message)
    }
  }
}
