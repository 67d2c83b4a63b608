import type { Page } from '@playwright/test'
import { de } from '../../src/renderer/words/de.ts'
import { en } from '../../src/renderer/words/en.ts'
import { zhHans } from '../../src/renderer/words/zh-hans.ts'
import type { Language } from '../../src/shared/language.ts'
import { bookDe } from '../../src/shared/phrases/book-de.ts'
import { bookZhHans } from '../../src/shared/phrases/book-zh-hans.ts'
import { isFigure } from '../../src/shared/phrases/figure.ts'
import { createSaying } from '../../src/shared/phrases/saying.ts'
import { printable } from '../../src/shared/printable.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'

/** What is foreign stays as it is: names, paths, commands, lines of logs. */
const foreignPlaces = '[dir="auto"], bdi, code, kbd, samp, pre'
const spokenAttributes = [
  'aria-label',
  'aria-valuetext',
  'aria-description',
  'title',
  'placeholder',
  'alt',
]

/** All that a page says, to who looks and to who listens. */
const saidOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    ([places, attributes]) => {
      const texts: string[] = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const place = node.parentElement
        const isSaid = place?.closest(places) === null && place.checkVisibility()
        if (isSaid) texts.push(node.textContent ?? '')
      }
      for (const element of document.querySelectorAll('*')) {
        if (!element.checkVisibility()) continue
        for (const name of attributes) texts.push(element.getAttribute(name) ?? '')
      }
      return [...new Set(texts.map((text) => text.replaceAll(' ', ' ').trim()))].filter(
        (text) => text !== '',
      )
    },
    [foreignPlaces, spokenAttributes] as const,
  )

/** As long as nobody means it: `GPU`, `Metal`. */
const leastLetters = 4

/** What a page in `language` still says in English. `snapshot`: whose names are foreign. */
export async function leftInEnglish(
  page: Page,
  language: Exclude<Language, 'en'>,
  snapshot: Snapshot,
): Promise<readonly string[]> {
  const names = namesIn(snapshot, await commandsOn(page))
  const { isEnglish, isEnglishWord } = earOf(language)
  const texts = await saidOn(page)
  return texts.filter((text) => {
    const rest = names.reduce((left, name) => left.replaceAll(name, '·'), text)
    if (!/[a-z]/i.test(rest) || isFigure(rest)) return false
    return wordsIn(rest).some(isEnglishWord) || isEnglish(rest)
  })
}

/** Hears English in what a page says in another language. */
interface Ear {
  isEnglish(text: string): boolean
  isEnglishWord(word: string): boolean
}

const ears = new Map<Language, Ear>()

/** Made once for all pages: it knows thousands of phrases. */
function earOf(language: Exclude<Language, 'en'>): Ear {
  const known = ears.get(language)
  if (known !== undefined) return known
  const book = language === 'de' ? bookDe : bookZhHans
  const said = [...Object.entries(book), ...pairs(en, language === 'de' ? de : zhHans)]
  const ear = { isEnglish: englishOf(said), isEnglishWord: englishWordsOf(said) }
  ears.set(language, ear)
  return ear
}

/** What is to be copied: it stands in the names of buttons, too. */
const commandsOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('code, pre')].map(({ textContent }) => textContent ?? ''),
  )

/** The longest first: one name can be a part of another. */
function namesIn(snapshot: Snapshot, commands: readonly string[]): readonly string[] {
  const { apps, models, servers, loads, findings, machine, suggestion } = snapshot
  const names = [
    ...apps.flatMap(({ name, detail, quitEnds, processes }) => [
      name,
      detail ?? '',
      quitEnds ?? '',
      ...processes.map((one) => one.name),
    ]),
    ...models.flatMap(({ name, quantization }) => [name, quantization ?? '']),
    ...servers.map(({ title }) => title),
    ...loads.flatMap(({ name, serverTitle }) => [name, serverTitle]),
    ...findings.map(({ program }) => program ?? ''),
    ...(suggestion?.relief.candidates.map(({ name }) => name) ?? []),
    ...(machine.kind === 'ok' ? [machine.processor, machine.operatingSystem] : []),
    ...commands.flatMap((command) => [command, ...command.split('\n')]),
  ]
  return [...new Set(names.flatMap((name) => [name, printable(name)]))]
    .filter((name) => name.length > 1)
    .toSorted((a, b) => b.length - a.length)
}

/** Of what is no path, file, version or size. */
const wordsIn = (text: string): readonly string[] =>
  text
    .split(/\s+/)
    .filter((piece) => !/[\d/_\\@=]|\w[.-]\w/.test(piece))
    .flatMap((piece) => piece.toLowerCase().match(/[a-zäöüß]{2,}/g) ?? [])

/** Whether a word is one of English, and none of the other language: by the words that each has said so far. */
function englishWordsOf(said: readonly (readonly [string, string])[]): (word: string) => boolean {
  const vocabularyOf = (texts: readonly string[]): ReadonlySet<string> =>
    new Set(texts.flatMap((text) => wordsIn(text.replace(/\{\{[^}]*\}\}/g, ' '))))
  const english = vocabularyOf(said.map(([from]) => from))
  const other = vocabularyOf(said.map(([, to]) => to))
  return (word) => english.has(word) && !other.has(word)
}

/** Whether a text is one that a phrase, or a screen, says in English. */
function englishOf(said: readonly (readonly [string, string])[]): (text: string) => boolean {
  const phrases = said
    .filter(([from, to]) => from !== to)
    .map(([from]) => from)
    .filter((phrase) => phrase.replace(/\{\{[^}]*\}\}|[^a-z]/gi, '').length >= leastLetters)
  const { knows } = createSaying({
    phrases,
    put: (phrase) => phrase,
    figure: (text) => (isFigure(text) ? text : null),
  })
  return (text) => !isFigure(text) && knows(text)
}

type Tree = { readonly [key: string]: string | Tree }

/** What the screens say in English, and in the other language. */
const pairs = (from: Tree, to: Tree): readonly (readonly [string, string])[] =>
  Object.entries(from).flatMap(([key, value]) => {
    const other = to[key]
    if (typeof value === 'string') return [[value, typeof other === 'string' ? other : '']] as const
    return typeof other === 'object' ? pairs(value, other) : []
  })
