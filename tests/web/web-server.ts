import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Core } from '../../src/main/core/core.ts'
import { createWebServer } from '../../src/main/web/server.ts'
import type { Scope } from '../../src/shared/contract.ts'
import { tempFolder } from '../processes.ts'
import { createFakeCore } from './fake-core.ts'

export const token = 'the-token-of-this-test'
export const metricsToken = 'the-token-of-a-collector'
export const bearer = { authorization: `Bearer ${token}` }
export const page = '<!doctype html><title>Headroom</title>'
export const secretBeside = 'a secret beside the folder of the renderer'

/** The real server on a free port, stopped after the test; beside its renderer lies a file that it must not give away. */
export async function startWeb(
  core: Core = createFakeCore(),
  scopes: readonly Scope[] = ['read'],
): Promise<number> {
  const folder = tempFolder()
  const rendererDir = join(folder, 'renderer')
  mkdirSync(join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(join(rendererDir, 'index.html'), page)
  writeFileSync(join(rendererDir, 'assets', 'index.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), secretBeside)
  const server = await createWebServer({
    core,
    address: '127.0.0.1',
    port: 0,
    keys: [
      { token, scopes: new Set(['metrics', ...scopes]) },
      { token: metricsToken, scopes: new Set(['metrics']) },
    ],
    rendererDir,
  })
  onTestFinished(() => server.close())
  return server.port
}
