import { exitCode } from '../../shared/exit-code.ts'
import { printable } from '../../shared/printable.ts'
import type { Model } from '../../shared/server.ts'
import { titleAmong } from '../../shared/server-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { Choice } from './choose-model.ts'
import type { Refused } from './chosen.ts'

/** Why the list of models cannot be trusted; null where it can. */
export function refusedByServers({ sources, models }: Snapshot): Refused<Model> | null {
  if (models.length > 0) return null
  const source = sources.find(({ id }) => id === 'servers')
  if (source?.kind === 'ok') return null
  const why = printable(source?.reason ?? 'this machine’s servers are not asked')
  const sentence = `which models are loaded is not known: ${why}`
  return { sentence, help: null, listed: [], isChoice: false, code: exitCode.cannotTell }
}

/** Why not one model is meant by a name. */
export function refusedChoice(
  wanted: string,
  choice: Exclude<Choice, { readonly kind: 'one' }>,
  { models, servers }: Snapshot,
): Refused<Model> {
  const name = `"${printable(wanted)}"`
  if (choice.kind === 'several')
    return {
      sentence: `${name} may be any of these`,
      help: null,
      listed: choice.models,
      isChoice: true,
      code: exitCode.wrongUse,
    }
  const sentence = `no loaded model is called ${name}${models.length === 0 ? ': no model is loaded' : '; loaded are'}`
  const help = unansweredSentence(servers)
  const code = help === null ? exitCode.no : exitCode.cannotTell
  return { sentence, help, listed: models, isChoice: false, code }
}

/** null: all that have something to say have answered. */
function unansweredSentence(servers: Snapshot['servers']): string | null {
  const parts = servers.flatMap((server) => {
    const { state } = server
    if (state !== 'silent' && state !== 'starting') return []
    return [`${titleAmong(server, servers)} does not answer${state === 'silent' ? '' : ' yet'}`]
  })
  return parts.length === 0 ? null : `${parts.join(', ')}: what it holds is not known`
}
