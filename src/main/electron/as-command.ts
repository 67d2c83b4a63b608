import { app } from 'electron'
import { exitCode } from '../../shared/exit-code.ts'

/**
 * The app as a command of a terminal: no Dock icon, no lock, no window. Electron waits for main's last `await` before it makes
 * Chromium's processes and comes to `ready` (NodeBindings::JoinAppCode), and a command ends before that: none of them is ever
 * started, and Electron's own handlers of SIGINT and SIGTERM, which come later too, are not in our way. No Mac has confirmed it.
 * A terminal of `headroom run` is held by this very process: a utility process would need `ready`, and there is nothing else here
 * that it could take along.
 */
export function becomeCommand(): (code: number) => void {
  const end = (code: number): void => app.exit(code)
  const failed = (error: unknown): void => {
    process.stderr.write(
      `headroom: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`,
    )
    end(exitCode.no)
  }
  // any error: Electron would show a dialog, or a warning, and go on
  process.on('uncaughtException', failed)
  process.on('unhandledRejection', failed)
  // what only macOS has is not there elsewhere, whatever the types say
  app.setActivationPolicy?.('prohibited')
  return end
}
