import type { Reading } from '../../src/shared/reading.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createLimitDesk, type LimitDesk } from '../../src/main/core/limit-desk.ts'
import { keyOf, type Host, type Question } from '../../src/main/host/host.ts'
import { limitSysctl, wiredLimitNow } from '../../src/main/probes/darwin/set-wired-limit.ts'
import { metalDevice } from '../../src/main/probes/darwin/metal-device.ts'
import { createFakeHost } from '../fake-host.ts'
import { nothingKnown } from '../web/fake-core.ts'

export const gib = 2 ** 30

/** A Mac as its answers make it: all of them composed by us after the forms of macos-sources §5, none recorded on a Mac. */
export interface LimitMac {
  readonly mode?: 'live' | 'replay'
  readonly platform?: string
  readonly processor?: string
  readonly ramGib?: number | null
  /** As the Snapshot has it: `macOS 15.6 (24G84)`. */
  readonly system?: string | null
  readonly defaultGib?: number
  /** That of the RAM, and that of the GPU. */
  readonly roomGb?: readonly [number, number]
  /** `iogpu.wired_limit_mb`; null: there is no such setting. */
  readonly overrideMib?: number | null
  /** What macOS says to the authorised run; without it the number is set. */
  readonly says?: string
  /** What is in force after it, whatever was asked for. */
  readonly becomesMib?: number
  /** In bytes, whatever is set; null: it does not answer. */
  readonly metalBytes?: number | null
  readonly readsBack?: boolean
}

export interface LimitWorld {
  readonly desk: LimitDesk
  /** The argv of each run as an administrator. */
  readonly runs: readonly (readonly string[])[]
  /** The lines of the audit log. */
  readonly notes: readonly object[]
  /** Every command. */
  readonly asked: readonly string[]
  readonly hurried: () => number
  overrideMib(): number | null
}

const ok = { kind: 'ok', atMs: 1, isStale: false } as const

function snapshotOf(mac: LimitMac, overrideMib: number | null): Snapshot {
  const { platform = 'darwin', system = 'macOS 15.6 (24G84)', ramGib = 64, defaultGib = 48 } = mac
  const { roomGb } = mac
  const overrideBytes = overrideMib ? overrideMib * 2 ** 20 : null
  return {
    ...nothingKnown,
    ...(system === null
      ? {}
      : {
          machine: {
            ...ok,
            platform,
            operatingSystem: system,
            processor: 'Apple M2 Max',
            coreCount: 12,
            model: null,
          },
        }),
    ...(ramGib === null
      ? {}
      : {
          memory: {
            ...ok,
            totalBytes: ramGib * gib,
            usedBytes: 0,
            availableBytes: ramGib * gib,
            parts: [],
          },
        }),
    ...(roomGb === undefined ? {} : { room: roomOf(roomGb) }),
    limit: {
      ...ok,
      limitBytes: overrideBytes ?? defaultGib * gib,
      source: 'metal',
      isEstimated: false,
      overrideBytes,
      maxBufferBytes: null,
      engineLines: [],
    },
  }
}

const roomOf = ([ramGb, gpuGb]: readonly [number, number]): Snapshot['room'] => ({
  ...ok,
  state: 'plenty',
  stateCause: null,
  roomBytes: Math.min(ramGb, gpuGb) * 1e9,
  ramRoomBytes: ramGb * 1e9,
  gpuRoomBytes: gpuGb * 1e9,
  isGpuUnknown: false,
  ramHeldBackBytes: 0,
  gpuHeldBackBytes: 0,
})

const failed = (reason: string): Reading<never> => ({ kind: 'failed', reason, atMs: 1, tookMs: 1 })
const said = (value: string): Reading<string> => ({ kind: 'ok', value, atMs: 1, tookMs: 1 })

export function limitMac(mac: LimitMac = {}): LimitWorld {
  const { overrideMib = 0, readsBack = true } = mac
  const state = { overrideMib, hurried: 0 }
  const runs: (readonly string[])[] = []
  const asked: string[] = []
  const authorised = (argv: readonly string[]): Reading<string> => {
    runs.push(argv)
    const before = state.overrideMib
    const wanted = mac.says === undefined ? Number(argv.at(-1)) : before
    state.overrideMib = mac.becomesMib ?? wanted
    if (mac.says !== undefined) return failed(mac.says)
    return said(`iogpu.wired_limit_mb: ${before} -> ${argv.at(-1)}\n`)
  }
  const answer = (question: Question): Reading<string> => {
    if (question.kind !== 'command') return failed('only commands are run')
    const key = keyOf(question)
    asked.push(key)
    if (key === keyOf(limitSysctl.question)) return said(sysctlText(mac, state.overrideMib))
    if (key === keyOf(wiredLimitNow.question))
      return readsBack ? said(`${state.overrideMib}\n`) : failed('exit 1')
    if (key === keyOf(metalDevice.question)) return metalText(mac, state.overrideMib)
    return authorised(question.argv)
  }
  const notes: object[] = []
  const noted = (line: object): Reading<null> => {
    notes.push(line)
    return { kind: 'ok', value: null, atMs: 0, tookMs: 0 }
  }
  const { host } = createFakeHost(new Map(), mac.platform ?? 'darwin')
  const own: Host = { ...host, mode: mac.mode ?? 'live', ask: async (question) => answer(question) }
  const desk = createLimitDesk({
    host: own,
    snapshotNow: async () => snapshotOf(mac, overrideMib),
    hurryLimit: () => void state.hurried++,
    log: {
      begin: async (begun) => noted(begun),
      end: async (ended) => noted(ended),
      newest: async () => failed('not in this test'),
      forget: async () => failed('not in this test'),
    },
  })
  return {
    desk,
    notes,
    runs,
    asked,
    hurried: () => state.hurried,
    overrideMib: () => state.overrideMib,
  }
}

// an unknown name is told on stderr
function sysctlText(mac: LimitMac, overrideMib: number | null): string {
  const { processor = 'Apple M2 Max', ramGib = 64, system } = mac
  return [
    ...(ramGib === null ? [] : [`hw.memsize: ${ramGib * gib}`]),
    `machdep.cpu.brand_string: ${processor}`,
    'sysctl.proc_translated: 0',
    ...(overrideMib === null ? [] : [`iogpu.wired_limit_mb: ${overrideMib}`]),
    ...(system?.startsWith('macOS 13') === true ? ['debug.iogpu.wired_limit: 0'] : []),
    '',
  ].join('\n')
}

function metalText(mac: LimitMac, overrideMib: number | null): Reading<string> {
  if (mac.metalBytes === null) return failed('no answer within 3 s')
  const bytes =
    mac.metalBytes ?? (overrideMib ? overrideMib * 2 ** 20 : (mac.defaultGib ?? 48) * gib)
  return said(JSON.stringify({ name: 'Apple M2 Max', workingSet: String(bytes), unified: true }))
}
