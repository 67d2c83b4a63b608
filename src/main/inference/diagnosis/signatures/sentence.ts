/** What may stand before a sentence: `!!! Exception during processing !!! `, a path and the name of a warning. */
const maxLengthBefore = 400

const before = `{0,${String(maxLengthBefore)}}`
/** Comments of a source, and strings between single quotes that are not over yet; other quotes the reader knows. */
const notInSource = String.raw`(?<!^(?://|/\*|\* ).${before})(?<!(?:^|[\s([{=,:])'[^']${before})`
/** A line's beginning, or the end of `ValueError: `, `processing !!! `, `[ERROR] `; not lists, comments, tables: people repeat there. */
const atItsPlace = String.raw`(?<=^|^(?![#>|*-] ).${before}[:!\]] )`

/** So that the match is the whole sentence, and each group is there once. */
const withoutGroups = (words: string): string =>
  words.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)/g, (one) => (one === '(' ? '(?:' : one))

// The sentence comes first: what stands before it is looked at only where it is found.

/** A sentence as a program says it, alone or behind the name of an error. */
export const sentence = (words: string): RegExp =>
  new RegExp(`(?=(?:${words}))${atItsPlace}${notInSource}(?:${withoutGroups(words)})`)

/** One so exact that it may stand behind any words. */
export const sentenceAnywhere = (words: string): RegExp =>
  new RegExp(`(?=(?:${words}))${notInSource}(?:${withoutGroups(words)})`)

/** One that counts only as an exception, or as ComfyUI prints one: warnings name what is missing, too. */
export const raised = (words: string): RegExp =>
  sentenceAnywhere(`(?<=(?:Error|Exception): |!!! )(?:${words})`)
