import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { positiveIn, sizeIfAny } from './forms/figure.ts'

/** What the machine is made of. Serial numbers and UUIDs stand in the same answer and are never read out. */
export interface SystemProfile {
  /** Of several GPUs the one that tells its cores (Apple's own), else the first. */
  readonly gpuName: string | null
  readonly gpuCoreCount: number | null
  /** Metal's word, as printed: `spdisplays_metal4`, `spdisplays_supported`. */
  readonly metal: string | null
  /** Displays attached, of all GPUs. */
  readonly displayCount: number | null
  readonly processor: string | null
  readonly modelIdentifier: string | null
  readonly modelName: string | null
  readonly totalBytes: number | null
  readonly coreCount: number | null
  readonly performanceCoreCount: number | null
  readonly efficiencyCoreCount: number | null
  /** As printed: `proc 8:4:4`. */
  readonly numberProcessors: string | null
  /** `26.6.2`; only where SPSoftwareDataType was asked for too. */
  readonly macosVersion: string | null
}

export const systemProfile: Probe<SystemProfile> = {
  question: {
    kind: 'command',
    // as JSON, for the text is in the language of the user
    argv: ['/usr/sbin/system_profiler', '-json', 'SPHardwareDataType', 'SPDisplaysDataType'],
    deadlineMs: 10_000,
  },
  parse: parseSystemProfile,
}

/** Anything: one value of a form that nobody knows must not take the others along. */
const word = z.optional(z.unknown())
const display = z.object({ _name: word, spdisplays_status: word })
const gpu = z.object({
  _name: word,
  sppci_model: word,
  sppci_cores: word,
  spdisplays_metal: word,
  spdisplays_metalfamily: word,
  spdisplays_mtlgpufamilysupport: word,
  spdisplays_ndrvs: z.optional(z.array(display)),
})
const hardware = z.object({
  chip_type: word,
  cpu_type: word,
  machine_model: word,
  machine_name: word,
  number_processors: word,
  physical_memory: word,
})
const shape = z.object({
  SPHardwareDataType: z.optional(z.array(hardware)),
  SPDisplaysDataType: z.optional(z.array(gpu)),
  SPSoftwareDataType: z.optional(z.array(z.object({ os_version: word }))),
})

type Gpu = z.infer<typeof gpu>

// { "SPHardwareDataType" : [ { "chip_type" : "Apple M1", "number_processors" : "proc 8:4:4", "physical_memory" : "16 GB" } ],
//   "SPDisplaysDataType" : [ { "_name" : "kHW_AppleM1Item", "sppci_cores" : "7", "sppci_model" : "Apple M1" } ] }
export function parseSystemProfile(text: string): SystemProfile {
  const parsed = shape.safeParse(jsonIn(text))
  if (!parsed.success) throw new ParseError('not the answer of system_profiler')
  const {
    SPHardwareDataType: machines,
    SPDisplaysDataType: gpus = [],
    SPSoftwareDataType: software,
  } = parsed.data
  if (machines === undefined && parsed.data.SPDisplaysDataType === undefined && !software) {
    throw new ParseError('system_profiler names neither machine nor display')
  }
  const machine = machines?.[0]
  const main = gpus.find(({ sppci_cores }) => textOf(sppci_cores) !== null) ?? gpus[0]
  return {
    gpuName: textOf(main?.sppci_model) ?? textOf(main?._name),
    gpuCoreCount: positiveIn(textOf(main?.sppci_cores) ?? undefined),
    metal: metalOf(main),
    displayCount: displayCountOf(gpus),
    processor: textOf(machine?.chip_type) ?? textOf(machine?.cpu_type),
    modelIdentifier: textOf(machine?.machine_model),
    modelName: textOf(machine?.machine_name),
    totalBytes: sizeIfAny(textOf(machine?.physical_memory) ?? undefined) || null,
    ...coresOf(textOf(machine?.number_processors)),
    macosVersion:
      /^\D*(\d+(?:\.\d+)*)\b/.exec(textOf(software?.[0]?.os_version) ?? '')?.[1] ?? null,
  }
}

const textOf = (value: unknown): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null

/** The key has had three names over the years. */
const metalOf = (main: Gpu | undefined): string | null =>
  textOf(main?.spdisplays_mtlgpufamilysupport) ??
  textOf(main?.spdisplays_metalfamily) ??
  textOf(main?.spdisplays_metal)

/** Intel's entries list a connector without a display, too. */
function displayCountOf(gpus: readonly Gpu[]): number | null {
  const lists = gpus.flatMap(({ spdisplays_ndrvs }) => spdisplays_ndrvs ?? [])
  if (gpus.every(({ spdisplays_ndrvs }) => spdisplays_ndrvs === undefined)) return null
  return lists.filter(
    (one) => !/not_?connected|no_display/i.test(textOf(one.spdisplays_status) ?? ''),
  ).length
}

type Cores = Pick<
  SystemProfile,
  'coreCount' | 'performanceCoreCount' | 'efficiencyCoreCount' | 'numberProcessors'
>

/**
 * `proc 8:4:4` is all, performance, efficiency; a plain number (Intel, virtual machines) is all. The M5 Max writes four
 * (`proc 18:6:0:12`): what its kinds are called is in hw.perflevel*, so nothing is read into their order.
 */
function coresOf(numberProcessors: string | null): Cores {
  const [, all, performance, efficiency] =
    /^(?:proc )?(\d+)(?::(\d+):(\d+))?(?::\d+)*$/.exec(numberProcessors ?? '') ?? []
  const coreCount = positiveIn(all)
  const isOfTwoKinds =
    performance !== undefined &&
    efficiency !== undefined &&
    numberProcessors?.split(':').length === 3 &&
    Number(performance) + Number(efficiency) === coreCount
  return {
    coreCount,
    performanceCoreCount: isOfTwoKinds ? Number(performance) : null,
    efficiencyCoreCount: isOfTwoKinds ? Number(efficiency) : null,
    numberProcessors,
  }
}
