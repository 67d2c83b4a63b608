import type { Reading } from '../../shared/reading.ts'
import { attempt, Refusal } from './attempt.ts'
import { createFiles } from './local-file.ts'
import { parseRecording, type Recording } from './recording.ts'

/** A day of a busy machine; a larger file is no recording of ours. */
const maxBytes = 512 * 2 ** 20
const deadlineMs = 60_000

const ending = '.jsonl'

/** A recording from its file, whose ending may be left out; `absent` or `failed` with the reason where it cannot be read. */
export async function openRecording(path: string): Promise<Reading<Recording>> {
  const opened = await open(path)
  return opened.kind === 'absent' && !path.endsWith(ending) ? open(`${path}${ending}`) : opened
}

const open = (path: string): Promise<Reading<Recording>> =>
  attempt(Date.now(), async () => {
    const files = createFiles()
    // before any of it is in memory
    const { sizeBytes } = await files.stat(path)
    if (sizeBytes > maxBytes) throw new Refusal(`larger than ${maxBytes} bytes`)
    return parseRecording(await files.readNamed(path, maxBytes, deadlineMs))
  })
