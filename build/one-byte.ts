import type { Plugin } from 'vite'

/** V8 keeps a text in which one character is beyond Latin-1 with two bytes for each. */
const beyondLatin1 = /[\u0100-\uffff]/g

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The same script with each such character escaped. Throws where one stands behind a backslash, which would then be its own. */
export function inOneByte(script: string): string {
  const behind = /\\[\u0100-\uffff]/.exec(script)
  if (behind !== null) throw new Error(`${behind[0]}: a backslash before what is to be escaped`)
  return script.replace(beyondLatin1, escaped)
}

/** Scripts whose text stays in memory for as long as they run. */
export const oneByte = (): Plugin => ({
  name: 'one-byte',
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = inOneByte(file.code)
    }
  },
})
