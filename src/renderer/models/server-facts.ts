import { printable } from '../../shared/printable.ts'
import { nameOf, titleAmong } from '../../shared/server-text.ts'
import type { Server } from '../../shared/server.ts'
import { nameOfMemoryKind } from '../../shared/showing.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatCount, formatSpan, formatTimeOfDay } from '../../shared/units.ts'
import type { useWords } from '../words/use-words.ts'
import { foreign } from './model-facts.ts'
import { originOf, type ToldFact } from './told-fact.ts'

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say' | 'figure'>

/** What it does, and why it does not. */
export function serverState(
  { t, say }: Pick<Words, 't' | 'say'>,
  { state, stateReason }: Pick<Server, 'state' | 'stateReason'>,
): string {
  const word = t(`inventory.server.${state}`)
  if (stateReason === null || state === 'closed') return word // that it wants a key is its reason
  return t('inventory.stateBecause', { state: word, reason: say(printable(stateReason)) })
}

/** All that a Snapshot says of a server, in the order in which it is asked for. */
export function serverFacts(
  { t, say, figure }: Words,
  server: Server,
  { servers, atMs }: Pick<Snapshot, 'servers' | 'atMs'>,
): readonly ToldFact[] {
  const { origins = {}, memoryBytes, memoryKind, port, queueLength, startedAtMs } = server
  const parent = servers.find(({ id }) => id === server.parentId)
  const started = {
    time: figure(formatTimeOfDay(startedAtMs)),
    span: figure(formatSpan(Math.max(0, atMs - startedAtMs))),
  }
  const kind = memoryKind === null ? '' : ` (${say(nameOfMemoryKind[memoryKind])})`
  return [
    { name: 'program', value: nameOf(server.title), origin: 'processes' },
    foreign('version', server.version, originOf(origins.version)),
    {
      name: 'state',
      value: serverState({ t, say }, server),
      origin: originOf(origins.state),
    },
    { name: 'pid', value: formatCount(server.pid), origin: 'processes' },
    { name: 'started', value: t('inventory.at', started), origin: 'processes' },
    { name: 'port', value: port === null ? null : formatCount(port), origin: 'ports' },
    ...(parent === undefined
      ? []
      : [
          { name: 'parent', value: say(titleAmong(parent, servers)), origin: 'processes' } as const,
        ]),
    {
      name: 'queue',
      value: queueLength === null ? null : formatCount(queueLength),
      origin: originOf(origins.queue),
    },
    {
      name: 'memory',
      value: memoryBytes === null ? null : `${figure(formatBytes(memoryBytes))}${kind}`,
      origin: 'process',
    },
    {
      name: 'models',
      value: t(server.tellsModels ? 'inventory.told' : 'inventory.untoldModels'),
      origin: originOf(origins.models),
    },
  ]
}
