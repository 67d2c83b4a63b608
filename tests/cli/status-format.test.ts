import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { fromRoot } from '../from-root.ts'
import { headroom, program, served, snapshotIn, startHeadroom } from '../headroom-program.ts'
import { freePort, startHttpServer } from '../http-server.ts'
import { startChild, tempFolder } from '../processes.ts'
import { swiftBarMenuIn } from './formats/bar-menu.ts'

const recording = fromRoot('tests/fixtures/recordings/mac-64gb-two-servers.jsonl')

describe('headroom status --format', () => {
  test.each(['tmux', 'starship'])('%s is one line about this machine', async (format) => {
    const { code, stdout, stderr } = await headroom('status', '--format', format)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^(#\[[a-z=,]+\])?(no room|room [\d.]+ [GM]B)[^\n]*\n$/)
  })

  test('swiftbar is a menu of this machine, by whose entries this very program is run', async () => {
    const { code, stdout, stderr } = await headroom('status', '--format', 'swiftbar')
    expect([code, stderr]).toEqual([0, ''])
    const { faces, items } = swiftBarMenuIn(stdout)
    expect(faces).toHaveLength(1)
    const entry = items.find(({ title }) => title === 'All of it in a terminal')
    expect(entry?.params).toMatchObject({ param1: program, param2: 'status' })
  })

  test('refuses another word by naming the three, and --json beside it', async () => {
    const other = await headroom('status', '--format', 'waybar')
    expect(other).toMatchObject({ code: 2, stdout: '' })
    expect(other.stderr).toContain('swiftbar, tmux, starship')
    const both = await headroom('status', '--format', 'tmux', '--json')
    expect(both).toMatchObject({ code: 2, stdout: '' })
    expect(both.stderr).toContain('--json')
  })
})

const wholeToken = 'a-token-of-a-test-0123456789'

function tokenFile(token = wholeToken): string {
  const path = join(tempFolder(), 'token')
  writeFileSync(path, `${token}\n`)
  return path
}

describe('headroom status --served', () => {
  test('tells what a serve has seen, in every form', async () => {
    const file = tokenFile()
    const child = startHeadroom('serve', '--port', '0', '--token-file', file, '--replay', recording)
    const address = `127.0.0.1:${(await served(child)).port}`
    const ask = (...words: readonly string[]) =>
      headroom('status', '--served', address, '--token-file', file, ...words)
    const [json, text, tmux] = await Promise.all([ask('--json'), ask(), ask('--format', 'tmux')])
    expect(snapshotIn(json.stdout)).toMatchObject({ mode: 'replay' })
    expect(text.stdout).toContain(' free for models')
    expect(tmux.stdout).toMatch(/^(#\[[a-z=,]+\])?recording: /)
  })

  test('tells it of one that speaks TLS, too, whoever names how', async () => {
    vi.stubEnv('HOME', tempFolder()).stubEnv('XDG_CONFIG_HOME', tempFolder())
    const file = tokenFile()
    const words = ['--port', '0', '--tls', '--token-file', file, '--replay', recording]
    const address = `127.0.0.1:${(await served(startHeadroom('serve', ...words))).port}`
    const ask = (at: string) =>
      headroom('status', '--format', 'tmux', '--served', at, '--token-file', file)
    const [plain, named] = await Promise.all([ask(address), ask(`https://${address}`)])
    vi.unstubAllEnvs()
    expect(plain.stdout).toMatch(/^(#\[[a-z=,]+\])?recording: /)
    expect(named).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('headroom status --served without an answer', () => {
  test('for want of a token says which one is missing, and what to give', async () => {
    const none = join(tempFolder(), 'none')
    const named = await headroom('status', '--served', '127.0.0.1:4317', '--token-file', none)
    expect(named).toMatchObject({ code: 2, stdout: '' })
    expect(named.stderr).toBe(`headroom: ${none} cannot be read: no such file or folder\n`)
    vi.stubEnv('HOME', tempFolder()).stubEnv('XDG_CONFIG_HOME', tempFolder())
    const agent = await headroom('status', '--served', '127.0.0.1:4317')
    vi.unstubAllEnvs()
    expect(agent).toMatchObject({ code: 2, stdout: '' })
    expect(agent.stderr).toContain('no agent is installed: give --token-file')
    const alone = await headroom('status', '--token-file', none)
    expect(alone.stderr).toContain('--token-file belongs to --served')
  })

  test('where nobody is there a bar shows that nothing is known, and the code says so', async () => {
    const address = `127.0.0.1:${await freePort()}`
    const words = ['status', '--served', address, '--token-file', tokenFile()]
    const tmux = await headroom(...words, '--format', 'tmux')
    expect(tmux).toMatchObject({ code: 3, stdout: '#[dim]room ?#[default]\n' })
    expect(tmux.stderr).toBe(`headroom: nothing listens on ${address}\n`)
    expect(await headroom(...words, '--format', 'starship')).toMatchObject({ stdout: 'room ?\n' })
    expect(await headroom(...words, '--json')).toMatchObject({ code: 3, stdout: '' })
  })

  test.each([
    [401, '', 'does not take this token'],
    [200, '{"schema":"headroom/fit/1"}', 'no Snapshot of Headroom'],
    [200, '<html>', 'no Snapshot of Headroom'],
  ])('an answer of %i with %j is said in a sentence', async (status, body, sentence) => {
    const port = await startHttpServer((_, response) => response.writeHead(status).end(body))
    const address = `http://127.0.0.1:${port}`
    const asked = await headroom('status', '--served', address, '--token-file', tokenFile())
    expect(asked).toMatchObject({ code: 3, stdout: '' })
    expect(asked.stderr).toContain(sentence)
  })

  test.each([
    ['ftp://127.0.0.1:4317', wholeToken, 'no address of a headroom serve'],
    ['http://192.0.2.1:4317', wholeToken, 'is not on this machine'],
    ['127.0.0.1:4317', 'short', 'holds no token'],
  ])('a token is sent to no other machine, and only a token: %s', async (address, token, why) => {
    const asked = await headroom('status', '--served', address, '--token-file', tokenFile(token))
    expect(asked.stdout).toBe('')
    expect(asked.stderr).toContain(why)
  })
})

describe('the plugin for SwiftBar and xbar', () => {
  const plugin = fromRoot('resources/formats/headroom.10s.sh')

  test('prints the menu, by the headroom that is on its way', async () => {
    const home = tempFolder()
    mkdirSync(join(home, '.local', 'bin'), { recursive: true })
    symlinkSync(program, join(home, '.local', 'bin', 'headroom'))
    const child = startChild(['/bin/sh', plugin], { ...process.env, HOME: home })
    expect(await child.ended).toMatchObject({ code: 0 })
    expect(swiftBarMenuIn(child.stdout()).items.at(-1)?.title).toBe('Refresh')
  })

  test('says where it has looked, where there is none', async () => {
    const env = { PATH: '/usr/bin:/bin', HOME: tempFolder() }
    const child = startChild(['/bin/sh', plugin], env)
    expect(await child.ended).toMatchObject({ code: 0 })
    const { faces, items } = swiftBarMenuIn(child.stdout())
    expect(faces.map(({ title }) => title)).toEqual(['room ?'])
    expect(items[0]?.title).toContain('headroom is in none of these: /opt/homebrew/bin:')
  })
})
