import type { Report, ReportMissing, ReportPart } from '../../../shared/report.ts'
import { reportKeptText, reportLines, reportRemovedText } from '../../../shared/report-text.ts'
import { attempt } from '../../host/attempt.ts'
import type { Clock } from '../../host/host.ts'
import type { Redact } from '../../host/redact.ts'
import { createReportRedact, ownIdentity, type KnownIdentity } from '../../host/report-redact.ts'
import { base64Of, packFiles, type PackedFile } from '../../host/zip-pack.ts'
import { ownFilesIn } from '../own-files.ts'
import type { OwnFolder } from '../own-desks.ts'
import { partSources, type PartSource, type ReportAsked } from './part-sources.ts'
import { cleanSegment, segmentNames } from './recorded-part.ts'

export interface ReportDesk {
  /** What it could not have is named in it: it is made in any case. */
  report(): Promise<Report>
}

export interface ReportWorld {
  readonly clock: Clock
  /** The machine itself; undefined: nothing is kept here. */
  readonly folder: OwnFolder | undefined
  readonly asked: ReportAsked
  /** What names this user and machine; its own by default. */
  readonly identity?: KnownIdentity | undefined
}

/** Of one part, and of all together before they are packed. */
const maxPartBytes = 6 * 2 ** 20
const maxBytes = 20 * 2 ** 20

/** A report that others may read: each part asked of its desk, cleaned and packed. One at a time: it takes some memory. */
export function createReportDesk(world: ReportWorld): ReportDesk {
  let running: Promise<Report> | null = null
  return {
    report: () => {
      running ??= reportOf(world).finally(() => {
        running = null
      })
      return running
    },
  }
}

async function reportOf(world: ReportWorld): Promise<Report> {
  const { clock, folder } = world
  const identity = world.identity ?? ownIdentity()
  const redact = cached(
    createReportRedact({
      ...identity,
      secrets: [...identity.secrets, ...(folder === undefined ? [] : await keptKeys(folder))],
    }),
  )
  const atMs = clock.nowMs()
  const gathered = createGathered()
  for (const source of partSources) await addPart(world, source, atMs, redact, gathered)
  await addRecording(folder, atMs, redact, gathered)
  const { parts, missing, files } = gathered.all()
  const readme = readmeOf({ schema: 'headroom/report/1', atMs, parts, missing, zipBytes: 0 })
  const contents = { schema: 'headroom/report-contents/1', atMs, parts, missing }
  const zip = await packFiles(
    [
      { name: 'README.txt', text: readme },
      { name: 'contents.json', text: `${JSON.stringify(contents, null, 2)}\n` },
      ...files,
    ],
    atMs,
  )
  return {
    schema: 'headroom/report/1',
    atMs,
    parts,
    missing,
    zipBytes: zip.length,
    zipBase64: base64Of(zip),
  }
}

interface Gathered {
  readonly add: (part: Omit<ReportPart, 'bytes'>, text: string) => void
  readonly miss: (missing: ReportMissing) => void
  readonly all: () => {
    readonly parts: readonly ReportPart[]
    readonly missing: readonly ReportMissing[]
    readonly files: readonly PackedFile[]
  }
}

function createGathered(): Gathered {
  const parts: ReportPart[] = []
  const missing: ReportMissing[] = []
  const files: PackedFile[] = []
  let leftBytes = maxBytes
  return {
    add: (part, text) => {
      const bytes = new TextEncoder().encode(text).length
      if (bytes > maxPartBytes || bytes > leftBytes) {
        missing.push({ kind: part.kind, name: part.name, reason: 'it is too large' })
        return
      }
      leftBytes -= bytes
      parts.push({ ...part, bytes })
      files.push({ name: part.name, text })
    },
    miss: (one) => void missing.push(one),
    all: () => ({ parts, missing, files }),
  }
}

async function addPart(
  { asked }: ReportWorld,
  { kind, name, make }: PartSource,
  atMs: number,
  redact: Redact,
  gathered: Gathered,
): Promise<void> {
  const answer = await attempt(atMs, () => make(asked, atMs, redact))
  if (answer.kind !== 'ok') return gathered.miss({ kind, name, reason: redact(answer.reason) })
  const { text, removedCount } = answer.value
  gathered.add({ kind, name, removedCount }, text)
}

/** The newest are wanted most: of too many the oldest are left out. */
async function addRecording(
  folder: OwnFolder | undefined,
  atMs: number,
  redact: Redact,
  gathered: Gathered,
): Promise<void> {
  const whole = { kind: 'recording', name: 'flight/' } as const
  const names = folder === undefined ? null : await segmentNames(folder)
  if (folder === undefined || names === null || names.kind !== 'ok' || names.value.length === 0) {
    const isFailed = names !== null && names.kind === 'failed'
    return gathered.miss({
      ...whole,
      reason: isFailed ? redact(names.reason) : 'nothing is recorded here',
    })
  }
  for (const name of names.value.toReversed()) {
    const segment = await attempt(atMs, () => cleanSegment(folder, name, redact))
    const found = segment.kind === 'ok' ? segment.value : segment
    if (found.kind !== 'ok') {
      gathered.miss({ ...whole, name: `flight/${name}`, reason: redact(found.reason) })
      continue
    }
    const { name: path, text, removedCount } = found.value
    gathered.add({ kind: whole.kind, name: path, removedCount }, text)
  }
}

/** Values of the files of keys, also of those that were kept aside: a broken one is no JSON. */
async function keptKeys({ host, folder }: OwnFolder): Promise<readonly string[]> {
  const files = (await ownFilesIn(host, folder)).filter(({ kind }) => kind === 'server-keys')
  const texts = await Promise.all(files.map(({ path }) => host.ask({ kind: 'file', path })))
  return texts.flatMap((text) =>
    text.kind !== 'ok'
      ? []
      : [...text.value.matchAll(/:\s*"((?:[^"\\]|\\.){6,512})"/g)].map(([, key = '']) => key),
  )
}

/** One text comes often: names of apps in every entry of a recording. */
function cached(redact: Redact): Redact {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const clean = redact(text)
    if (text.length <= maxCachedLength && known.size < maxCached) known.set(text, clean)
    return clean
  }
}
const maxCachedLength = 4_096
const maxCached = 20_000

const readmeOf = (report: Omit<Report, 'zipBase64'>): string =>
  [
    'A report of Headroom.',
    '',
    ...reportLines(report),
    '',
    reportRemovedText,
    reportKeptText,
    'A file of flight/ plays with: headroom replay FILE',
    '',
  ].join('\n')
