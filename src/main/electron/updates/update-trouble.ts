import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { reasonOf } from '../../host/attempt.ts'

const offline = 'this Mac is not connected to the internet'
const unreachable = 'the server with the releases cannot be reached'
const unproven = 'the server with the releases cannot prove that it is the right one'
const noRelease = 'there is no release for this Mac yet'
const notUnderstood = 'what the server with the releases says is not understood'
const spoiled = 'what was downloaded is not what was published, and was thrown away'
const noPlace = 'this build does not say where newer ones are'
const readOnly =
  'macOS cannot replace an app where this one lies: move Headroom to Applications first'
const unsigned =
  'macOS does not accept the signature of the new version beside that of this one, so nothing was changed: download it by hand'

/**
 * The forms of what electron-updater 6.8 (its codes: `ERR_UPDATER_…`, `HTTP_ERROR_404`), Chromium (`net::ERR_…`), Node and
 * Squirrel.Mac say, the most telling first. Those of Squirrel.Mac are from its sources: none was seen on a Mac.
 */
const forms: readonly (readonly [RegExp, string])[] = [
  [/code signature|code requirement|codesign|SQRLCodeSignature/i, unsigned],
  [/read-?only volume/i, readOnly],
  [/ERR_CHECKSUM_MISMATCH|checksum mismatch/, spoiled],
  [/app-update\.yml|ERR_UPDATER_(INVALID_PROVIDER_CONFIGURATION|UNSUPPORTED_PROVIDER)/, noPlace],
  [/ERR_UPDATER_(CHANNEL_FILE_NOT_FOUND|NO_PUBLISHED_VERSIONS)/, noRelease],
  // there is one, and not for its processor
  [/ERR_UPDATER_(NO_FILES_PROVIDED|ZIP_FILE_NOT_FOUND)/, noRelease],
  [/ERR_UPDATER_LATEST_VERSION_NOT_FOUND|HTTP_ERROR_404/, noRelease],
  [/ERR_UPDATER_(INVALID|NO_)|YAMLException/, notUnderstood],
  [/ERR_INTERNET_DISCONNECTED|ENETUNREACH|ENETDOWN/, offline],
  [/net::ERR_(CERT|SSL|BAD_SSL)|\bCERT_|self[- ]signed certificate/, unproven],
  [
    /net::ERR_|ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|timed out|aborted|socket hang up/i,
    unreachable,
  ],
]

const maxForeignLength = 160
const httpStatus = /HTTP_ERROR_(\d{3})/

/** What kept Headroom from finding, fetching or installing a newer one, in a sentence of ours. */
export function updateTrouble(error: unknown): string {
  if (error instanceof ParseError) return notUnderstood
  const said = `${codeOf(error)} ${String(error)}`
  const known = forms.find(([form]) => form.test(said))
  if (known !== undefined) return known[1]
  const status = httpStatus.exec(said)?.[1]
  if (status !== undefined) return `the server with the releases answers with ${status}`
  const [firstLine = ''] = reasonOf(error).split('\n')
  return `it did not work (${printable(firstLine, maxForeignLength)})`
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
