import { mibBytes, wholeMib } from '../../shared/limit-raise.ts'
import { doneText, notSet, unprovedText } from '../../shared/limit-text.ts'
import type { Reading } from '../../shared/reading.ts'
import { formatBytes } from '../../shared/units.ts'
import type { Asker } from '../host/host.ts'
import { adminRefusalIn } from '../probes/darwin/admin-run.ts'
import { metalDevice, type MetalDevice } from '../probes/darwin/metal-device.ts'
import { setWiredLimit, wiredLimitNow } from '../probes/darwin/set-wired-limit.ts'
import type { WiredLimit } from '../probes/darwin/wired-limit.ts'
import { read } from '../probes/probe.ts'

/** null: macOS is to choose again. `raisedToBytes`: what was set before. */
export interface LimitWish {
  readonly toBytes: number | null
  readonly raisedToBytes: number | null
}

export interface LimitSet {
  readonly outcome: 'done' | 'unproved' | 'refused'
  readonly afterBytes: number | null
  readonly sentence: string
}

/** Sets the limit once macOS has been given an administrator, and believes only what is read back. */
export async function setLimit(asker: Asker, wish: LimitWish): Promise<LimitSet> {
  const { toBytes } = wish
  const mebibytes = toBytes === null ? 0 : wholeMib(toBytes)
  const run = await read(asker, setWiredLimit(mebibytes))
  const refusal = run.kind === 'ok' ? null : adminRefusalIn(run.reason)
  if (refusal !== null) return { outcome: 'refused', afterBytes: null, sentence: notSet[refusal] }
  const now = await read(asker, wiredLimitNow)
  // whatever the run has said: it may have been done, and its answer lost
  if (now.kind === 'ok' && now.value.limitMb === mebibytes)
    return provedBy(await read(asker, metalDevice), wish)
  if (run.kind === 'ok') return unproved(toBytes, now)
  return { outcome: 'refused', afterBytes: null, sentence: notSet.otherwise(run.reason) }
}

function unproved(toBytes: number | null, now: Reading<WiredLimit>): LimitSet {
  if (now.kind !== 'ok') {
    const told = `it could not be read back: ${now.reason}`
    return { outcome: 'unproved', afterBytes: null, sentence: unprovedText(toBytes, told) }
  }
  const { limitBytes } = now.value
  const told = `read back it is ${limitBytes === null ? 'not raised' : formatBytes(limitBytes)}`
  return { outcome: 'unproved', afterBytes: limitBytes, sentence: unprovedText(toBytes, told) }
}

/** The kernel has it as it was asked for: does Metal, which engines go by, follow? Where it cannot be asked, that is enough. */
function provedBy(metal: Reading<MetalDevice>, { toBytes, raisedToBytes }: LimitWish): LimitSet {
  const told = metal.kind === 'ok' ? metal.value.limitBytes : null
  const isAnother =
    told !== null && (toBytes === null ? isAbout(told, raisedToBytes) : !isAbout(told, toBytes))
  if (isAnother) {
    const sentence = unprovedText(toBytes, `Metal tells ${formatBytes(told)}`)
    return { outcome: 'unproved', afterBytes: told, sentence }
  }
  const afterBytes = toBytes ?? told
  return { outcome: 'done', afterBytes, sentence: doneText(toBytes, afterBytes) }
}

/** Metal's figure is whole pages, the setting whole MiB. */
const isAbout = (bytes: number, other: number | null): boolean =>
  other !== null && Math.abs(bytes - other) < mibBytes
