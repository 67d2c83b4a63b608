import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { publishedKinds } from '../build/schema-kinds.ts'
import { fromRoot } from './from-root.ts'
import { jsonIn } from '../src/shared/parse.ts'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
const checks = new Map<string, ValidateFunction>()

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const publishedSchema = (kind: string): Readonly<Record<string, unknown>> => {
  const schema = jsonIn(readFileSync(fromRoot(`resources/schema/${kind}.schema.json`), 'utf8'))
  if (!isObject(schema)) throw new Error(`${kind} has no schema`)
  return schema
}

/** Published schemas are open, as a later version may say more; here a property that none of them names is a fault. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (!isObject(schema)) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, one]) => [key, closed(one)]))
  const isClosable = isObject(schema['properties']) && schema['additionalProperties'] === undefined
  return isClosable ? { ...inner, additionalProperties: false } : inner
}

function checkOf(kind: string): ValidateFunction {
  const known = checks.get(kind)
  if (known !== undefined) return known
  const schema = closed(publishedSchema(kind))
  if (!isObject(schema)) throw new Error(`${kind} has no schema`)
  const check = ajv.compile(schema)
  checks.set(kind, check)
  return check
}

const published: ReadonlySet<string> = new Set(publishedKinds.map(({ kind }) => kind))

/** Of `headroom/<kind>/1`; null where it is no value of ours. */
export function kindOf(value: unknown): string | null {
  const schema = isObject(value) ? value['schema'] : null
  return typeof schema === 'string' ? (/^headroom\/([a-z-]+)\/1$/.exec(schema)?.[1] ?? null) : null
}

/** Throws where a value says that it is of a published kind, and is not as its schema says; `npm run schema` makes them anew. */
export function expectPublished(value: unknown, kind = kindOf(value)): void {
  if (kind === null || !published.has(kind)) return
  const check = checkOf(kind)
  if (check(value)) return
  const faults = (check.errors ?? []).slice(0, 5).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`
  })
  throw new Error(`not as resources/schema/${kind}.schema.json says: ${faults.join('; ')}`)
}

/** The same of all lines of what a command has printed, those that are JSON. */
export function expectPublishedLines(stdout: string): void {
  for (const line of stdout.split('\n'))
    if (line.startsWith('{"schema":"headroom/') && line.endsWith('}')) expectPublished(jsonIn(line))
}
