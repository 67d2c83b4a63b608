import { describe, expect, onTestFinished, test } from 'vitest'
import type { Certificate } from '../../../src/main/web/tls/certificate.ts'
import { openCertificate } from '../../../src/main/web/tls/open-certificate.ts'
import { until } from '../../processes.ts'
import { givenFiles, put } from './certificates.ts'

async function followed() {
  const given = await givenFiles()
  const said: string[] = []
  const renewed: Certificate[] = []
  const opened = await openCertificate({
    given,
    servedAt: { address: '127.0.0.1', names: [] },
    say: (trouble) => void said.push(trouble),
    lookEveryMs: 20,
  })
  onTestFinished(opened.follow((certificate) => void renewed.push(certificate)))
  return { given, said, renewed, opened }
}

describe('a certificate of the user’s own, as it is renewed', () => {
  test('is followed, though its two files change one after the other', async () => {
    const { given, renewed, opened } = await followed()
    const next = await givenFiles()
    put(given.certFile, next.certPem)
    put(given.keyFile, next.keyPem)
    const found = await until('the next', () => renewed.at(-1) ?? null)
    expect(found.certPem).toBe(next.certPem)
    expect(found.fingerprint).not.toBe(opened.first.fingerprint)
    expect(opened.isOwn).toBe(false)
  })

  test('is told once where the next cannot be used, and the one of before goes on', async () => {
    const { given, said, renewed } = await followed()
    put(given.keyFile, 'no key')
    await until('its trouble', () => (said.length > 0 ? true : null))
    put(given.keyFile, given.keyPem)
    await until('it is used again', () => (renewed.length > 0 ? true : null))
    expect(said).toEqual([
      `the certificate of before goes on: ${given.keyFile}: there is no private key in it, as PEM`,
    ])
  })
})
