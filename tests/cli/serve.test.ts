import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { settingsFolder } from '../../src/main/host/settings-folder.ts'
import { headroom, served, snapshotIn, startHeadroom } from '../headroom-program.ts'
import { askServer, startHttpServer } from '../http-server.ts'
import { tempFolder, until } from '../processes.ts'
import { openSocket } from '../web/socket.ts'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** It notes how far it has read the logs of its user: not in the folder of whoever runs the tests. */
beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

describe('headroom serve', () => {
  test('prints its address with the token behind the #, where no server sees it', async () => {
    const { token, port } = await served(startHeadroom('serve', '--port', '0'))
    expect(token).toMatch(/^[\w-]{43}$/)
    expect((await askServer(port, { path: '/' })).status).toBe(200)
    expect((await askServer(port, { path: '/api/snapshot' })).status).toBe(401)
  })

  test('makes another token every time', async () => {
    const [one, two] = ['0', '0'].map((port) => startHeadroom('serve', '--port', port))
    if (one === undefined || two === undefined) throw new Error('not started')
    expect((await served(one)).token).not.toBe((await served(two)).token)
  })

  test('tells the Snapshot, the metrics and every tick of this machine', async () => {
    const { token, port } = await served(startHeadroom('serve', '--port', '0'))
    const headers = bearer(token)
    const snapshot = await askServer(port, { path: '/api/snapshot', headers })
    expect(snapshotIn(snapshot.body).mode).toBe('live')
    const metrics = await askServer(port, { path: '/metrics', headers })
    expect(metrics.body).toMatch(/^headroom_own_late_ticks \d+$/m)
    expect(metrics.body).toMatch(/^headroom_limit_bytes\{kind="ram"\} \d+$/m)
    const socket = await openSocket(port)
    socket.say({ kind: 'token', token })
    const [view, preferences, first, second] = await socket.hears(4)
    expect(view).toMatchObject({ kind: 'view', value: { mayAct: false } })
    expect(preferences).toMatchObject({ kind: 'preferences', value: { menuBarText: 'room' } })
    const anySnapshot = { kind: 'snapshot', value: { schema: 'headroom/snapshot/1' } }
    expect([first, second]).toMatchObject([anySnapshot, anySnapshot])
  })

  test('--room lowers the room that it tells', async () => {
    const { token, port } = await served(startHeadroom('serve', '--port', '0', '--room', '1MB'))
    const { body } = await askServer(port, { path: '/api/snapshot', headers: bearer(token) })
    expect(snapshotIn(body).room).toMatchObject({ kind: 'ok', ramRoomBytes: expect.any(Number) })
    expect(snapshotIn(body).memory.kind).toBe('ok')
    const { room } = snapshotIn(body)
    expect(room.kind === 'ok' ? room.ramHeldBackBytes : 0).toBeGreaterThan(0)
  })
})

describe('headroom serve, until it is stopped,', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 for %s, clients or none',
    async (signal) => {
      const server = startHeadroom('serve', '--port', '0')
      const { token, port } = await served(server)
      const socket = await openSocket(port)
      socket.say({ kind: 'token', token })
      await socket.hears(1)
      server.kill(signal)
      expect(await server.ended).toEqual({ code: 0, signal: null })
      await socket.closed
    },
  )

  test('plays a recording over and over', async () => {
    const path = join(tempFolder(), 'recording.jsonl')
    await headroom('record', '--out', path, '--for', '2s')
    const { token, port } = await served(startHeadroom('serve', '--port', '0', '--replay', path))
    const socket = await openSocket(port)
    socket.say({ kind: 'token', token })
    const messages = await socket.hears(4)
    const replayed = { kind: 'snapshot', value: { mode: 'replay', memory: { kind: 'ok' } } }
    expect(messages.slice(1)).toMatchObject([replayed, replayed, replayed])
  })
})

test('serve on another loopback address answers to its name', async () => {
  const server = startHeadroom('serve', '--port', '0', '--host', '127.0.0.2')
  const url = new URL(await server.printed(/Headroom: (\S+)\n/))
  const answer = await fetch(`${url.origin}/`)
  expect([url.hostname, answer.status]).toEqual(['127.0.0.2', 200])
})

describe('the port of serve', () => {
  test('that was asked for is taken: it ends with 2', async () => {
    const port = await startHttpServer((_, reply) => reply.end())
    const { code, stdout, stderr } = await headroom('serve', '--port', String(port))
    expect([code, stdout, stderr]).toEqual([2, '', `headroom: port ${port} is taken\n`])
  })

  test('that is taken ends nothing that was snoozed until a restart', async () => {
    const port = await startHttpServer((_, reply) => reply.end())
    const path = join(settingsFolder(), 'snoozes.json')
    const restart = { target: 'all', span: 'restart', madeAtMs: Date.now(), servers: [] }
    const text = JSON.stringify({ snoozes: [restart] })
    mkdirSync(settingsFolder(), { recursive: true })
    writeFileSync(path, text)
    expect((await headroom('serve', '--port', String(port))).code).toBe(2)
    expect(readFileSync(path, 'utf8')).toBe(text)
    await served(startHeadroom('serve', '--port', '0'))
    await until('its end', () => (readFileSync(path, 'utf8').includes('restart') ? null : true))
  })

  test('is the usual one; where that is taken, a free one', async () => {
    const other = createServer()
    // EADDRINUSE: it is taken already, which is all that is wanted
    await new Promise<void>((resolve) => {
      other.on('error', () => resolve()).listen(4317, '127.0.0.1', resolve)
    })
    onTestFinished(() => void other.close())
    const { port } = await served(startHeadroom('serve'))
    expect(port).not.toBe(4317)
    expect((await askServer(port, { path: '/' })).status).toBe(200)
  })
})

describe('--token-file', () => {
  test('is made for its owner only, and used again', async () => {
    const path = join(tempFolder(), 'token')
    const first = startHeadroom('serve', '--port', '0', '--token-file', path)
    const { token } = await served(first)
    expect(readFileSync(path, 'utf8')).toBe(`${token}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    first.kill('SIGTERM')
    await first.ended
    const second = startHeadroom('serve', '--port', '0', '--token-file', path)
    expect((await served(second)).token).toBe(token)
  })

  test('may hold a token that its owner wrote', async () => {
    const path = join(tempFolder(), 'token')
    writeFileSync(path, 'correct-horse-battery')
    const server = startHeadroom('serve', '--port', '0', '--token-file', path)
    const { port } = await served(server)
    const headers = bearer('correct-horse-battery')
    expect((await askServer(port, { path: '/api/snapshot', headers })).status).toBe(200)
    await until('its line', () => (server.stdout().includes('correct-horse-battery') ? true : null))
    expect(server.stderr()).toBe(`headroom: others may read ${path}: chmod 600 it\n`)
  })

  test('that is a pipe ends with 2, and is not waited for', async () => {
    const path = join(tempFolder(), 'token')
    execFileSync('mkfifo', [path])
    const { code, stderr } = await headroom('serve', '--port', '0', '--token-file', path)
    expect([code, stderr]).toEqual([2, `headroom: ${path}: it is not a file\n`])
  })
})

describe('a --token-file that holds no token', () => {
  const wrong = 'it should hold one token of 16 to 512 letters, digits and -._~+/='
  test.each([
    ['too short', 'short\n'],
    ['empty', ''],
    ['of two words', 'correct horse battery'],
    ['too long', 'x'.repeat(600)],
    ['with characters that no header can carry', 'schlüssel-schlüssel'],
  ])('%s ends with 2 and one sentence', async (_, text) => {
    const path = join(tempFolder(), 'token')
    writeFileSync(path, text)
    const { code, stdout, stderr } = await headroom('serve', '--port', '0', '--token-file', path)
    expect([code, stdout, stderr]).toEqual([2, '', `headroom: ${path}: ${wrong}\n`])
  })

  test('that is a folder, or lies in none, ends with 2', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'token'))
    const isFolder = await headroom('serve', '--port', '0', '--token-file', join(folder, 'token'))
    expect([isFolder.code, isFolder.stderr]).toEqual([
      2,
      `headroom: ${join(folder, 'token')}: it is a folder\n`,
    ])
    const path = join(folder, 'missing', 'token')
    const missing = await headroom('serve', '--port', '0', '--token-file', path)
    expect([missing.code, missing.stderr]).toEqual([
      2,
      `headroom: ${path}: no such file or folder\n`,
    ])
  })
})
