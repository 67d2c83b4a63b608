import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createWebServer } from '../../src/main/web/server.ts'
import { tempFolder } from '../processes.ts'
import { createFakeCore } from '../web/fake-core.ts'
import { page, secretBeside, token } from '../web/web-server.ts'

/** A renderer with a file beside it that must not be given away. */
export function webFolder(): string {
  const folder = tempFolder()
  mkdirSync(join(folder, 'renderer'))
  writeFileSync(join(folder, 'renderer', 'index.html'), page)
  writeFileSync(join(folder, 'secret.txt'), secretBeside)
  return folder
}

/** The real server over such a folder, as it stands by now. */
export async function startWebIn(folder: string): Promise<number> {
  const server = await createWebServer({
    core: createFakeCore(),
    address: '127.0.0.1',
    port: 0,
    keys: [{ token, scopes: new Set(['read']) }],
    rendererDir: join(folder, 'renderer'),
  })
  onTestFinished(() => server.close())
  return server.port
}
