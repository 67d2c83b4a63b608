import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { formatArgv, keyOf, type Question } from '../../src/main/host/host.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { macmonPaths } from '../../src/main/probes/darwin/macmon.ts'
import { powermetricsArgv } from '../../src/main/probes/darwin/powermetrics-command.ts'
import { sceneNames, scenePath } from './mac-scene.ts'

const folder = fileURLToPath(new URL('../../src/main/probes/darwin/', import.meta.url))

interface Asking {
  readonly question: Question
}
const isProbe = (value: unknown): value is Asking =>
  typeof value === 'object' && value !== null && 'question' in value && 'parse' in value

/** Every probe that production has for macOS, by the name of its export. */
async function probes(): Promise<ReadonlyMap<string, Question>> {
  const found = new Map<string, Question>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const exported: Readonly<Record<string, unknown>> = await import(`${folder}${file}`)
    for (const [name, value] of Object.entries(exported)) {
      if (isProbe(value)) found.set(name, value.question)
    }
  }
  return found
}

/** Those that are asked about something: how their questions begin. */
const asked = [
  'command /usr/bin/lsappinfo info ASN:',
  'command /usr/bin/footprint -f bytes --noCategories -p ',
  'command /usr/bin/file -- /',
  'command /usr/bin/vmmap -summary ',
  'command /bin/ps -ww -o pid=,args= -p ',
  'command /usr/sbin/lsof -nP -a -p ',
  'command /usr/sbin/lsof -nP -w -a -d txt -p ',
  'http GET http://127.0.0.1:',
  'process ',
  'disk /',
  'library node/process',
  'dir /Library/Logs/DiagnosticReports',
  'stat /etc/sudoers.d/headroom-powermetrics',
]

/** Only where somebody sets the limit or the rule of sudo, or asks how: nobody samples them, and no recording has them. */
const askedByActsAlone = ['removePowerRule', 'limitSysctl', 'wiredLimitNow']

describe.each(sceneNames)('%s', (name) => {
  const { entries } = parseRecording(readFileSync(scenePath(name), 'utf8'))
  const keys = new Set(entries.map(({ kind, key }) => `${kind} ${key}`))

  test('holds an answer for every probe of macOS', async () => {
    const questions = await probes()
    expect(questions.size).toBeGreaterThanOrEqual(19)
    const missing = [...questions].filter(([, one]) => !keys.has(`${one.kind} ${keyOf(one)}`))
    expect(missing.map(([probe]) => probe)).toEqual(askedByActsAlone)
    expect(asked.filter((start) => ![...keys].some((key) => key.startsWith(start)))).toEqual([])
  })

  test('holds a stream of watts, or says that nobody tells them', () => {
    const hasPowermetrics = keys.has(`stream ${formatArgv(powermetricsArgv)}`)
    const hasMacmon = [...keys].some((key) => /^stream \S+\/macmon pipe /.test(key))
    const isAbsent = macmonPaths.every((path) => keys.has(`stat ${path}`))
    expect(hasPowermetrics || hasMacmon || isAbsent).toBe(true)
  })
})
