import { describe, expect, test } from 'vitest'
import { figureIn } from '../../../src/shared/phrases/figure.ts'
import { createSaying } from '../../../src/shared/phrases/saying.ts'
import { cardFor } from '../../inference/diagnosis/cards/case-of.ts'
import { bookOfArea, sayingIn, translated, unknownOf } from './books.ts'
import { cardTexts } from './card-texts.ts'

const texts = cardTexts()

/** What engines print, quoted for whoever looks for it. */
const quoted = /offloaded N\/M layers to GPU/g
/** No word of German. */
const english = /\b(?:the|its?|of|and|is|are|with|from|which|that|to|for|on|held|program)\b/i

describe('what the cards of findings say', () => {
  test('is known in every language, whatever the class, the program, the figures and the machine', () => {
    expect(texts.size).toBeGreaterThan(5_000)
    expect(unknownOf(texts)).toEqual([])
  })

  test.each(translated)('has no English left in it in %s', (language) => {
    const said = [...texts].map((text) => sayingIn(language).say(text))
    expect(said.filter((text) => english.test(text.replaceAll(quoted, '')))).toEqual([])
  })

  test('has no phrase that no card says', () => {
    const phrases = Object.keys(bookOfArea('de', 'cards'))
    const used = new Set<string>()
    const { knows } = createSaying({
      phrases,
      put: (phrase) => {
        used.add(phrase)
        return phrase
      },
      figure: (text) => figureIn('de', text),
    })
    for (const text of texts) knows(text)
    expect(phrases.filter((phrase) => !used.has(phrase))).toEqual([])
  })
})

describe('a card in another language', () => {
  const { say: german } = sayingIn('de')
  const { say: chinese } = sayingIn('zh-Hans')
  const refused = cardFor('metal-alloc-failed', {
    triedBytes: 8_480e6,
    allocatedBytes: 17e9,
    limitBytes: 22_906_500_000,
    contextTokens: 32_768,
  })

  test('gives the figures as its reader writes them', () => {
    expect(refused.sentence).toBe(
      'Metal refused llama.cpp a buffer of 8.5 GB; with the 17.0 GB that it holds this is 25.5 GB, and the GPU limit is 22.9 GB; its context is 32768 tokens',
    )
    expect(german(refused.sentence)).toBe(
      'Metal hat llama.cpp einen Puffer von 8,5 GB verweigert; mit den 17,0 GB, die es belegt, sind das 25,5 GB, und die Grenze der GPU beträgt 22,9 GB; der Kontext umfasst 32768 Token',
    )
    const partly = cardFor('cpu-fallback', { offloadedLayers: 20, totalLayers: 33 })
    expect(chinese(partly.sentence)).toBe('llama.cpp 部分在 CPU 上计算：33 层中有 20 层在 GPU 上')
  })

  test('leaves commands, variables and what is added to a fix in their place', () => {
    const [fix] = cardFor('context-full', { requestedTokens: 6_000 }, { program: 'ollama' }).fixes
    expect(german(fix?.text ?? '')).toBe(
      'Den Kontext auf 8192 Token setzen (ein num_ctx im Modelfile oder in einer Anfrage hat Vorrang), dann die Ollama-App beenden und neu öffnen; beim Start in einem Terminal: OLLAMA_CONTEXT_LENGTH=8192 ollama serve',
    )
    expect(chinese(fix?.text ?? '')).toBe(
      '将上下文设为 8192 个 token（Modelfile 或请求中的 num_ctx 优先），然后退出并重新打开 Ollama App；如果在终端中启动：OLLAMA_CONTEXT_LENGTH=8192 ollama serve',
    )
  })

  test('names a program that is not known as one, in the case that its sentence wants', () => {
    const { sentence } = cardFor('metal-oom-mid-generation', {}, { program: null })
    expect(german(sentence)).toBe(
      'Der GPU ging der Speicher aus, während sie für das Programm rechnete',
    )
    expect(chinese(sentence)).toBe('GPU 在为该程序计算时内存耗尽')
  })

  test.each(['{{fault}}.gguf', '$t(x) {{who, raw}}.gguf', '<b>the file</b>.gguf', '模型 是.gguf'])(
    'shows the name of a model as it is: %s',
    (name) => {
      const { sentence } = cardFor('model-missing', { modelPath: `/models/${name}` })
      const shown = sentence.replace('llama.cpp did not find the model ', '')
      expect(german(sentence)).toBe(`llama.cpp hat das Modell ${shown} nicht gefunden`)
      expect(chinese(sentence)).toBe(`llama.cpp 没有找到模型 ${shown}`)
    },
  )
})
