import { readFile } from 'node:fs/promises'
import { glob } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { de } from '../../../src/renderer/words/de.ts'
import { en } from '../../../src/renderer/words/en.ts'
import { zhHans } from '../../../src/renderer/words/zh-hans.ts'
import { fromRoot } from '../../from-root.ts'

type Tree = { readonly [key: string]: string | Tree }

/** `models.title`: each with what it says. */
const flat = (tree: Tree, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[at, value] as const] : flat(value, at)
  })

const pluralForm = /_(?:zero|one|two|few|many|other)$/
const slotsOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))].sort()

async function renderer(): Promise<string> {
  const root = fromRoot('src/renderer')
  const texts: string[] = []
  for await (const path of glob('**/*.{ts,tsx}', { cwd: root, exclude: ['words/**'] }))
    texts.push(await readFile(`${root}/${path}`, 'utf8'))
  return texts.join('\n')
}

describe('the words of the screens', () => {
  test('are all used, and each has a place where it is', async () => {
    const source = await renderer()
    const said = new Set([...source.matchAll(/'([a-z]+(?:\.[\w-]+)+)'/g)].map(([, key]) => key))
    // `alerts.severity.${severity}`: all that stand under it
    const opened = [...source.matchAll(/`([a-z]+\.(?:[\w-]+\.)*)\$\{/g)].map(
      ([, path = '']) => path,
    )
    const unused = flat(en)
      .map(([key]) => key.replace(pluralForm, ''))
      .filter((key) => !said.has(key) && !opened.some((path) => key.startsWith(path)))
    expect(unused).toEqual([])
  })

  test.each([
    ['German', de],
    ['Chinese', zhHans],
  ] as const)('have in %s the slots that they have in English, and say something', (_, texts) => {
    const other = new Map(flat(texts))
    const wrong = flat(en).filter(([key, english]) => {
      const word = other.get(key)
      if (word === undefined) return !key.endsWith('_one')
      return word.trim() === '' || slotsOf(word).join() !== slotsOf(english).join()
    })
    // one thing needs no count beside it, nor does a language without a plural
    expect(wrong.filter(([key]) => !pluralForm.test(key))).toEqual([])
    expect([...other.keys()].filter((key) => !flat(en).some(([known]) => known === key))).toEqual(
      [],
    )
  })

  test('have both forms of a plural in English and German, and the one that Chinese has', () => {
    const formsOf = (texts: Tree): ReadonlySet<string> =>
      new Set(
        flat(texts)
          .map(([key]) => key)
          .filter((key) => pluralForm.test(key)),
      )
    const plurals = [...formsOf(en)].map((key) => key.replace(pluralForm, ''))
    for (const key of plurals) {
      for (const forms of [formsOf(en), formsOf(de)])
        expect([forms.has(`${key}_one`), forms.has(`${key}_other`)], key).toEqual([true, true])
      expect(formsOf(zhHans).has(`${key}_other`), key).toBe(true)
    }
  })
})
