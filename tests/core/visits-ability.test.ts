import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { visitsAbilities } from '../../src/main/core/visits-ability.ts'
import { visitLine, type Visit } from '../../src/main/history/visit-line.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import { tempFolder } from '../processes.ts'
import { unknownOf } from '../shared/phrases/books.ts'

const dayMs = 86_400_000
const title = 'the screens from other machines (headroom serve --host)'

async function told(visits: readonly Visit[]) {
  const host = createLocalHost()
  onTestFinished(() => host.close())
  const folder = tempFolder()
  if (visits.length > 0)
    writeFileSync(join(folder, 'visits.jsonl'), `${visits.map(visitLine).join('\n')}\n`)
  return visitsAbilities({ host, folder })
}

const right = { rightCount: 3, wrongCount: 0, lockOutCount: 0 }

const came = (
  address: string,
  agoDays: number,
  counts: {
    readonly rightCount: number
    readonly wrongCount: number
    readonly lockOutCount: number
  } = right,
): Visit => ({
  line: 'came',
  sinceMs: Date.now() - agoDays * dayMs,
  atMs: Date.now() - agoDays * dayMs,
  address,
  scopes: ['read'],
  ...counts,
})

const served: Visit = {
  line: 'served',
  atMs: Date.now(),
  address: '0.0.0.0',
  port: 4317,
  fingerprint: 'AB:CD',
  mayAct: false,
}

describe('doctor says of other machines', () => {
  test('that none could look, where none could', async () => {
    const reason = 'no other machine could look yet'
    expect(await told([])).toEqual([{ id: 'remote', title, kind: 'absent', reason }])
    expect(await visitsAbilities(undefined)).toEqual([])
  })

  test('where they could, by which fingerprint, and who came in seven days', async () => {
    const wrong = { rightCount: 0, wrongCount: 12, lockOutCount: 1 }
    const found = await told([
      served,
      came('192.0.2.1', 9),
      came('192.0.2.7', 1),
      came('192.0.2.7', 0),
      came('192.0.2.8', 0, wrong),
    ])
    const reason =
      'last served at 0.0.0.0 port 4317, fingerprint AB:CD; other machines in 7 days: 1, wrong tokens: 12, locked out: 1'
    expect(found).toEqual([{ id: 'remote', title, kind: 'ok', reason }])
  })

  test('in every language', async () => {
    const texts = [...(await told([])), ...(await told([served]))].map(({ reason }) => reason ?? '')
    expect(unknownOf([title, ...texts])).toEqual([])
  })
})
