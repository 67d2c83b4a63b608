import {
  macOsMajorIn,
  roomOfBoth,
  type RaiseSigns,
  type WiredOverride,
} from '../../shared/limit-guide.ts'
import type { Limit, Snapshot } from '../../shared/snapshot.ts'
import { defaultLimitBytes, eraOf } from '../headroom/default-limit.ts'
import type { Reading } from '../../shared/reading.ts'
import type { Host } from '../host/host.ts'
import { isAppleSiliconBy } from '../monitor/darwin/apple-silicon.ts'
import { limitSysctl } from '../probes/darwin/set-wired-limit.ts'
import type { Sysctl } from '../probes/darwin/sysctl.ts'
import { read } from '../probes/probe.ts'

/**
 * What decides whether the limit can be raised, at this moment: what stands for good by the Snapshot, what others may have set by
 * one sysctl. Elsewhere than on a Mac nothing is asked.
 */
export async function readLimitFacts(
  host: Host,
  snapshotNow: () => Promise<Snapshot>,
): Promise<RaiseSigns> {
  const { mode, platform } = host
  if (mode === 'replay' || platform !== 'darwin') return { ...nothing, mode, platform }
  const [snapshot, reading] = await Promise.all([snapshotNow(), read(host, limitSysctl)])
  const { machine, memory } = snapshot
  const macOsMajor = machine.kind === 'ok' ? macOsMajorIn(machine.operatingSystem) : null
  const told = reading.kind === 'ok' ? reading.value : null
  const ramBytes = told?.totalBytes ?? (memory.kind === 'ok' ? memory.totalBytes : null)
  const override = overrideIn(reading)
  return {
    mode,
    platform,
    isAppleSilicon: told === null ? null : isAppleSiliconBy(told),
    macOsMajor,
    ramBytes,
    override,
    now: nowOf(snapshot, override, { macOsMajor, ramBytes }),
    room: roomOfBoth(snapshot.room),
  }
}

const nothing: Omit<RaiseSigns, 'mode' | 'platform'> = {
  isAppleSilicon: null,
  macOsMajor: null,
  ramBytes: null,
  override: { kind: 'unknown', reason: 'it was not asked' },
  now: null,
  room: null,
}

function overrideIn(reading: Reading<Sysctl>): WiredOverride {
  if (reading.kind !== 'ok') return { kind: 'unknown', reason: reading.reason }
  const { wiredLimit } = reading.value
  if (wiredLimit === null || wiredLimit.limitMb === null)
    return { kind: 'unknown', reason: 'there is no such setting' }
  const { limitBytes } = wiredLimit
  return limitBytes === null ? { kind: 'none' } : { kind: 'raised', bytes: limitBytes }
}

/** The limit that holds: what was set a moment ago, else what the Snapshot tells of it where nothing was set then either. */
function nowOf(
  { limit }: Snapshot,
  override: WiredOverride,
  { macOsMajor, ramBytes }: Pick<RaiseSigns, 'macOsMajor' | 'ramBytes'>,
): RaiseSigns['now'] {
  if (override.kind === 'raised') return { bytes: override.bytes, isEstimated: false }
  const known = limit.kind === 'ok' && limit.overrideBytes === null ? limit : null
  if (known !== null) return whatHolds(known)
  const era = macOsMajor === null ? null : eraOf(String(macOsMajor))
  if (era === null || ramBytes === null) return null
  return { bytes: defaultLimitBytes(ramBytes, era), isEstimated: true }
}

const whatHolds = ({ limitBytes, isEstimated }: Limit): RaiseSigns['now'] => ({
  bytes: limitBytes,
  isEstimated,
})
