import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { publishedSchemas } from './schemas.ts'

/** `npm run schema`: writes resources/schema anew; what is published no more goes. */
const folder = fileURLToPath(new URL('../resources/schema/', import.meta.url))
const schemas = publishedSchemas()
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder))
  if (name.endsWith('.schema.json') && !schemas.has(name)) rmSync(`${folder}${name}`)
for (const [name, text] of schemas) writeFileSync(`${folder}${name}`, text)
