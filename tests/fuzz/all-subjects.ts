import type { ByteSubject, TextSubject } from './subject.ts'
import { contractSubjects } from './subjects/contract.ts'
import { darwinSubjects } from './subjects/darwin.ts'
import { linuxSubjects } from './subjects/linux.ts'
import { logByteSubjects, logTextSubjects } from './subjects/logs.ts'
import { modelByteSubjects, modelTextSubjects } from './subjects/models.ts'
import { ownFileSubjects } from './subjects/own-files.ts'
import { recordingSubjects } from './subjects/recordings.ts'
import { remoteSubjects } from './subjects/remote.ts'
import { serverSubjects } from './subjects/servers.ts'
import { wordSubjects } from './subjects/words.ts'

/** Whatever foreign input comes in by. `doors.test.ts` fails where one is forgotten. */
export const allSubjects: readonly (TextSubject | ByteSubject)[] = [
  ...darwinSubjects,
  ...linuxSubjects,
  ...modelTextSubjects,
  ...modelByteSubjects,
  ...logTextSubjects,
  ...logByteSubjects,
  ...serverSubjects,
  ...ownFileSubjects,
  ...wordSubjects,
  ...contractSubjects,
  ...recordingSubjects,
  ...remoteSubjects,
]
