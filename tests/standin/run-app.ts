import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { readAppPackage } from './app-paths.ts'
import type { Chromium } from './chromium.ts'
import type { CommandLine } from './command-line.ts'
import { createElectron } from './electron-module.ts'
import { resolveElectron } from './resolve-electron.ts'

/** Loads the app as Electron does: what `-r` names, then main to its end, then `ready`. */
export async function runApp(
  { required, switches, appPath }: CommandLine,
  chromium: Promise<Chromium>,
): Promise<void> {
  const appPackage = readAppPackage(appPath)
  const made = createElectron({ chromium, appPackage, switches })
  resolveElectron(made.electron, made.names)
  process.on('exit', made.release)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, made.quit)
  quitWithOuter(made.quit)
  void chromium.then(endWith)

  const require = createRequire(import.meta.url)
  for (const file of required) require(file)
  await import(pathToFileURL(appPackage.main).href) // to its end: `ready` never comes before
  await chromium
  made.becomeReady()
}

/** Without Chromium there is no app (and the other way round: chromium.ts). */
async function endWith({ ended }: Chromium): Promise<void> {
  await ended
  console.error('the stand-in: Chromium has ended')
  process.exit(1)
}

/** Where an older Node has started this one (`electron`), it may be killed without a word. */
function quitWithOuter(quit: () => void): void {
  if (process.env['STANDIN_OUTER'] !== '1') return
  delete process.env['STANDIN_OUTER']
  process.on('disconnect', quit)
  process.channel?.unref()
}
