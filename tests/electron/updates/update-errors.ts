const withCode = (code: string, message: string): Error =>
  Object.assign(new Error(message), { code })

/** As electron-updater 6.8.10, Chromium, Node and Squirrel.Mac write them, and what is told of each. */
export const updateErrors: readonly (readonly [unknown, string])[] = [
  [new Error('net::ERR_INTERNET_DISCONNECTED'), 'this Mac is not connected to the internet'],
  [new Error('net::ERR_NAME_NOT_RESOLVED'), 'the server with the releases cannot be reached'],
  [withCode('ECONNREFUSED', 'connect'), 'the server with the releases cannot be reached'],
  [
    new Error('net::ERR_CERT_DATE_INVALID'),
    'the server with the releases cannot prove that it is the right one',
  ],
  [
    withCode('ERR_UPDATER_CHANNEL_FILE_NOT_FOUND', 'Cannot find channel "latest-mac.yml"'),
    'there is no release for this Mac yet',
  ],
  [
    withCode('ERR_UPDATER_NO_FILES_PROVIDED', 'No files provided: 1'),
    'there is no release for this Mac yet',
  ],
  [withCode('HTTP_ERROR_404', '404 Not Found'), 'there is no release for this Mac yet'],
  [withCode('HTTP_ERROR_503', '503 \n<html>'), 'the server with the releases answers with 503'],
  [
    withCode('ERR_UPDATER_INVALID_UPDATE_INFO', 'Cannot parse update info'),
    'what the server with the releases says is not understood',
  ],
  [
    withCode('ERR_CHECKSUM_MISMATCH', 'sha512 checksum mismatch, expected a, got b'),
    'what was downloaded is not what was published, and was thrown away',
  ],
  [
    withCode('ENOENT', "ENOENT: no such file or directory, open '/x/app-update.yml'"),
    'this build does not say where newer ones are',
  ],
  [
    new Error('Cannot update while running on a read-only volume.'),
    'macOS cannot replace an app where this one lies: move Headroom to Applications first',
  ],
  [withCode('ENOSPC', 'write'), 'it did not work (the disk is full)'],
  [new Error('\u001b[31mstrange\nand long'), 'it did not work (\ufffd[31mstrange)'],
  [new Error('x'.repeat(10_000)), `it did not work (${'x'.repeat(159)}…)`],
  ['no error at all', 'it did not work (no error at all)'],
]
