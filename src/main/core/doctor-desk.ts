import type { Ability, Doctor, EffectiveSettings } from '../../shared/doctor.ts'
import type { Host } from '../host/host.ts'
import { onceBudgetMs, type Monitor } from '../monitor/monitor.ts'
import { listedOf } from '../settings/settings-lines.ts'
import type { OwnFolder } from './own-desks.ts'
import { keyTroubles, refreshPreferences, type OwnPreferences } from './preferences-desk.ts'
import { visitsAbilities } from './visits-ability.ts'

/** What only doctor asks: macOS takes up to 20 seconds to search the kernel's log. */
const demandBudgetMs = 21_000

export interface DoctorOptions {
  /** What is wrong with files of the user's own. */
  readonly troubles?: (() => Promise<readonly string[]>) | undefined
  readonly preferences?: OwnPreferences | undefined
  readonly folder?: OwnFolder | undefined
}

/** It asks costly questions: whoever asks while it is under way gets its answer too. */
export function createDoctor(
  host: Host,
  monitor: Monitor,
  { troubles = async () => [], preferences, folder }: DoctorOptions,
): () => Promise<Doctor> {
  const examine = async (): Promise<Doctor> => {
    const snapshot = await monitor.once(onceBudgetMs, demandBudgetMs)
    if (preferences !== undefined) await refreshPreferences(preferences)
    return {
      schema: 'headroom/doctor/1',
      atMs: snapshot.atMs,
      machine: snapshot.machine,
      limit: snapshot.limit,
      findings: [...monitor.findings(), ...(await troubles()), ...keyTroubles(preferences?.keys)],
      sources: snapshot.sources,
      abilities: [...(await abilitiesOf(host)), ...(await visitsAbilities(folder))],
      settings: effectiveOf(preferences),
    }
  }

  let examination: Promise<Doctor> | null = null
  return () => {
    examination ??= examine().finally(() => {
      examination = null
    })
    return examination
  }
}

async function abilitiesOf(host: Host): Promise<readonly Ability[]> {
  const found = await host.abilities()
  return found.map(({ id, title, reading }) => ({
    id,
    title,
    kind: reading.kind,
    reason: reading.kind === 'ok' ? null : reading.reason,
  }))
}

function effectiveOf(own: OwnPreferences | undefined): EffectiveSettings {
  if (own === undefined) return { file: null, lines: [], serverKeys: [] }
  const { settings, keys } = own
  return {
    file: settings.path,
    lines: listedOf(settings.current()),
    serverKeys: keys?.servers() ?? [],
  }
}
