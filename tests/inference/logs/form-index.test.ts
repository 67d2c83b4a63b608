import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { indexOfForms } from '../../../src/main/inference/logs/form-index.ts'
import { formsOf, says } from '../../../src/main/inference/logs/forms/form.ts'

const form = formsOf('llama.cpp')
const one = (id: string, ...anchors: readonly string[]) => form(id, anchors, /x/, () => says({}))

const formsIn = (text: string, ...forms: Parameters<typeof indexOfForms>[0]): readonly string[] => {
  const index = indexOfForms(forms)
  const ids: string[] = []
  index.scan.scan(text, 0, (_, to, anchors) => {
    ids.push(...index.formsOf(anchors).map(({ id }) => id))
    return to
  })
  return ids
}

describe('the index of forms', () => {
  test('gives those of which a line has an anchor, in their order, each once', () => {
    const forms = [one('a', 'buffer', 'failed'), one('b', 'missing'), one('c', 'buffer')]
    expect(formsIn('failed buffer', ...forms)).toEqual(['a', 'c'])
    expect(formsIn('nothing of that', ...forms)).toEqual([])
  })

  test('looks at a line that begins the body of a request, though no form is for it', () => {
    const index = indexOfForms([one('a', 'buffer')])
    const lines: string[] = []
    const text = 'one\nReceived request: POST to /v1/completions with body  {\ntwo'
    index.scan.scan(text, 0, (from, to, anchors) => {
      lines.push(text.slice(from, to))
      expect(index.formsOf(anchors)).toEqual([])
      return to
    })
    expect(lines).toEqual(['Received request: POST to /v1/completions with body  {'])
  })

  test('takes no two forms with one id, and none without an anchor', () => {
    expect(() => indexOfForms([one('a', 'x'), one('a', 'y')])).toThrow('two forms have one id: a')
    expect(() => indexOfForms([one('a')])).toThrow('a form has no anchor')
  })

  test('can be made of all that Headroom knows', () => {
    expect(() => createCatalogue()).not.toThrow()
  })
})
