import { readFileSync } from 'node:fs'
import inspector from 'node:inspector'
import { startChromium } from './chromium.ts'
import { parseCommandLine } from './command-line.ts'
import './own-node.ts' // as long as it is told truly
import { packagedFolders } from './packaged.ts'

/** Becomes the main process of the app that the arguments name. Chromium starts before the rest is loaded. */
export async function start(executable: string, args: readonly string[]): Promise<void> {
  const packaged = packagedFolders(executable)
  const given = parseCommandLine(args, process.cwd())
  const commandLine = packaged === null ? given : { ...given, appPath: packaged.app }
  const chromium = startChromium((line) => process.stderr.write(`${line}\n`))
  chromium.catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
  dress(executable, args, packaged?.resources)
  const port = commandLine.switches.get('inspect')
  if (port !== undefined) inspector.open(Number(port)) // says on stderr where it listens
  const { runApp } = await import('./run-app.ts')
  await runApp(commandLine, chromium)
}

/** What a program sees of Electron without asking for its API. */
function dress(executable: string, args: readonly string[], resourcesPath?: string): void {
  const electronPackage = new URL('../../node_modules/electron/package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(electronPackage, 'utf8')) as {
    readonly version: string
  }
  const versions = { ...process.versions, electron: version }
  const own = resourcesPath === undefined ? { defaultApp: true } : { resourcesPath }
  const worn = { versions, type: 'browser', execPath: executable, ...own }
  for (const [name, value] of Object.entries(worn))
    Object.defineProperty(process, name, { value, enumerable: true, configurable: true })
  process.argv = [executable, ...args]
}
