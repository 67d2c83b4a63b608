import { readFileSync } from 'node:fs'
import { CallNode, loadPrism, StringNode, type Node } from '@ruby/prism/src/index.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { fillCask, type CaskFacts } from '../../build/fill-cask.ts'
import { powermetricsRulePath } from '../../src/shared/powermetrics-rule.ts'
import { fromRoot } from '../from-root.ts'
import { appNames } from './app-names.ts'

const template = readFileSync(fromRoot('packaging/homebrew/headroom.rb.template'), 'utf8')
const facts: CaskFacts = {
  version: '1.2.3',
  sha256: 'ab12'.repeat(16),
  repository: 'someone/headroom',
}
const filled = fillCask(template, facts)

/** Ruby's own parser, built for WebAssembly. */
let parse: Awaited<ReturnType<typeof loadPrism>> | undefined
beforeAll(async () => {
  parse = await loadPrism()
})

const nodesIn = (node: Node): readonly Node[] => [
  node,
  ...node.compactChildNodes().flatMap((child: Node) => nodesIn(child)),
]

/** What a Ruby program calls, and the plain texts in it. */
function readRuby(source: string) {
  const result = parse?.(source)
  expect(result?.errors).toEqual([])
  const nodes = result === undefined ? [] : nodesIn(result.value)
  return {
    calls: nodes.flatMap((node) => (node instanceof CallNode ? [node.name] : [])),
    texts: nodes.flatMap((node) => (node instanceof StringNode ? [node.unescaped.value] : [])),
  }
}

describe("Homebrew's cask", () => {
  test('filled, it is Ruby, in the order that Homebrew wants', () => {
    const { calls } = readRuby(filled)
    const stanzas = ['version', 'sha256', 'url', 'name', 'desc', 'homepage', 'livecheck']
    const later = ['depends_on', 'depends_on', 'app', 'binary', 'uninstall', 'zap', 'caveats']
    expect(calls[0]).toBe('cask')
    const own = calls.filter((name) => [...stanzas, ...later].includes(name))
    // `version` and `url` are asked again: by the address, by livecheck
    expect(own.filter((name, at) => own.indexOf(name) === at || later.includes(name))).toEqual([
      ...stanzas,
      ...later,
    ])
  })

  test('a Ruby that is none is noticed', () => {
    expect(parse?.(filled.replace('  EOS\n', '')).errors.length).toBeGreaterThan(0)
  })

  test('it names the file that electron-builder makes, by its version and digest', () => {
    const { texts } = readRuby(filled)
    expect(texts).toEqual(expect.arrayContaining([facts.version, facts.sha256]))
    const file = appNames.diskImage.replaceAll('${version}', '#{version}')
    expect(filled).toContain(
      `https://github.com/someone/headroom/releases/download/v#{version}/${file}"`,
    )
  })

  test('what is left behind is removed, and of what belongs to root it tells', () => {
    const { texts } = readRuby(filled)
    const trashed = texts.filter((text) => text.startsWith('~/'))
    expect(trashed).toEqual(trashed.toSorted())
    expect(trashed).toEqual(
      expect.arrayContaining([
        '~/Library/Application Support/headroom',
        `~/Library/Caches/${appNames.id}.ShipIt`,
        `~/Library/Preferences/${appNames.id}.plist`,
        '~/Library/LaunchAgents/dev.headroom.agent.plist',
        '~/Library/Logs/Headroom',
      ]),
    )
    expect(texts).toContain(appNames.id) // what it quits
    expect(filled).toContain(`sudo rm -f ${powermetricsRulePath}\n`)
  })

  test('it says no more than Homebrew lets a description be', () => {
    const said = /desc "(.*)"/.exec(filled)?.[1] ?? ''
    expect(said.length).toBeLessThanOrEqual(80)
    expect(said).toMatch(/^[A-Z].*[^.]$/)
    expect(said).not.toMatch(/^(A|An|The) |Mac|Headroom/)
  })
})

describe('what a cask may be filled with', () => {
  const wrong: readonly (readonly [keyof CaskFacts, string])[] = [
    ['version', ''],
    ['version', 'v1.2.3'],
    ['version', '1.2.3"; system("id"); "'],
    ['version', '1.2.3\n'],
    ['version', '#{1}.2.3'],
    ['sha256', 'AB12'.repeat(16)],
    ['sha256', 'ab12'.repeat(15)],
    ['repository', ''],
    ['repository', 'OWNER'],
    ['repository', 'owner/..'],
    ['repository', 'owner/name/more'],
    ['repository', 'owner/na"me'],
    ['repository', '#{owner}/name'],
  ]
  for (const [name, value] of wrong) {
    test(`${JSON.stringify(value)} is refused as a ${name}`, () => {
      expect(() => fillCask(template, { ...facts, [name]: value })).toThrow(`is no ${name}`)
    })
  }

  test('a place that nothing fills is refused', () => {
    expect(() => fillCask('{{digest}}', facts)).toThrow('nothing fills {{digest}}')
  })
})
