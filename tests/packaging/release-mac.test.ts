import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { fromRoot } from '../from-root.ts'
import { tempFolder } from '../processes.ts'
import { appNames } from './app-names.ts'

const run = promisify(execFile)
const { version } = manifest
const fileOf = (name: string): string => name.replace('${version}', version)
const [image, archive] = [fileOf(appNames.diskImage), fileOf(appNames.archive)]
const sha512 = createHash('sha512').update('a zip').digest('base64')

const secrets = {
  CSC_LINK: 'a-certificate',
  CSC_KEY_PASSWORD: 'a-password',
  APPLE_API_KEY_P8: 'the-text-of-a-key',
  APPLE_API_KEY_ID: 'an-id',
  APPLE_API_ISSUER: 'an-issuer',
}
const none = Object.fromEntries(Object.keys(secrets).map((name) => [name, '']))
const tagged = { GITHUB_REPOSITORY: 'someone/headroom', GITHUB_REF_NAME: `v${version}` }

/** In the place of npm: notes what it was asked for and by what means, and leaves what electron-builder would. */
const otherNpm = `#!/usr/bin/env bash
printf '%s\\n' "$@" >asked
env | grep -E '^(CSC_|APPLE_)' | sort >means
if [ -n "\${APPLE_API_KEY:-}" ]; then cp -p "$APPLE_API_KEY" key; fi
mkdir -p dist
printf 'an image' >'dist/${image}'
printf 'a zip' >'dist/${archive}'
printf 'version: ${version}\\npath: %s\\nsha512: %s\\n' '${archive}' "\${FEED_SHA512:-${sha512}}" >dist/latest-mac.yml
`

interface Released {
  readonly code: number
  readonly output: string
  read(name: string): string
  readonly left: readonly string[]
}

/** The script, run for real in a copy of the project that holds what it needs. */
async function release(env: Readonly<Record<string, string>>): Promise<Released> {
  const folder = tempFolder()
  for (const part of ['.ci/release-mac', 'build', 'packaging', 'package.json']) {
    mkdirSync(dirname(join(folder, part)), { recursive: true })
    cpSync(fromRoot(part), join(folder, part), { recursive: true })
  }
  symlinkSync(fromRoot('node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'programs'))
  writeFileSync(join(folder, 'programs', 'npm'), otherNpm, { mode: 0o755 })
  const PATH = `${join(folder, 'programs')}:${process.env['PATH'] ?? ''}`
  const ended = await run('bash', [join(folder, '.ci', 'release-mac')], {
    env: { PATH, TMPDIR: folder, ...env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  )
  return {
    ...ended,
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    left: readdirSync(folder),
  }
}

describe('a release', () => {
  test('with all secrets is signed, by a key that only it can read and that is gone afterwards', async () => {
    const { code, output, read, left } = await release({ ...tagged, ...secrets })
    expect({ code, output }).toEqual({ code: 0, output: '' })
    expect(read('asked').split('\n')).toEqual([
      'run',
      'release:mac',
      '--',
      '-c.publish.provider=github',
      '-c.publish.owner=someone',
      '-c.publish.repo=headroom',
      '',
    ])
    expect(read('key')).toBe('the-text-of-a-key\n')
    expect(read('means')).not.toContain('the-text-of-a-key')
    expect(read('means')).toMatch(/^APPLE_API_ISSUER=an-issuer\nAPPLE_API_KEY=\/.*\/key\.p8\n/)
    expect(left.toSorted()).toEqual(
      ['.ci', 'asked', 'build', 'dist', 'key', 'means', 'node_modules', 'package.json', 'packaging', 'programs'], // prettier-ignore
    )
    expect(read('dist/notes.md')).not.toContain('signed')
    expect(read('dist/signing')).toBe('signed\n')
  })

  test('without any is signed by nobody, and its notes begin with that', async () => {
    const { code, read } = await release({ ...tagged, ...none })
    expect(code).toBe(0)
    expect(read('asked')).toMatch(/^run\ndist:mac\n/)
    expect(read('means')).toBe('')
    expect(read('dist/notes.md')).toMatch(/^> \*\*Nobody has signed this build/)
  })

  test('has its cask and its digests beside it', async () => {
    const { read } = await release({ ...tagged, ...none })
    const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(read('dist/SHA256SUMS')).toBe(
      `${digestOf('an image')}  ${image}\n${digestOf('a zip')}  ${archive}\n`,
    )
    expect(read('dist/headroom.rb')).toContain(`sha256 "${digestOf('an image')}"`)
    expect(read('dist/headroom.rb')).toContain('homepage "https://github.com/someone/headroom"')
  })

  const refused = [
    ['some of the secrets', { ...tagged, ...secrets, CSC_KEY_PASSWORD: '' }, 'CSC_KEY_PASSWORD'],
    ['no repository', { ...tagged, GITHUB_REPOSITORY: '' }, 'GITHUB_REPOSITORY'],
    ['a placeholder', { ...tagged, GITHUB_REPOSITORY: 'OWNER' }, 'GITHUB_REPOSITORY'],
    ['another tag', { ...tagged, GITHUB_REF_NAME: 'v0.0.0' }, 'v0.0.0'],
    ['a feed of another archive', { ...tagged, FEED_SHA512: 'other' }, 'sha512 is other'],
  ] as const
  for (const [what, env, why] of refused) {
    test(`with ${what} fails, says why, and tells no secret`, async () => {
      const { code, output, left } = await release(env)
      expect(code).not.toBe(0)
      expect(output).toContain(why)
      for (const secret of Object.values(secrets)) expect(output).not.toContain(secret)
      expect(left.includes('asked')).toBe(what === 'a feed of another archive')
    })
  }
})
