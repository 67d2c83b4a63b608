import { keepLean } from './host/lean-engine.ts'
import { isInElectron } from './in-electron.ts'

const { argv, exit } = process

/** Inside Electron the menu bar, or the command line where it is asked for; plain Node never loads Electron. */
if (!isInElectron) {
  if (argv[2] === 'serve') keepLean() // it stays: the other commands work and end
  const { runCommand } = await import('./run-command.ts')
  await runCommand(argv.slice(2), exit)
} else {
  const { commandIn } = await import('./electron/app-arguments.ts')
  const args = commandIn(argv)
  if (args === null) {
    const { startMenuBar } = await import('./electron/start.ts')
    startMenuBar(argv)
  } else {
    const { becomeCommand } = await import('./electron/as-command.ts')
    const { runCommand } = await import('./run-command.ts')
    await runCommand(args, becomeCommand())
    // main is never loaded to its end, so Electron never comes to `ready`: the command ends the process
    await new Promise(() => undefined)
  }
}
