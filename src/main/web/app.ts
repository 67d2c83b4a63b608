import { UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { serve } from './serve.ts'

export interface AppOptions {
  readonly mustHaveWindow: boolean
  /** Why there is no window, as the launcher found; null: none was wanted. */
  readonly whyNoWindow: string | null
  /** A recording that is shown over and over instead of this machine; null for none. */
  readonly replayFile: string | null
}

/** Headroom without a command, where there is no window to show it in: in the browser, and one line that says so. */
export async function startApp({
  mustHaveWindow,
  whyNoWindow,
  replayFile,
}: AppOptions): Promise<ExitCode> {
  if (mustHaveWindow)
    throw new UsageError(`there is no window: ${whyNoWindow ?? '--headless was given'}`)
  if (whyNoWindow !== null) {
    process.stdout.write(`${whyNoWindow}, so Headroom shows itself in the browser:\n`)
  }
  return serve({
    port: null,
    address: '127.0.0.1',
    tokenFile: null,
    allowsActs: false,
    replayFile,
    roomCapBytes: null,
  })
}
