import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sleep } from '../../frame/children.ts'
import { cpuSecondsOf, privateMemoryOf } from '../../frame/proc.ts'
import { projectDir, startServe, startWatcher } from '../../frame/serve.ts'
import { fillProcessesTo } from '../../frame/sleepers.ts'
import { copyOfNode } from '../copy-of-node.ts'
import type { BenchNumber, Figure } from '../number.ts'
import { startOthers } from '../others.ts'

const warmUpMs = 10_000
const windowMs = 30_000
const quickWindowMs = 8_000
const processTotal = 150

/** Headroom and others that refresh once a second, all through the same window. */
export const number: BenchNumber = {
  name: 'beside-others',
  what: 'serve, watched at 1 s, beside other monitors at 1 s',
  run: async ({ children, isQuick }) => {
    const folder = join(projectDir, '.cache', 'bench', `beside-others-${process.pid}`)
    const node = join(folder, 'node')
    await copyOfNode(node)
    try {
      const serve = await startServe(children, { node })
      const watcher = await startWatcher(serve)
      const others = await startOthers(children)
      await fillProcessesTo(processTotal, children)
      await sleep(warmUpMs)
      const running = [
        { name: 'serve, watched', pid: serve.pid },
        ...others.flatMap(({ name, pid }) => (pid === null ? [] : [{ name, pid }])),
      ]
      const taken = await takenBy(running, isQuick ? quickWindowMs : windowMs)
      watcher.close()
      return [
        ...compared('beside others, processor', '%', taken, (one) => one.percent),
        ...compared('beside others, private memory', 'MB', taken, (one) => one.megabytes),
        ...others.flatMap(({ name, pid, why }): readonly Figure[] =>
          pid === null ? [{ what: name, value: null, unit: '%', bar: null, note: why }] : [],
        ),
      ]
    } finally {
      await children.endAll()
      await rm(folder, { recursive: true })
    }
  },
}

interface Taken {
  readonly name: string
  readonly percent: number
  readonly megabytes: number
}

async function takenBy(
  running: readonly { readonly name: string; readonly pid: number }[],
  spanMs: number,
): Promise<readonly Taken[]> {
  const startedAt = performance.now()
  const before = running.map(({ pid }) => cpuSecondsOf(pid))
  await sleep(spanMs)
  const seconds = (performance.now() - startedAt) / 1000
  return running.map(({ name, pid }, index) => ({
    name,
    percent: ((cpuSecondsOf(pid) - (before[index] ?? 0)) / seconds) * 100,
    megabytes: privateMemoryOf(pid).wholeBytes / 1e6,
  }))
}

/** Each, and how many times that of another Headroom's is. */
function compared(
  what: string,
  unit: string,
  taken: readonly Taken[],
  valueOf: (one: Taken) => number,
): readonly Figure[] {
  const [own, ...others] = taken
  if (own === undefined) return []
  const figure = (name: string, value: number, measure: string): Figure => ({
    what: `${what}: ${name}`,
    value,
    unit: measure,
    bar: null,
  })
  return [
    figure(own.name, valueOf(own), unit),
    ...others.flatMap((other) => [
      figure(other.name, valueOf(other), unit),
      figure(`serve / ${other.name}`, valueOf(own) / valueOf(other), '×'),
    ]),
  ]
}
