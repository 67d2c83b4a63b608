import { readdir } from 'node:fs/promises'
import { UsageError } from '../../src/shared/exit-code.ts'

interface Named {
  readonly name: string
}

/** What each file of a folder exports under one name, by file name: a file added is all it takes. */
export async function discover<T extends Named>(
  folder: URL,
  exportName: string,
  isOne: (value: unknown) => value is T,
): Promise<readonly T[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort()
  return Promise.all(
    files.map(async (file) => {
      const exports: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href)
      const one = exports[exportName]
      if (!isOne(one)) throw new Error(`${file} does not export "${exportName}" with its parts`)
      return one
    }),
  )
}

/** Whether it has a name and a `run`, as all that is discovered has. */
export const hasNameAndRun = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'run' in value &&
  typeof value.run === 'function'

/** Those with the given names, all where none is given. Throws UsageError, naming the known ones. */
export function choose<T extends Named>(
  all: readonly T[],
  names: readonly string[],
  what: string,
): readonly T[] {
  const unknown = names.find((name) => all.every((one) => one.name !== name))
  if (unknown !== undefined) {
    const known = all.map((one) => one.name).join(', ')
    throw new UsageError(`there is no ${what} "${unknown}"; there are: ${known}`)
  }
  return names.length === 0 ? all : all.filter((one) => names.includes(one.name))
}
