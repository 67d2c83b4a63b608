/** The longest document with every task of a busy machine has about half a million characters. */
const maxDocumentChars = 8 * 2 ** 20
const separator = '\0'
/** With nothing behind it but a NUL a document may lack its newline. */
const ending = /<\/plist>\s*$/
const endingLine = /<\/plist>\r?\n\s*$/
/** More than an ending and the blanks behind it have. */
const endingChars = 64

export interface PowerDocuments {
  /** The documents that have become whole with this piece, in their order. */
  take(piece: string): readonly string[]
  /** Bytes in UTF-8 that wait for the rest of their document. */
  restBytes(): number
}

const endsIn = (text: string, form: RegExp): boolean => form.test(text.slice(-endingChars))

/**
 * Puts the pieces of a `powermetrics -f plist` stream together. A NUL stands before each document after the first, so the
 * last one is known to be whole by its own end, and nothing waits for the next sample. What a NUL cuts off without an end
 * is dropped, and so is a document that grows past any measure, up to the next NUL.
 */
export function createPowerDocuments(): PowerDocuments {
  let rest = ''
  let isSkipping = false

  const end = (): readonly string[] => {
    const document = rest
    rest = ''
    return endsIn(document, ending) ? [document] : []
  }
  const grow = (part: string): void => {
    if (isSkipping) return
    rest += rest === '' ? part.trimStart() : part
    if (rest.length <= maxDocumentChars) return
    rest = ''
    isSkipping = true
  }

  return {
    take: (piece) => {
      const documents: string[] = []
      for (const [index, part] of piece.split(separator).entries()) {
        if (index > 0) {
          documents.push(...end())
          isSkipping = false
        }
        grow(part)
      }
      return endsIn(rest, endingLine) ? [...documents, ...end()] : documents
    },
    restBytes: () => new TextEncoder().encode(rest).length,
  }
}
