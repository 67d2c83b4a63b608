import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keyOf } from '../../src/main/host/host.ts'
import { machineSysctl } from '../../src/main/probes/darwin/sysctl.ts'
import { macOs } from '../../src/main/probes/darwin/sw-vers.ts'
import { systemProfile } from '../../src/main/probes/darwin/system-profiler.ts'
import { reasonOf } from '../../src/main/host/attempt.ts'
import { adapters } from '../eval/macos/adapters.ts'
import type { NoReading } from '../../src/shared/reading.ts'
import { holds, notAsked, wrong, type Doubt, type Seen } from './doubt.ts'
import { keysRead } from './read-keys.ts'
import type { Mac } from './mac.ts'
import type { AskedSource } from './sources.ts'

/** A line of the manifest, in the form that the evaluation `macos` reads. */
export interface Sample {
  readonly file: string
  readonly tool: string
  readonly used: boolean
  readonly command: string
  readonly source: string
  readonly provenance: string
  readonly machine: Readonly<Record<string, unknown>> | null
  readonly notes: string
  /** Empty: whoever has looked at the file moves here what is right of `read`. */
  readonly expect: Readonly<Record<string, unknown>>
  /** What our parser reads, under the keys of the evaluation; null where it reads nothing. */
  readonly read: unknown
}

export interface Origin {
  readonly source: string
  readonly provenance: string
}

export interface AnswerKeeper {
  /** Keeps a text under `answers/`, redacted. */
  keep(
    what: Pick<AskedSource, 'tool' | 'name' | 'ending'>,
    command: string,
    text: string,
  ): Promise<string>
  /** The question of a source as a doubt: does our parser read what this Mac says? */
  doubtOf(source: AskedSource): Doubt
  /** Writes the manifest. */
  close(): Promise<void>
}

/** Raw answers as files in `folder`, with a manifest beside them. */
export function createAnswerKeeper(mac: Mac, folder: string, origin: Origin): AnswerKeeper {
  const samples: Omit<Sample, 'machine'>[] = []
  const keep: AnswerKeeper['keep'] = async ({ tool, name, ending }, command, text) => {
    const file = join('answers', tool, `${name}.${ending}`)
    const clean = mac.redact(text)
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), clean, { flag: 'wx', mode: 0o600 })
    samples.push({
      file,
      tool,
      used: true,
      command: mac.redact(command),
      ...origin,
      notes:
        'names of users, serial numbers and UUIDs are substitutes; expect is empty until somebody has looked',
      expect: {},
      read: readByAdapter(tool, command, clean),
    })
    return file
  }
  return {
    keep,
    doubtOf: (source) => doubtOf(source, keep),
    close: async () => {
      const machine = await machineOf(mac)
      const manifest = {
        schema: 1,
        set: 'mac-check',
        about: 'Answers of one Mac to what Headroom asks, by npm run mac:check.',
        samples: samples.map((sample) => ({ ...sample, machine })),
      }
      await writeFile(join(folder, 'MANIFEST.json'), `${JSON.stringify(manifest, null, 1)}\n`, {
        flag: 'wx',
        mode: 0o600,
      })
    },
  }
}

function doubtOf(source: AskedSource, keep: AnswerKeeper['keep']): Doubt {
  const { tool, name, probe, must, at } = source
  const deadlineMs =
    ('deadlineMs' in probe.question ? (probe.question.deadlineMs ?? 0) : 0) + 10_000
  return {
    id: `read-${tool}-${name}`.replaceAll('_', '-'),
    title: `Does our parser read what ${tool} says (${name})?`,
    why: 'Every parser is held by outputs that others have published, or that we composed.',
    assumption: `it answers in time, and tells ${must.length === 0 ? 'what is asked' : must.join(', ')}`,
    at: [at],
    marks: [],
    deadlineMs,
    ask: (mac) => readSource(source, mac, keep),
  }
}

async function readSource(
  source: AskedSource,
  mac: Mac,
  keep: AnswerKeeper['keep'],
): Promise<Seen> {
  const { probe, must } = source
  const raw = await mac.ask(probe.question)
  if (raw.kind !== 'ok') return unread(raw, 'it did not answer', null)
  const file = await keep(source, keyOf(probe.question), raw.value)
  const kept = `${raw.value.length} characters in ${Math.round(raw.tookMs)} ms, kept as ${file}`
  const parsed = await mac.read(probe)
  if (parsed.kind !== 'ok') return unread(parsed, 'our parser refuses it', `${kept}\n${raw.value}`)
  const { text, missing } = keysRead(parsed.value, must)
  const evidence = `${text}\n${kept}`
  if (missing.length === 0) return holds(evidence)
  return wrong(`it does not tell ${missing.join(', ')}\n${evidence}\n${raw.value}`)
}

/** What there is none of is no fault of ours. */
function unread({ kind, reason }: NoReading, what: string, seen: string | null): Seen {
  if (kind === 'absent') return notAsked(reason, seen ?? '')
  return wrong([`${what}: ${reason}`, ...(seen === null ? [] : [seen])].join('\n'))
}

function readByAdapter(tool: string, command: string, text: string): unknown {
  try {
    return adapters.get(tool)?.({ tool, command, text, ramBytes: null }) ?? null
  } catch (error) {
    // ParseError: told by the doubt of this source
    return { refused: reasonOf(error) }
  }
}

/** What the manifest says of the machine: kinds, no numbers of this one. */
export async function machineOf(mac: Mac): Promise<Readonly<Record<string, unknown>> | null> {
  const [sysctl, system, profile] = [
    await mac.read(machineSysctl),
    await mac.read(macOs),
    await mac.read(systemProfile),
  ]
  if (sysctl.kind !== 'ok' && system.kind !== 'ok') return null
  return {
    chip: sysctl.kind === 'ok' ? sysctl.value.processor : null,
    model: profile.kind === 'ok' ? profile.value.modelIdentifier : null,
    macos: system.kind === 'ok' ? `${system.value.version} (${system.value.build ?? '?'})` : null,
    ram_bytes: sysctl.kind === 'ok' ? sysctl.value.totalBytes : null,
    gpu_cores: profile.kind === 'ok' ? profile.value.gpuCoreCount : null,
  }
}
