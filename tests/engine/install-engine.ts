import { execFile } from 'node:child_process'
import { copyFile, link, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { fromRoot } from '../from-root.ts'

/**
 * What runs models in the tests: a real llama-server; or our face over the same llama.cpp, which `program` runs as a process
 * called `llama-server`; or nothing, for a reason that says what a person can do.
 */
export type Engine =
  | { readonly kind: 'llama-server'; readonly program: string }
  | {
      readonly kind: 'face'
      readonly program: string
      readonly face: string
      /** The module of node-llama-cpp, for HEADROOM_NODE_LLAMA_CPP. */
      readonly libraryUrl: string
    }
  | { readonly kind: 'none'; readonly reason: string }

export type RunnableEngine = Exclude<Engine, { readonly kind: 'none' }>

const run = promisify(execFile)
const engineDir = fromRoot('.cache/engine')
const version = '3.22.1'

/** The builds that need no GPU; those for macOS want Metal, and were never tried. */
const builds: ReadonlyMap<string, string> = new Map([
  ['linux x64', '@node-llama-cpp/linux-x64'],
  ['linux arm64', '@node-llama-cpp/linux-arm64'],
])

/** A llama-server on PATH, else the face; what the face needs is installed into `.cache/engine` when it is first wanted. */
export async function findEngine(): Promise<Engine> {
  const program = await llamaServerOnPath()
  if (program !== null) return { kind: 'llama-server', program }
  const platform = `${process.platform} ${process.arch}`
  const build = builds.get(platform)
  if (build === undefined)
    return none(`node-llama-cpp is not installed for ${platform}: put a llama-server on PATH`)
  try {
    const libraryUrl = await installLibrary(build)
    const face = fromRoot('tests/engine/face.ts')
    return { kind: 'face', program: await linkProgram(), face, libraryUrl }
  } catch (error) {
    // no npm, no registry, no space
    const why = firstLine(error)
    return none(`put a llama-server on PATH, or let npm install node-llama-cpp ${version}: ${why}`)
  }
}

const none = (reason: string): Engine => ({ kind: 'none', reason })

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

async function llamaServerOnPath(): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (!folder.startsWith('/')) continue
    const path = join(folder, 'llama-server')
    const runs = await run(path, ['--version']).then(
      () => true,
      () => false, // not there, or not for this machine
    )
    if (runs) return path
  }
  return null
}

/**
 * One folder for each version, finished beside and then renamed: whoever sees it sees all of it. Two who want it at once both
 * install, and the second throws its own away.
 */
async function installLibrary(build: string): Promise<string> {
  const home = join(engineDir, `node-llama-cpp-${version}`)
  const url = pathToFileURL(join(home, 'node_modules/node-llama-cpp/dist/index.js')).href
  if (await exists(home)) return url
  await mkdir(engineDir, { recursive: true })
  const beside = await mkdtemp(`${home}.`)
  try {
    // a root of its own: npm would otherwise take the project's
    await writeFile(join(beside, 'package.json'), '{"private":true}\n')
    const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--omit=optional']
    const wanted = [`node-llama-cpp@${version}`, `${build}@${version}`]
    await npm(['install', '--prefix', beside, ...flags, ...wanted])
    await rename(beside, home).catch(async (error: unknown) => {
      // ENOTEMPTY: another was first
      if (!(await exists(home))) throw error
    })
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
  return url
}

/** Its error says in npm's first words why it did not work: `npm error code ECONNREFUSED`. */
async function npm(argv: readonly string[]): Promise<void> {
  try {
    await run('npm', [...argv])
  } catch (error) {
    // no npm, or it ended with another code than 0
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    throw new Error(/^npm error .*$/m.exec(said)?.[0] ?? firstLine(error), { cause: error })
  }
}

/** The Node that runs this, as a file called llama-server: that is the name by which the kernel lists its processes. */
async function linkProgram(): Promise<string> {
  const folder = join(engineDir, 'bin')
  const program = join(folder, 'llama-server')
  if (await isCopyOf(program, process.execPath)) return program
  await mkdir(folder, { recursive: true })
  const beside = `${program}.${process.pid}`
  // EXDEV: Node lies on another file system
  await link(process.execPath, beside).catch(() => copyFile(process.execPath, beside))
  await rename(beside, program)
  await rm(beside, { force: true }) // renaming one link of a file to another leaves both
  return program
}

async function isCopyOf(path: string, original: string): Promise<boolean> {
  if (!(await exists(path))) return false
  const [one, other] = await Promise.all([stat(path), stat(original)])
  return one.size === other.size && (one.ino === other.ino || one.dev !== other.dev)
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

// by hand and in CI: `node tests/engine/install-engine.ts`
if (import.meta.main) {
  const engine = await findEngine()
  console.log(engine.kind === 'none' ? engine.reason : `${engine.kind}: ${engine.program}`)
  if (engine.kind === 'none') process.exitCode = 1
}
