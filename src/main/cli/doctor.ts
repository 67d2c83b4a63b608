import type { Doctor } from '../../shared/doctor.ts'
import { mendLines } from './mend-lines.ts'
import { openOwnCore } from './own-core.ts'
import { printable } from '../../shared/printable.ts'
import type { Source } from '../../shared/snapshot.ts'
import { formatSpan, formatTook } from '../../shared/units.ts'
import type { Known, Limit } from '../../shared/snapshot.ts'
import { shownLimit } from '../../shared/facts.ts'
import { exitCode, type ExitCode } from '../../shared/exit-code.ts'
import { print, printJson } from './output.ts'
import { settingsLines } from './settings-lines.ts'

/** `headroom doctor`: every source and ability, live, absent or failed, and why. */
export async function doctor(options: { readonly json: boolean }): Promise<ExitCode> {
  const core = await openOwnCore({ roomCapBytes: null })
  core.look() // what is asked only for lookers is asked as well
  await core.snapshotOnce()
  const snapshot = await core.snapshotOnce() // what needs another source's answer is asked by now
  const found = await withAgent(await core.doctor())
  await core.close()
  if (options.json) printJson(found)
  else print(doctorText(found, process.stdout.columns ?? Number.POSITIVE_INFINITY))
  const hasFailed = [...found.sources, ...found.abilities].some((one) => one.kind === 'failed')
  if (hasFailed || found.findings.length > 0) return exitCode.no
  return snapshot.room.state === 'unknown' ? exitCode.cannotTell : exitCode.yes
}

/** Only a Mac has launchd. */
async function withAgent(found: Doctor): Promise<Doctor> {
  if (process.platform !== 'darwin') return found
  const { openAgentWorld } = await import('./agent/own-agent-world.ts')
  const { agentAbilities } = await import('./agent/agent-ability.ts')
  const world = await openAgentWorld({
    tokenFrom: async () => '',
    expectServable: async () => undefined,
  })
  const abilities = [...found.abilities, ...(await agentAbilities(world))]
  await world.host.close()
  return { ...found, abilities }
}

const wordOf = { ok: 'live', absent: 'absent', failed: 'FAILED', waiting: 'waiting' } as const

/** `columns`: of the terminal; where there is none, what is found is not wrapped. */
export function doctorText(
  { machine, limit, findings, sources, abilities, settings }: Doctor,
  columns: number,
): string {
  const facts =
    machine.kind === 'ok'
      ? [machine.operatingSystem, machine.processor].map((fact) => printable(fact))
      : [`machine: ${machine.reason}`]
  return [
    ...facts,
    ...(limit.kind === 'ok' ? [limitLine(limit)] : []),
    ...findings.flatMap((finding) => findingLines(finding, columns)),
    '',
    ...sources.flatMap((source) => [
      sourceLine(source),
      ...mendLines(source, machine.kind === 'ok' ? machine.platform : null),
    ]),
    ...abilities.map(({ kind, title, reason }) =>
      row(wordOf[kind], title, printable(reason ?? '', abilityLength)),
    ),
    ...settingsLines(settings),
  ].join('\n')
}

/** A fingerprint alone has 95 characters, and is compared to its end. */
const abilityLength = 400

/** What is to be mended is never cut: it begins with the path of a file, which may have 4096 characters. */
const findingLength = 6_000

function findingLines(finding: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of printable(finding, findingLength).split(' ')) {
    const line = lines.at(-1)
    if (line === undefined) lines.push(`! ${word}`)
    else if (line.length + 1 + word.length <= columns) lines.splice(-1, 1, `${line} ${word}`)
    else lines.push(`  ${word}`)
  }
  return lines
}

const limitLine = (limit: Known<Limit>): string => {
  const { value, note } = shownLimit(limit, limit.atMs)
  return `the GPU may use ${value}, ${note}`
}

function sourceLine(source: Source): string {
  const asked = source.everyMs === null ? 'asked once' : `every ${formatSpan(source.everyMs)}`
  const took = source.tookMs === null ? '' : `, took ${formatTook(source.tookMs)}`
  return row(wordOf[source.kind], source.title, printable(source.reason ?? `${asked}${took}`))
}

const row = (word: string, title: string, note: string): string =>
  `${word.padEnd(8)} ${title.padEnd(58)} ${note}`
