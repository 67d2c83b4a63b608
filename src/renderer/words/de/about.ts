import type { In } from '../texts.ts'

export const about: In<'about'> = {
  title: 'Über Headroom',
}
