import { describe, expect, test } from 'vitest'
import { keeperOf } from '../../../src/main/apps/quit/keeper.ts'
import type { FoundProcess, Host } from '../../../src/main/host/host.ts'
import { pid } from '../../../src/shared/ids.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import { createFakeHost } from '../../fake-host.ts'

interface Listed {
  readonly id: number
  readonly parent: number
  readonly argv: readonly string[]
  readonly executable?: string
}

const headroom = 500
const at = { atMs: 0, tookMs: 0 } as const
const ok = <T>(value: T): Reading<T> => ({ kind: 'ok', value, ...at })
const no: Reading<never> = { kind: 'absent', reason: 'there is no such thing here', ...at }

const foundOf = ({ id, parent, argv, executable = `/usr/bin/${argv[0] ?? ''}` }: Listed) => ({
  pid: pid(id),
  startedAt: '1',
  executable,
  userId: 1000,
  isOwn: true,
  parentPid: parent === 0 ? null : pid(parent),
})

/** A Linux machine on which this runs. */
function hostOf(listed: readonly Listed[]): Host {
  const one = (id: number): Listed | undefined => listed.find((process) => process.id === id)
  return {
    ...createFakeHost(new Map(), 'linux').host,
    identify: async (id): Promise<Reading<FoundProcess>> => {
      const found = one(id)
      return found === undefined ? no : ok(foundOf(found))
    },
    ask: async (question) => {
      if (question.kind === 'library') return ok(JSON.stringify({ pid: headroom }))
      if (question.kind !== 'file') return no
      if (question.path === '/proc/1/comm') return ok('systemd\n')
      const found = one(Number(/^\/proc\/(\d+)\/cmdline$/.exec(question.path)?.[1]))
      return found === undefined ? no : ok(found.argv.map((word) => `${word}\0`).join(''))
    },
  }
}

const terminal: Listed = { id: 300, parent: 1, argv: ['terminal'] }
const machine: readonly Listed[] = [
  { id: 1, parent: 0, argv: ['init'] },
  terminal,
  { id: 400, parent: 300, argv: ['zsh'] },
  { id: headroom, parent: 400, argv: ['node', 'headroom'] },
]

/** The server is back as a child of this. */
const keptBy = (parent: Listed, startedIds: readonly number[] = []): Promise<string | null> => {
  const server: Listed = { id: 900, parent: parent.id, argv: ['llama-server'] }
  const started = [900, ...startedIds].map((id) => ({ pid: pid(id), executable: null }))
  return keeperOf(hostOf([...machine, parent, server]), foundOf(server), started)
}

describe('what is back was started again by hand', () => {
  test.each<[string, readonly string[]]>([
    ['zsh', ['-zsh']],
    ['bash', ['bash']],
    ['bash', ['bash', '--login', '-i']],
    ['bash', ['/bin/bash', '--init-file', '/opt/editor/integration.sh']],
    ['zsh', ['zsh', '-o', 'vi']],
    ['fish', ['fish', '-C', 'set x 1']],
    ['nu', ['nu']],
  ])('in a %s: %j', async (name, argv) => {
    expect(await keptBy({ id: 812, parent: 300, argv, executable: `/usr/bin/${name}` })).toBe(null)
  })

  test('out of what Headroom itself runs in', async () => {
    expect(await keptBy(terminal)).toBe(null)
  })

  test('by a script or a launcher that was started by hand since', async () => {
    const script: Listed = { id: 850, parent: 400, argv: ['bash', './start.sh'] }
    expect(await keptBy(script, [850])).toBe(null)
    expect(await keptBy({ id: 850, parent: 400, argv: ['python3', '-m', 'serve'] }, [850])).toBe(
      null,
    )
  })
})

describe('it is kept alive by', () => {
  test.each<[string, readonly string[], string]>([
    ['dash', ['/bin/sh', '/opt/supervise.sh', 'llama-server'], 'supervise.sh (812)'],
    ['bash', ['bash', '-c', 'while :; do llama-server; done'], 'bash (812)'],
    ['bash', ['bash', '-lc', 'while :; do llama-server; done'], 'bash (812)'],
    ['python3.12', ['python3', '-m', 'supervisor'], 'supervisor (812)'],
    ['supervisord', ['supervisord', '-n'], 'supervisord (812)'],
    ['systemd', ['systemd', '--user'], 'systemd'],
  ])('a %s: %j', async (name, argv, keeper) => {
    const parent = { id: 812, parent: 1, argv, executable: `/usr/bin/${name}` }
    expect(await keptBy(parent)).toBe(keeper)
  })

  test('whoever has started what started it anew', async () => {
    const shell: Listed = { id: 850, parent: 300, argv: ['sh', '-c', 'llama-server'] }
    const keeper: Listed = { id: 812, parent: 1, argv: ['runit'] }
    const server: Listed = { id: 900, parent: 850, argv: ['llama-server'] }
    const host = hostOf([...machine, keeper, { ...shell, parent: 812 }, server])
    const started = [900, 850].map((id) => ({ pid: pid(id), executable: null }))
    expect(await keeperOf(host, foundOf(server), started)).toBe('runit (812)')
  })

  test('the first process of all, by its name', async () => {
    expect(await keptBy({ id: 1, parent: 0, argv: ['init'] })).toBe('systemd')
  })
})
