import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { jsonIn } from '../../src/shared/parse.ts'
import { program, served } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { startChild, tempFolder, until } from '../processes.ts'

/** Runs before serve, in its process: notes what is loaded, and tells it when it is signalled. */
const listening = (tellTo: string): string => `
  import { registerHooks } from 'node:module'
  const files = []
  registerHooks({ load: (url, context, next) => (files.push(url), next(url, context)) })
  process.on('SIGUSR2', () => {
    const told = { files, builtins: process.moduleLoadList }
    const { renameSync, writeFileSync } = process.getBuiltinModule('node:fs')
    writeFileSync('${tellTo}.part', JSON.stringify(told))
    renameSync('${tellTo}.part', '${tellTo}')
  })
`
const toldShape = z.object({ files: z.array(z.string()), builtins: z.array(z.string()) })

/** What only some ever ask for, by what makes a file or a module known: each would stay for as long as serve runs. */
const heavyChunks = /^(metrics|plist|book-|darwin|electron|report|doctor|terminal|start-|agent)/
const heavyBuiltins =
  /^NativeModule (internal\/deps\/undici\/undici|http2|tls|https|webstreams|inspector|repl|wasi)$/

let home = ''
beforeEach(() => {
  home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

test('a serve that rests has loaded neither what nobody asked for nor what it never speaks', async () => {
  const tellTo = join(home, 'loaded.json')
  const preload = join(home, 'listening.mjs')
  writeFileSync(preload, listening(tellTo))
  const argv = [process.execPath, `--import=${preload}`, program, 'serve', '--port', '0'] as const
  const child = startChild(argv, { ...process.env, NODE_OPTIONS: undefined })
  const { port, token } = await served(child)
  const headers = { authorization: `Bearer ${token}` }
  await until('a Snapshot', async () =>
    (await askServer(port, { path: '/api/snapshot', headers })).status === 200 ? true : null,
  )
  child.kill('SIGUSR2')
  await until('what it has loaded', () => existsSync(tellTo) || null)
  const { files, builtins } = toldShape.parse(jsonIn(readFileSync(tellTo, 'utf8')))
  const chunks = files
    .filter((url) => url.includes('/out/main/'))
    .map((url) => url.replace(/.*\//, ''))
  expect(chunks.some((name) => name.startsWith('serve-'))).toBe(true)
  expect(builtins).toContain('NativeModule http')
  expect(chunks.filter((name) => heavyChunks.test(name))).toEqual([])
  expect(builtins.filter((name) => heavyBuiltins.test(name))).toEqual([])
})
