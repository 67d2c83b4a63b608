import type { Ability } from './doctor.ts'
import type { Mend } from './mend.ts'

const ways: Readonly<Record<string, Mend>> = {
  terminal: {
    text: 'headroom run passes an engine through by pipes meanwhile. node-pty is installed with the other packages where it can be built.',
    command: 'npm install --include=optional',
    place: null,
  },
  database: {
    text: 'History is kept in memory only, until Headroom ends: start it with Node 24, which has SQLite.',
    command: 'node --version',
    place: null,
  },
}

/** What makes an ability come back; null where it is there. */
export const mendOfAbility = ({ id, kind }: Pick<Ability, 'id' | 'kind'>): Mend | null =>
  kind === 'ok' ? null : (ways[id] ?? null)
