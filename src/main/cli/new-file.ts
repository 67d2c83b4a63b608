import { writeFile } from 'node:fs/promises'
import { UsageError } from '../../shared/exit-code.ts'
import { reasonOf } from '../host/attempt.ts'

/** Never over one that is there, and for its owner's eyes alone. Throws UsageError. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    // any error of the disk, above all EEXIST
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new UsageError(
      isThere ? `${path} exists already` : `${path} cannot be written: ${reasonOf(error)}`,
    )
  }
}
