import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import { Absent } from '../../host/attempt.ts'
import type { Probe } from '../probe.ts'
import { positiveIn } from './forms/figure.ts'

/** What Metal says of the GPU that programs get by default. */
export interface MetalDevice {
  readonly name: string | null
  /** recommendedMaxWorkingSetSize; follows `iogpu.wired_limit_mb`, so it may lie above RAM. */
  readonly limitBytes: number
  /** maxBufferLength: the largest single buffer. */
  readonly maxBufferBytes: number | null
  readonly hasUnifiedMemory: boolean | null
}

/**
 * JavaScript for Automation: part of macOS, no root and no compiler. A function needs its brackets, a property must not have
 * them; a nil object is truthy; 64-bit integers come as numbers or as strings. Core Graphics first, for without it a
 * command-line tool gets no default device (Apple on MTLCreateSystemDefaultDevice).
 */
const script = `
try { ObjC.import('CoreGraphics') } catch (e) {}
ObjC.import('Metal')
if (typeof $.MTLCreateSystemDefaultDevice !== 'function') {
  ObjC.bindFunction('MTLCreateSystemDefaultDevice', ['id', []])
}
var d = $.MTLCreateSystemDefaultDevice(), o = {}
if (d && !d.isNil()) {
  o.name = String(ObjC.unwrap(d.name))
  o.workingSet = String(d.recommendedMaxWorkingSetSize)
  o.maxBuffer = String(d.maxBufferLength)
  o.unified = Boolean(d.hasUnifiedMemory)
}
JSON.stringify(o)
`.trim()

/** Every launch of osascript wakes LaunchServices: ask at the start, and when the wired limit has changed. */
export const metalDevice: Probe<MetalDevice> = {
  question: {
    kind: 'command',
    argv: ['/usr/bin/osascript', '-l', 'JavaScript', '-e', script],
    deadlineMs: 3_000,
  },
  parse: parseMetalDevice,
}

const figure = z.optional(z.union([z.string(), z.number()]))
const shape = z.object({
  name: z.optional(z.string()),
  workingSet: figure,
  maxBuffer: figure,
  unified: z.optional(z.boolean()),
})

// {"name":"Apple M4 Max","workingSet":"115448725504","maxBuffer":"86586540032","unified":true}
/** Throws Absent where there is no device (`{}`): in a sandbox, on a CI host, without a GPU. */
export function parseMetalDevice(text: string): MetalDevice {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  const parsed = shape.safeParse(jsonIn(json))
  if (!parsed.success) throw new ParseError('not the answer of Metal')
  const { name, workingSet, maxBuffer, unified } = parsed.data
  if (name === undefined && workingSet === undefined) throw new Absent('Metal names no device')
  const limitBytes = bytesIn(workingSet)
  if (limitBytes === null) throw new ParseError('Metal tells no working set')
  return {
    name: name || null,
    limitBytes,
    maxBufferBytes: bytesIn(maxBuffer),
    hasUnifiedMemory: unified ?? null,
  }
}

const bytesIn = (value: string | number | undefined): number | null =>
  positiveIn(value === undefined ? undefined : String(value))
