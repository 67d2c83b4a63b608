import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createReportRedact } from '../../src/main/host/report-redact.ts'

const known = {
  users: ['annamaria'],
  hosts: ['annas-mac.fritz.box'],
  secrets: ['correct horse/battery+staple'],
}
const redacted = (text: string): string => createReportRedact(known)(text)
const inBase64 = (text: string): string => Buffer.from(text).toString('base64')

/** All ways of writing it that a text of ours, of a log or of a server could have. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  inBase64(secret).replace(/=+$/, ''),
]

const word = fc
  .string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    minLength: 24,
    maxLength: 60,
  })
  // a word of the texts around it would be found there
  .filter((text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text))

/** Keys that are known by their looks, wherever they stand. */
const lookingLikeOne = fc.oneof(
  word.map((text) => `sk-${text}`),
  word.map((text) => `hf_${text}`),
  word.map((text) => `ghp_${text}`),
  word.map((text) => `github_pat_${text}`),
  word.map((text) => `AKIA${text.toUpperCase().slice(0, 16)}`),
  word.map((text) => `eyJ${text}.eyJ${text}.${text}`),
)
const anyPlace = fc.constantFrom<(secret: string) => string>(
  (secret) => `the engine said ${secret} and went on`,
  (secret) => JSON.stringify({ answer: { note: `x ${secret}` } }),
  (secret) => JSON.stringify(JSON.stringify({ note: secret })),
  (secret) => `GET /v1/models?x=${encodeURIComponent(` ${secret} `)} 200`,
  (secret) => `payload ${inBase64(`{"x": "${secret}"}`)} sent`,
  (secret) => `App ${secret}.app`,
  (secret) => `/Applications/${secret}/bin\0--x`,
)
/** Those that only their place tells. */
const namedPlace = fc.constantFrom<(secret: string) => string>(
  (secret) => `llama-server --api-key ${secret} --port 8081`,
  (secret) => `\0--api-key\0${secret}\0--port\x008081`,
  (secret) => `HF_TOKEN=${secret} python serve.py`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `curl https://user:${secret}@huggingface.co/x`,
  (secret) => JSON.stringify({ args: ['--api-key', secret] }),
  (secret) => `x?token=${secret}`,
  (secret) => encodeURIComponent(`Authorization: Bearer ${secret}`),
  (secret) => `cached ${inBase64(`HF_TOKEN=${secret}`)}`,
)

describe('no secret is left', () => {
  test('that is known by its looks, wherever it stands and however it is written', () => {
    fc.assert(
      fc.property(lookingLikeOne, anyPlace, (secret, place) => {
        const clean = redacted(place(secret))
        for (const form of formsOf(secret)) expect(clean).not.toContain(form)
      }),
      { numRuns: 150 },
    )
  })

  test('that its place tells', () => {
    fc.assert(
      fc.property(word, namedPlace, (secret, place) => {
        const clean = redacted(place(secret))
        for (const form of formsOf(secret)) expect(clean).not.toContain(form)
      }),
      { numRuns: 150 },
    )
  })

  test('that is known by its value, in each way of writing it', () => {
    const [secret = ''] = known.secrets
    for (const form of formsOf(secret)) expect(redacted(`a ${form} b`)).toBe('a [removed] b')
    expect(redacted(JSON.stringify(JSON.stringify(secret)))).not.toContain('battery')
    expect(redacted(Buffer.from(secret).toString('hex'))).toBe('[removed]')
  })
})

describe('nobody is named', () => {
  test.each([
    ['Annamaria and ANNAMARIA', 'user1 and user1'],
    ['annamaria_notes of annamarias', 'user1_notes of annamarias'],
    ['on ANNAS-MAC.local, annas-mac.fritz.box', 'on host1.local, host1'],
    ['write to anna.m+x@mail.example.org.', 'write to user@example.com.'],
    ['from 192.168.178.20:52111 and 192.168.178.20', 'from 192.0.2.1:52111 and 192.0.2.1'],
    ['fe80::1cab:2def:1234:5678%en0', '2001:db8::1%en0'],
    ['card a4:83:e7:1b:22:33 up', 'card 00:00:00:00:00:00 up'],
    ['"serial_number" : "C02ABCDEFGHJ"', '"serial_number" : "[removed]"'],
  ])('%s', (text, clean) => {
    expect(redacted(text)).toBe(clean)
  })
})

describe('what everybody has stays', () => {
  test.each([
    'listening on 127.0.0.1:11434, 0.0.0.0 and [::1]:8080',
    'Chrome 142.0.7444.59, build v1.2.3.4, llama.cpp b6800',
    '2026-11-20 10:11:12.345 std::vector<ab::cd>',
    'n_ctx = 4096, EOS token = 2, 512 tokens, 18.4 GB',
    '/opt/homebrew/bin/llama-server -m /Volumes/Models/qwen3-30b-a3b-Q4_K_M.gguf',
    '/usr/lib/x86_64-linux-gnu/libllama/abcdefghijklmnopqrstuvwxyz',
    '/opt/homebrew/Cellar/python@3.12/3.12.7/bin/python3.12',
    'https://huggingface.co/x?y=a%20b',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('%s', (text) => {
    expect(redacted(text)).toBe(text)
  })
})
