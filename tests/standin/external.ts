import { whole } from './loud.ts'

export interface External {
  readonly shell: Electron.Shell
  /** What was to be opened outside, in order. */
  readonly opened: readonly string[]
}

/** Opens nothing; a spec reads what was asked for. */
export function createExternal(): External {
  const opened: string[] = []
  const part = {
    openExternal: async (url) => void opened.push(url),
  } satisfies Partial<Electron.Shell>
  return { shell: whole<Electron.Shell>('shell', part), opened }
}
