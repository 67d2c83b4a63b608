import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromRoot } from '../../from-root.ts'

const styles = readdirSync(fromRoot('src/renderer'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css') && !path.endsWith('tokens.css'))
  .map((path) => ({ path, text: readFileSync(fromRoot(`src/renderer/${path}`), 'utf8') }))

test('every colour is a token: it is written out in one file', () => {
  expect(styles.length).toBeGreaterThan(10)
  const colour = /:[^;{]*(?:#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|hwb)a?\()/i
  expect(styles.filter(({ text }) => colour.test(text)).map(({ path }) => path)).toEqual([])
})
