import type { NoReading } from '../../../../shared/reading.ts'
import { countAt, figureAt, textAt } from '../../answers/forms.ts'
import type { Asker } from '../../../host/host.ts'
import { jsonValue } from './look.ts'

/** A file as it is now. */
export interface FileIdentity {
  readonly kind: 'ok'
  /** The same for all paths to it. */
  readonly id: string
  /** For as long as this is the same, so is what stands in it. */
  readonly identity: string
  readonly sizeBytes: number
  readonly modifiedAtMs: number
}

export async function readIdentity(
  asker: Asker,
  path: string,
): Promise<FileIdentity | NoReading | { readonly kind: 'no file' }> {
  const answer = await asker.ask({ kind: 'stat', path })
  if (answer.kind !== 'ok') return answer
  const stat = jsonValue(answer.value)
  if (textAt(stat, 'type') !== 'file') return { kind: 'no file' }
  const id = `${figureAt(stat, 'device')}:${figureAt(stat, 'inode')}`
  const sizeBytes = countAt(stat, 'sizeBytes') ?? 0
  const modifiedAtMs = figureAt(stat, 'modifiedAtMs') ?? 0
  return { kind: 'ok', id, identity: `${id}:${sizeBytes}:${modifiedAtMs}`, sizeBytes, modifiedAtMs }
}
