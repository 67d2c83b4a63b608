import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pid, type Pid } from '../../../src/shared/ids.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { sleep } from '../../frame/children.ts'
import { listed } from './orphans.ts'
import { sceneOf, type Scene, type Stage } from './trial-scene.ts'

export type TrialKind =
  | 'fast'
  | 'stubborn'
  | 'one-stubborn'
  | 'vanishing'
  | 'one-vanishing'
  | 're-spawning'
  | 'protected'
  | 'foreign-user'
  | 'many'
  | 'stopped'
  | 'another-program'
  | 'another-start'
  | 'slow'
  | 'zombie-parent'

interface Kind {
  readonly name: TrialKind
  build(stage: Stage): Promise<Scene>
}

const sleeper = ({ orphans, unique }: Stage, part: number | string): Promise<Pid> =>
  orphans.start(['/bin/sleep', `${unique}.${part}`])

const startStubborn = ({ orphans, unique }: Stage): Promise<Pid> => {
  const argv = ['/bin/sleep', `${unique}.5`]
  return orphans.start(['/bin/sh', '-c', `trap '' TERM; exec "$@"`, 'sh', ...argv], {
    becomes: argv,
  })
}

const fast: Kind = {
  name: 'fast',
  build: async (stage) =>
    sceneOf(stage, [await sleeper(stage, 1)], { expected: { end: /^ended$/, returns: null } }),
}

const stubborn: Kind = {
  name: 'stubborn',
  build: async (stage) => {
    const id = await startStubborn(stage)
    const end = /^still-open: 1 left, null$/
    return sceneOf(stage, [id], {
      survives: [await listed(stage.host, id)],
      expected: { end, returns: null },
    })
  },
}

const oneStubborn: Kind = {
  name: 'one-stubborn',
  build: async (stage) => {
    const id = await startStubborn(stage)
    const others = [await sleeper(stage, 1), await sleeper(stage, 2)]
    return sceneOf(stage, [...others, id], {
      survives: [await listed(stage.host, id)],
      expected: { end: /^still-open: 1 left, null$/, returns: null },
    })
  },
}

const isGone = async (host: Host, id: Pid): Promise<void> => {
  while ((await host.identify(id)).kind === 'ok') await sleep(10)
}

const vanishing: Kind = {
  name: 'vanishing',
  build: async (stage) => {
    const id = await sleeper(stage, 1)
    return sceneOf(stage, [id], {
      meanwhile: async () => {
        stage.orphans.signal(id, 'SIGKILL')
        if (stage.random() < 0.5) await isGone(stage.host, id)
      },
      // killed, and not gone yet when it is looked at
      expected: { end: /^(refused: Loom \d+ has ended by itself|ended)$/, returns: null },
    })
  },
}

const oneVanishing: Kind = {
  name: 'one-vanishing',
  build: async (stage) => {
    const ids = [await sleeper(stage, 1), await sleeper(stage, 2), await sleeper(stage, 3)]
    return sceneOf(stage, ids, {
      meanwhile: async () => stage.orphans.signal(ids[1] ?? pid(0), 'SIGKILL'),
      expected: { end: /^ended$/, returns: null },
    })
  },
}

const respawning: Kind = {
  name: 're-spawning',
  build: async (stage) => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-trial-'))
    const path = join(folder, 'supervise.sh')
    const restMs = Math.floor(stage.random() * 500)
    writeFileSync(path, `while :; do "$@"; sleep ${restMs / 1000}; done\n`)
    const argv = ['/bin/sleep', `${stage.unique}.6`]
    const keeper = await stage.orphans.start(['/bin/sh', path, ...argv])
    const id = await stage.orphans.find(argv)
    const expected = { end: /^ended$/, returns: `supervise.sh (${keeper})` }
    const scene = await sceneOf(stage, [id], { folder, expected })
    return { ...scene, neighbours: [...scene.neighbours, await listed(stage.host, keeper)] }
  },
}

/** What everything runs under, Headroom itself, or what it runs in: among programs that could be ended. */
const guarded: Kind = {
  name: 'protected',
  build: async (stage) => {
    const guards = [1, process.pid, process.ppid]
    const id = guards[Math.floor(stage.random() * guards.length)] ?? 1
    const beside = await sleeper(stage, 1)
    const expected = { end: /^refused: Headroom does not end /, returns: null }
    const scene = await sceneOf(stage, [beside, id], { expected })
    return { ...scene, survives: scene.target.processes }
  },
}

const foreign: Kind = {
  name: 'foreign-user',
  build: async (stage) => {
    const isRoot = process.geteuid?.() === 0
    const argv = ['/bin/sleep', `${stage.unique}.7`]
    const id = isRoot ? await stage.orphans.start(argv, { userId: 65_534 }) : pid(1)
    const own = await sleeper(stage, 1)
    const end = isRoot ? /^refused: .* is another user's$/ : /^refused: /
    const scene = await sceneOf(stage, [own, id], { expected: { end, returns: null } })
    return { ...scene, survives: scene.target.processes }
  },
}

const many: Kind = {
  name: 'many',
  build: async (stage) => {
    const count = 3 + Math.floor(stage.random() * 10)
    const names = Array.from({ length: count }, (_, index) => `${stage.unique}.1${index}`)
    const top = await stage.orphans.start([
      '/bin/sh',
      '-c',
      'for name; do sleep "$name" & done; wait',
      'sh',
      ...names,
    ])
    const members = await Promise.all(names.map((name) => stage.orphans.find(['sleep', name])))
    const order = stage.random() < 0.5 ? [top, ...members] : [...members, top]
    return sceneOf(stage, order, { expected: { end: /^ended$/, returns: null } })
  },
}

const stopped: Kind = {
  name: 'stopped',
  build: async (stage) => {
    const id = await sleeper(stage, 1)
    return sceneOf(stage, [id], {
      survives: [await listed(stage.host, id)],
      meanwhile: async () => {
        stage.orphans.signal(id, 'SIGSTOP')
        // it stops when it gets to run next
        while (!/\) T /.test(readFileSync(`/proc/${id}/stat`, 'utf8'))) await sleep(5)
      },
      expected: { end: /^still-open: 1 left, sleep \(\d+\) is stopped: /, returns: null },
    })
  },
}

const anotherProgram: Kind = {
  name: 'another-program',
  build: async (stage) => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-trial-'))
    const flag = join(folder, 'go')
    const script = 'while [ ! -e "$1" ]; do sleep 0.02; done; exec sleep "$2"'
    const name = `${stage.unique}.2`
    const id = await stage.orphans.start(['/bin/sh', '-c', script, 'sh', flag, name])
    const beside = await sleeper(stage, 1)
    const end = /^refused: process \d+ is another one by now$/
    const scene = await sceneOf(stage, [beside, id], { folder, expected: { end, returns: null } })
    const meanwhile = async (): Promise<void> => {
      writeFileSync(flag, '')
      await stage.orphans.find(['sleep', name])
    }
    return { ...scene, survives: scene.target.processes, meanwhile }
  },
}

const anotherStart: Kind = {
  name: 'another-start',
  build: async (stage) => {
    const ids = [await sleeper(stage, 1), await sleeper(stage, 2)]
    const end = /^refused: process \d+ is another one by now$/
    const scene = await sceneOf(stage, ids, { expected: { end, returns: null } })
    const [one, two] = scene.target.processes
    if (one === undefined || two === undefined) throw new Error('two were listed')
    const earlier = { ...two, startedAt: String(Number(two.startedAt) - 1) }
    const target = { ...scene.target, processes: [one, earlier] }
    return { ...scene, target, survives: [one, two] }
  },
}

const slow: Kind = {
  name: 'slow',
  build: async (stage) => {
    const takesSeconds = (1 + stage.random() * 2).toFixed(2)
    const script = `trap 'sleep ${takesSeconds}; exit 0' TERM; while :; do sleep 0.05; done`
    const id = await stage.orphans.start(['/bin/sh', '-c', script])
    const expected = { end: /^ended$/, returns: null }
    return sceneOf(stage, [id], { expected })
  },
}

const zombieParent: Kind = {
  name: 'zombie-parent',
  build: async (stage) => {
    const [child, parent] = [`${stage.unique}.3`, `${stage.unique}.4`]
    const keeper = await stage.orphans.start(
      ['/bin/sh', '-c', `sleep ${child} & exec sleep ${parent}`],
      { becomes: ['sleep', parent] },
    )
    const id = await stage.orphans.find(['sleep', child])
    const scene = await sceneOf(stage, [id], { expected: { end: /^ended$/, returns: null } })
    return { ...scene, neighbours: [...scene.neighbours, await listed(stage.host, keeper)] }
  },
}

export const kinds: readonly [Kind, ...Kind[]] = [
  fast,
  stubborn,
  oneStubborn,
  vanishing,
  oneVanishing,
  respawning,
  guarded,
  foreign,
  many,
  stopped,
  anotherProgram,
  anotherStart,
  slow,
  zombieParent,
]
