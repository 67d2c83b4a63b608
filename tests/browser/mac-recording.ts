import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The composed Macs. */
export const macs = [
  'mac-m2max-32gb-loading',
  'mac-m4-16gb-swapping',
  'mac-m5max-128gb-unload',
  'mac-64gb-two-servers',
  'mac-m1pro-16gb-refused',
] as const
export type MacName = (typeof macs)[number]

export const macRecording = (name: MacName): string =>
  fileURLToPath(new URL(`../fixtures/recordings/${name}.jsonl`, import.meta.url))

interface Entry {
  readonly atMs: number
  /** The header has neither. */
  readonly kind?: string
  readonly key?: string
}

/** The recording from an instant on: nobody waits for what comes before. Each question is answered as it last was; a log is whole. */
export async function writeFrom(folder: string, name: MacName, fromMs: number): Promise<string> {
  const text = await readFile(macRecording(name), 'utf8')
  const [header = '{}', ...lines] = text.trimEnd().split('\n')
  const { startedAt, ...rest } = JSON.parse(header) as { readonly startedAt: string }
  const entries = lines.map((line): Entry => JSON.parse(line))
  const before = entries.filter(({ atMs }) => atMs <= fromMs)
  const answers = before.filter(({ kind }) => kind !== 'log')
  const last = new Map(answers.map((one) => [`${one.kind} ${one.key}`, one]))
  const kept = [
    { ...rest, startedAt: new Date(Date.parse(startedAt) + fromMs).toISOString() },
    ...[...last.values(), ...before.filter(({ kind }) => kind === 'log')].map((entry) => ({
      ...entry,
      atMs: 0,
    })),
    ...entries
      .filter(({ atMs }) => atMs > fromMs)
      .map((entry) => ({ ...entry, atMs: entry.atMs - fromMs })),
  ]
  return written(folder, kept.map((one) => JSON.stringify(one)).join('\n'))
}

/** The recording in which something has another name, wherever it stands. */
export async function writeRenamed(
  folder: string,
  name: MacName,
  from: string,
  to: string,
): Promise<string> {
  const text = await readFile(macRecording(name), 'utf8')
  if (!text.includes(from)) throw new Error(`no ${from} in ${name}`)
  return written(folder, text.trimEnd().replaceAll(from, to))
}

/** The recording without the answers of one program: `/usr/bin/osascript`. */
export async function writeWithout(
  folder: string,
  name: MacName,
  program: string,
): Promise<string> {
  const lines = (await readFile(macRecording(name), 'utf8')).trimEnd().split('\n')
  const kept = lines.filter((line) => !(JSON.parse(line) as Entry).key?.startsWith(program))
  if (kept.length === lines.length) throw new Error(`no ${program} in ${name}`)
  return written(folder, kept.join('\n'))
}

async function written(folder: string, text: string): Promise<string> {
  const file = join(folder, 'mac.jsonl')
  await writeFile(file, `${text}\n`)
  return file
}
