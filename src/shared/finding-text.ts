import { baseName } from './base-name.ts'
import { printedLine, type Finding, type FindingClass, type LogPlace } from './finding.ts'
import { printable } from './printable.ts'
import { nameOf, titleAmong } from './server-text.ts'
import type { Snapshot } from './snapshot.ts'
import { formatCount, formatSpan } from './units.ts'

/** As many as fit on a screen beside all else; more are a count. */
export const screenFindingCount = 3

/** What has happened, in a few words: the same on every face. */
export const titleOfClass: Readonly<Record<FindingClass, string>> = {
  'metal-alloc-failed': 'The GPU refused memory',
  'metal-oom-mid-generation': 'The GPU ran out of memory at work',
  'mlx-alloc-too-large': 'One array is too large for Metal',
  'mps-oom': 'PyTorch got no memory on the GPU',
  'system-memory-refused': 'Not enough system memory',
  'killed-by-system': 'The process was killed',
  'gpu-timeout': 'The GPU took too long',
  'gpu-reset': 'The GPU was reset',
  'context-full': 'The context is full',
  'gguf-incompatible': 'The program cannot read this model',
  'model-missing': 'The model was not found',
  'metal-unsupported-op': 'Metal lacks what the model needs',
  'cpu-fallback': 'The CPU does the work',
  rosetta: 'An Intel build on Apple silicon',
  'gpu-flat': 'It generates, and the GPU does nothing',
  'slow-generation': 'Slower than this machine can be',
  'gpu-held': 'Others hold GPU memory',
}

export const titleOf = (finding: Pick<Finding, 'class' | 'title'>): string =>
  finding.title ?? titleOfClass[finding.class]

/** A finding as every face says it; all foreign text in it may be shown as it is. */
export interface ShownFinding {
  readonly title: string
  /** `Ollama`, `llama.cpp, LM Studio on port 1234`; null where nothing tells. */
  readonly who: string | null
  /** `5 min ago`, `3 times, last 5 min ago`, `for 20 s`; null where it is not known. */
  readonly when: string | null
  readonly sentence: string
  readonly cause: string
  readonly fixes: readonly ShownFix[]
  readonly misadvice: readonly { readonly advice: string; readonly why: string }[]
  /** null for what the machine shows as it is. */
  readonly place: ShownPlace | null
}

export interface ShownFix {
  readonly text: string
  /** May have several lines; null where there is none. */
  readonly command: string | null
  readonly costs: string | null
}

export interface ShownPlace {
  /** `server.log, line 120` */
  readonly name: string
  /** With its folder: `/tmp/server.log, line 120`. */
  readonly inFull: string
  readonly line: string
}

const maxTextLength = 1_000
const maxNameLength = 60
const maxPathLength = 400
/** A path of macOS has up to 1024 letters: no command is cut. */
const maxCommandLength = 4_000

export function shownFinding(
  finding: Finding,
  snapshot: Pick<Snapshot, 'servers' | 'atMs'>,
): ShownFinding {
  const { sentence, cause, fixes, misadvice, place } = finding
  return {
    title: titleOf(finding),
    who: whoOf(finding, snapshot),
    when: whenOf(finding, snapshot.atMs),
    sentence: printable(sentence, maxTextLength),
    cause: printable(cause, maxTextLength),
    fixes: fixes.map(({ text, command, costs }) => ({
      text: printable(text, maxTextLength),
      command: command === null ? null : printableCommand(command),
      costs: costs === null ? null : printable(costs, maxTextLength),
    })),
    misadvice: misadvice.map(({ advice, why }) => ({
      advice: printable(advice, maxTextLength),
      why: printable(why, maxTextLength),
    })),
    place: place === null ? null : shownPlace(place),
  }
}

/** `Ollama on port 11435` says of itself that it is Ollama. */
function whoOf(
  { program, serverId }: Finding,
  { servers }: Pick<Snapshot, 'servers'>,
): string | null {
  const server = servers.find(({ id }) => id === serverId)
  const name = program === null ? null : nameOf(program)
  if (server === undefined) return name
  const title = titleAmong(server, servers)
  const isSaid = name === null || title.toLowerCase().startsWith(name.toLowerCase())
  return isSaid ? title : `${name}, ${title}`
}

/** What the machine shows lasts; what a log tells has happened, and may have happened again since. */
function whenOf({ atMs, lastAtMs, count, place }: Finding, nowMs: number): string | null {
  const times = count > 1 ? `${formatCount(count)} times` : null
  const saidAtMs = place === null ? atMs : lastAtMs
  if (saidAtMs === null) return times
  const span = formatSpan(Math.max(0, nowMs - saidAtMs))
  if (place === null) return `for ${span}`
  return times === null ? `${span} ago` : `${times}, last ${span} ago`
}

function shownPlace({ path, lineNumber, line }: LogPlace): ShownPlace {
  const at = lineNumber === null ? '' : `, line ${formatCount(lineNumber)}`
  return {
    name: `${printable(baseName(path), maxNameLength)}${at}`,
    inFull: `${printable(path, maxPathLength)}${at}`,
    line: printedLine(line),
  }
}

/** A command as it may be shown and pasted: what it names may be foreign. */
export const printableCommand = (command: string): string =>
  command
    .split('\n')
    .map((line) => printable(line, maxCommandLength))
    .join('\n')
