import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { createReadStream, createWriteStream } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { chromium } from '@playwright/test'

const run = promisify(execFile)
const cacheDir = join(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
  '.cache',
  'chromium',
)
const sparticuz = '@sparticuz/chromium@153.0.0'

export interface FoundBrowser {
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
  /** Where it came from, for the line that says so. */
  readonly origin: string
}

const installedPaths: readonly string[] = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const canRun = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

/** A Chromium for the tests, in the order of design §6; installs one where it may. Throws with what a person can do. */
export async function findBrowser(): Promise<FoundBrowser> {
  const given = process.env['HEADROOM_CHROMIUM']
  if (given !== undefined && given !== '') {
    if (await canRun(given)) return { executablePath: given, env: {}, origin: 'HEADROOM_CHROMIUM' }
    throw new Error(`HEADROOM_CHROMIUM names ${given}, which cannot be run`)
  }
  for (const [origin, path] of [
    ["Playwright's own", chromium.executablePath()] as const,
    ...installedPaths.map((path) => ['installed', path] as const),
  ]) {
    if (await canRun(path)) return { executablePath: path, env: {}, origin }
  }
  const reasons: string[] = []
  for (const install of process.platform === 'linux' ? [fromNpm, fromDebian] : []) {
    try {
      return await install()
    } catch (error) {
      // no registry, no rights, or a binary that lacks a library: the next way may do
      reasons.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    }
  }
  throw new Error(
    `No browser for the tests. Install Chrome or Chromium, run "npx playwright install chromium", ` +
      `or name one in HEADROOM_CHROMIUM. ${reasons.join(' ')}`,
  )
}

/** A headless Chromium from npm, for machines without one and without root; with the libraries it brings along. */
async function fromNpm(): Promise<FoundBrowser> {
  const home = join(cacheDir, 'unpacked')
  const executablePath = join(home, 'chromium')
  if (!(await canRun(executablePath))) await unpackFromNpm(home)
  const fonts = join(home, 'fonts')
  const hasFonts = await canRun('/usr/share/fonts')
  const env = {
    LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
    ...(hasFonts ? {} : { FONTCONFIG_PATH: fonts }),
  }
  await run(executablePath, ['--version'], { env: { ...process.env, ...env } })
  return { executablePath, env, origin: sparticuz }
}

async function unpackFromNpm(home: string): Promise<void> {
  await mkdir(cacheDir, { recursive: true })
  // a root of its own: npm would otherwise take the project's
  await writeFile(join(cacheDir, 'package.json'), '{"private":true}\n')
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--omit=optional']
  await run('npm', ['install', '--prefix', cacheDir, ...flags, sparticuz])
  const packed = join(cacheDir, 'node_modules', '@sparticuz', 'chromium', 'bin')
  const beside = `${home}.${process.pid}`
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { recursive: true })
  for (const file of await readdir(packed)) await unpack(join(packed, file), beside)
  await rm(home, { recursive: true, force: true })
  await rename(beside, home)
}

async function unpack(file: string, to: string): Promise<void> {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.br$/, '')
  const plain = join(to, name)
  await pipeline(
    createReadStream(file),
    createBrotliDecompress(),
    createWriteStream(plain, { mode: 0o755 }),
  )
  if (!name.endsWith('.tar')) return
  const isFolderInside = name === 'swiftshader.tar'
  const into = isFolderInside ? to : join(to, name.replace(/\.tar$/, ''))
  await mkdir(into, { recursive: true })
  await run('tar', ['-xf', plain, '-C', into])
  await rm(plain)
}

/** Debian's own, where we may install it. */
async function fromDebian(): Promise<FoundBrowser> {
  if (process.getuid?.() !== 0) throw new Error("Debian's needs root.")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { env })
  await run('apt-get', ['install', '-yq', '--no-install-recommends', 'chromium'], { env })
  return { executablePath: '/usr/bin/chromium', env: {}, origin: 'Debian' }
}
