import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import manifest from '../../package.json' with { type: 'json' }
import { fromRoot } from '../from-root.ts'
import { appNames } from './app-names.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}
interface Job {
  readonly 'runs-on': string
  readonly 'timeout-minutes'?: number
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = fromRoot('.github/workflows')
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(`${folder}/${name}`, 'utf8')
  const workflow: Workflow = parse(text, { strict: true })
  return { name, text, workflow }
})
const named = (name: string): Workflow => {
  const found = workflows.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found.workflow
}
const jobsOf = (workflow: Workflow): readonly Job[] => Object.values(workflow.jobs)
const stepsOf = (workflow: Workflow): readonly Step[] =>
  jobsOf(workflow).flatMap(({ steps }) => steps)
const isThere = (path: string): boolean =>
  statSync(fromRoot(path), { throwIfNoEntry: false }) !== undefined

describe.each(workflows)('$name', ({ workflow }) => {
  test('every script of npm that it runs is there', () => {
    const scripts = stepsOf(workflow).flatMap(({ run = '' }) =>
      [...run.matchAll(/npm (?:run )?([\w:-]+)/g)].flatMap(([, name]) => name ?? []),
    )
    const known = new Set(['ci', ...Object.keys(manifest.scripts)])
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((name) => !known.has(name))).toEqual([])
  })

  test('every file of ours that it runs is there', () => {
    const runs = stepsOf(workflow).flatMap(({ run = '' }) => run.split(/\s+/))
    const files = runs.filter((word) => /^(\.ci|bin|tests|build)\//.test(word))
    expect(files.filter((file) => !isThere(file))).toEqual([])
  })

  test('it runs on machines that GitHub has, each for a bounded time', () => {
    for (const job of jobsOf(workflow)) {
      expect(['ubuntu-24.04', 'macos-26']).toContain(job['runs-on'])
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60)
    }
  })

  test('it takes actions of GitHub only, by their version', () => {
    const actions = stepsOf(workflow).flatMap(({ uses }) => uses ?? [])
    expect(actions.filter((one) => !/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/.test(one))).toEqual([])
  })

  test('nothing that somebody else may have written becomes part of a command', () => {
    const runs = stepsOf(workflow).flatMap(({ run }) => run ?? [])
    expect(runs.filter((run) => run.includes('${{'))).toEqual([])
  })
})

describe('what a workflow may do', () => {
  test('the tests read, and know no secret', () => {
    const ci = named('ci.yml')
    expect(ci.permissions).toEqual({ contents: 'read' })
    expect(jobsOf(ci).filter(({ permissions }) => permissions !== undefined)).toEqual([])
    expect(JSON.stringify(ci)).not.toContain('secrets.')
  })

  test('who signs may not write to the repository, and who writes knows no secret', () => {
    const { permissions, jobs } = named('release.yml')
    expect(permissions).toEqual({})
    expect(jobs['build']?.permissions).toEqual({ contents: 'read' })
    expect(jobs['draft']?.permissions).toEqual({ contents: 'write' })
    expect(JSON.stringify(jobs['draft'])).not.toContain('secrets.')
    expect(jobs['draft']?.steps.filter(({ uses = '' }) => uses.includes('checkout'))).toEqual([])
  })

  test('a secret is given to the one step that signs, and to no other', () => {
    for (const { name, workflow, text } of workflows) {
      const told = stepsOf(workflow).filter(({ env }) =>
        JSON.stringify(env ?? {}).includes('secrets.'),
      )
      expect(
        told.map(({ run }) => run),
        name,
      ).toEqual(name === 'release.yml' ? ['bash .ci/release-mac'] : [])
      const inSteps = told.flatMap(({ env = {} }) => Object.values(env)).length
      expect(text.match(/secrets\./g)?.length ?? 0).toBe(inSteps)
    }
  })
})

describe('what a release keeps', () => {
  const build = named('release.yml').jobs['build']
  const kept = build?.steps
    .flatMap((step) => step.with?.['path'] ?? [])
    .flatMap((paths) => String(paths).trim().split('\n'))

  test('the disk image and the archive, by the names that electron-builder gives them', () => {
    for (const file of [appNames.diskImage, appNames.archive]) {
      expect(kept).toContain(`dist/${file.replace('${version}', '*')}`)
    }
  })

  test('what installed apps ask for, the cask, the digests and the notes', () => {
    for (const name of ['latest-mac.yml', 'headroom.rb', 'SHA256SUMS', 'notes.md']) {
      expect(kept).toContain(`dist/${name}`)
    }
  })
})
