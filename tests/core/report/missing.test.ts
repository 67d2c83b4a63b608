import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate/browser'
import { describe, expect, test } from 'vitest'
import { createReportDesk } from '../../../src/main/core/report/report-desk.ts'
import type { ReportAsked } from '../../../src/main/core/report/part-sources.ts'
import { nothingLearnt } from '../../../src/shared/learnt.ts'
import { reportLines } from '../../../src/shared/report-text.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'
import { refusingDesks } from './refusing-desks.ts'

const asked = refusingDesks('this is a recording of /Users/anna')
const identity = { users: [], hosts: [], secrets: [] }
const reportOf = (folder: string | null, given: Partial<ReportAsked> = {}) => {
  const host = localHost()
  const world = { clock: host.clock, identity, asked: { ...asked, ...given } }
  return createReportDesk({
    ...world,
    folder: folder === null ? undefined : { host, folder },
  }).report()
}

describe('what a report does not hold', () => {
  test('is named with its reason, and the rest is there', async () => {
    const report = await reportOf(null)
    expect(report.parts.map(({ kind }) => kind)).toEqual([
      'about',
      'snapshot',
      'findings',
      'learnt',
    ])
    expect(report.missing).toContainEqual({
      kind: 'settings',
      name: 'settings.json',
      reason: 'this is a recording of /Users/user1',
    })
    expect(report.missing.at(-1)).toEqual({
      kind: 'recording',
      name: 'flight/',
      reason: 'nothing is recorded here',
    })
    expect(reportLines(report).join('\n')).toMatch(/^flight\/ +– {2}nothing is recorded here$/m)
  })

  test('is what is too large; of the recording the newest are kept', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'flight'))
    const line = `${JSON.stringify({ atMs: 1, kind: 'file', key: '/x', ok: true, text: 'x'.repeat(5e5) })}\n`
    for (const number of [1, 2, 3, 10])
      writeFileSync(join(folder, `flight/${number}.jsonl`), line.repeat(11))
    writeFileSync(join(folder, 'flight/11.jsonl'), line.repeat(20))
    const huge = { ...nothingLearnt, trouble: 'y'.repeat(7e6) }
    const report = await reportOf(folder, { learnt: async () => huge })
    expect(report.parts.flatMap(({ kind, name }) => (kind === 'recording' ? [name] : []))).toEqual([
      'flight/10.jsonl',
      'flight/3.jsonl',
      'flight/2.jsonl',
    ])
    expect(report.missing.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['learnt.json', 'flight/11.jsonl', 'flight/1.jsonl']),
    )
    expect(report.zipBytes).toBeLessThan(20 * 2 ** 20)
  })
})

test('the archive says itself what it holds, and what was taken out', async () => {
  const trouble = 'Authorization: Bearer abcdefghijklmnop'
  const { zipBase64, parts } = await reportOf(null, {
    learnt: async () => ({ ...nothingLearnt, trouble }),
  })
  const files = unzipSync(Buffer.from(zipBase64, 'base64'))
  const readme = strFromU8(files['README.txt'] ?? new Uint8Array())
  expect(readme).toMatch(
    /learnt\.json .* what real loads have taught \(something taken out in 1 place\)/,
  )
  expect(readme).toContain('Taken out are the names of users')
  expect(JSON.parse(strFromU8(files['contents.json'] ?? new Uint8Array()))).toMatchObject({ parts })
})

test('two who ask at once get the same one', async () => {
  const host = localHost()
  const desk = createReportDesk({ clock: host.clock, folder: undefined, asked, identity })
  const [one, other] = await Promise.all([desk.report(), desk.report()])
  expect(one).toBe(other)
})
