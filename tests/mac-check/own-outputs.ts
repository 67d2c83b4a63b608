import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseRecording } from '../../src/main/host/recording.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { fromRoot } from '../from-root.ts'
import { judged, notAsked, wrong, type Doubt } from './doubt.ts'
import type { Mac } from './mac.ts'
import { told } from './run-command.ts'

const entry = fromRoot('bin/headroom.mjs')
const built = fromRoot('out/main/index.js')
const notBuilt = 'Headroom is not built (npm run build)'

interface OwnOutput {
  readonly command: readonly string[]
  readonly file: string
  readonly title: string
  readonly deadlineMs: number
}

/** Exit codes of commands that have told something: yes, no, cannot tell. */
const telling: ReadonlySet<number> = new Set([0, 1, 3])

const printed = ({ command, file, title, deadlineMs }: OwnOutput, folder: string): Doubt => ({
  id: `own-${command[0]}`,
  title,
  why: 'It is what a user sees, from all sources together.',
  assumption: 'it ends with an answer, and no source has failed',
  at: [{ file: 'src/main/monitor/darwin/sources.ts', text: 'export function createDarwinSources' }],
  marks: [],
  deadlineMs: deadlineMs + 5_000,
  ask: async (mac) => {
    if (!existsSync(built)) return notAsked(notBuilt)
    const ran = await mac.run([process.execPath, entry, ...command], { deadlineMs })
    if (ran.code === null || !telling.has(ran.code)) return wrong(told(ran))
    await writeFile(join(folder, file), mac.redact(ran.stdout), { flag: 'wx', mode: 0o600 })
    const failed = sourcesIn(jsonIn(ran.stdout)).filter(({ kind }) => kind === 'failed')
    const lines = failed.map(({ id, reason }) => `${id}: ${reason}`)
    return judged(lines.length === 0, [`exit ${ran.code}, kept as ${file}`, ...lines].join('\n'))
  },
})

interface ToldSource {
  readonly id: string
  readonly kind: string
  readonly reason: string
}

function sourcesIn(value: unknown): readonly ToldSource[] {
  if (typeof value !== 'object' || value === null || !('sources' in value)) return []
  if (!Array.isArray(value.sources)) return []
  return value.sources.flatMap((source: unknown): readonly ToldSource[] => {
    if (typeof source !== 'object' || source === null) return []
    const { id, kind, reason } = { id: '', kind: '', reason: '', ...source }
    return [{ id: String(id), kind: String(kind), reason: String(reason) }]
  })
}

const recordsForS = 30

const record = (folder: string): Doubt => ({
  id: 'own-record',
  title: `Does headroom record keep ${recordsForS} s of this Mac, to be replayed anywhere?`,
  why: 'A recording of a real Mac becomes a fixture; every one so far was composed.',
  assumption: 'it ends well, and the file is a recording',
  at: [{ file: 'src/main/host/recorder.ts', text: 'export async function createRecorder' }],
  marks: [],
  deadlineMs: recordsForS * 1_000 + 30_000,
  ask: async (mac: Mac) => {
    if (!existsSync(built)) return notAsked(notBuilt)
    const path = join(folder, 'recording.jsonl')
    const argv = [entry, 'record', '--out', path, '--for', `${recordsForS}s`]
    const ran = await mac.run([process.execPath, ...argv], {
      deadlineMs: recordsForS * 1_000 + 20_000,
    })
    if (ran.code !== 0) return wrong(told(ran))
    // it is redacted as it is written; once more, for what this check knows of users beside
    const text = mac.redact(await readFile(path, 'utf8'))
    await writeFile(path, text)
    const { entries } = parseRecording(text)
    const failed = new Set(
      entries.filter(({ ok, absent }) => !ok && absent !== true).map(({ key }) => key),
    )
    const evidence = `${entries.length} answers, kept as recording.jsonl; failed: ${[...failed].join('; ') || 'none'}`
    return judged(entries.length > 0, evidence)
  },
})

/** What the program itself makes of this Mac, kept in `folder`. */
export const ownDoubts = (folder: string): readonly Doubt[] => [
  printed(
    {
      command: ['doctor', '--json'],
      file: 'doctor.json',
      title: 'Do all sources answer to doctor?',
      deadlineMs: 60_000,
    },
    folder,
  ),
  printed(
    {
      command: ['status', '--json'],
      file: 'status.json',
      title: 'Does status tell the room?',
      deadlineMs: 60_000,
    },
    folder,
  ),
  record(folder),
]
