import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Children } from '../../frame/children.ts'
import { nodeNamed } from '../../frame/named-node.ts'
import { processCount } from '../../frame/proc.ts'
import { sleep } from '../../frame/children.ts'
import { portOf } from './world.ts'

const madeWithinMs = 120_000
/** They end by themselves even where nobody is left to end them. */
const longestSeconds = 600

export interface Crowd {
  /** Done when all of them have gone. */
  end(): Promise<void>
}

const sleepers = (count: number): readonly string[] => [
  'sh',
  '-c',
  `i=0; while [ $i -lt ${count} ]; do sleep ${longestSeconds} & i=$((i+1)); done; wait`,
]
/** Each a process of its own, with a port of its own. */
const listeners = (count: number): readonly string[] => [
  'perl',
  '-MIO::Socket::INET',
  '-e',
  `for (1..${count}) { next if fork; $s = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1", LocalPort => 0); sleep ${longestSeconds}; exit } sleep ${longestSeconds}`,
]

/** So many programs that do nothing. */
export const startSleepers = (count: number): Promise<Crowd> => startGroup(sleepers(count), count)
/** So many programs that listen, each on a port. */
export const startListeners = (count: number): Promise<Crowd> => startGroup(listeners(count), count)

/** A group that is ended at once: thousands of handles of our own would be a load of their own. */
async function startGroup(argv: readonly string[], count: number): Promise<Crowd> {
  const before = processCount()
  const [program = '', ...args] = argv
  const child = spawn(program, args, { detached: true, stdio: 'ignore' })
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} could not be started`)
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const kill = (): void => void process.kill(-pid, 'SIGKILL')
  process.on('exit', kill)
  const until = performance.now() + madeWithinMs
  while (processCount() < before + count && performance.now() < until) await sleep(100)
  return {
    end: async () => {
      process.off('exit', kill)
      kill()
      await ended
      while (processCount() > before + count / 2 && performance.now() < until + madeWithinMs)
        await sleep(100)
    },
  }
}

export interface ManyPorts {
  /** By all who ask it, in hundreds. */
  asked(): number
}

/** One server of many ports: only a few of them are asked whether they are its own (inference/watch/identify-server). */
export async function startManyPorts(
  children: Children,
  folder: string,
  count: number,
): Promise<ManyPorts> {
  const script = fileURLToPath(new URL('many-ports.ts', import.meta.url))
  const args = [script, String(count), '-m', '/models/many.gguf']
  const child = children.start(nodeNamed('llama-server', folder), args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let asked = 0
  await portOf(child, (line) => {
    const [, number] = /^asked (\d+)$/.exec(line) ?? []
    asked = Number(number ?? asked)
  })
  return { asked: () => asked }
}
