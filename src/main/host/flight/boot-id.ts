import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const deadlineMs = 2_000

/**
 * What this run of the machine is told from every other by. Not `kern.boottime`: it moves with each setting of the clock.
 * `kern.bootsessionuuid` (xnu, bsd/kern/kern_sysctl.c) has never been asked on a Mac. null: nothing tells.
 */
export async function readBootId(): Promise<string | null> {
  try {
    const text =
      process.platform === 'darwin'
        ? (await run('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], { timeout: deadlineMs }))
            .stdout
        : await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return /^[\da-f-]{36}$/i.test(text.trim()) ? text.trim() : null
  } catch {
    // ENOENT, or a sysctl that knows no such name: nothing tells
    return null
  }
}

const run = promisify(execFile)
