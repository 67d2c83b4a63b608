import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { givenCertificate, markOf } from '../../../src/main/web/tls/given-certificate.ts'
import { makeKey } from '../../../src/main/web/tls/make-certificate.ts'
import { tempFolder } from '../../processes.ts'
import { encryptedKey, givenFiles, put } from './certificates.ts'

test('a certificate of the user’s own is read with its key, and its fingerprint is told', async () => {
  const files = await givenFiles()
  const found = await givenCertificate(files, Date.now())
  expect(found).toMatchObject({ certPem: files.certPem, keyPem: files.keyPem, troubles: [] })
  expect(found.fingerprint).toMatch(/^([\dA-F]{2}:){31}[\dA-F]{2}$/)
  expect(found.keyPin).toMatch(/^sha256\/\/[\w+/]{43}=$/)
  expect(await markOf(files)).toBe(found.mark)
})

test('it tells for whom it is, without loopback and without wildcards', async () => {
  const names = ['Studio.example', '*.example', 'localhost', '127.0.0.1', '192.0.2.7']
  const found = await givenCertificate(await givenFiles({ names }), Date.now())
  expect(found.names).toEqual(['studio.example', '192.0.2.7'])
})

test.each([
  ['a key of another certificate', { key: makeKey }, 'the key belongs to another certificate'],
  ['an encrypted key', { key: encryptedKey }, 'the key is encrypted: nobody is there to type'],
  ['no key', { key: () => 'nothing' }, 'there is no private key in it, as PEM'],
  ['no certificate', { cert: () => 'nothing' }, 'there is no certificate in it, as PEM'],
  ['an empty file', { cert: () => '' }, 'there is no certificate in it, as PEM'],
  ['a huge file', { cert: () => 'x'.repeat(300_000) }, 'it is longer than 262144 bytes'],
])('%s is refused in a sentence', async (_, wrong, reason) => {
  const files = await givenFiles()
  if ('key' in wrong) put(files.keyFile, wrong.key())
  if ('cert' in wrong) put(files.certFile, wrong.cert())
  await expect(givenCertificate(files, Date.now())).rejects.toThrow(reason)
})

test('one that has ended, or does not hold yet, is refused with its day', async () => {
  const ended = await givenFiles({ agoDays: 900 })
  await expect(givenCertificate(ended, Date.now())).rejects.toThrow(
    /cert\.pem: the certificate ended on \d{4}-\d\d-\d\d$/,
  )
  const later = await givenFiles({ agoDays: -10 })
  await expect(givenCertificate(later, Date.now())).rejects.toThrow(
    /the certificate holds only from \d{4}-\d\d-\d\d on$/,
  )
})

test('one that ends soon, and a key that others may read, are told', async () => {
  const files = await givenFiles({ agoDays: 812 })
  put(files.keyFile, files.keyPem, 0o644)
  const { troubles } = await givenCertificate(files, Date.now())
  expect(troubles).toEqual([
    `others may read ${files.keyFile}: chmod 600 it`,
    expect.stringMatching(/cert\.pem: the certificate ends on \d{4}-\d\d-\d\d$/),
  ])
})

test('files that are missing, or folders, are told by their path', async () => {
  const { keyFile } = await givenFiles()
  const folder = tempFolder()
  mkdirSync(join(folder, 'cert.pem'))
  const ask = (certFile: string) => givenCertificate({ certFile, keyFile }, Date.now())
  await expect(ask(join(folder, 'none.pem'))).rejects.toThrow('none.pem: no such file or folder')
  await expect(ask(join(folder, 'cert.pem'))).rejects.toThrow('cert.pem: it is a folder')
  expect(await markOf({ certFile: join(folder, 'none.pem'), keyFile })).toBeNull()
})
