import { argv, versions } from 'node:process'

/** Inside Electron the menu bar, else the command line: plain Node never loads Electron. */
if (versions['electron'] === undefined) {
  const { runCommand } = await import('./run-command.ts')
  await runCommand(argv)
} else {
  const { startMenuBar } = await import('./electron/start.ts')
  startMenuBar(argv)
}
