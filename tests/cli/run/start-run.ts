import { join } from 'node:path'
import { program } from '../../headroom-program.ts'
import { numberFrom, startChild, tempFolder, type Child } from '../../processes.ts'
import { userAt } from './user-terminal.ts'

/** `headroom run` without a terminal, of a user with this home. */
export const startRun = (
  args: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>> = {},
): Child =>
  startChild([process.execPath, program, 'run', ...args], { ...userAt(home), ...environment })

export interface StartedRun {
  readonly child: Child
  readonly programPid: number
}

/** Runs a script that writes its number to `$PID` when it is ready. */
export async function startHeadroomRun(script: string): Promise<StartedRun> {
  const home = tempFolder()
  const file = join(home, 'pid')
  const child = startRun(['--', '/bin/sh', '-c', script], home, { PID: file })
  return { child, programPid: await numberFrom(file) }
}
