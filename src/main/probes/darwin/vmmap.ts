import { pid, type Pid } from '../../../shared/ids.ts'
import { ParseError } from '../../../shared/parse.ts'
import type { Probe } from '../probe.ts'
import { isRoundedSize, positiveIn, sizeIfAny } from './forms/figure.ts'
import { regionsIn, type VmmapRegion } from './vmmap-regions.ts'
import { wholeLines } from './forms/whole-lines.ts'

/** The memory of one process by kinds of regions; null where the text does not say it. */
export interface VmmapSummary {
  readonly pid: Pid | null
  readonly name: string | null
  /** `ARM64`, `X86-64`. */
  readonly codeType: string | null
  /** `13.3.1`. */
  readonly osVersion: string | null
  readonly pageBytes: number | null
  readonly footprintBytes: number | null
  readonly peakBytes: number | null
  /** The footprints have one digit behind the point, in K, M or G. */
  readonly isRounded: boolean
  /** By region type. The totals are not among them. */
  readonly regions: ReadonlyMap<string, VmmapRegion>
  readonly total: VmmapRegion | null
}

/** It walks the whole address space: some 800 ms, and it stops the process meanwhile. On demand only. */
const deadlineMs = 10_000

export const vmmapSummary = (pid: Pid): Probe<VmmapSummary> => ({
  question: { kind: 'command', argv: ['/usr/bin/vmmap', '-summary', String(pid)], deadlineMs },
  parse: parseVmmapSummary,
})

const field = /^([A-Z][\w /()]*):\s+(\S.*)$/

// Process:         ollama [812]
// Code Type:       ARM64
// OS Version:      macOS 15.5 (24F74)
//
// Physical footprint:         5.2G
// Physical footprint (peak):  7.1G
export function parseVmmapSummary(text: string): VmmapSummary {
  const lines = wholeLines(text)
  const fields = new Map<string, string>()
  for (const line of lines) {
    const [, label, value] = field.exec(line) ?? []
    if (label !== undefined && value !== undefined) fields.set(label, value.trim())
  }
  const [, name, digits] = /^(.+) \[(\d+)\]$/.exec(fields.get('Process') ?? '') ?? []
  const processId = positiveIn(digits)
  const footprint = fields.get('Physical footprint')
  const { regions, total } = regionsIn(lines)
  if (name === undefined && footprint === undefined && regions.size === 0) {
    throw new ParseError('neither a process, nor a footprint, nor a region')
  }
  const [, osVersion] = /^(?:macOS|Mac OS X) (\d[\d.]*)/.exec(fields.get('OS Version') ?? '') ?? []
  const [, pageBytes] = /^(\d+) bytes$/.exec(fields.get('VM page size') ?? '') ?? []
  const footprints = [footprint, fields.get('Physical footprint (peak)')]
  const [footprintBytes = null, peakBytes = null] = footprints.map(sizeIfAny)
  return {
    pid: processId === null ? null : pid(processId),
    name: name ?? null,
    codeType: fields.get('Code Type') ?? null,
    osVersion: osVersion ?? null,
    pageBytes: positiveIn(pageBytes),
    footprintBytes,
    peakBytes,
    isRounded: footprints.some((size) => size !== undefined && isRoundedSize(size)),
    regions,
    total,
  }
}
