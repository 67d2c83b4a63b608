import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createCore, type Core } from '../../src/main/core/core.ts'
import { openOwnActs } from '../../src/main/core/own-acts.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import type { Host } from '../../src/main/host/host.ts'
import type { App } from '../../src/shared/app.ts'
import type { Pid } from '../../src/shared/ids.ts'
import { defaultReliefSettings, type ReliefSettings } from '../../src/shared/relief-settings.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import type { Orphans } from '../apps/quit/orphans.ts'
import { quitWorld } from '../apps/quit/quit-world.ts'
import { tempFolder, until } from '../processes.ts'
import { nodeAs } from '../servers/played-ollama.ts'

export interface RealActing extends ReturnType<typeof quitWorld> {
  readonly core: Core
  /** What the user has chosen of relief, from now on. */
  choose(settings: Partial<ReliefSettings>): void
  /** The lines of the audit log, as they stand in its file. */
  lines(): readonly unknown[]
  appOf(pid: Pid): Promise<App>
}

/** The whole Core over this machine. It may end what the test has started, and nothing else. */
export async function realActing(
  given: { readonly actsAlone?: boolean; readonly roomCapBytes?: number } = {},
): Promise<RealActing> {
  const world = quitWorld()
  const folder = tempFolder()
  let relief = defaultReliefSettings
  const settings = { current: () => ({ ...defaultSettings, relief }) }
  const acts = await openOwnActs({ settings, actsAlone: given.actsAlone === true }, folder)
  const host = aloneOn(world.host, world.orphans)
  const core = await createCore(host, { roomCapBytes: given.roomCapBytes ?? null, acts })
  onTestFinished(() => core.close())
  return {
    ...world,
    core,
    choose: (chosen) => {
      relief = { ...relief, ...chosen }
    },
    lines: () => linesOf(join(folder, 'acts.jsonl')),
    appOf: (pid) =>
      until(`an app of process ${pid}`, async () => {
        const { apps } = await core.snapshotOnce()
        const app = apps.find(({ processes }) => processes.some((one) => one.pid === pid))
        return app ?? null
      }),
  }
}

/**
 * This machine as if nothing else ran on it: the room is what the programs of the test really leave of the half of its memory. What
 * other tests take at the same time is as much as they do, and no figure could be held against it.
 */
function aloneOn(host: Host, orphans: Orphans): Host {
  const ask: Host['ask'] = async (question, atMs) => {
    const reading = await host.ask(question, atMs)
    const isRoom = question.kind === 'file' && question.path === '/proc/meminfo'
    if (!isRoom || reading.kind !== 'ok') return reading
    const totalKib = Number(/^MemTotal: +(\d+)/m.exec(reading.value)?.[1])
    const takenKib = orphans.running().reduce((sum, id) => sum + ownKibOf(id), 0)
    const line = `MemAvailable: ${Math.round(totalKib / 2) - takenKib} kB`
    return { ...reading, value: reading.value.replace(/^MemAvailable:.*$/m, line) }
  }
  return { ...host, ask }
}

function ownKibOf(id: Pid): number {
  try {
    return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0 // ENOENT, ESRCH: it has ended just now
  }
}

function linesOf(path: string): readonly unknown[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map(jsonIn)
}

type Manner = 'polite' | 'stubborn'

export interface Hog {
  readonly argv: readonly [string, ...string[]]
  /** Done when it holds all of it: who looks before sees a part for as long as the kernel's answer rests. */
  isFull(): Promise<true>
}

/** A program of this name that holds so much real memory. */
export function hogNamed(name: string, megabytes: number, manner: Manner = 'polite'): Hog {
  const folder = tempFolder()
  const program = join(folder, name)
  nodeAs(program)
  const sign = join(folder, 'full')
  const script = [
    ...(manner === 'stubborn' ? ["process.on('SIGTERM', () => 0)"] : []),
    `globalThis.held = Buffer.alloc(${megabytes}e6, 1)`,
    `require('fs').writeFileSync(${JSON.stringify(sign)}, '')`,
    'setInterval(() => 0, 1000)',
  ].join('; ')
  return {
    argv: [program, '-e', script],
    isFull: () => until(`${name} is full`, () => (existsSync(sign) ? true : null)),
  }
}

export async function startHog(orphans: Orphans, hog: Hog): Promise<Pid> {
  const pid = await orphans.start(hog.argv)
  await hog.isFull()
  return pid
}

export const asked = { isDryRun: false, isConfirmed: true, forceAfter: null } as const
