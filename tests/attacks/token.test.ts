import crypto from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createKeyring } from '../../src/main/web/token.ts'
import { program } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { startChild, tempFolder, until } from '../processes.ts'
import { openSocket } from '../web/socket.ts'

/** How long each side of every comparison was, until the test ends. */
function countedComparisons(): readonly (readonly [number, number])[] {
  const counted: [number, number][] = []
  const compare = crypto.timingSafeEqual
  crypto.timingSafeEqual = (a, b) => {
    counted.push([a.byteLength, b.byteLength])
    return compare(a, b)
  }
  syncBuiltinESMExports()
  onTestFinished(() => {
    crypto.timingSafeEqual = compare
    syncBuiltinESMExports()
  })
  return counted
}

test('whatever is given as a token, each key is compared once, over as many bytes', () => {
  const counted = countedComparisons()
  const right = 'the-token-of-this-test'
  const scopesOf = createKeyring([
    { token: right, scopes: new Set(['read']) },
    { token: 'another-token-of-it', scopes: new Set(['metrics']) },
  ])
  const given = [
    right,
    'another-token-of-it',
    `X${right.slice(1)}`,
    `${right.slice(0, -1)}X`,
    right.slice(0, 4),
    `${right}X`,
    '',
    'x'.repeat(512),
  ]
  expect(given.map((token) => [...scopesOf(token)])).toEqual([
    ['read'],
    ['metrics'],
    [],
    [],
    [],
    [],
    [],
    [],
  ])
  expect(counted).toEqual(
    given.flatMap(() => [
      [32, 32],
      [32, 32],
    ]),
  )
})

/** All files below, however deep. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

test('the token stands in no argument, no file but its own, and in nothing that is said while it is used', async () => {
  const folder = tempFolder()
  const tokenFile = join(folder, 'token')
  const child = startChild(
    [process.execPath, program, 'serve', '--port', '0', '--token-file', tokenFile],
    {
      ...process.env,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      NODE_OPTIONS: undefined,
    },
  )
  const url = new URL(await child.printed(/Headroom: (\S+)\n/))
  const [port, token] = [Number(url.port), readFileSync(tokenFile, 'utf8').trim()]
  const headers = { authorization: `Bearer ${token}` }
  const socket = await openSocket(port)
  socket.say({ kind: 'token', token })
  await socket.hears(2)
  const answers: string[] = []
  for (const path of ['/api/snapshot', '/metrics', '/', `/nothing?token=${token}`]) {
    const { body, headers: answered } = await askServer(port, { path, headers })
    answers.push(body, JSON.stringify(answered))
  }
  answers.push(
    (await askServer(port, { path: '/metrics', headers: { authorization: `Bearer ${token}x` } }))
      .body,
  )
  await until('something is kept', () => (filesBelow(folder).length > 1 ? true : null))
  const cmdline = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')
  child.kill('SIGTERM')
  await child.ended
  const holders = filesBelow(folder).filter((path) => readFileSync(path).includes(token))
  expect(holders).toEqual([tokenFile])
  for (const text of [...answers, cmdline, child.stderr(), JSON.stringify(socket.heard())])
    expect(text).not.toContain(token)
  // once, for whoever is to open it: behind the #, which no server is sent
  expect(child.stdout().split(token)).toHaveLength(2)
})
