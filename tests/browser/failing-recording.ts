import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const workstation = fileURLToPath(
  new URL('../fixtures/recordings/linux-workstation.jsonl', import.meta.url),
)

interface Failure {
  readonly fromMs: number
  /** The keys of the answers that fail: `/proc/meminfo`. */
  readonly keys: readonly string[]
  readonly error: string
}

/** Composes a recording in `folder`: the workstation, of whose sources some fail from an instant on. */
export async function writeFailingRecording(
  folder: string,
  { fromMs, keys, error }: Failure,
): Promise<string> {
  const [header = '', ...lines] = (await readFile(workstation, 'utf8')).trimEnd().split('\n')
  const entries: readonly { atMs: number; kind: string; key: string }[] = lines.map((line) =>
    JSON.parse(line),
  )
  const failed = keys.flatMap((key) => {
    const kind = entries.find((entry) => entry.key === key)?.kind
    if (kind === undefined) throw new Error(`no ${key} in the workstation`)
    return [{ atMs: fromMs, kind, key, ok: false, error, tookMs: 0.1 }]
  })
  const kept = entries.filter(({ key, atMs }) => atMs < fromMs || !keys.includes(key))
  const file = join(folder, 'failing.jsonl')
  const text = [...kept, ...failed].map((entry) => JSON.stringify(entry))
  await writeFile(file, [header, ...text].join('\n') + '\n')
  return file
}
