/** The frame of the details. */
export const details = {
  title: 'Details',
  overview: 'Overview',
  sections: 'Sections',
} as const
