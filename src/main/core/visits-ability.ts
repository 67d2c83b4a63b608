import type { Ability } from '../../shared/doctor.ts'
import { formatCount } from '../../shared/units.ts'
import { sumVisits, parseVisits, type VisitSum } from '../history/visit-line.ts'
import { visitsName } from '../history/visit-log.ts'
import type { OwnFolder } from './own-desks.ts'

/** Twice as long as it grows before its older half is taken away. */
const maxBytes = 4 * 2 ** 20
const toldForMs = 7 * 86_400_000

const id = 'remote'
const title = 'the screens from other machines (headroom serve --host)'

/** What doctor says of those who came from other machines; none where there is no folder: in a recording. */
export async function visitsAbilities(own: OwnFolder | undefined): Promise<readonly Ability[]> {
  if (own === undefined) return []
  const { host, folder } = own
  const found = await host.ask({ kind: 'file', path: `${folder}/${visitsName}`, maxBytes })
  if (found.kind === 'failed')
    return [{ id, title, kind: 'failed', reason: `who came cannot be read: ${found.reason}` }]
  const visits = found.kind === 'ok' ? parseVisits(found.value) : []
  const sum = sumVisits(visits, host.clock.nowMs() - toldForMs)
  if (sum.served === null) return [{ id, title, kind: 'absent', reason: never }]
  return [{ id, title, kind: 'ok', reason: visitsText(sum, sum.served) }]
}

const never = 'no other machine could look yet'

function visitsText(
  { addresses, wrongCount, lockOutCount }: VisitSum,
  { address, port, fingerprint }: NonNullable<VisitSum['served']>,
): string {
  const shown = `last served at ${address} port ${port}, fingerprint ${fingerprint}`
  const came = `other machines in 7 days: ${formatCount(addresses.length)}`
  const wrong = `wrong tokens: ${formatCount(wrongCount)}, locked out: ${formatCount(lockOutCount)}`
  return `${shown}; ${came}, ${wrong}`
}
