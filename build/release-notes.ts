export interface NotedRelease {
  readonly isSigned: boolean
  /** The name of the disk image. */
  readonly image: string
}

const unsigned = `> **Nobody has signed this build, and Apple has not looked at it.** macOS refuses it at first: open it once, then
> allow it under System Settings > Privacy & Security > Open Anyway. Its notifications may fail; Headroom says so then.
> It cannot replace itself by a newer one.

`

/** The first lines of a release; what has changed is written by whoever publishes the draft. */
export const notesOf = ({ isSigned, image }: NotedRelease): string =>
  `${isSigned ? '' : unsigned}For a Mac with Apple silicon and macOS 13 or newer: open \`${image}\`, and drag Headroom into Applications.
Or with Homebrew: \`brew install --cask ./headroom.rb\`, the file below. Digests stand in \`SHA256SUMS\`.
`
