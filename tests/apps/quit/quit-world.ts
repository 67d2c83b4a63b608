import { onTestFinished } from 'vitest'
import type { Pid } from '../../../src/shared/ids.ts'
import type { Host } from '../../../src/main/host/host.ts'
import type { QuitTarget, QuitWaits } from '../../../src/main/apps/quit/target.ts'
import { localHost } from '../../host/local-host.ts'
import { guardedHost, type Signalled } from './guarded-host.ts'
import { createOrphans, listed, type Orphans } from './orphans.ts'

/** Seconds of the design, in tenths. */
export const shortWaits: QuitWaits = {
  guiMs: 1_500,
  programMs: 1_000,
  lingerMs: 100,
  helperMs: 300,
  forceMs: 12_000,
  everyMs: 20,
  identifyEveryMs: 100,
}

/** Where it is to end: long enough for a machine that has other things to do. */
export const patientWaits: QuitWaits = { ...shortWaits, programMs: 12_000 }

/** As a person quits it, of these processes. */
export async function targetOf(
  host: Pick<Host, 'identify'>,
  pids: readonly number[],
  name = 'Loom',
): Promise<QuitTarget> {
  const processes = await Promise.all(pids.map((id) => listed(host, id)))
  return { name, bundleId: null, bundlePath: null, processes }
}

/** This machine, with programs that may be ended, all of which are gone after the test. */
export function quitWorld(): {
  readonly host: Host
  readonly orphans: Orphans
  readonly signals: readonly Signalled[]
  readonly isAlive: (id: Pid) => Promise<boolean>
} {
  const orphans = createOrphans()
  onTestFinished(() => orphans.endAll())
  const local = localHost()
  const { host, signals } = guardedHost(local, ({ pid }) => orphans.running().includes(pid))
  const isAlive = async (id: Pid): Promise<boolean> => (await local.identify(id)).kind === 'ok'
  return { host, orphans, signals, isAlive }
}

/** One that ignores SIGTERM, as what a shell starts does that ignores it. */
export const startStubborn = (orphans: Orphans, argv: readonly string[]): Promise<Pid> =>
  orphans.start(['/bin/sh', '-c', `trap '' TERM; exec "$@"`, 'sh', ...argv], { becomes: argv })
