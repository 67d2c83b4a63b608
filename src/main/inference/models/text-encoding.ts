type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be'

/** By the mark at its beginning: PowerShell writes UTF-16. */
export function encodingOf(head: Uint8Array): TextEncodingName {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** What no program writes into a text: other than bells, tabs, ends of lines and the escapes of a terminal. */
// oxlint-disable-next-line no-control-regex -- it is these that are looked for
const noText = /[\0-\x06\x0e-\x1a\x1c-\x1f\x7f]/

/** Whether a file that begins so may be a text. */
export const isText = (head: Uint8Array): boolean =>
  !noText.test(new TextDecoder(encodingOf(head)).decode(head))
