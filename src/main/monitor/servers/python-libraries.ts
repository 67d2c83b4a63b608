import type { AskerAt } from '../../host/ask-at.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import { isPython } from '../../inference/programs/python-program.ts'
import type { ServerProcess } from '../../inference/server-kind.ts'
import type { ServerWorld } from './server-world.ts'

/** A Python smaller than this holds no model. */
const minBytes = 500e6
/** A library is mapped when it is first used: a big Python without one is asked about again, a few times. */
const againAfterMs = 30_000
const maxTries = 4
/** At one tick: to list what a process has mapped costs a program of its own on a Mac. */
const maxAskedAtOnce = 2

/** MLX, or PyTorch: its MPS lies in libtorch_cpu on a Mac. */
const libraries = /\/(?:libmlx\.(?:dylib|so)|mlx\.metallib|libtorch_(?:cpu|python)\.(?:dylib|so))/

interface Looked {
  readonly hasLibrary: boolean
  readonly tries: number
  readonly atMs: number
}

/** Which of the big Pythons compute with MLX or PyTorch, whatever their script is called: by the libraries they have mapped. */
export function createPythonLibraries(world: Pick<ServerWorld, 'mappedFiles' | 'memoryAt'>): {
  /** `unknown`: those that no kind of server knows by their command line. */
  learn(asker: AskerAt, unknown: readonly ServerProcess[]): Promise<void>
  computes(process: ServerProcess): boolean
} {
  const looked = new Map<string, Looked>()
  const isDue = (process: ServerProcess, nowMs: number): boolean => {
    const before = looked.get(keyOf(process))
    if (before === undefined) return true
    return (
      !before.hasLibrary && before.tries < maxTries && !isWithin(before.atMs, againAfterMs, nowMs)
    )
  }
  return {
    learn: async (asker, unknown) => {
      const memoryOf = world.memoryAt(asker.atMs)
      const due = unknown.filter(
        (process) =>
          isPython(process) &&
          (memoryOf(process.pid)?.bytes ?? 0) >= minBytes &&
          isDue(process, asker.atMs),
      )
      for (const process of due.slice(0, maxAskedAtOnce)) {
        const mapped = await world.mappedFiles(asker, process.pid)
        const hasLibrary =
          mapped.kind === 'ok' && mapped.value.some(({ path }) => libraries.test(path))
        const tries = (looked.get(keyOf(process))?.tries ?? 0) + 1
        looked.set(keyOf(process), { hasLibrary, tries, atMs: asker.atMs })
      }
      const running = new Set(unknown.map(keyOf))
      for (const key of looked.keys()) if (!running.has(key)) looked.delete(key)
    },
    computes: (process) => looked.get(keyOf(process))?.hasLibrary === true,
  }
}

const keyOf = ({ pid, startedAtMs }: ServerProcess): string => `${pid}:${startedAtMs}`
