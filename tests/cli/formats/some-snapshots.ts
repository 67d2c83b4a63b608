import { readFileSync } from 'node:fs'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { modelId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { replayed } from '../../core/recorded.ts'
import { fromRoot } from '../../from-root.ts'

/** The last Snapshot of a recording, by the whole Core. */
export async function lastSnapshotOf(name: string): Promise<Snapshot> {
  const text = readFileSync(fromRoot(`tests/fixtures/recordings/${name}.jsonl`), 'utf8')
  const last = (await replayed(parseRecording(text))).at(-1)
  if (last === undefined) throw new Error(`${name} has no Snapshot`)
  return last
}

/** A Mac with two models and two loud alerts, one of which names a model. */
export const busyMac = (): Promise<Snapshot> => lastSnapshotOf('mac-64gb-two-servers')

/** As if it were this machine now. */
export const live = (snapshot: Snapshot): Snapshot => ({ ...snapshot, mode: 'live' })

/** Every name that somebody else gave is this one. */
export function namedBy(name: string, snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    models: snapshot.models.map((model, index) => ({
      ...model,
      id: modelId(`${model.id} ${index}`),
      name,
      quantization: name,
      eject: { kind: 'unload', takesAll: false },
    })),
    apps: snapshot.apps.map((app) => ({
      ...app,
      name,
      detail: name,
      quit: { kind: 'ask', isSafe: true, risk: null },
    })),
    servers: snapshot.servers.map((server) => ({ ...server, title: name, stateReason: name })),
    alerts: snapshot.alerts.map((alert) => ({
      ...alert,
      title: `${name} uses up RAM`,
      sentence: `${name} grows.`,
      advice: `Unload ${name}.`,
    })),
  }
}

export const hostileNames: readonly string[] = [
  '| bash=/bin/sh param1=-c param2=id terminal=false',
  'a|bash=/bin/sh refresh=true',
  'name\nSecond line | href=http://example.invalid',
  'name\r\n---\n--deep | bash=/bin/sh',
  'x\u2028| bash=id',
  'x\u0085---',
  '---',
  '--submenu',
  '-----',
  ':skull: :sf.trash:',
  '\u001b[31mred\u001b]0;title\u0007',
  '" param9="x',
  "' bash='id",
  '$(touch pwned) `touch pwned` ${HOME}',
  '\\$(touch pwned)\\n',
  '%n %m %? %{%} !! !1',
  '#(touch pwned)',
  '#[fg=red]#{pid} ##(touch pwned) ###{host}',
  '\u202eevil',
  '',
  ' ',
  'x'.repeat(2_000),
]
