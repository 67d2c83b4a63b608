import { fileURLToPath } from 'node:url'
import { createGenerator, type SchemaGenerator } from 'ts-json-schema-generator'
import { publishedKinds, type PublishedKind } from './schema-kinds.ts'

const dialect = 'https://json-schema.org/draft/2020-12/schema'
const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Every published schema as text, by the name of its file: made of the types themselves, so that there is one truth. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  const files = new Set(publishedKinds.map(({ file }) => file))
  const generator = createGenerator({
    path: fromRoot(`{${[...files].join(',')}}`),
    tsconfig: fromRoot('build/schema.tsconfig.json'),
    type: '*',
    skipTypeCheck: true, // `tsc -b` has done it, by a newer TypeScript
    additionalProperties: true,
    expose: 'export',
    jsDoc: 'extended',
    fullDescription: false,
    encodeRefs: false,
    sortProps: false,
    topRef: true,
  })
  return new Map(
    publishedKinds.map((published) => [
      `${published.kind}.schema.json`,
      `${JSON.stringify(schemaOf(published, generator), null, 2)}\n`,
    ]),
  )
}

/** `$id` is what stands in `schema` of the value itself: who has all schemas finds the right one by it. */
function schemaOf({ kind, types }: PublishedKind, generator: SchemaGenerator): object {
  const made: readonly object[] = types.map((type) => generator.createSchema(type))
  const definitions = made.flatMap((one) => Object.entries(field(one, 'definitions')))
  const names = namesFor([...new Set(definitions.map(([name]) => name))])
  const roots = types.map((type) => ({ $ref: `#/$defs/${type}` }))
  return {
    $schema: dialect,
    $id: `headroom/${kind}/1`,
    ...(roots.length === 1 ? roots[0] : { anyOf: roots }),
    $defs: Object.fromEntries(
      definitions.map(([name, schema]) => [names.get(name) ?? name, in2020(schema, names)]),
    ),
  }
}

/** `Part<Memory>` is `PartMemory`; a type without a name of its own, which the generator calls by its place, is numbered. */
function namesFor(all: readonly string[]): ReadonlyMap<string, string> {
  const plain = all.map((name) =>
    name
      .replace(/(structure|alias|interface|object)-[\d-]+/g, 'Itself')
      .replace(/[^A-Za-z0-9]+/g, ''),
  )
  const numbered = plain.map((name, index) => {
    const before = plain.slice(0, index).filter((one) => one === name).length
    return before === 0 ? name : `${name}${before + 1}`
  })
  return new Map(all.map((name, index) => [name, numbered[index] ?? name]))
}

/** From the draft 7 that the generator writes: other names of references, and tuples are `prefixItems`. */
function in2020(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => in2020(one, names))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (key === '$ref' && typeof inner === 'string') {
      const name = inner.replace('#/definitions/', '')
      return [key, `#/$defs/${names.get(name) ?? name}`]
    }
    if (key === 'description' && typeof inner === 'string') return [key, oneLine(inner)]
    if (key === 'items' && Array.isArray(inner)) return ['prefixItems', in2020(inner, names)]
    return [key, in2020(inner, names)]
  })
  return Object.fromEntries(entries)
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function field(value: object, name: string): object {
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
  return typeof found === 'object' && found !== null ? found : {}
}
