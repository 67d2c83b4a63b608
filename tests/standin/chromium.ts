import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { unseenFeatures } from '../browser/chromium-features.ts'
import { createConnection, type Connection } from './cdp.ts'
import { pageDomain } from './own-scheme.ts'
import { createTargets, type Targets } from './targets.ts'

export interface Chromium extends Connection {
  readonly targets: Targets
  readonly pid: number
  readonly ended: Promise<void>
}

/** As few words of Chromium's own to the network as can be; no sandbox, since the tests may run as root. */
const flags: readonly string[] = [
  '--headless=new',
  '--no-sandbox',
  '--no-startup-window',
  '--keep-alive-for-test', // without a window, too
  '--remote-debugging-port=0', // for Playwright
  '--remote-debugging-pipe', // for us; Chromium ends with it, so none outlives a stand-in that was killed
  '--block-new-web-contents', // known to the headless shell alone; targets.ts does it for the others
  '--disable-site-isolation-trials', // a frame of another site stays in the session of its page
  `--host-resolver-rules=MAP *.${pageDomain} ~NOTFOUND`,
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-hang-monitor',
  `--disable-features=PaintHolding,HttpsUpgrades,MediaRouter,OptimizationHints,Translate,${unseenFeatures.join(',')}`,
  '--force-color-profile=srgb',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
]

interface Program {
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
}

async function findProgram(): Promise<Program> {
  const executablePath = process.env['HEADROOM_CHROMIUM'] ?? ''
  const libraries = process.env['HEADROOM_CHROMIUM_LIBRARIES'] ?? ''
  if (executablePath !== '')
    return { executablePath, env: libraries === '' ? {} : { LD_LIBRARY_PATH: libraries } }
  // loads Playwright, which takes longer than all the rest: only where nobody has named one
  return (await import('../browser/find-browser.ts')).findBrowser()
}

/** A Chromium with a profile of its own, which both end with this process; `say` gets the line that tells where its DevTools listen. */
export async function startChromium(say: (line: string) => void): Promise<Chromium> {
  const { executablePath, env } = await findProgram()
  const profile = mkdtempSync(join(tmpdir(), 'standin-chromium-'))
  const child = spawn(executablePath, [...flags, `--user-data-dir=${profile}`], {
    // what it writes beside its profile, whenever it comes to it, is nothing of the app's
    env: { ...process.env, ...env, XDG_CONFIG_HOME: join(profile, 'config') },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: true, // a group of its own: Ctrl-C reaches the stand-in alone, and one signal ends all of Chromium
  })
  const pid = child.pid
  if (pid === undefined) throw await startError(child, executablePath)
  watchOver(pid, profile)
  process.on('exit', () => {
    killGroup(pid)
    removeProfile(profile)
  })
  await devToolsLine(child, executablePath).then(say)
  const [, , , input, output] = child.stdio
  if (!(input instanceof Writable && output instanceof Readable)) throw new Error('no pipe')
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  child.unref()
  const connection = createConnection(input, output)
  return { ...connection, targets: await createTargets(connection), pid, ended }
}

const startError = (child: ChildProcess, path: string): Promise<Error> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(new Error(`${path}: ${error.message}`)))
  })

function devToolsLine(child: ChildProcess, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      if (process.env['STANDIN_CHROMIUM_LOG'] !== undefined) process.stderr.write(piece)
      if (text === 'done') return
      text += piece
      const line = /^DevTools listening on .*$/m.exec(text)?.[0]
      if (line === undefined) return
      text = 'done'
      resolve(line)
    })
    child.once('exit', (code) => reject(new Error(`${path} ended with ${code}: ${text}`)))
  })
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // ESRCH: it has ended by itself
  }
}

function removeProfile(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 })
  } catch {
    // ENOTEMPTY: a dying process still wrote; the watch removes it a moment later
  }
}

/** A shell that ends Chromium and removes its profile when this process is gone, even by SIGKILL. */
function watchOver(pid: number, profile: string): void {
  const script = [
    'read -r _',
    'kill -9 "-$0" 2>/dev/null',
    'for _ in 1 2 3 4 5; do sleep 0.2; rm -rf -- "$1" 2>/dev/null && break; done',
  ].join('\n')
  const watch = spawn('/bin/sh', ['-c', script, String(pid), profile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watch.unref()
  if (watch.stdin !== null && 'unref' in watch.stdin) (watch.stdin as { unref(): void }).unref()
}
