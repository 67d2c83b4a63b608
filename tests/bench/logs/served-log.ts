import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Children } from '../../frame/children.ts'
import { startServe, type Serve } from '../../frame/serve.ts'

export interface ServedLogs {
  readonly serve: Serve
  readonly paths: readonly string[]
}

/** `headroom serve` over so many logs of its own, without what its user has chosen. */
export async function serveLogs(
  children: Children,
  count: number,
  text: string,
): Promise<ServedLogs> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const paths = Array.from({ length: count }, (_, index) => join(folder, `${index}.log`))
  for (const path of paths) writeFileSync(path, text)
  const serve = await startServe(children, {
    args: paths.flatMap((path) => ['--log', path]),
    env: { ...process.env, XDG_CONFIG_HOME: folder },
  })
  return { serve, paths }
}
