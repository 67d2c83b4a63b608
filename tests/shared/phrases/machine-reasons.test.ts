import { readFileSync, globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromRoot } from '../../from-root.ts'
import { unknownOf } from './books.ts'

/** Why a source has no answer is written where it is seen: as the message of an error, or as a reason. */
const written = [
  /new (?:ParseError|Refusal|Absent)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g,
  /\breason: (?:\w+ \?\? )?(['"`])((?:\\.|(?!\1).)*)\1/g,
]
/** The name of a source. */
const titles = [
  /\btitle: (['"`])((?:\\.|(?!\1).)*)\1/g,
  /probed\(\s*'[\w-]+',\s*(['"])((?:\\.|(?!\1).)*)\1/g,
]

/** Of a load, the words of a Fit. */
const ofLoads = 'src/main/monitor/loads/'
/** Words beside what is put in. */
const hasWords = (text: string): boolean => /[a-z]{3}/.test(text)

/** As it may come out: with a figure for what is put in. */
function textsIn(folder: string, forms: readonly RegExp[]): readonly string[] {
  const files = globSync(`${folder}/**/*.ts`, { cwd: fromRoot('.') }).filter(
    (file) => !file.startsWith(ofLoads),
  )
  return files.flatMap((file) => {
    const source = readFileSync(fromRoot(file), 'utf8')
    return forms.flatMap((form) =>
      [...source.matchAll(form)].map(([, , text = '']) => text.replaceAll(/\$\{[^}]*\}/g, '7')),
    )
  })
}

describe('every language has', () => {
  test.each([
    ['src/main/probes', 60],
    ['src/main/monitor', 15],
  ])('every reason that is written in %s', (folder, least) => {
    const texts = textsIn(folder, written).filter(hasWords)
    expect(texts.length).toBeGreaterThanOrEqual(least)
    expect(unknownOf(texts)).toEqual([])
  })

  test('the name of every source', () => {
    const texts = textsIn('src/main/monitor', titles)
    expect(texts.length).toBeGreaterThan(40)
    expect(unknownOf(texts)).toEqual([])
  })
})
