import type { About } from '../../shared/about.ts'

export interface AboutDesk {
  about(): Promise<About>
}

/** What this Headroom is, and what it runs on. */
export const createAboutDesk = (about: Omit<About, 'schema'>): AboutDesk => ({
  about: async () => ({ schema: 'headroom/about/1', ...about }),
})
