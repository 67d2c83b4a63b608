import { readFileSync } from 'node:fs'
import inspector from 'node:inspector'
import { startChromium } from './chromium.ts'
import { parseCommandLine } from './command-line.ts'
import './own-node.ts' // as long as it is told truly

/** Becomes the main process of the app that the arguments name. Chromium starts before the rest is loaded. */
export async function start(executable: string, args: readonly string[]): Promise<void> {
  const commandLine = parseCommandLine(args, process.cwd())
  const chromium = startChromium((line) => process.stderr.write(`${line}\n`))
  chromium.catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
  dress(executable, args)
  const port = commandLine.switches.get('inspect')
  if (port !== undefined) inspector.open(Number(port)) // says on stderr where it listens
  const { runApp } = await import('./run-app.ts')
  await runApp(commandLine, chromium)
}

/** What a program sees of Electron without asking for its API. */
function dress(executable: string, args: readonly string[]): void {
  const electronPackage = new URL('../../node_modules/electron/package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(electronPackage, 'utf8')) as {
    readonly version: string
  }
  const versions = { ...process.versions, electron: version }
  const worn = { versions, type: 'browser', defaultApp: true, execPath: executable }
  for (const [name, value] of Object.entries(worn))
    Object.defineProperty(process, name, { value, enumerable: true, configurable: true })
  process.argv = [executable, ...args]
}
