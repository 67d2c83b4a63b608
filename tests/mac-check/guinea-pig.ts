import { mkdirSync, openSync, closeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pid } from '../../src/shared/ids.ts'
import { sleep, type Children } from '../frame/children.ts'
import type { GuineaPig } from './mac.ts'

const heldBytes = 256 * 2 ** 20
const startsWithinMs = 10_000
const lookEveryMs = 50

/** Holds pages that no compressor makes small, listens, and says where. */
const script = [
  `const held = Buffer.allocUnsafe(${heldBytes})`,
  "require('node:crypto').randomFillSync(held)",
  'const server = require("node:http").createServer((_, answer) => answer.end(String(held[0])))',
  "server.listen(0, '127.0.0.1', () => console.log(server.address().port))",
].join('; ')

/** Started by the Node that runs the check, in a folder with a blank in its name. null where it does not say its port in time. */
export async function startGuineaPig(children: Children, under: string): Promise<GuineaPig | null> {
  const folder = join(under, 'a guinea pig')
  mkdirSync(folder, { recursive: true })
  const outputFile = join(folder, 'its output.log')
  const output = openSync(outputFile, 'wx')
  const args = ['-e', script, '--', 'headroom-mac-check']
  const startedAtMs = Date.now()
  const child = children.start(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const deadlineMs = startedAtMs + startsWithinMs
  while (Date.now() < deadlineMs) {
    const port = Number(/^\d+$/m.exec(await readFile(outputFile, 'utf8'))?.[0] ?? Number.NaN)
    if (!Number.isNaN(port))
      return {
        pid: pid(child.pid),
        startedAtMs,
        executable: process.execPath,
        args,
        folder,
        outputFile,
        port,
        heldBytes,
      }
    await sleep(lookEveryMs)
  }
  return null
}
