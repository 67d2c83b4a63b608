import type { Language } from '../../shared/language.ts'
import { addLateWords, english } from './english.ts'
import type { Words } from './words.ts'

/**
 * The words of one language, loaded when they are wanted: English is there at once. `isWhole`: those of parts that are open already
 * as well.
 */
export async function loadWords(language: Language, isWhole = false): Promise<Words> {
  switch (language) {
    case 'en':
      if (isWhole) await addLateWords()
      return english
    case 'de': {
      const [{ otherWords }, { de }, { bookDe }] = await Promise.all([
        import('./other-words.ts'),
        import('./de.ts'),
        import('../../shared/phrases/book-de.ts'),
      ])
      return otherWords(language, de, bookDe)
    }
    case 'zh-Hans': {
      const [{ otherWords }, { zhHans }, { bookZhHans }] = await Promise.all([
        import('./other-words.ts'),
        import('./zh-hans.ts'),
        import('../../shared/phrases/book-zh-hans.ts'),
      ])
      return otherWords(language, zhHans, bookZhHans)
    }
  }
}
