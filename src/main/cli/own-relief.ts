import { join } from 'node:path'
import type { ReliefSettings } from '../../shared/relief-settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Core } from '../core/core.ts'
import type { HoldersIn } from '../fit/room-holders.ts'
import type { Host } from '../host/host.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings } from '../settings/settings-store.ts'

/** What this machine's user has chosen of relief. */
export async function ownRelief(
  host: Host,
  folder: string = settingsFolder(),
): Promise<ReliefSettings> {
  const settings = await openSettings(host, join(folder, 'settings.json'))
  return settings.current().relief
}

/** One Snapshot, whoever asks how often, with what its user never wants to be suggested. */
export function createLook(
  core: Pick<Core, 'snapshotOnce'>,
  relief: () => Promise<Pick<ReliefSettings, 'neverSuggest'>>,
): () => Promise<Snapshot & HoldersIn> {
  const look = async (): Promise<Snapshot & HoldersIn> => {
    const [snapshot, { neverSuggest }] = await Promise.all([core.snapshotOnce(), relief()])
    return { ...snapshot, never: neverSuggest }
  }
  let first: Promise<Snapshot & HoldersIn> | null = null
  return () => (first ??= look())
}
