import { formatBytes } from '../../shared/units.ts'
import { createCore } from '../core/core.ts'
import { reasonOf } from '../host/attempt.ts'
import { createLocalHost } from '../host/local.ts'
import { createRecorder, type Recorder } from '../host/recorder.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { createCatalogue } from '../inference/diagnosis/catalogue.ts'
import { createKeepLines } from '../inference/logs/kept-lines.ts'
import { printJson, say } from './output.ts'

export interface RecordOptions {
  readonly out: string
  /** null: until it is stopped. */
  readonly forMs: number | null
  /** Prints the Snapshots meanwhile, as `watch --json` does. */
  readonly json: boolean
}

/** `headroom record`: the raw answers of every source to a new file, without the secrets that `redact` recognises. */
export async function record({ out, forMs, json }: RecordOptions): Promise<ExitCode> {
  const recorder = await newRecorder(out)
  const core = await createCore(recorder.host, { roomCapBytes: null })
  if (json) core.onSnapshot(printJson)
  core.look()
  core.start()
  say(`Recording to ${out}${forMs === null ? ' until you press Ctrl-C' : ''}`)
  await Promise.race([untilStopped(), recorder.failed, ...(forMs === null ? [] : [sleep(forMs)])])
  await core.close()
  await recorder.close()
  const failure = recorder.failure()
  if (failure !== null) throw new UsageError(`${out} could not be written: ${failure}`)
  say(`Recorded ${formatBytes(recorder.writtenBytes())}; play it with: headroom replay ${out}`)
  return exitCode.yes
}

async function newRecorder(out: string): Promise<Recorder> {
  try {
    const index = createCatalogue()
    return await createRecorder(createLocalHost(), out, () => createKeepLines(index))
  } catch (error) {
    // any error of the disk, above all EEXIST: a recording is never overwritten
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new UsageError(
      isThere ? `${out} exists already` : `${out} cannot be written: ${reasonOf(error)}`,
    )
  }
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
