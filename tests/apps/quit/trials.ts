import { rmSync } from 'node:fs'
import type { Pid } from '../../../src/shared/ids.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { askToQuit, forceToQuit } from '../../../src/main/apps/quit/quit.ts'
import type { QuitEnd, QuitTarget, QuitWaits } from '../../../src/main/apps/quit/target.ts'
import { watchReturn } from '../../../src/main/apps/quit/watch-return.ts'
import { createRandom } from '../../frame/random.ts'
import { guardedHost, type Signalled } from './guarded-host.ts'
import { createOrphans, listed } from './orphans.ts'
import { kinds, type TrialKind } from './trial-kinds.ts'
import type { Scene } from './trial-scene.ts'

export interface TrialOutcome {
  readonly kind: TrialKind
  readonly isForced: boolean
  /** What went wrong, each in a sentence. */
  readonly faults: readonly string[]
}

/** So short that a thousand fit into minutes: what ends does so at once, or says how long it takes. */
const waits: QuitWaits = {
  guiMs: 1_000,
  programMs: 600,
  lingerMs: 100,
  helperMs: 100,
  forceMs: 5_000,
  everyMs: 25,
  identifyEveryMs: 150,
}
/** Long enough for the slowest of them, on a machine that has other things to do. */
const patientMs = 12_000
const returnWaits = { withinMs: 4_000, everyMs: 150 }

/** One app of real programs, with neighbours that are not meant; asked to quit, and sometimes ended by force. */
export async function runTrial(host: Host, seed: number): Promise<TrialOutcome> {
  const random = createRandom(seed)
  // the first numbers of neighbouring seeds are spread well enough
  const kind = kinds[Math.floor(random() * kinds.length)] ?? kinds[0]
  const orphans = createOrphans()
  const scene = await kind.build({ host, orphans, random, unique: 200_000 + seed })
  try {
    return { kind: kind.name, ...(await act(host, scene, random, orphans.running)) }
  } finally {
    await orphans.endAll()
    if (scene.folder !== null) rmSync(scene.folder, { recursive: true, force: true })
  }
}

async function act(
  local: Host,
  scene: Scene,
  random: () => number,
  ours: () => readonly Pid[],
): Promise<{ readonly isForced: boolean; readonly faults: readonly string[] }> {
  const { target, meanwhile, expected } = scene
  // what is no program of this trial is never really signalled, whatever the ladder thinks
  const { host, signals } = guardedHost(local, ({ pid }) => ours().includes(pid))
  await meanwhile()
  const isStubborn = expected.end.source.startsWith('^still-open')
  const patient = isStubborn ? waits : { ...waits, programMs: patientMs }
  const end = await askToQuit(host, target, patient)
  const asked = [...signals]
  const faults = [
    ...faultsOfEnd(end, scene),
    ...asked.filter(({ name }) => name === 'SIGKILL').map(() => 'SIGKILL before anybody confirmed'),
    ...(await faultsOfLife(local, scene)),
  ]
  const isForced = end.kind === 'still-open' && random() < 0.6
  if (isForced) {
    // the second confirmation
    const forced = await forceToQuit(host, target, end.left, waits)
    if (forced.kind !== 'ended') faults.push(`forced, it is ${sayEnd(forced)}`)
    faults.push(...(await faultsOfLife(local, { ...scene, survives: [] })))
  } else if (signals.length !== asked.length) faults.push('something was sent after the end')
  if (end.kind === 'ended' && expected.returns !== null) {
    const { traces } = end
    const keptBy = await watchReturn(local, target, local.clock.nowMs(), traces, returnWaits)
    if (keptBy !== expected.returns) faults.push(`kept alive by ${keptBy}, not ${expected.returns}`)
  }
  return { isForced, faults: [...faults, ...faultsOfSignals(signals, target)] }
}

function faultsOfEnd(end: QuitEnd, { expected }: Scene): readonly string[] {
  const said = sayEnd(end)
  return expected.end.test(said) ? [] : [`${said} is not ${String(expected.end)}`]
}

/** `refused: process 4242 is another one by now` */
function sayEnd(end: QuitEnd): string {
  switch (end.kind) {
    case 'ended':
      return 'ended'
    case 'still-open':
      return `still-open: ${end.left.length} left, ${end.note}`
    case 'refused':
      return `refused: ${end.reason}`
  }
}

/** No process but those that were meant, and those as they were listed. */
const faultsOfSignals = (
  signals: readonly Signalled[],
  { processes }: QuitTarget,
): readonly string[] =>
  signals
    .filter(({ process, isSent }) => {
      const meant = processes.find(({ pid }) => pid === process.pid)
      return isSent && meant?.startedAt !== process.startedAt
    })
    .map(({ process, name }) => `${name} to ${process.pid}, which was not meant`)

/** Neighbours live, and of those that were meant just the ones that can. */
async function faultsOfLife(
  host: Host,
  { neighbours, survives, target }: Scene,
): Promise<readonly string[]> {
  const faults: string[] = []
  for (const one of [...neighbours, ...survives]) {
    const now = await listed(host, one.pid).catch(() => null)
    if (now?.startedAt !== one.startedAt) faults.push(`${one.pid} has ended, and was to live`)
  }
  const spared = new Set(survives.map(({ pid }) => pid))
  for (const one of target.processes.filter(({ pid }) => !spared.has(pid))) {
    const now = await listed(host, one.pid).catch(() => null)
    const isThere = now?.startedAt === one.startedAt && now.executable === one.executable
    if (isThere && !neighbours.some(({ pid }) => pid === one.pid))
      faults.push(`${one.pid} lives, and was to end`)
  }
  return faults
}
