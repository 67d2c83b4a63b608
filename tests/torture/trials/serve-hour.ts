import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { jsonIn } from '../../../src/shared/parse.ts'
import { sleep, type Children } from '../../frame/children.ts'
import { createRandom } from '../../frame/random.ts'
import { openSocket, projectDir, startServe, tokenMessage, type Serve } from '../../frame/serve.ts'
import { slopeOf } from '../../frame/slope.ts'
import { isSnapshot, wrongSumsOf } from '../../frame/sums.ts'
import { startFakeServers } from '../../bench/fake-servers.ts'
import { startClient, type Client } from '../load/client.ts'
import { cpuRatioOf, megabytes, percent, takenBy, type Taken } from '../load/gauge.ts'
import { ownEnv, ownFolder, startDripping, startLogWriter } from '../load/world.ts'
import type { Trial } from '../trial.ts'

const usualMinutes = 60
const sampleEveryMs = 10_000
/** Clients, servers, logs and the windows of growth and rates. Of a short run, a third. */
const warmUpSeconds = 120
/** The heap goes up and comes down with each collection: what it comes down to is what is kept. */
const collectedWithinSeconds = 300
const stayingClients = 20
const passingClients = 10
const longestStayMs = 20_000
const askEveryMs = 5_000
const bornEveryMs = 200
const lifetimes = ['0', '0.2', '1.5', '6']
const logPlans = [
  { linesPerSecond: 50, rotateEverySeconds: 0, failOneOf: 0 },
  { linesPerSecond: 200, rotateEverySeconds: 60, failOneOf: 20_000 },
  { linesPerSecond: 1_000, rotateEverySeconds: 30, failOneOf: 0 },
]
const seed = 6_021
/** Later than this a tick is told as late: it is due after one second. */
const lateGapMs = 2_000
/** Of the ticks that were due, a machine that others use as well must still give so many. */
const leastTickShare = 0.5
/** Some 600 bytes a Snapshot, at the pace that failing lines make them come. */
const mostBytesAnHour = 10e6
const mostFilesMore = 10

/** A real serve, a real hour, and all that a busy machine does to it. */
export const trial: Trial = {
  name: 'serve-hour',
  what: 'an hour of serve: clients watch, come and break off, programs churn, servers answer, logs are written and rotated',
  run: async ({ children, minutes }) => {
    const forMs = (minutes ?? usualMinutes) * 60_000
    const folder = ownFolder('serve-hour')
    const logs = logPlans.map((_, index) => join(folder, `${index}.log`))
    logPlans.forEach((plan, index) => {
      const path = logs[index] ?? ''
      startLogWriter(children, path, { ...plan, forSeconds: forMs / 1_000 + 60 })
    })
    await startFakeServers(children)
    await startDripping(children, join(folder, 'bin'))
    const args = logs.flatMap((path) => ['--log', path])
    const serve = await startServe(children, { args, env: ownEnv(folder) })
    // one after the other: more strangers at once than serve lets in would be sent away
    const clients: Client[] = []
    while (clients.length < stayingClients)
      clients.push(await startClient(serve, clients.length === 0))
    const until = performance.now() + forMs
    const faults: string[] = []
    const passing = Array.from({ length: passingClients }, (_, index) =>
      comeAndGo(serve, createRandom(seed + index), until),
    )
    const samples = sampleOn(serve, clients, until)
    const asked = askOnAndOn(serve, faults, until)
    await Promise.all([churn(children, until), ...passing])
    const report = reportOf(await samples, clients)
    clients.forEach((client) => client.close())
    return {
      trials: await asked,
      faults: [...faults, ...report.faults],
      figures: report.figures,
    }
  },
}

/** Each into a file that stays: `.cache/torture/serve-hour.csv`. */
async function sampleOn(
  serve: Serve,
  clients: readonly Client[],
  until: number,
): Promise<readonly Taken[]> {
  const folder = join(projectDir, '.cache', 'torture')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `serve-hour-${new Date().toISOString().replace(/[:.]/g, '-')}.csv`)
  appendFileSync(
    path,
    'seconds,private written MB,private whole MB,cpu seconds,files,sockets,snapshots\n',
  )
  const startedAt = performance.now()
  const samples: Taken[] = []
  while (performance.now() < until) {
    const taken = takenBy(serve.pid)
    samples.push(taken)
    const { dirtyBytes, wholeBytes, cpuSeconds, files, sockets } = taken
    const count = clients[0]?.count() ?? 0
    const row = [
      ((performance.now() - startedAt) / 1_000).toFixed(1),
      (dirtyBytes / 1e6).toFixed(2),
      (wholeBytes / 1e6).toFixed(2),
      cpuSeconds,
      files,
      sockets,
      count,
    ]
    appendFileSync(path, `${row.join(',')}\n`)
    await sleep(sampleEveryMs)
  }
  return samples
}

function reportOf(samples: readonly Taken[], clients: readonly Client[]) {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined) throw new Error('no sample was taken')
  const seconds = last.atSeconds - first.atSeconds
  const warmUp = Math.min(warmUpSeconds, seconds / 3)
  const settled = samples.filter(({ atSeconds }) => atSeconds - first.atSeconds >= warmUp)
  const kept = lowestOf(settled)
  const slope = slopeOf(
    kept.map(({ atSeconds, dirtyBytes }) => ({ x: atSeconds / 3_600, y: dirtyBytes })),
  )
  const counts = clients.map((client) => client.count())
  const gaps = clients[0]?.longestGapsMs() ?? []
  const ends = clients.flatMap((client) => client.end() ?? [])
  const files = settled.map((one) => one.files)
  const written = settled.map(({ dirtyBytes }) => dirtyBytes)
  const moreFiles = last.files - Math.max(...files.slice(0, Math.ceil(files.length / 2)))
  const checks: readonly (readonly [boolean, string])[] = [
    [ends.length === 0, `clients were sent away: ${ends.join(', ')}`],
    [Math.min(...counts) >= seconds * leastTickShare, `only ${Math.min(...counts)} Snapshots`],
    [!(slope > mostBytesAnHour), `memory grows by ${megabytes(slope)} an hour`],
    [moreFiles <= mostFilesMore, `${moreFiles} files are open that were not`],
  ]
  const range = (values: readonly number[]): string =>
    `${megabytes(Math.min(...values))} to ${megabytes(Math.max(...values))}`
  return {
    faults: checks.flatMap(([holds, fault]) => (holds ? [] : [fault])),
    figures: [
      `${Math.round(seconds)} s, ${Math.min(...counts)} to ${Math.max(...counts)} Snapshots at each of ${clients.length} clients (seed ${seed})`,
      `private written memory after warming up: ${range(written)}, slope of its lowest points ${megabytes(slope)} an hour (NaN: too short)`,
      `processor: ${percent(cpuRatioOf(first, last))} of one core`,
      `open files: ${Math.min(...files)} to ${Math.max(...files)}`,
      `longest waits for a Snapshot: ${gaps
        .slice(0, 5)
        .map((ms) => `${Math.round(ms)} ms`)
        .join(
          ', ',
        )}; ${gaps.filter((ms) => ms > lateGapMs).length} of more than ${lateGapMs / 1_000} s among the longest 20`,
    ],
  }
}

/** Of every five minutes, the sample that has the least. */
const lowestOf = (samples: readonly Taken[]): readonly Taken[] =>
  [
    ...Map.groupBy(samples, ({ atSeconds }) =>
      Math.floor(atSeconds / collectedWithinSeconds),
    ).values(),
  ].flatMap((group) => group.toSorted((a, b) => a.dirtyBytes - b.dirtyBytes).slice(0, 1))

async function comeAndGo(serve: Serve, random: () => number, until: number): Promise<void> {
  while (performance.now() < until) {
    const socket = openSocket(serve)
    socket.on('error', () => undefined) // broken off before it was open
    socket.on('open', () => socket.send(tokenMessage(serve.token)))
    await sleep(Math.min(random() * longestStayMs, Math.max(0, until - performance.now())))
    if (random() < 0.5) socket.terminate()
    else socket.close()
  }
}

/** Answers with how often it asked. */
async function askOnAndOn(serve: Serve, faults: string[], until: number): Promise<number> {
  const headers = { authorization: `Bearer ${serve.token}`, connection: 'close' }
  let count = 0
  while (performance.now() < until) {
    for (const path of ['/api/snapshot', '/metrics']) {
      const answer = await fetch(`http://127.0.0.1:${serve.port}${path}`, { headers })
      const text = await answer.text()
      count++
      if (!answer.ok) faults.push(`${path} answered with ${answer.status}`)
      else if (path === '/api/snapshot') faults.push(...faultsOf(text))
    }
    await sleep(askEveryMs)
  }
  return count
}

function faultsOf(text: string): readonly string[] {
  const snapshot = jsonIn(text)
  if (!isSnapshot(snapshot)) return ['no Snapshot was answered']
  return wrongSumsOf(snapshot).map(
    ({ field, got, expected }) => `${field} is ${got}, not ${expected}`,
  )
}

async function churn(children: Children, until: number): Promise<void> {
  for (let count = 0; performance.now() < until; count++) {
    children.start('/bin/sleep', [lifetimes[count % lifetimes.length] ?? '0'])
    await sleep(bornEveryMs)
  }
}
