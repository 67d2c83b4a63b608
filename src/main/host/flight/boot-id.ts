import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const deadlineMs = 2_000

/** xnu, bsd/kern/kern_sysctl.c; it has never been asked on a Mac. `kern.boottime` moves with each setting of the clock. */
export const bootIdArgv = ['/usr/sbin/sysctl', '-n', 'kern.bootsessionuuid'] as const

/** 9A2B3C4D-1111-4222-8333-444455556666 */
export const bootIdIn = (text: string): string | null =>
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text.trim()) ? text.trim() : null

/** What this run of the machine is told from every other by; null: nothing tells. */
export async function readBootId(): Promise<string | null> {
  try {
    return bootIdIn(process.platform === 'darwin' ? await onDarwin() : await onLinux())
  } catch {
    // ENOENT, or a sysctl that knows no such name: nothing tells
    return null
  }
}

const onLinux = (): Promise<string> => readFile('/proc/sys/kernel/random/boot_id', 'utf8')

const run = promisify(execFile)
async function onDarwin(): Promise<string> {
  const [program, ...args] = bootIdArgv
  return (await run(program, args, { timeout: deadlineMs })).stdout
}
