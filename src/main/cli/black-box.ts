import type { BlackBox } from '../../shared/black-box.ts'
import { untoldOf } from '../../shared/untold-end.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import type { BlackBoxes } from '../core/black-box/black-boxes.ts'
import { openOwnRemembered } from '../core/own-remembered.ts'
import { Refusal } from '../host/attempt.ts'
import { blackBoxLines } from './black-box-lines.ts'
import { print, printJson, say } from './output.ts'

export interface BlackBoxOptions {
  /** All reports, not the newest alone. */
  readonly isWhole: boolean
  readonly marksSeen: boolean
  readonly json: boolean
}

/** `headroom blackbox`: what was found after ends that were no ordinary ones, by whichever Headroom of this user. */
export async function blackBox(options: BlackBoxOptions): Promise<ExitCode> {
  const remembered = await openOwnRemembered({ stays: false })
  try {
    return await tellBlackBox(remembered.blackBoxes, options)
  } finally {
    await remembered.close()
  }
}

type Readable = Pick<BlackBoxes, 'read' | 'seen'>

export async function tellBlackBox(
  boxes: Readable,
  { isWhole, marksSeen, json }: BlackBoxOptions,
): Promise<ExitCode> {
  const found = await boxes.read()
  const code = codeOf(found)
  if (!marksSeen) {
    tell(found, isWhole, json)
    return code
  }
  try {
    for (const { id, isSeen } of found.reports) if (!isSeen) await boxes.seen(id)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a Refusal is a sentence for people
    say(error.message)
    return exitCode.no
  }
  if (json) printJson(await boxes.read())
  else print('All reports are marked as seen.')
  return exitCode.yes
}

function tell(box: BlackBox, isWhole: boolean, json: boolean): void {
  if (json) printJson(box)
  else blackBoxLines(box, isWhole).forEach(print)
}

/** What nobody has seen yet is a finding. */
function codeOf({ reports, isUnread }: BlackBox): ExitCode {
  if (isUnread) return exitCode.cannotTell
  return untoldOf(reports) === null ? exitCode.yes : exitCode.no
}
