import { lstat, writeFile } from 'node:fs/promises'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import { reportKeptText, reportLines, reportRemovedText } from '../../shared/report-text.ts'
import type { Report } from '../../shared/report.ts'
import { formatBytes } from '../../shared/units.ts'
import { reasonOf } from '../host/attempt.ts'
import { askYesNo } from './ask-yes-no.ts'
import { print, say } from './output.ts'
import { openOwnCore } from './own-core.ts'

export interface ReportOptions {
  /** null: only where nothing is to be written. */
  readonly out: string | null
  readonly isConfirmed: boolean
  readonly isDryRun: boolean
}

/** `headroom report`: the list of what it would hold, then the question, then the file. */
export async function report({ out, isConfirmed, isDryRun }: ReportOptions): Promise<ExitCode> {
  if (!isDryRun) await refuseEarly(out, isConfirmed)
  const made = await ownReport()
  reportLines(made).forEach((line) => print(printable(line, maxLineLength)))
  print('')
  print(reportRemovedText)
  print(reportKeptText)
  if (isDryRun || out === null) return exitCode.yes
  const size = formatBytes(made.zipBytes)
  if (!isConfirmed && !(await askYesNo(`Write it to ${out} (${size})?`))) {
    say('Nothing was written')
    return exitCode.no
  }
  await writeNew(out, made)
  say(`Wrote ${out} (${size}): nothing was sent anywhere`)
  return exitCode.yes
}

const maxLineLength = 400

/** Before anything is asked of the machine: it takes some seconds. */
async function refuseEarly(out: string | null, isConfirmed: boolean): Promise<void> {
  if (out === null) throw new UsageError('--out names the file; --list only shows the contents')
  if (!isConfirmed && !process.stdin.isTTY) {
    throw new UsageError('nobody is there to look through the list: add --yes, or --list')
  }
  const isThere = await lstat(out).then(
    () => true,
    () => false, // ENOENT, or what the writing will say
  )
  if (isThere) throw new UsageError(`${out} exists already`)
}

async function ownReport(): Promise<Report> {
  const core = await openOwnCore({ roomCapBytes: null })
  try {
    core.look() // what is asked only for lookers is asked as well
    await core.snapshotOnce()
    await core.snapshotOnce() // what needs another source's answer is asked by now
    return await core.report()
  } finally {
    await core.close()
  }
}

async function writeNew(out: string, { zipBase64 }: Report): Promise<void> {
  try {
    await writeFile(out, Buffer.from(zipBase64, 'base64'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    // any error of the disk, above all EEXIST: nothing is ever overwritten
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new UsageError(
      isThere ? `${out} exists already` : `${out} cannot be written: ${reasonOf(error)}`,
    )
  }
}
