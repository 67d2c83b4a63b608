import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Absent } from './attempt.ts'
import { makeRunnable } from './make-runnable.ts'

/** What node-pty 1.1.0 is made of (src/unix/pty.cc). */
export interface NativePty {
  fork(
    file: string,
    args: readonly string[],
    env: readonly string[],
    cwd: string,
    columns: number,
    rows: number,
    userId: number,
    groupId: number,
    isUtf8: boolean,
    helperPath: string,
    onExit: (exitCode: number, signal: number) => void,
  ): { readonly fd: number; readonly pid: number; readonly pty: string }
  resize(fd: number, columns: number, rows: number): void
}

export interface LoadedPty {
  readonly native: NativePty
  /** The program by which macOS starts others in a terminal. */
  readonly helperPath: string
}

const requireHere = createRequire(import.meta.url)

/**
 * Its native half alone. node-pty's own stream drops what is still in the terminal 200 ms after its program has ended, however
 * slowly it is read; takes all of the processor while a program does not read what is typed; and either loses bytes that are no
 * UTF-8, or tells the terminal that no character is.
 */
export async function loadNativePty(folder = folderOfNodePty()): Promise<LoadedPty> {
  const utilities: unknown = requireHere(join(folder, 'lib', 'utils.js'))
  const loaded = isLoader(utilities) ? utilities.loadNativeModule('pty') : null
  if (!isLoaded(loaded)) throw new Absent('this node-pty is of another form: 1.1.0 is known')
  const helperPath = outsideArchive(join(folder, 'lib', loaded.dir, 'spawn-helper'))
  // node-pty 1.1.0 ships its macOS helper without the right to run it (node-pty#850). Never run on a Mac yet.
  if (process.platform === 'darwin') await makeRunnable(helperPath)
  return { native: loaded.module, helperPath }
}

/** The kernel starts no program that lies in Electron's archive: those are unpacked beside it. */
export const outsideArchive = (path: string): string =>
  path.replace(/\/app\.asar\//, '/app.asar.unpacked/')

function folderOfNodePty(): string {
  try {
    return dirname(requireHere.resolve('node-pty/package.json'))
  } catch {
    // MODULE_NOT_FOUND: an optional dependency
    throw new Absent('node-pty is not installed, so there is no pseudo-terminal')
  }
}

interface Loader {
  loadNativeModule(name: string): unknown
}

const isLoader = (value: unknown): value is Loader =>
  typeof value === 'object' &&
  value !== null &&
  'loadNativeModule' in value &&
  typeof value.loadNativeModule === 'function'

const isLoaded = (value: unknown): value is { readonly dir: string; readonly module: NativePty } =>
  typeof value === 'object' &&
  value !== null &&
  'dir' in value &&
  typeof value.dir === 'string' &&
  'module' in value &&
  isNativePty(value.module)

const isNativePty = (value: unknown): value is NativePty =>
  typeof value === 'object' &&
  value !== null &&
  'fork' in value &&
  typeof value.fork === 'function' &&
  'resize' in value &&
  typeof value.resize === 'function'
