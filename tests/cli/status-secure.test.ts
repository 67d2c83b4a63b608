import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { fromRoot } from '../from-root.ts'
import { headroom, served, snapshotIn, startHeadroom } from '../headroom-program.ts'
import { freePort } from '../http-server.ts'
import { otherAddress } from '../other-address.ts'
import { tempFolder } from '../processes.ts'
import { givenFiles } from '../web/tls/certificates.ts'

const recording = fromRoot('tests/fixtures/recordings/linux-idle.jsonl')
const token = 'a-token-that-nobody-guesses-in-32-signs'
const otherPrint = Array.from({ length: 32 }, () => 'AB').join(':')

beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

function tokenFile(): string {
  const path = join(tempFolder(), 'token')
  writeFileSync(path, `${token}\n`, { mode: 0o600 })
  return path
}

describe('headroom status --served by TLS', () => {
  test('knows the own certificate of this machine, and that of another by its fingerprint', async () => {
    const address = otherAddress()
    const file = tokenFile()
    const words = ['--host', address, '--port', '0', '--token-file', file, '--replay', recording]
    const child = startHeadroom('serve', ...words)
    const url = `https://${address}:${(await served(child)).port}`
    const fingerprint = await child.printed(/certificate {2}SHA-256 ([\dA-F:]{95})\n/)
    const ask = (...more: readonly string[]) =>
      headroom('status', '--json', '--served', url, '--token-file', file, ...more)
    expect(snapshotIn((await ask()).stdout)).toMatchObject({ mode: 'replay' })

    const elsewhere = tempFolder()
    vi.stubEnv('HOME', elsewhere).stubEnv('XDG_CONFIG_HOME', join(elsewhere, '.config'))
    const unknown = await ask()
    expect(unknown).toMatchObject({ code: 3, stdout: '' })
    expect(unknown.stderr).toContain(`give it by --fingerprint ${fingerprint}\n`)
    const pinned = await ask('--fingerprint', fingerprint.toLowerCase())
    expect(snapshotIn(pinned.stdout)).toMatchObject({ mode: 'replay' })
  })

  test('shows its token to no machine with another certificate', async () => {
    const { certPem, keyPem } = await givenFiles()
    let heardCount = 0
    const server = createServer({ cert: certPem, key: keyPem }, (_, answer) => {
      heardCount++
      answer.end('{}')
    })
    onTestFinished(() => void server.close())
    const port = await freePort()
    await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
    const words = ['status', '--served', `https://127.0.0.1:${port}`, '--token-file', tokenFile()]
    const asked = await headroom(...words, '--fingerprint', otherPrint)
    expect(asked).toMatchObject({ code: 3, stdout: '' })
    expect(asked.stderr).toContain('shows another certificate than the one that is meant')
    expect((await headroom(...words)).stderr).toContain('that nobody vouches for')
    expect(heardCount).toBe(0)
  })

  test.each([
    [['http://127.0.0.1:4317', '--fingerprint', otherPrint], 2, 'is of a certificate'],
    [['https://127.0.0.1:4317', '--fingerprint', 'AB:CD'], 2, 'no SHA-256 of a certificate'],
    [['https://me:secret@127.0.0.1:4317'], 2, 'no address of a headroom serve'],
    [['https://127.0.0.1:1'], 3, 'nothing listens on 127.0.0.1:1'],
  ])('%j is refused in a sentence', async (words, code, why) => {
    const asked = await headroom('status', '--token-file', tokenFile(), '--served', ...words)
    expect(asked).toMatchObject({ code, stdout: '' })
    expect(asked.stderr).toContain(why)
  })
})
