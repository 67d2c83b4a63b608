/** What may stand before a sentence: `!!! Exception during processing !!! `, a path and the name of a warning. */
const maxLengthBefore = 400

/**
 * A sentence as a program says it: at the beginning of a line, or behind the name of an error (`ValueError: `). Not in comments,
 * in lists and in tables: there people repeat what others have seen.
 */
export const said = (sentence: string): RegExp =>
  // the sentence first: what stands before it is looked at only where it is found
  new RegExp(
    `(?=(?:${sentence}))(?<=^|^(?![#>|*-] |//|/\\*).{0,${String(maxLengthBefore)}}[:!\\]] )`,
  )
