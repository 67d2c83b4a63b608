import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { settingsFolder } from '../../src/main/host/settings-folder.ts'
import { parseVisits, visitLine, type Visit } from '../../src/main/history/visit-line.ts'
import { fromRoot } from '../from-root.ts'
import { headroom, served as servedBy, startHeadroom } from '../headroom-program.ts'
import { otherAddress } from '../other-address.ts'
import { tempFolder, until, type Child } from '../processes.ts'
import { givenFiles, put } from '../web/tls/certificates.ts'
import { askSecurely, shakeHands } from '../web/tls/tls-client.ts'

const idle = fromRoot('tests/fixtures/recordings/linux-idle.jsonl')
const address = otherAddress()

beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

const serveRemote = (...options: readonly string[]): Child =>
  startHeadroom('serve', '--host', address, '--port', '0', '--replay', idle, ...options)

const fingerprintOf = (child: Child): Promise<string> =>
  child.printed(/certificate {2}SHA-256 ([\dA-F:]{95})\n/)

const visits = (): readonly Visit[] => {
  const path = join(settingsFolder(), 'visits.jsonl')
  return existsSync(path) ? parseVisits(readFileSync(path, 'utf8')) : []
}

describe('headroom serve on an address that other machines reach', () => {
  test('speaks TLS by a certificate of its own, which openssl and curl know by what it prints', async () => {
    const server = serveRemote()
    const { port, token } = await servedBy(server)
    const fingerprint = await fingerprintOf(server)
    expect(await server.printed(/(may look from other machines, and change nothing)/)).not.toBe('')
    expect((await shakeHands({ host: address, port })).fingerprint).toBe(fingerprint)

    const file = join(settingsFolder(), 'tls', 'certificate.pem')
    const shown = execFileSync('openssl', [
      'x509',
      '-in',
      file,
      '-noout',
      '-fingerprint',
      '-sha256',
    ])
    expect(shown.toString().trim().toUpperCase()).toBe(`SHA256 FINGERPRINT=${fingerprint}`)
    const url = `https://${address}:${port}/api/snapshot`
    const curl = (...how: readonly string[]): string => {
      const bearer = ['-H', `Authorization: Bearer ${token}`]
      const words = ['-sS', '-m', '10', ...how, ...bearer, url]
      return execFileSync('curl', words, { stdio: 'pipe' }).toString()
    }
    const pin = await server.printed(/its key {6}(\S+)\n/)
    expect(curl('-k', '--pinnedpubkey', pin)).toContain('"headroom/snapshot/1"')
    expect(curl('--cacert', file)).toContain('"headroom/snapshot/1"')
    expect(() => curl()).toThrow() // no authority vouches for it
    expect(() => curl('-k', '--pinnedpubkey', `sha256//${'A'.repeat(43)}=`)).toThrow()
  })

  test('keeps its certificate, notes who came also where it is killed', async () => {
    const first = serveRemote()
    const { port } = await servedBy(first)
    const fingerprint = await fingerprintOf(first)
    const asked = { address, port, path: '/api/snapshot' } as const
    const headers = { authorization: 'Bearer the-token-of-somebody-else' }
    expect((await askSecurely({ ...asked, headers })).status).toBe(401)
    await until('its line', () => visits().find(({ line }) => line === 'came') ?? null)
    first.kill('SIGKILL')
    await first.ended
    expect(visits()).toMatchObject([
      { line: 'served', address, port, fingerprint, mayAct: false },
      { line: 'came', address, wrongCount: 1, rightCount: 0, scopes: [] },
    ])
    const second = serveRemote()
    await servedBy(second)
    expect(await fingerprintOf(second)).toBe(fingerprint)
    second.kill('SIGTERM')
    await second.ended
    expect(visits().at(-1)).toMatchObject({ line: 'ended' })
    expect(JSON.stringify(visits())).not.toContain('somebody')
  })
})

test('doctor tells the whole fingerprint, and who came', async () => {
  const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
  const served: Visit = { line: 'served', atMs: 1, address, port: 4317, fingerprint, mayAct: false }
  put(join(settingsFolder(), 'visits.jsonl'), `${visitLine(served)}\n`)
  const { stdout } = await headroom('doctor')
  const told = `fingerprint ${fingerprint}; other machines in 7 days: 0, wrong tokens: 0, locked out: 0`
  expect(stdout).toContain(told)
})

describe('headroom serve with a certificate of the user’s own', () => {
  test('shows it, and makes none', async () => {
    const files = await givenFiles({ names: [address] })
    const server = serveRemote('--tls-cert', files.certFile, '--tls-key', files.keyFile)
    await servedBy(server)
    expect(server.stdout()).not.toContain('Headroom has made this certificate')
    expect(existsSync(join(settingsFolder(), 'tls'))).toBe(false)
  })

  test('answers to the names that it is for, and to no others', async () => {
    const files = await givenFiles({ names: ['studio.example'] })
    const server = serveRemote('--tls-cert', files.certFile, '--tls-key', files.keyFile)
    const { port } = await servedBy(server)
    expect(server.stdout()).toContain(`Headroom: https://studio.example:${port}/#token=`)
    const ask = async (name: string): Promise<number> => {
      const headers = { host: `${name}:${port}` }
      return (await askSecurely({ address, port, path: '/', headers })).status
    }
    expect([await ask('studio.example'), await ask('other.example')]).toEqual([200, 403])
  })

  test('ends with 2 and a sentence where it cannot be used', async () => {
    const files = await givenFiles()
    put(files.keyFile, 'no key')
    const options = ['--tls-cert', files.certFile, '--tls-key', files.keyFile]
    const { code, stdout, stderr } = await headroom('serve', '--port', '0', ...options)
    const sentence = `headroom: ${files.keyFile}: there is no private key in it, as PEM\n`
    expect([code, stdout, stderr]).toEqual([2, '', sentence])
  })

  test('or where a collector would get the token that opens everything', async () => {
    const path = join(tempFolder(), 'token')
    put(path, 'a'.repeat(40))
    const both = ['--token-file', path, '--metrics-token-file', path]
    const { code, stdout, stderr } = await headroom('serve', '--port', '0', ...both)
    const sentence = `headroom: ${path}: it holds the token that opens everything; give it one of its own\n`
    expect([code, stdout, stderr]).toEqual([2, '', sentence])
  })

  test('or with a token that strangers may guess, ends with 2', async () => {
    const path = join(tempFolder(), 'token')
    put(path, 'correct-horse-battery')
    const { code, stderr } = await headroom('serve', '--host', address, '--token-file', path)
    expect([code, stderr]).toEqual([
      2,
      `headroom: ${path}: it should hold one token of 32 to 512 letters, digits and -._~+/=\n`,
    ])
  })
})
