/** The frame of the details. */
export const details = {
  title: 'Details',
  sections: 'Sections',
} as const
