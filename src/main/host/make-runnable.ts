import { chmod, stat } from 'node:fs/promises'
import { reasonOf, Refusal } from './attempt.ts'

const runnable = 0o755
const mayRun = 0o111

/**
 * Gives everybody the right to run a program of ours. Nothing is touched where it is right already: in a signed app it must be. Throws
 * Refusal.
 */
export async function makeRunnable(path: string): Promise<void> {
  try {
    const { mode } = await stat(path)
    if ((mode & mayRun) !== mayRun) await chmod(path, runnable)
  } catch (error) {
    // ENOENT, EROFS, EPERM: as macOS would say "posix_spawnp failed", it is told here
    throw new Refusal(
      `the program that starts others in a terminal cannot be run (${reasonOf(error)}): install Headroom anew`,
    )
  }
}
