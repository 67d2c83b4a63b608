import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod/mini'
import type { Children } from '../frame/children.ts'
import { freePort } from '../http-server.ts'
import { until } from '../processes.ts'
import { findProgram } from './find-prometheus.ts'

const program = findProgram('prometheus')
const tool = findProgram('promtool')
/** Why the tests have no Prometheus; null where they have one. */
export const lacking =
  program === null || tool === null ? 'no prometheus and promtool on this machine' : null
/** For the names of the tests. */
export const prometheusWords = lacking ?? 'Prometheus'

/** A slow and loaded machine takes its time to start it. */
const startsWithinMs = 60_000

export interface Checked {
  readonly isRight: boolean
  /** All that it said. */
  readonly said: string
}

/** `promtool check metrics` and the like. */
export function promtool(args: readonly string[], input = ''): Promise<Checked> {
  return new Promise((resolve) => {
    const child = execFile(tool ?? 'promtool', args, (error, stdout, stderr) =>
      resolve({ isRight: error === null, said: stdout + stderr }),
    )
    child.stdin?.end(input)
  })
}

const sampleShape = z.tuple([z.number(), z.string()])
const labelsShape = z.record(z.string(), z.string())
const answerShape = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: labelsShape,
        value: z.optional(sampleShape),
        values: z.optional(z.array(sampleShape)),
      }),
    ),
  }),
})

export interface Found {
  readonly labels: Readonly<Record<string, string>>
  /** One of an instant, all of a range. */
  readonly samples: readonly { readonly atSeconds: number; readonly value: number }[]
}

export interface OwnPrometheus {
  readonly pid: number
  /** The answer to an expression of now, as its HTTP interface gives it. */
  query(expression: string): Promise<readonly Found[]>
  /** The first value of the answer; null where there is none. */
  valueOf(expression: string): Promise<number | null>
}

/** A real Prometheus on a free port, with its data below the folder. Throws where it does not become ready. */
export async function startPrometheus(
  children: Children,
  folder: string,
  config: object,
): Promise<OwnPrometheus> {
  const port = await freePort()
  const file = join(folder, 'prometheus.yml')
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(file, JSON.stringify(config)) // JSON is YAML
  const { pid } = children.start(program ?? 'prometheus', [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
  ])
  const address = `http://127.0.0.1:${port}`
  const isReady = (): Promise<true | null> =>
    fetch(`${address}/-/ready`).then(
      ({ ok }) => (ok ? true : null),
      () => null, // ECONNREFUSED: it does not listen yet
    )
  await until('Prometheus is ready', isReady, startsWithinMs)
  const query: OwnPrometheus['query'] = async (expression) => {
    const answer = await fetch(`${address}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query: expression }),
    })
    const { data } = answerShape.parse(await answer.json())
    return data.result.map(({ metric, value, values = [] }) => ({
      labels: metric,
      samples: (value === undefined ? values : [value]).map(([atSeconds, text]) => ({
        atSeconds,
        value: Number(text),
      })),
    }))
  }
  const valueOf = async (expression: string): Promise<number | null> =>
    (await query(expression))[0]?.samples[0]?.value ?? null
  return { pid, query, valueOf }
}

export interface Target {
  readonly instance: string
  readonly port: number
  readonly isSecure?: boolean
}

/** One job, as the example has it, but for loopback, which needs no TLS, and may have it. */
export const scraping = (
  targets: readonly Target[],
  { tokenFile, everySeconds, ruleFiles = [], certFile }: ScrapingOptions,
): object => ({
  global: {
    scrape_interval: `${everySeconds}s`,
    scrape_timeout: `${everySeconds}s`,
    evaluation_interval: '1s',
  },
  rule_files: ruleFiles,
  scrape_configs: [
    {
      job_name: 'headroom',
      authorization: { type: 'Bearer', credentials_file: tokenFile },
      ...(certFile === undefined ? {} : { tls_config: { ca_file: certFile } }),
      static_configs: targets.map(({ instance, port, isSecure = false }) => ({
        targets: [`127.0.0.1:${port}`],
        labels: { instance, __scheme__: isSecure ? 'https' : 'http' },
      })),
    },
  ],
})

interface ScrapingOptions {
  readonly tokenFile: string
  readonly everySeconds: number
  /** Of those that are scraped by TLS. */
  readonly certFile?: string
  readonly ruleFiles?: readonly string[]
}
