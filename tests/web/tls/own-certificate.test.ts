import { X509Certificate } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { ownCertificate } from '../../../src/main/web/tls/own-certificate.ts'
import { tempFolder } from '../../processes.ts'

const dayMs = 86_400_000
const nowMs = Date.parse('2026-11-23T00:00:00Z')

function world() {
  const host = createLocalHost()
  onTestFinished(() => host.close())
  const folder = join(tempFolder(), 'tls')
  const open = (needed: readonly string[] = ['mac.local', '192.0.2.7'], atMs = nowMs) =>
    ownCertificate({ host, folder, names: { needed, besides: ['::1'] }, nowMs: atMs })
  const file = (name: string) => join(folder, name)
  return { folder, file, open }
}

describe('the certificate that Headroom makes', () => {
  test('names this machine, holds no longer than Apple allows, and is for nobody else to read', async () => {
    const { file, folder, open } = world()
    const made = await open()
    const cert = new X509Certificate(readFileSync(file('certificate.pem'), 'utf8'))
    expect(cert.subjectAltName).toBe(
      'DNS:mac.local, IP Address:192.0.2.7, IP Address:0:0:0:0:0:0:0:1',
    )
    expect(cert.ca).toBe(false)
    const days = (cert.validToDate.getTime() - cert.validFromDate.getTime()) / dayMs
    expect(days).toBeLessThanOrEqual(825)
    expect(cert.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
    expect(made).toMatchObject({ fingerprint: cert.fingerprint256, madeAnew: null, troubles: [] })
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of ['key.pem', 'certificate.pem'])
      expect(statSync(file(name)).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).toSorted()).toEqual(['certificate.pem', 'key.pem'])
  })

  test('is the same the next time, also where it is asked to name less', async () => {
    const { open } = world()
    const first = await open()
    expect((await open(['mac.local'])).fingerprint).toBe(first.fingerprint)
    expect((await open(undefined, nowMs + 700 * dayMs)).fingerprint).toBe(first.fingerprint)
  })

  test('is made by one of those that start at once', async () => {
    const { open } = world()
    const made = await Promise.all([open(), open(), open()])
    expect(new Set(made.map(({ fingerprint }) => fingerprint)).size).toBe(1)
  })

  test.each([
    ['a name is missing', ['mac.local', 'studio.example'], 0, 'it did not name studio.example'],
    ['an address is missing', ['192.0.2.8'], 0, 'it did not name 192.0.2.8'],
    ['it is about to end', ['mac.local'], 795, 'it was about to end'],
    ['it has ended', ['mac.local'], 900, 'the certificate ended on 2029-02-20'],
  ])('is made anew by the same key where %s', async (_, needed, laterDays, why) => {
    const { open } = world()
    const first = await open()
    const next = await open(needed, nowMs + laterDays * dayMs)
    expect(next).toMatchObject({ keyPin: first.keyPin, madeAnew: why })
    expect(next.fingerprint).not.toBe(first.fingerprint)
  })
})

describe('the files of the certificate that Headroom makes', () => {
  test('that are broken are made anew, the key kept beside', async () => {
    const { file, open } = world()
    const first = await open()
    writeFileSync(file('certificate.pem'), 'half a cert')
    const second = await open()
    expect(second).toMatchObject({ keyPin: first.keyPin, madeAnew: expect.stringContaining('PEM') })
    writeFileSync(file('key.pem'), 'half a key')
    const third = await open()
    expect(third.keyPin).not.toBe(first.keyPin)
    expect(third.madeAnew).toBe('its key is new')
    expect(third.troubles).toEqual([expect.stringContaining('key.pem.broken')])
    expect(readFileSync(file('key.pem.broken'), 'utf8')).toBe('half a key')
  })

  test('that others may read are told', async () => {
    const { file, open } = world()
    await open()
    chmodSync(file('key.pem'), 0o640)
    expect((await open()).troubles).toEqual([expect.stringContaining('others may read')])
  })

  test('that cannot be written end in a sentence', async () => {
    const { folder, open } = world()
    writeFileSync(folder, 'a file in the place of the folder')
    await expect(open()).rejects.toThrow(/tls: /)
  })
})
