import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sleep, type Children } from '../../frame/children.ts'
import { privateMemoryOf } from '../../frame/proc.ts'
import { projectDir, startServe, startWatcher, type Serve } from '../../frame/serve.ts'
import { copyOfNode } from '../copy-of-node.ts'
import type { Bar, BenchNumber, Figure } from '../number.ts'

const idleMs = 60_000
const watchedMs = 30_000
const quickMs = 5_000
const emptyMs = 2_000
const bar = { most: 70 }

/** serve in a Node of its own, first with nobody looking and then with a client; beside it one that remembers nothing. */
export const number: BenchNumber = {
  name: 'serve-memory',
  what: 'memory of serve',
  run: async ({ children, isQuick }) => {
    const folder = join(projectDir, '.cache', 'bench', `serve-memory-${process.pid}`)
    const [node, other] = [join(folder, 'node'), join(folder, 'other-node')]
    await Promise.all([node, other].map(copyOfNode))
    try {
      const serve = await startIn(children, node, {})
      const without = await startIn(children, other, remembersNothing)
      await sleep(isQuick ? quickMs : idleMs)
      const idle = [
        ...figuresOf('serve, nobody looking', serve.pid, bar),
        ...figuresOf('serve that remembers nothing, nobody looking', without.pid, null),
      ]
      const watchers = await Promise.all([serve, without].map(startWatcher))
      await sleep(isQuick ? quickMs : watchedMs)
      const watched = [
        ...figuresOf('serve, watched', serve.pid, bar),
        ...figuresOf('serve that remembers nothing, watched', without.pid, null),
      ]
      watchers.forEach((watcher) => watcher.close())
      await children.endAll()
      const empty = children.start(node, ['-e', 'setInterval(() => undefined, 1000)'])
      await sleep(emptyMs)
      return [...idle, ...watched, ...figuresOf('a Node that does nothing', empty.pid, null)]
    } finally {
      await children.endAll()
      await rm(folder, { recursive: true })
    }
  },
}

const remembersNothing = { keepsHistory: false, recordsFlight: false, learns: false }

/** By settings of its own: what the user of this machine has kept is none of it. */
async function startIn(children: Children, node: string, settings: object): Promise<Serve> {
  const config = `${node}-config`
  await mkdir(join(config, 'headroom'), { recursive: true })
  await writeFile(join(config, 'headroom', 'settings.json'), JSON.stringify(settings))
  return startServe(children, { node, env: { ...process.env, XDG_CONFIG_HOME: config } })
}

const noteOf = {
  whole:
    "Private_Clean + Private_Dirty: all that only it maps; clean are pages of Node's own program that the kernel can drop, counted as if no other Node ran",
  dirty: 'Private_Dirty: heap, stacks, relocated data: what ending it gives back for sure',
  pss: 'shared pages divided among those that map them',
}

function figuresOf(whose: string, pid: number, wholeBar: Bar | null): readonly Figure[] {
  const { wholeBytes, dirtyBytes, pssBytes } = privateMemoryOf(pid)
  const figure = (what: string, bytes: number, note: string): Figure => ({
    what: `${whose}: ${what}`,
    value: bytes / 1e6,
    unit: 'MB',
    bar: null,
    note,
  })
  return [
    { ...figure('private, whole', wholeBytes, noteOf.whole), bar: wholeBar },
    figure('private, written', dirtyBytes, noteOf.dirty),
    figure('PSS', pssBytes, noteOf.pss),
  ]
}
