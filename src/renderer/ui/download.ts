/** Long enough for the browser to have begun with it. */
const keptMs = 60_000

const typeOf = { csv: 'text/csv', json: 'application/json' } as const

/** A text that the page has made, into a file of whoever looks; its name ends as what it is. */
export function download(text: string, name: string, kind: keyof typeof typeOf): void {
  const address = URL.createObjectURL(new Blob([text], { type: typeOf[kind] }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name}.${kind}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), keptMs)
}
